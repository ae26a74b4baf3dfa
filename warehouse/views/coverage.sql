-- One row per outlet: since when it is watched, and what of that time it may have published unseen. Gaps that another feed of the outlet covers do not count: nothing is missing there.
-- outlet_id: the outlet
-- first_listed_at: the first poll of any of its feeds that listed something; null: it was never watched
-- covered_until: up to this moment all of its feeds that answer were watched, gaps aside
-- feeds: how many of its declared feeds ever listed anything
-- silent_feeds: how many of those do not answer now
-- open_gaps: gaps that are being looked for
-- closed_gaps: gaps that its routes to past days have closed
-- permanent_gaps: gaps that nothing can close
-- missing_seconds: how much time lies in open and permanent gaps of its feeds, each feed's by itself
with
    watched as (
        select feeds.outlet_id, min(polled_at) as first_listed_at
        from store.polls join store.feeds using (feed_url) where entries > 0 group by all
    ),
    listing as (
        select
            outlet_id, count(*) as feeds, count(*) filter (failures > 0) as silent_feeds,
            min(covered_until) filter (failures = 0) as covered_until
        from store.feeds where declared and listed_at is not null group by all
    ),
    missing as (
        select
            outlet_id, count(*) filter (status = 'open') as open_gaps, count(*) filter (status = 'closed') as closed_gaps,
            count(*) filter (status = 'permanent') as permanent_gaps,
            sum(epoch(missing_until) - epoch(missing_from)) filter (status <> 'closed') as missing_seconds
        from store.gaps
        where closed_by is null or closed_by not in (select feed_url from store.feeds)
        group by all
    )
select
    outlet_id, first_listed_at, covered_until, coalesce(feeds, 0) as feeds, coalesce(silent_feeds, 0) as silent_feeds,
    coalesce(open_gaps, 0) as open_gaps, coalesce(closed_gaps, 0) as closed_gaps,
    coalesce(permanent_gaps, 0) as permanent_gaps, coalesce(missing_seconds, 0) as missing_seconds
from store.outlets left join watched using (outlet_id) left join listing using (outlet_id) left join missing using (outlet_id)
