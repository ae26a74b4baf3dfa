-- One row per figure that a retelling contradicts, where either article names one of those who are watched.
-- article_id: the article that retells
-- rest: the figures: what is contradicted and by what is news once
-- about: which of them the two name
-- known_at: when the retelling was found
-- original_id: the article that it retells
-- original: the figure there
-- derived: the figure in its place
with
    contradicted as (from store.drifts where verdict = 'contradicted'),
    either as ( -- two joins on one id each: one on either of two ids compares every row with every other
        select d.*, n.entity_id from contradicted d join named n on n.article_id = d.article_id
        union all
        select d.*, n.entity_id from contradicted d join named n on n.article_id = d.original_id
    )
select
    d.article_id::varchar as article_id, concat_ws(chr(30), d.kind, d.original, d.derived) as rest,
    list_sort(list(distinct d.entity_id)) as about, min(r.since_at) as known_at,
    any_value(d.original_id)::varchar as original_id, d.original, d.derived
from either d
join store.derivations r on r.article_id = d.article_id and r.original_id = d.original_id and r.until_at is null
group by d.article_id, d.kind, d.original, d.derived
