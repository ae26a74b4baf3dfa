-- One row per stretch of time in which a feed may have dropped items unseen. Stretches of one feed do not overlap.
-- gap_id: made of the feed and the moment at which it begins: the same however often it is found
-- feed_url: the feed
-- outlet_id: whose it is
-- missing_from: the last moment that is covered
-- missing_until: the first moment that is covered again
-- status: open, closed (another source showed all of that time) or permanent (nothing can)
-- closed_by: what showed it: routes to past days (kind and template of each), a complete feed of the outlet, or the feed itself, when it answered again and still showed what it had shown before
-- reason: why it was opened: no_overlap (nothing was left of the listing before), only_pinned (nothing but what is pinned or was lifted up), not_answering; of a permanent one, why nothing closes it: no_route, or what its routes end with
-- opened_at: when it was found
-- settled_at: when it was closed, or given up
-- tries: how often its outlet's routes were walked for it in vain
-- next_try_at: when they are walked again, at the earliest; null: with the next run, or not any more
select
    gap_id, feed_url, outlet_id, missing_from, missing_until, status, closed_by, reason, opened_at, settled_at, tries,
    next_try_at
from store.gaps
