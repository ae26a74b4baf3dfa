-- One row per (outlet, original outlet): whose articles an outlet retells, directly; what those retell themselves is not followed.
-- outlet_id: the outlet that retells
-- original_outlet_id: whose articles; where nobody known publishes there, the address's host
-- articles: how many articles of the outlet do
-- stated: how many of them give the address
-- inferred: for how many it was found
-- named: for how many no more is known than the outlet's name
-- median_lag: the time from original to retelling in the middle of those where both are in the warehouse and dated to the minute
-- last_at: when the last of these articles was published
select
    outlet_id, original_outlet_id, count(distinct article_id) as articles,
    count(distinct article_id) filter (how = 'stated') as stated,
    count(distinct article_id) filter (how = 'inferred') as inferred,
    count(distinct article_id) filter (how = 'named') as named,
    to_seconds(round(median(seconds))::bigint) as median_lag,
    max(published_at) as last_at
from (
    with
        links as materialized (
            select
                article_id, original_id, how,
                coalesce(original_outlet_id, regexp_extract(original_url, '://([^/]+)', 1)) as original_outlet_id
            from store.derivations
            where until_at is null
        ),
        dated as (
            select f.article_id, f.outlet_id, f.published_at, v.published_precision in ('second', 'minute') as is_exact
            from store.fingerprints f
            join store.current v using (article_id)
            where f.article_id in (select unnest([article_id, original_id]) from links)
        )
    select
        l.article_id, a.outlet_id, l.original_outlet_id, l.how, a.published_at,
        if(a.is_exact and o.is_exact, epoch(a.published_at) - epoch(o.published_at), null) as seconds
    from links l
    join dated a on a.article_id = l.article_id
    left join dated o on o.article_id = l.original_id
)
group by outlet_id, original_outlet_id
