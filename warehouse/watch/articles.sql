-- One row per article that names one of those who are watched in title or body.
-- article_id: the article
-- rest: empty: an article is news once
-- about: which of them it names
-- known_at: when kabar first had its page; where the page was captured before it was listed here, when it was listed
-- is_copy: whether its text is another article's
with
    naming as (
        select article_id, list_sort(list(entity_id)) as about
        from named
        group by article_id
    ),
    copies as (
        select coalesce(r.leads_to, d.article_id) as article_id
        from store.duplicates d
        left join store.redirects r using (article_id)
        where d.relation <> 'same article' and d.undone_at is null
    )
select
    n.article_id::varchar as article_id, '' as rest, n.about, greatest(v.observed_at, a.first_seen_at) as known_at,
    n.article_id in (from copies) as is_copy
from naming n
join store.articles a using (article_id)
join store.versions v on v.article_id = n.article_id and v.version = 1
