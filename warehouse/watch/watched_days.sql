-- One row per day (UTC) up to $until, in the $days before it, of which there is any article: the days that can be compared.
-- day: the day
select distinct (dated_at at time zone 'UTC')::date as day
from (select coalesce(published_at, first_seen_at) as dated_at from articles)
where dated_at <= $until::timestamptz and dated_at >= $until::timestamptz - ($days + 2) * interval 1 day
