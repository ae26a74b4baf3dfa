"""Entries: every state in which a feed showed an article, and since when until when it showed it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from sources.types import Entry, FeedState, GuidHabit, Listed, Poll, SeenEntry, Stamp
from warehouse.connection import Connection
from warehouse.identity.guids import Named, habit
from warehouse.identity.ids import article_id
from warehouse.load import append, joined, staged


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """A row of `store.entries`."""

    entry_id: str
    feed_url: str
    outlet_id: str
    guid: str
    link: str
    url: str
    page_id: str | None
    title: str
    excerpt: str
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    lang: str
    published_raw: str
    published_at: datetime | None
    published_precision: str | None
    updated_raw: str
    updated_at: datetime | None
    said: str
    place: int
    first_seen_at: datetime
    last_seen_at: datetime


def entry_id(feed_url: str, entry: Entry) -> str:
    """The UUIDv5 of all that the entry says for readers; counters and other noise beside it do not count."""
    said = (feed_url, entry.guid, entry.link, entry.title, entry.excerpt, "\x1e".join(entry.authors),
            "\x1e".join(entry.categories), entry.published_raw, entry.updated_raw)  # fmt: skip
    return str(uuid5(NAMESPACE_URL, "\x1f".join(said)))


def window(poll: Poll) -> tuple[Listed, ...]:
    """What the poll shows, to be compared with what the feed showed before."""
    return tuple(
        Listed(guid=s.entry.guid, url=s.url, published=s.entry.published, place=s.place, seen_at=poll.polled_at)
        for s in poll.entries
    )


def known(db: Connection, poll: Poll, state: FeedState) -> tuple[Listed, ...]:
    """What the feed showed before: its last listing, and whatever shares a GUID or an address with the poll.

    `state` is that before the poll. What was seen last at or after its listing stood there then, and stood the higher
    the later it came: the place that an entry had when it was first seen says nothing of later listings.
    """
    rows = db.execute(
        "select guid, url, published_at, published_precision, last_seen_at from store.entries "
        "where feed_url = ? and (last_seen_at >= ? or guid in (from store.texts(?)) or url in (from store.texts(?))) "
        "order by min(first_seen_at) over (partition by guid, url) desc, place, last_seen_at desc",
        [poll.feed.url, state.listed_at, *(joined(names) for names in _names(poll))],
    ).fetchall()
    return tuple(
        Listed(guid=g, url=url, published=Stamp(at=at, precision=how) if at else None, place=place, seen_at=seen_at)
        for place, (g, url, at, how, seen_at) in enumerate(rows)
    )


def _names(poll: Poll) -> tuple[set[str], set[str]]:
    return {seen.entry.guid for seen in poll.entries}, {seen.url for seen in poll.entries if seen.url}


def shown_last(db: Connection, feed_url: str, last_ok_at: datetime | None) -> int | None:
    """How many entries the feed showed at its last good poll; `None` if it showed none."""
    found = db.execute(
        "select count(distinct guid) from store.entries where feed_url = ? and last_seen_at = ?",
        [feed_url, last_ok_at],
    ).fetchone()
    return (int(found[0]) if found else 0) or None


def guid_habit(db: Connection, poll: Poll, before: GuidHabit) -> GuidHabit:
    """How far the feed's GUIDs tell its articles apart, after this poll."""
    shown = {(seen.entry.guid, seen.url) for seen in poll.entries if seen.url}
    known = db.execute(
        "select distinct guid, url from store.entries where feed_url = ? "
        "and (guid in (from store.texts(?)) or url in (from store.texts(?)))",
        [poll.feed.url, joined(guid for guid, _ in shown), joined(url for _, url in shown)],
    ).fetchall()
    return habit(before, _named(shown), _named(known))


def _named(pairs: Iterable[tuple[str, str]]) -> list[Named]:
    return [Named(guid=guid, url=url) for guid, url in pairs]


def with_lasting_guids(db: Connection, poll: Poll) -> Poll:
    """The poll of a feed that makes new GUIDs each time: its entries with the GUID that their link had at first."""
    links = [seen.entry.link for seen in poll.entries]
    firsts = dict(
        db.execute(
            "select link, first(guid order by first_seen_at, place, entry_id) from store.entries "
            "where feed_url = ? and link in (from store.texts(?)) group by link",
            [poll.feed.url, joined(links)],
        ).fetchall()
    )
    seen = [replace(s, entry=replace(s.entry, guid=firsts.get(s.entry.link, s.entry.guid))) for s in poll.entries]
    return replace(poll, entries=tuple(seen))


def record(db: Connection, polls: Sequence[Poll]) -> int:
    """Writes the polls' entries; returns how many states are new. Those known are seen again.

    They follow their feed to another outlet, and their address follows the outlet's rules of today.
    """
    rows = _without_forgotten(db, [_row(poll, seen) for poll in polls for seen in poll.entries])
    known = _known(db, rows)
    _seen_again(db, [row for row in rows if row.entry_id in known])
    fresh = {row.entry_id: row for row in reversed(rows) if row.entry_id not in known}
    return append(db, "store.entries", list(reversed(fresh.values())))


def _known(db: Connection, rows: Sequence[EntryRow]) -> set[str]:
    found = db.execute(
        "select entry_id::varchar from store.entries where entry_id in (from store.ids(?))",
        [joined(row.entry_id for row in rows)],
    ).fetchall()
    return {entry_id for (entry_id,) in found}


def _seen_again(db: Connection, rows: Sequence[EntryRow]) -> None:
    if not rows:
        return
    with staged(db, "store.entries", rows) as name:
        db.execute(
            f"update store.entries set last_seen_at = greatest(entries.last_seen_at, s.last_seen_at) "
            f"from {name} s where entries.entry_id = s.entry_id"
        )
        db.execute(  # apart from the other: next to no row needs its texts written anew
            f"update store.entries set outlet_id = s.outlet_id, url = s.url, page_id = s.page_id, keyed = false "
            f"from {name} s "
            "where entries.entry_id = s.entry_id and (entries.outlet_id <> s.outlet_id or entries.url <> s.url)"
        )


def _without_forgotten(db: Connection, rows: list[EntryRow]) -> list[EntryRow]:
    """The rows, less the words of those that lead to a forgotten page: an edit of their headline is a new state."""
    found = db.execute(
        "select outlet_id, url from store.pages where outcome = 'forgotten' and url in (from store.texts(?))",
        [joined({row.url for row in rows})],
    ).fetchall()
    forgotten = set(found)
    return [
        replace(row, title="", excerpt="", authors=(), categories=(), said="{}")
        if (row.outlet_id, row.url) in forgotten
        else row
        for row in rows
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """A feed that was found as it was at its good poll before (`None`: there was none)."""

    feed_url: str
    before: datetime | None
    now: datetime


def still_there(db: Connection, unchanged: Sequence[Unchanged]) -> None:
    """An unchanged feed shows what it showed at its good poll before: those entries are seen again."""
    if unchanged:
        db.execute(
            "update store.entries set last_seen_at = u.now "
            "from (select unnest(?::varchar[]) as feed_url, unnest(?::timestamptz[]) as before, "
            "unnest(?::timestamptz[]) as now) u "
            "where entries.feed_url = u.feed_url and entries.last_seen_at = u.before",
            [[u.feed_url for u in unchanged], [u.before for u in unchanged], [u.now for u in unchanged]],
        )


def _row(poll: Poll, seen: SeenEntry) -> EntryRow:
    entry = seen.entry
    return EntryRow(
        entry_id=entry_id(poll.feed.url, entry),
        feed_url=poll.feed.url,
        outlet_id=poll.feed.outlet_id,
        guid=entry.guid,
        link=entry.link,
        url=seen.url,
        page_id=article_id(poll.feed.outlet_id, seen.url) if seen.url else None,
        title=entry.title,
        excerpt=entry.excerpt,
        authors=entry.authors,
        categories=entry.categories,
        lang=entry.language,
        published_raw=entry.published_raw,
        published_at=entry.published.at if entry.published else None,
        published_precision=entry.published.precision if entry.published else None,
        updated_raw=entry.updated_raw,
        updated_at=entry.updated.at if entry.updated else None,
        said=entry.said,
        place=seen.place,
        first_seen_at=poll.polled_at,
        last_seen_at=poll.polled_at,
    )
