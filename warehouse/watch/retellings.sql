-- One row per article and outlet of which it retells something, where either article names one of those who are watched.
-- article_id: the article that retells
-- rest: that outlet, or the address of one that is not known: however the evidence grows, it is news once
-- about: which of them the two name
-- known_at: when that was found first
-- outlet: whose article it retells
-- original_id: that article; null while it is not in the warehouse
-- original_url: its address; null where the outlet is all that is known
-- how: stated, inferred or named
-- confidence: 0 to 1
with
    retellings as (
        select *, coalesce(original_outlet_id, regexp_extract(original_url, '://([^/]+)', 1), '') as whose
        from store.derivations
    ),
    either as ( -- two joins on one id each: one on either of two ids compares every row with every other
        select d.article_id, d.whose, n.entity_id
        from (from retellings where until_at is null) d
        join named n on n.article_id = d.article_id
        union all
        select d.article_id, d.whose, n.entity_id
        from (from retellings where until_at is null) d
        join named n on n.article_id = d.original_id
    ),
    watched as (
        select article_id, whose, list_sort(list(distinct entity_id)) as about
        from either
        group by article_id, whose
    ),
    surest as (
        select
            article_id, whose,
            max_by(
                {'id': original_id, 'url': original_url, 'how': how, 'sure': confidence},
                (original_id is not null, confidence, original_url)
            ) as found
        from retellings
        where until_at is null
        group by article_id, whose
    )
select
    w.article_id::varchar as article_id, w.whose as rest, w.about, k.known_at, coalesce(o.name, w.whose) as outlet,
    s.found.id::varchar as original_id, s.found.url as original_url, s.found.how as how, s.found.sure as confidence
from watched w
join surest s using (article_id, whose)
join (select article_id, whose, min(since_at) as known_at from retellings group by article_id, whose) k
    using (article_id, whose)
left join store.outlets o on o.outlet_id = w.whose
