-- One row per outlet that retells articles of others: how long after them. Each pair of a retelling and the original at the root of its chain counts once; only pairs of which both are in the warehouse and dated to the minute.
-- outlet_id: the outlet that retells
-- retellings: how many pairs were measured
-- median_lag: the time from the original's publication to the retelling's, in the middle of them
-- p10_lag: of the fastest tenth, the slowest
-- p90_lag: of all but the slowest tenth
-- fastest_lag: the shortest
select
    outlet_id, count(*) as retellings,
    to_seconds(round(median(seconds))::bigint) as median_lag,
    to_seconds(quantile_disc(seconds, .1)::bigint) as p10_lag,
    to_seconds(quantile_disc(seconds, .9)::bigint) as p90_lag,
    to_seconds(min(seconds)::bigint) as fastest_lag
from (
    with
        pairs as materialized (
            select distinct article_id, root_id from derivations where root_id is not null and root_id <> article_id
        ),
        dated as (
            select f.article_id, f.outlet_id, f.published_at
            from store.fingerprints f
            join (from store.current where published_precision in ('second', 'minute')) v using (article_id)
            where f.article_id in (select unnest([article_id, root_id]) from pairs)
        )
    select a.outlet_id, epoch(a.published_at) - epoch(o.published_at) as seconds
    from pairs p
    join dated a on a.article_id = p.article_id
    join dated o on o.article_id = p.root_id and o.outlet_id <> a.outlet_id
)
group by outlet_id
