-- One row per request of any kind, sent or refused by ourselves: redirects, robots.txt and second tries included.
-- url: what was asked for
-- host: where
-- purpose: feed, page or robots
-- started_at: when
-- outcome: ok, not_modified, redirect, blocked, robots, or the short name of what went wrong
-- status: the HTTP status, if there was an answer
-- bytes: of the body, decoded
-- ms: until the last byte
-- detail: what the machine said
-- run_id: the run that asked
select url, host, purpose, started_at, outcome, status, bytes, ms, nullif(detail, '') as detail, run_id
from store.fetches
