-- One row per stretch of time in which a feed may have dropped items unseen.
-- feed_url: the feed
-- missing_from: the last moment that is covered
-- missing_until: the first moment that is covered again
-- status: open, closed (another source filled it) or permanent (nothing can)
-- closed_by: what filled it
select feed_url, missing_from, missing_until, status, closed_by
from store.gaps
