-- The stretches in which a feed may have dropped items unseen and that nothing has filled yet.
select o.name as outlet, g.feed_url as feed, g.missing_from as "from", g.missing_until as until, g.reason, g.tries
from gaps g
join outlets o using (outlet_id)
where g.status = 'open'
order by g.missing_from, outlet, feed
