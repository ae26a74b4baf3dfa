-- One row per run of a command that writes.
-- run_id: its name
-- command: run, rebuild, forget
-- started_at: when
-- ended_at: when; null while it runs, and for one that was cut down
-- flow_run_id: the Prefect flow run it was, if it was one
-- outcome: running, done, failed (detail says why), or cut (it never ended; the next run took up its work)
-- counts: what it did: polled, new_entries, fetched, articles, failed and so on
-- detail: why it failed
select run_id, command, started_at, ended_at, flow_run_id, outcome, counts, nullif(detail, '') as detail
from store.runs
