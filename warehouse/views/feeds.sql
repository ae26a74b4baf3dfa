-- One row per feed: an address that lists an outlet's newest articles, and the state it is in.
-- feed_url: the address as declared; names the feed even after it moved
-- outlet_id: whose it is
-- section: what part of the outlet it lists
-- kind: feed (RSS, Atom, RDF, JSON Feed), sitemap, or index (an HTML page)
-- status: healthy, stale (answers, but its newest item is old, or it lists nothing), failing, new (never polled), or retired (no longer declared)
-- last_polled_at: the last time it was asked
-- last_ok_at: the last time it answered well, unchanged included
-- listed_at: the last good answer that listed anything, what the next is compared with
-- covered_until: up to this moment it is known that nothing was missed, gaps aside: its last whole answer (a 304 may be wrong)
-- newest_item_at: the newest publication time any of its items carried
-- last_new_at: the last poll that brought an entry it had never shown
-- next_poll_at: when it is due again
-- interval_seconds: the interval it is polled at now
-- failures: polls failed in a row
-- guids: whether its GUIDs tell articles apart: kept, reused (one for several articles) or random (new ones at every poll)
-- address: where it is asked for, when a permanent redirect moved it
select
    feed_url, outlet_id, section, kind,
    if(declared, status, 'retired') as status,
    last_polled_at, last_ok_at, listed_at, covered_until, newest_item_at, last_new_at, next_poll_at, interval_seconds,
    failures, nullif(address, '') as address, guids
from store.feeds
