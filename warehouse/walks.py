"""Walks along the routes to past days: the steps that were taken, how each day ended, and what goes on from where.

A walk is of one slice: some days of one route. Its steps are checkpoints: a step that is on record is not taken again,
so that a walk that was cut down goes on. Where its days have to be walked anew, its steps are spent: they stay on
record, and nothing goes on from them. What the steps found is in `warehouse.finds`; nobody but the backfill (and
the mending of one that was cut down) writes either.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sources.types import Days, Found, SliceEnd, Step, Walked
from warehouse import finds
from warehouse.connection import Connection
from warehouse.finds import Walk
from warehouse.load import append, joined

__all__ = ["KnownDay", "Recorded", "Walk", "end", "known_days", "record", "spend", "taken"]

# What walking the same days once more may still change: they were not over, the server gave one page for others or an
# empty one, or its pages did not add up. Every other partial slice goes on from the steps that it has.
_WALKED_ANEW = frozenset({"not_over", "repeats", "nothing_listed", "moved", "fewer_than_said"})


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkedRow:
    """A row of `store.walked`; `leads_to` is name, address, name, address ..."""

    outlet_id: str
    route: str
    day_from: date
    day_until: date
    step: str
    url: str
    outcome: str
    listed: int
    new: int
    leads_to: tuple[str, ...]
    detail: str
    asked_at: datetime
    spent: bool
    run_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkedDayRow:
    """A row of `store.walked_days`."""

    outlet_id: str
    route: str
    day: date
    status: str
    reason: str
    covered_until: datetime | None
    found: int
    ended_at: datetime
    run_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDay:
    """How a route was walked for one of its days: complete, or partial for a reason, whole up to an instant."""

    outlet_id: str
    route: str
    day: date
    end: SliceEnd


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A step as it is on record, and how many pages it named that were not known."""

    walked: Walked
    pages: int


def taken(db: Connection, walk: Walk) -> tuple[Walked, ...]:
    """The steps of this walk that are on record and not spent, in the order in which they were taken."""
    rows = db.execute(
        "select step, url, outcome, asked_at, listed, new, leads_to, detail from store.walked "
        f"where {_OF_WALK} and not spent order by rowid",
        _values(walk),
    ).fetchall()
    return tuple(
        Walked(
            step=Step(name=row[0], url=row[1]),
            outcome=row[2],
            asked_at=row[3],
            listed=row[4],
            new=row[5],
            leads_to=_steps(row[6]),
            detail=row[7],
        )
        for row in rows
    )


def record(db: Connection, run_id: str, walk: Walk, walked: Walked, found: Sequence[Found] = ()) -> Recorded:
    """Writes a step and what it found, in the place of the step as it went before; counts what is `new`.

    To be called in a transaction of its own: the step is on record with all that it found, or not at all.
    """
    db.execute(f"delete from store.walked where {_OF_WALK} and not spent and step = $step",
               _values(walk) | {"step": walked.step.name})  # fmt: skip
    fresh = finds.unnamed(db, walk, found)
    counted = replace(walked, new=len(fresh))
    append(db, "store.walked", [_row(run_id, walk, counted)])
    pages = finds.record(db, run_id, walk, walked.step.name, walked.asked_at, fresh)
    return Recorded(walked=counted, pages=pages)


def end(db: Connection, run_id: str, walk: Walk, days: Sequence[KnownDay], now: datetime) -> None:
    """Writes how the walk ended for each of its days, and spends its steps where walking anew may bring more."""
    found = finds.named(db, walk)
    rows = [
        WalkedDayRow(
            outlet_id=day.outlet_id,
            route=day.route,
            day=day.day,
            status=day.end.status,
            reason=day.end.reason,
            covered_until=day.end.covered_until,
            found=found,
            ended_at=now,
            run_id=run_id,
        )
        for day in days
    ]
    for row in rows:
        db.execute(
            "delete from store.walked_days where outlet_id = ? and route = ? and day = ?",
            [row.outlet_id, row.route, row.day],
        )
    append(db, "store.walked_days", rows)
    if any(day.end.reason in _WALKED_ANEW for day in days):
        spend(db, walk)


def spend(db: Connection, walk: Walk) -> None:
    """The walk's steps are gone on from no more: whoever walks its days begins anew."""
    db.execute(f"update store.walked set spent = true where {_OF_WALK} and not spent", _values(walk))


def known_days(db: Connection, outlet_ids: Sequence[str], days: Days) -> tuple[KnownDay, ...]:
    """How the routes of these outlets were walked for these days (each route's own), as it went the last time."""
    rows = db.execute(
        "select outlet_id, route, day, status, reason, covered_until from store.walked_days "
        "where outlet_id in (from store.texts($outlets)) and day between $first and $last "
        "order by outlet_id, route, day",
        {"outlets": joined(outlet_ids), "first": days.first, "last": days.last},
    ).fetchall()
    return tuple(
        KnownDay(
            outlet_id=row[0],
            route=row[1],
            day=row[2],
            end=SliceEnd(status=row[3], reason=row[4], covered_until=row[5]),
        )
        for row in rows
    )


_OF_WALK = "outlet_id = $outlet and route = $route and day_from = $day_from and day_until = $day_until"


def _values(walk: Walk) -> dict[str, object]:
    return {
        "outlet": walk.outlet_id,
        "route": walk.route.name,
        "day_from": walk.days.first,
        "day_until": walk.days.last,
    }


def _row(run_id: str, walk: Walk, walked: Walked) -> WalkedRow:
    return WalkedRow(
        outlet_id=walk.outlet_id,
        route=walk.route.name,
        day_from=walk.days.first,
        day_until=walk.days.last,
        step=walked.step.name,
        url=walked.step.url,
        outcome=walked.outcome,
        listed=walked.listed,
        new=walked.new,
        leads_to=tuple(part for step in walked.leads_to for part in (step.name, step.url)),
        detail=walked.detail,
        asked_at=walked.asked_at,
        spent=False,
        run_id=run_id,
    )


def _steps(parts: Sequence[str]) -> tuple[Step, ...]:
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return tuple(Step(name=name, url=url) for name, url in pairs)
