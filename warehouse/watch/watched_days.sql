-- One row per day (UTC) up to $until, in the $days before it, that can be compared: it has a tenth of the articles of the
-- busiest or more. Feeds show single articles of weeks before anybody watched; by these every name would spike at first.
-- day: the day
select day
from (
    select (dated_at at time zone 'UTC')::date as day, count(*) as articles
    from (select coalesce(published_at, first_seen_at) as dated_at from articles)
    where dated_at <= $until::timestamptz and dated_at >= $until::timestamptz - ($days + 2) * interval 1 day
    group by day
)
qualify 10 * articles >= max(articles) over ()
