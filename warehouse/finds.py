"""Finds: the articles that the listings of past days name, and the pages that they lead to.

A find is what a backfill was told afterwards; it is no entry, for nobody saw it in a feed. The walks that brought it
are in `warehouse.walks`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sources.types import Days, Found, Route, WantedPage
from warehouse import pages
from warehouse.connection import Connection
from warehouse.identity.ids import article_id
from warehouse.load import append, joined, staged
from warehouse.pages import PageRow

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)  # what has no date comes last


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """The walk of one slice: whose, along which route, and for which of the route's own days."""

    outlet_id: str
    route: Route
    days: Days


@dataclass(frozen=True, slots=True, kw_only=True)
class FindRow:
    """A row of `store.finds`."""

    outlet_id: str
    route: str
    day_from: date
    step: str
    page_id: str
    url: str
    link: str
    title: str
    published_at: datetime | None
    published_precision: str | None
    found_at: datetime
    run_id: str
    guid: str


# What the steps of a walk named that still counts: a find bears the step and the run that named it last.
_NAMED = """
    select f.page_id
    from store.finds f
    semi join store.walked w
        on w.outlet_id = f.outlet_id and w.route = f.route and w.day_from = f.day_from and w.step = f.step
        and w.run_id = f.run_id and w.day_until = $day_until and not w.spent
    where f.outlet_id = $outlet and f.route = $route and f.day_from = $day_from
"""


def named(db: Connection, walk: Walk) -> int:
    """How many articles the walk's steps have named, as far as they are not spent."""
    found = db.execute(f"select count(*) from ({_NAMED})", _values(walk)).fetchall()
    return int(found[0][0])


def unnamed(db: Connection, walk: Walk, found: Sequence[Found]) -> tuple[Found, ...]:
    """Of what a step found, the first of each article that no step of the walk has named so far."""
    before = {
        page_id for (page_id,) in db.execute(f"select page_id::varchar from ({_NAMED})", _values(walk)).fetchall()
    }
    fresh: dict[str, Found] = {}
    for one in found:
        page_id = article_id(walk.outlet_id, one.url)
        if page_id not in before:
            fresh.setdefault(page_id, one)
    return tuple(fresh.values())


def record(db: Connection, run_id: str, walk: Walk, step: str, at: datetime, fresh: Sequence[Found]) -> int:
    """Writes what `unnamed` gave for a step, and the pages it leads to; returns how many of those nobody knew.

    A find that an earlier walk of the same days made keeps when it was found. Of forgotten pages no word is kept.
    """
    rows = [_row(run_id, walk, step, at, one) for one in fresh]
    if not rows:
        return 0
    rows = _without_forgotten(db, rows)
    known = _known(db, walk, rows)
    _named_again(db, [row for row in rows if row.page_id in known])
    append(db, "store.finds", [row for row in rows if row.page_id not in known])
    _give_copies(db, walk, at, fresh)
    return pages.add(db, [_page(walk, at, one) for one in fresh])


def to_fetch(
    db: Connection, now: datetime, outlet_ids: Sequence[str], routes: Sequence[str], also: Sequence[str] = ()
) -> tuple[WantedPage, ...]:
    """The pages of these outlets to fetch now that one of these routes led to first, the newest articles first.

    `also` are page ids that are asked for with them, whatever led there.
    """
    chosen = (
        f"{pages.DUE} and next_attempt_at <= $now and (route in (select unnest($routes::varchar[])) "
        "or page_id in (select unnest($also::uuid[])))"
    )
    values = {"now": now, "outlets": list(outlet_ids), "routes": list(routes), "also": list(also)}
    wanted = pages.wanted(db, chosen, values, order="url")
    return tuple(sorted(wanted, key=lambda page: page.published_at or _LONG_AGO, reverse=True))


def _known(db: Connection, walk: Walk, rows: Sequence[FindRow]) -> set[str]:
    found = db.execute(
        "select page_id::varchar from store.finds where outlet_id = ? and route = ? and day_from = ? "
        "and page_id in (from store.ids(?))",
        [walk.outlet_id, walk.route.name, walk.days.first, joined(row.page_id for row in rows)],
    ).fetchall()
    return {page_id for (page_id,) in found}


def _named_again(db: Connection, rows: Sequence[FindRow]) -> None:
    if rows:
        with staged(db, "store.finds", rows) as name:
            db.execute(
                f"update store.finds set step = s.step, run_id = s.run_id from {name} s "
                "where finds.outlet_id = s.outlet_id and finds.route = s.route and finds.day_from = s.day_from "
                "and finds.page_id = s.page_id"
            )


def _without_forgotten(db: Connection, rows: list[FindRow]) -> list[FindRow]:
    found = db.execute(
        "select page_id::varchar from store.pages where outcome = 'forgotten' and page_id in (from store.ids(?))",
        [joined(row.page_id for row in rows)],
    ).fetchall()
    forgotten = {page_id for (page_id,) in found}
    return [replace(row, title="") if row.page_id in forgotten else row for row in rows]


def _give_copies(db: Connection, walk: Walk, at: datetime, fresh: Sequence[Found]) -> None:
    """A page that was given up at its own address is asked for once more where a copy of it lies."""
    for one in fresh:
        if one.copy_url and not one.skip:
            db.execute(
                "update store.pages set copy_url = ?, next_attempt_at = ?, attempts = 0 "
                "where outlet_id = ? and url = ? and copy_url is null and next_attempt_at is null "
                "and outcome not in ('ok', 'skipped', 'forgotten')",
                [one.copy_url, at, walk.outlet_id, one.url],
            )


def _page(walk: Walk, at: datetime, one: Found) -> PageRow:
    """A page that lies in a file of somebody's crawl is taken from there, and not asked for at its address."""
    is_asked_for = not one.skip and walk.route.kind != "warc"
    return PageRow(
        page_id=article_id(walk.outlet_id, one.url),
        outlet_id=walk.outlet_id,
        url=one.url,
        discovered_via=walk.route.kind,
        first_seen_at=at,
        attempts=0,
        last_attempt_at=None,
        next_attempt_at=at if is_asked_for else None,
        outcome="skipped" if one.skip else "pending",
        detail=one.skip,
        route=walk.route.name,
        copy_url=one.copy_url or None,
    )


def _row(run_id: str, walk: Walk, step: str, at: datetime, one: Found) -> FindRow:
    return FindRow(
        outlet_id=walk.outlet_id,
        route=walk.route.name,
        day_from=walk.days.first,
        step=step,
        page_id=article_id(walk.outlet_id, one.url),
        url=one.url,
        link=one.link,
        title=one.title,
        published_at=one.published.at if one.published else None,
        published_precision=one.published.precision if one.published else None,
        found_at=at,
        run_id=run_id,
        guid=one.guid,
    )


def _values(walk: Walk) -> dict[str, object]:
    return {
        "outlet": walk.outlet_id,
        "route": walk.route.name,
        "day_from": walk.days.first,
        "day_until": walk.days.last,
    }
