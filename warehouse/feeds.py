"""Outlets, feeds and polls: what is declared, what is remembered between polls, and how each poll ended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sources.types import Feed, FeedState, Outlet, Poll
from warehouse.connection import Connection
from warehouse.load import append, append_new, joined, staged


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRow:
    """A row of `store.outlets`."""

    outlet_id: str
    name: str
    homepage: str
    country: str
    lang: str
    time_zone: str
    group_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    """A row of `store.feeds`: the declaration and the state in one."""

    feed_url: str
    outlet_id: str
    section: str
    kind: str
    declared: bool
    status: str
    etag: str
    last_modified: str
    body_digest: str
    conditional_polls: int
    interval_seconds: int | None
    next_poll_at: datetime | None
    failures: int
    last_polled_at: datetime | None
    last_ok_at: datetime | None
    newest_item_at: datetime | None
    last_new_at: datetime | None
    moved_to: str
    moved_times: int
    address: str
    guids: str
    listed_at: datetime | None
    covered_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PollRow:
    """A row of `store.polls`."""

    run_id: str
    feed_url: str
    polled_at: datetime
    outcome: str
    status: int | None
    bytes: int
    ms: int
    entries: int | None
    new_entries: int | None
    overlap: int | None
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolledFeed:
    """One poll with what it means: the counts of its entries, the state after it, and the feed's health."""

    poll: Poll
    state: FeedState
    status: str
    entries: int | None
    new_entries: int | None
    overlap: int | None


def declare(db: Connection, outlets: Sequence[Outlet]) -> None:
    """Lays the catalogue over what is known: new feeds begin, feeds no longer declared keep their history."""
    rows = [_outlet_row(outlet) for outlet in outlets]
    if rows:
        with staged(db, "store.outlets", rows) as name:
            db.execute(f"delete from store.outlets using {name} where outlets.outlet_id = {name}.outlet_id")
            db.execute(f"insert into store.outlets by name select * from {name}")
    feeds = [_feed_row(feed, FeedState(feed_url=feed.url), "new") for outlet in outlets for feed in outlet.feeds]
    append_new(db, "store.feeds", feeds, ["feed_url"])
    _mark_declared(db, feeds)


def _mark_declared(db: Connection, feeds: Sequence[FeedRow]) -> None:
    db.execute("update store.feeds set declared = false where declared")
    if feeds:
        with staged(db, "store.feeds", feeds) as name:
            db.execute(
                f"update store.feeds set declared = true, outlet_id = s.outlet_id, section = s.section, kind = s.kind "
                f"from {name} s where feeds.feed_url = s.feed_url"
            )


def states(db: Connection) -> tuple[FeedState, ...]:
    """What is remembered of every declared feed."""
    rows = db.execute(
        "select feed_url, etag, last_modified, body_digest, conditional_polls, interval_seconds, next_poll_at, "
        "failures, last_polled_at, last_ok_at, newest_item_at, last_new_at, moved_to, moved_times, address, "
        "guids, listed_at, covered_until "
        "from store.feeds where declared"
    ).fetchall()
    return tuple(_state(row) for row in rows)


def _state(row: tuple[object, ...]) -> FeedState:
    names = FeedState.__slots__
    values = dict(zip(names, row, strict=True))
    seconds = values["interval"]
    values["interval"] = timedelta(seconds=seconds) if isinstance(seconds, int) else None
    return FeedState(**values)  # type: ignore[arg-type]


def record(db: Connection, run_id: str, polled: Sequence[PolledFeed]) -> None:
    """Writes the polls and puts each feed into the state after its poll."""
    append(db, "store.polls", [_poll_row(run_id, p) for p in polled])
    rows = [_feed_row(p.poll.feed, p.state, p.status) for p in polled]
    if rows:
        with staged(db, "store.feeds", rows) as name:
            db.execute(f"delete from store.feeds using {name} where feeds.feed_url = {name}.feed_url")
            db.execute(f"insert into store.feeds by name select * from {name}")


def set_status(db: Connection, statuses: Iterable[tuple[str, str]]) -> None:
    """Writes the health of feeds whose health changed by time alone: (feed_url, status)."""
    of: dict[str, list[str]] = {}
    for feed_url, status in statuses:
        of.setdefault(status, []).append(feed_url)
    for status, urls in of.items():
        db.execute(
            "update store.feeds set status = $status "
            "where status <> $status and feed_url in (select text from store.texts($urls))",
            {"status": status, "urls": joined(urls)},
        )


def _outlet_row(outlet: Outlet) -> OutletRow:
    return OutletRow(
        outlet_id=outlet.outlet_id,
        name=outlet.name,
        homepage=outlet.homepage,
        country=outlet.country,
        lang=outlet.language,
        time_zone=outlet.time_zone,
        group_id=outlet.group_id,
    )


def _feed_row(feed: Feed, state: FeedState, status: str) -> FeedRow:
    return FeedRow(
        feed_url=feed.url,
        outlet_id=feed.outlet_id,
        section=feed.section,
        kind=feed.kind,
        declared=True,
        status=status,
        etag=state.etag,
        last_modified=state.last_modified,
        body_digest=state.body_digest,
        conditional_polls=state.conditional_polls,
        interval_seconds=int(state.interval.total_seconds()) if state.interval else None,
        next_poll_at=state.next_poll_at,
        failures=state.failures,
        last_polled_at=state.last_polled_at,
        last_ok_at=state.last_ok_at,
        newest_item_at=state.newest_item_at,
        last_new_at=state.last_new_at,
        moved_to=state.moved_to,
        moved_times=state.moved_times,
        address=state.address,
        guids=state.guids,
        listed_at=state.listed_at,
        covered_until=state.covered_until,
    )


def _poll_row(run_id: str, polled: PolledFeed) -> PollRow:
    poll = polled.poll
    return PollRow(
        run_id=run_id,
        feed_url=poll.feed.url,
        polled_at=poll.polled_at,
        outcome=poll.outcome,
        status=poll.response.status if poll.response else None,
        bytes=poll.bytes,
        ms=sum(exchange.ms for exchange in poll.exchanges),
        entries=polled.entries,
        new_entries=polled.new_entries,
        overlap=polled.overlap,
        detail=poll.detail,
    )
