"""Runs: who wrote when, and how it ended. Whoever starts a run holds the lock, so an older `running` row is dead."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from warehouse.connection import Connection


def start(db: Connection, run_id: str, command: str, now: datetime, flow_run_id: str | None) -> int:
    """Opens a run and marks those that never ended as `cut`; returns how many those were."""
    cut = db.execute("update store.runs set outcome = 'cut' where outcome = 'running' returning run_id").fetchall()
    db.execute(
        "insert into store.runs (run_id, command, started_at, flow_run_id, outcome, mended) "
        "values (?, ?, ?, ?, 'running', false)",
        [run_id, command, now, flow_run_id],
    )
    return len(cut)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowRuns:
    """The Prefect flow runs that are on record: those that were cut down (dead, whatever the server says), and all."""

    cut: tuple[str, ...]
    known: tuple[str, ...]


def flow_runs(db: Connection, most: int = 500) -> FlowRuns:
    """Those of the newest runs."""
    rows = db.execute(
        "select flow_run_id, count(*) filter (outcome = 'cut') > 0 from store.runs where flow_run_id is not null "
        "group by flow_run_id order by max(started_at) desc limit ?",
        [most],
    ).fetchall()
    return FlowRuns(cut=tuple(str(i) for i, cut in rows if cut), known=tuple(str(i) for i, _ in rows))


def end(db: Connection, run_id: str, now: datetime, outcome: str, counts: Mapping[str, int], detail: str = "") -> None:
    """Closes a run as `done` or `failed`, with what it counted."""
    db.execute(
        "update store.runs set ended_at = ?, outcome = ?, detail = ?, counts = map(?, ?::bigint[]) where run_id = ?",
        [now, outcome, detail, list(counts), list(counts.values()), run_id],
    )


def is_unmended(db: Connection) -> bool:
    """Whether a pass or a backfill was cut or failed and what it had archived was not recorded since."""
    found = db.execute(
        "select count(*) from store.runs "
        "where outcome in ('cut', 'failed') and command in ('run', 'recheck', 'backfill') and not mended"
    ).fetchall()
    return bool(found[0][0])


def is_half_rebuilt(db: Connection) -> bool:
    """Whether a rebuild was cut down and no run has ended well since: a part of the articles is not there now."""
    found = db.execute(
        "select count(*) from store.runs where command = 'rebuild' and outcome <> 'done' and started_at >= coalesce("
        "(select max(started_at) from store.runs where command in ('run', 'rebuild') and outcome = 'done'), "
        "'-infinity'::timestamptz)"
    ).fetchall()
    return bool(found[0][0])


def set_mended(db: Connection) -> None:
    """Notes that whatever earlier runs had archived is recorded."""
    db.execute("update store.runs set mended = true where outcome in ('cut', 'failed') and not mended")
