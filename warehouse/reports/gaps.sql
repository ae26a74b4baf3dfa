-- What may have been missed: in which stretches may a feed have dropped items unseen, and what became of that?
-- What is still looked for first, then what nothing can close, then what was closed; the latest first.
-- missing_from, missing_until: the last moment that is known before, and the first after
-- hours: between these two
-- closed_by: what showed all of that time afterwards
-- reason: why it was opened; of a permanent one, why nothing closes it
-- tries: how often its outlet's routes to past days were walked for it in vain
select
    o.name as outlet, g.feed_url as feed, g.status, g.missing_from, g.missing_until,
    round((epoch(g.missing_until) - epoch(g.missing_from)) / 3600, 1) as hours, g.reason, g.closed_by, g.tries
from gaps g
join outlets o using (outlet_id)
where ($outlet::varchar is null or g.outlet_id = $outlet)
    and ($since::timestamptz is null or g.missing_until > $since)
    and ($until::timestamptz is null or g.missing_from < $until)
order by list_position(['open', 'permanent', 'closed'], g.status), g.missing_from desc, outlet, feed
limit coalesce($most::bigint, 100)
