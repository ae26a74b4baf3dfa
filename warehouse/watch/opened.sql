-- One row per gap that was opened after $since and is open.
-- gap_id: the gap
-- feed_url: the feed
-- outlet_id: whose it is
-- missing_from: the last moment that is covered
-- missing_until: the first moment that is covered again
-- reason: why it was opened
select gap_id::varchar as gap_id, feed_url, outlet_id, missing_from, missing_until, reason
from gaps
where status = 'open' and opened_at > $since::timestamptz
order by opened_at, feed_url
