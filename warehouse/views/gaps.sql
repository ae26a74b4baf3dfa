-- One row per stretch of time in which a feed may have dropped items unseen.
-- feed_url: the feed
-- outlet_id: whose it is
-- missing_from: the last moment that is covered
-- missing_until: the first moment that is covered again
-- status: open, closed (another source filled it) or permanent (nothing can)
-- closed_by: what filled it: a route of the outlet's, or another feed
-- reason: why it was opened; of a permanent one, why nothing closes it
-- opened_at: the poll that showed it
-- settled_at: when it was closed, or given up
-- tries: how often its outlet's routes were walked for it
select
    feed_url, outlet_id, missing_from, missing_until, status, closed_by, reason, opened_at, settled_at, tries
from store.gaps
