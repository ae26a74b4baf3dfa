-- The feeds that fail or say nothing new, the longest first.
select o.name as outlet, f.feed_url as feed, f.status, f.failures as "failures in a row", f.last_ok_at as "last answer",
       f.newest_item_at as "newest item", coalesce(p.detail, '') as "last word"
from feeds f
join outlets o using (outlet_id)
left join (select feed_url, arg_max(detail, polled_at) as detail from polls group by feed_url) p using (feed_url)
where f.status in ('failing', 'stale')
order by f.status, f.last_ok_at nulls first, outlet, feed
