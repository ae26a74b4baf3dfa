-- One row per request of any kind, sent or refused by ourselves: redirects, robots.txt and second tries included.
-- url: what was asked for
-- host: where
-- purpose: feed, page, listing (what a backfill is told of a past day) or robots
-- started_at: when
-- outcome: ok, not_modified, redirect, blocked, robots, or the short name of what went wrong
-- status: the HTTP status, if there was an answer
-- bytes: of the body, decoded
-- ms: until the last byte
-- detail: what the machine said
-- run_id: the run that asked
-- wire_at: when it was sent by the machine's clock, which started_at does not follow where a run was given its now; null where nothing was sent
-- host_gap: seconds that had to lie between the request to this host before and this one
-- host_budget: how many requests the host had for this UTC day; null where there is no end
select
    url, host, purpose, started_at, outcome, status, bytes, ms, nullif(detail, '') as detail, run_id, wire_at, host_gap,
    host_budget
from store.fetches
