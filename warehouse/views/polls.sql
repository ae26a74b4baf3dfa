-- One row per request for a feed: when, how it ended, what it brought.
-- feed_url: the feed
-- polled_at: when
-- outcome: ok, not_modified (304), unchanged (200 with the same bytes), not_a_feed, other_site (another site's items), or failed
-- status: the HTTP status of the last answer, if there was one
-- bytes: of the body, decoded
-- ms: from the first request to the last answer
-- overlap: how many of its entries the last listing before had shown too, all of them where nothing changed (304, or the same bytes); 0, or next to none, may mean that some came and went unseen: then there is a row in gaps; null where there was nothing to compare with
-- entries: how many entries it listed
-- new_entries: how many of those the feed had never shown before
-- detail: why, where it did not go well
-- run_id: the run that asked
select feed_url, polled_at, outcome, status, bytes, ms, overlap, entries, new_entries, nullif(detail, '') as detail, run_id
from store.polls
