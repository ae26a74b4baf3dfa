-- What this file is, how many articles it has, and since when.
-- The first hundredth is no beginning: feeds show single articles of years ago.
select
    i.published_at, coalesce(i.run_id::varchar, '') as run_id,
    (select max(number) from store.migrations) as schema_version, a.articles, a.first_at
from (
    select count(*) as articles, quantile_disc(coalesce(published_at, first_seen_at), .01) as first_at
    from store.current
) a
left join store.published i on true
