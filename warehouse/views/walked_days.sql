-- One row per past day that a route was walked for, as that ended the last time.
-- outlet_id: whose day
-- route: the kind of the route and its template
-- day: the outlet's own where the route's template names days, else UTC
-- status: complete (the route has shown all that it lists of the day) or partial
-- reason: why it is no more than partial: not_over, too_many_pages, a doubt (repeats, nothing_listed, moved, fewer_than_said, out_of_reach, no_proof), or how the request ended that stopped it; null where it is complete
-- covered_until: up to this instant the day is known whole; null where nothing of it is
-- found: how many articles the listings of the stretch name that the day was walked in
-- ended_at: when the walk ended
-- run_id: the run in which it did
select outlet_id, route, day, status, nullif(reason, '') as reason, covered_until, found, ended_at, run_id
from store.walked_days
