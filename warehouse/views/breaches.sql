-- One row per request that was not polite: sent too soon after the one before on its host, or beyond the host's requests of a day. There should be none, whatever asked: polls, pages, looks again, backfills, in one process or several.
-- host: who was asked
-- wire_at: when, by the machine's clock
-- url: what for
-- run_id: the run that asked
-- breach: gap (too soon) or budget (too many)
-- due: what was due: seconds after the end of the request before, or requests a day
-- was: what was done
-- Stored times are whole milliseconds and starts are noted a moment before a request leaves: 20 ms of a gap are forgiven.
with
    sent as (
        select
            host, wire_at, url, run_id, host_gap, host_budget,
            max(wire_at + to_milliseconds(ms)) over earlier as freed_at,
            count(*) over (partition by host, floor(epoch(wire_at) / 86400) order by wire_at, url) as nth
        from store.fetches
        where wire_at is not null
        window earlier as (partition by host order by wire_at, url rows between unbounded preceding and 1 preceding)
    )
select host, wire_at, url, run_id, 'gap' as breach, host_gap as due, epoch(wire_at) - epoch(freed_at) as was
from sent
where epoch(wire_at) - epoch(freed_at) < host_gap - 0.02
union all
select host, wire_at, url, run_id, 'budget', host_budget, nth
from sent
where nth > host_budget
