-- The stretches in which a feed may have dropped items unseen: open, or given up and of the last 30 days.
select
    coalesce(o.name, g.outlet_id) as outlet, g.feed_url, g.missing_from, g.missing_until, g.status, g.reason
from store.gaps g
left join store.outlets o using (outlet_id)
where g.status = 'open' or (g.status = 'permanent' and g.missing_until > $now::timestamptz - interval 30 day)
order by g.status = 'permanent', g.missing_from desc, outlet, g.feed_url
limit $most
