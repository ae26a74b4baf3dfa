"""What was missed, in a sentence per outlet and a line per gap, from the published file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from warehouse.connection import Connection, connect_to_read

NAMED = 3  # gaps of an outlet that its sentence names, the latest; the others are counted

_BY = {"api": "the API", "index": "its index pages", "sitemap": "its sitemap", "feed": "older pages of its feed",
       "wayback": "the Wayback Machine", "warc": "a crawl"}  # fmt: skip
_LOST = {
    "no_route": "no route leads there",
    "repeats": "its index repeats itself",
    "nothing_listed": "its index lists nothing",
    "moved": "its pages moved while they were read",
    "fewer_than_said": "its pages hold fewer than they say",
    "too_many_pages": "it has too many pages",
    "out_of_reach": "its routes do not reach back there",
    "no_proof": "copies alone do not prove it",
    "not_found": "its route is gone",
    "gone": "its route is gone",
    "refused": "its route refuses us",
    "robots": "its robots.txt forbids its route",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GapStatus:
    """One gap, as it stands."""

    outlet_id: str
    feed_url: str
    missing_from: datetime
    missing_until: datetime
    status: str
    closed_by: str | None
    reason: str
    tries: int
    next_try_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Some time in which an outlet may have published unseen, and what became of it ("closed by the API")."""

    since: datetime
    until: datetime
    fate: str


def gaps(published: Path) -> tuple[GapStatus, ...]:
    """A line for every gap, by outlet, the latest first."""
    with connect_to_read(published) as db:
        rows = db.execute(
            f"select {', '.join(GapStatus.__slots__)} from gaps order by outlet_id, missing_from desc, feed_url"
        ).fetchall()
    return tuple(GapStatus(**dict(zip(GapStatus.__slots__, row, strict=True))) for row in rows)


def sentences(db: Connection) -> dict[str, str]:
    """What was missed of each outlet, by its id; of what another feed of it covers, nothing was."""
    found = db.execute(
        "select outlet_id, missing_from, missing_until, status, closed_by, reason from gaps "
        "where closed_by is null or closed_by not in (select feed_url from feeds) order by outlet_id, missing_from"
    ).fetchall()
    watched = db.execute(
        "select outlet_id, name, first_listed_at, count(feed_url), count(feed_url) filter (failures > 0) "
        "from coverage join outlets using (outlet_id) left join feeds using (outlet_id) "
        "where feed_url is null or status <> 'retired' group by all"
    )
    return {
        outlet_id: sentence(
            name,
            first,
            [Stretch(since=a, until=b, fate=fate(*how)) for o, a, b, *how in found if o == outlet_id],
            silent=f"{silent} of {of}" if silent else "",
        )
        for outlet_id, name, first, of, silent in watched.fetchall()
    }


def sentence(name: str, first_listed_at: datetime | None, missing: Sequence[Stretch], *, silent: str = "") -> str:
    """ "TechCrunch: nothing missed since 9 June 2025, except 10 June 02:00 to 05:00 UTC, closed by the API".

    `silent` says how many of its feeds do not answer ("2 of 7"): the sentence is of the others.
    """
    if first_listed_at is None:
        return f"{name}: not watched yet"
    unheard = f" ({silent} feeds do not answer)" if silent else ""
    said = f"{name}: nothing missed since {_day(first_listed_at)} {first_listed_at.year}{unheard}"
    stretches = _joined(missing)
    if not stretches:
        return said
    year = first_listed_at.year
    named = "; ".join(f"{_span(one, year)}, {one.fate}" for one in stretches[:NAMED])
    others = f"; and {len(stretches) - NAMED} more" if len(stretches) > NAMED else ""
    return f"{said}, except {named}{others}"


def fate(status: str, closed_by: str | None, reason: str) -> str:
    """What became of a gap, in words."""
    if status == "closed":
        kinds = dict.fromkeys(_BY.get(name.split(" ")[0], name) for name in (closed_by or "").split("; "))
        return f"closed by {' and '.join(kinds)}"
    if status == "permanent":
        return f"lost: {_LOST.get(reason, 'its routes end with ' + reason)}"
    return "not closed yet"


def _joined(missing: Sequence[Stretch]) -> list[Stretch]:
    """Stretches of one fate that touch are one, whichever feeds they are of; the latest first."""
    found: list[Stretch] = []
    for one in sorted(missing, key=lambda stretch: (stretch.fate, stretch.since)):
        before = found[-1] if found else None
        if before and before.fate == one.fate and one.since <= before.until:
            found[-1] = Stretch(since=before.since, until=max(before.until, one.until), fate=one.fate)
        else:
            found.append(one)
    return sorted(found, key=lambda stretch: stretch.since, reverse=True)


def _span(one: Stretch, year: int) -> str:
    since = f"{_day(one.since)}{'' if one.since.year == year else f' {one.since.year}'} {one.since:%H:%M}"
    if one.since.date() == one.until.date():
        return f"{since} to {one.until:%H:%M} UTC"
    return f"{since} to {_day(one.until)}{'' if one.until.year == year else f' {one.until.year}'} {one.until:%H:%M} UTC"


def _day(at: datetime) -> str:
    """The name of the month in English, whatever the machine's language."""
    return f"{at.day} {_MONTHS[at.month - 1]}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
