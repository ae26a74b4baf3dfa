-- What this file is, how many articles it has, and since when.
select
    i.published_at, coalesce(i.run_id::varchar, '') as run_id,
    (select max(number) from store.migrations) as schema_version, a.articles, a.first_at
from (
    select count(*) as articles, min(coalesce(published_at, first_seen_at)) as first_at
    from store.current
) a
left join store.published i on true
