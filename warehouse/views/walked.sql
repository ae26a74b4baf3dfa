-- One row per step of a walk along a route to past days: one request for a listing, as it went the last time it was asked.
-- outlet_id: whose past days
-- route: the kind of the route and its template
-- day_from: the first day of the stretch that was walked; days are the outlet's own where the route's template names them, else UTC
-- day_until: the last one
-- step: what tells the request from the others of the stretch: "page 3"
-- url: what was asked for
-- outcome: ok, not_a_feed, or how the request ended
-- listed: how many articles, photos and videos the answer lists
-- new: how many articles it names that no step before it had named
-- detail: why, where it did not go well; how far back the listing goes, where that is what it says
-- asked_at: when
-- spent: true where the stretch was not over or could not be told apart: it is walked anew, and this step stays on record
-- run_id: the run that took it
select
    outlet_id, route, day_from, day_until, step, url, outcome, listed, new, nullif(detail, '') as detail, asked_at, spent,
    run_id
from store.walked
