"""What may be unusual in the published file: how much is written about whom by day, gaps that opened, who blocks us."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from warehouse.connection import Connection, connect_to_read
from warehouse.page.asking import ask as ask_page
from warehouse.page.asking import made
from warehouse.page.model import Source
from warehouse.watch.reading import asked
from warehouse.watch.usual import DAYS

# Pages refused in a week, none served, from which an outlet counts as blocked, as on the report page.
_REFUSALS = 3
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of an entity: how many articles name it, copies aside, of how many owners.

    `before`: the counts of those of the 28 days before it that were watched (`watched_days.sql`), the last first.
    """

    entity_id: str
    name: str
    day: date
    texts: int
    owners: int
    before: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A gap that is open."""

    gap_id: str
    feed_url: str
    outlet_id: str
    missing_from: datetime
    missing_until: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """An outlet that refuses us: all its feeds, or all its pages of a week."""

    outlet_id: str
    outlet: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusual:
    """What may be unusual as of `published_at`."""

    published_at: datetime
    days: tuple[Day, ...]
    opened: tuple[Opened, ...]
    blocked: tuple[Blocked, ...]


def unusual(published: Path, watched: Sequence[str], opened_within: timedelta) -> Unusual:
    """The last two days of each entity (an article is often had after midnight), gaps and outlets.

    Raises WarehouseError where nothing is published.
    """
    with connect_to_read(published) as db:
        now: datetime = db.execute("select published_at from kabar_info").fetchall()[0][0]
        gaps = asked(db, "opened", {"since": now - opened_within})
        sources = [made(Source, row) for row in ask_page(db, "sources", {"now": now, "refusals": _REFUSALS})]
        return Unusual(
            published_at=now,
            days=_days(db, watched, now),
            opened=tuple(Opened(**row) for row in gaps),
            blocked=tuple(
                Blocked(outlet_id=one.outlet_id, outlet=one.outlet, why=one.why)
                for one in sources
                if one.state == "blocked"
            ),
        )


def _days(db: Connection, watched: Sequence[str], now: datetime) -> tuple[Day, ...]:
    values = {"until": now, "days": DAYS}
    compared = {row["day"] for row in asked(db, "watched_days", values)}
    texts: Mapping[str, dict[date, int]] = defaultdict(dict)
    rows = list(asked(db, "days", {**values, "watched": list(watched)}))
    for row in rows:
        texts[row["entity_id"]][row["day"]] = row["texts"]
    return tuple(
        Day(
            entity_id=row["entity_id"], name=row["name"], day=row["day"], texts=row["texts"], owners=row["owners"],
            before=_before(row["day"], texts[row["entity_id"]], compared),
        )
        for row in sorted(rows, key=lambda row: (row["day"], row["entity_id"]))
        if row["day"] >= (now - _DAY).date()
    )  # fmt: skip


def _before(day: date, texts: Mapping[date, int], compared: set[date]) -> tuple[int, ...]:
    days = (day - n * _DAY for n in range(1, DAYS + 1))
    return tuple(texts.get(one, 0) for one in days if one in compared)
