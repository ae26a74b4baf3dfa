"""Looking again at pages: which are due, what a look leaves behind, and which pages feeds speak of."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sources.types import Entry, FetchOutcome, PageFetch, SeenEntry, Stamp, WantedPage
from tests.warehouse.seeding import HOUR, NOW, a_feed, a_poll, an_article, fetched, kept, read_page, record_poll, seen
from warehouse import checks, documents, entries, feeds, forget, pages
from warehouse.connection import Connection
from warehouse.identity.ids import article_id

BASE = "https://contoh.test/a/"
MOST = 30


def _fetched_pages(db: Connection, *due: tuple[int, timedelta | None]) -> None:
    """Pages that were listed and fetched, each with the time from now on at which it is looked at again."""
    record = [seen(n) for n, _ in due]
    entries.record(db, [a_poll(*record)])
    pages.discover(db, [a_poll(*record)])
    pages.record(db, [replace(fetched(f"{BASE}{n}"), check_at=None if at is None else NOW + at) for n, at in due])
    documents.index(db, [kept(f"{BASE}{n}", n=n) for n, _ in due])


def _due(
    db: Connection, now: datetime = NOW, per_host: int = MOST, outlets: tuple[str, ...] = ("contoh",)
) -> list[str]:
    return [page.url.removeprefix(BASE) for page in checks.due(db, now, outlets, per_host)]


def _look(
    db: Connection, outcome: FetchOutcome, *, at: datetime = NOW + HOUR, then: datetime | None = None
) -> PageFetch:
    """A look at page 1, recorded."""
    (page,) = pages.known(db, [article_id("contoh", BASE + "1")])
    look = PageFetch(
        page=page, fetched_at=at, outcome=outcome, exchanges=(), attempts=page.attempts + 1, next_attempt_at=None,
        check_at=then, detail="katanya",
    )  # fmt: skip
    pages.record(db, [look])
    checks.record(db, [look])
    return look


def _row(db: Connection) -> tuple[object, ...]:
    columns = "outcome, attempts, checks, last_attempt_at, next_attempt_at, check_at, detail"
    return db.execute(f"select {columns} from store.pages where url = ?", [BASE + "1"]).fetchall()[0]


# ------------------------------------------------------------------ which are due


def test_what_waits_longest_comes_first_and_what_is_not_due_does_not(db: Connection) -> None:
    _fetched_pages(db, (1, -HOUR), (2, -3 * HOUR), (3, HOUR), (4, None), (5, 0 * HOUR))
    assert _due(db) == ["2", "1", "5"]
    assert _due(db, NOW + HOUR) == ["2", "1", "5", "3"]
    assert _due(db, outlets=("lain",)) == _due(db, outlets=()) == []


def test_a_host_is_asked_for_so_many_at_most(db: Connection) -> None:
    _fetched_pages(db, *((n, -n * HOUR) for n in range(1, 6)))
    other = [replace(fetched(f"https://m.contoh.test:8080/b/{n}"), check_at=NOW) for n in range(4)]
    pages.record(db, other)
    found = _due(db, per_host=3)
    assert found == ["5", "4", "3", *(f"https://m.contoh.test:8080/b/{n}" for n in range(3))]


def test_pages_that_were_never_fetched_are_not_looked_at_again(db: Connection) -> None:
    record_poll(db, a_poll(seen(1), seen(2)))
    pages.record(db, [replace(fetched(BASE + "1", outcome="not_found"), check_at=NOW)])
    assert _due(db) == []


def test_a_forgotten_page_is_not_looked_at_again(db: Connection) -> None:
    _fetched_pages(db, (1, -HOUR))
    forget.forget(db, BASE + "1", NOW)
    checks.look_at(db, WantedPage(outlet_id="contoh", url=BASE + "1", attempts=1), NOW)
    assert _due(db) == []


def _moved(db: Connection, *, read: tuple[int, ...], to: int) -> None:
    """Pages 1 to 4, listed one after the other, 1 to 3 of them addresses of the one article `to`."""
    for n in range(1, 5):
        entries.record(db, [a_poll(seen(n), at=NOW + n * HOUR)])
        pages.discover(db, [a_poll(seen(n), at=NOW + n * HOUR)])
        pages.record(db, [replace(fetched(f"{BASE}{n}"), check_at=NOW)])
        said = (an_article(), "ok") if n in read else (None, "video")
        read_page(db, kept(f"{BASE}{n}", n=n), *said)
    ids = [article_id("contoh", f"{BASE}{n}") for n in (1, 2, 3) if n != to]
    for one in ids:
        db.execute("insert into store.redirects values (?, ?)", [one, article_id("contoh", f"{BASE}{to}")])


MOVED = {
    "merged into its first": ((1, 2, 3, 4), 1, ["3", "4"]),
    "merged into its last": ((1, 2, 3, 4), 3, ["3", "4"]),
    "the last shows no article": ((1, 2, 4), 1, ["2", "3", "4"]),
    "none shows one": ((), 1, ["1", "2", "3", "4"]),
}


@pytest.mark.parametrize(("read", "to", "expected"), MOVED.values(), ids=MOVED)
def test_an_address_that_the_article_has_left_is_not_looked_at(
    db: Connection, read: tuple[int, ...], to: int, expected: list[str]
) -> None:
    _moved(db, read=read, to=to)
    assert _due(db) == expected
    db.execute("delete from store.redirects")
    assert _due(db) == ["1", "2", "3", "4"]


# ------------------------------------------------------------------ what a look leaves behind

OUTCOMES: dict[FetchOutcome, tuple[str, bool]] = {
    "ok": ("", False),
    "not_modified": ("", False),
    "not_found": ("when looked at again: not_found katanya", True),
    "gone": ("when looked at again: gone katanya", True),
    "server_error": ("when looked at again: server_error katanya", False),
    "blocked": ("when looked at again: blocked katanya", False),
    "robots": ("when looked at again: robots katanya", False),
}


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_whatever_a_look_tells_the_page_stays_fetched(db: Connection, outcome: FetchOutcome) -> None:
    detail, is_absent = OUTCOMES[outcome]
    _fetched_pages(db, (1, HOUR), (2, None))
    for _ in range(2):
        look = _look(db, outcome, then=NOW + 9 * HOUR)
    checks.record(db, [look])
    assert _row(db) == ("ok", 3, 2, NOW + HOUR, None, NOW + 9 * HOUR, detail)
    absences = db.execute("select page_id::varchar, observed_at, outcome from store.absences").fetchall()
    assert absences == ([(article_id("contoh", BASE + "1"), NOW + HOUR, outcome)] if is_absent else [])
    assert pages.pending(db, NOW + 99 * HOUR, ["contoh"], force=True) == ()
    assert db.execute("select outcome, count(*) from pages group by all").fetchall() == [("ok", 2)]


def test_a_look_that_was_never_sent_is_not_counted_and_the_last_stays(db: Connection) -> None:
    _fetched_pages(db, (1, HOUR))
    _look(db, "ok")
    (page,) = pages.known(db, [article_id("contoh", BASE + "1")])
    unsent = PageFetch(
        page=page, fetched_at=NOW + 2 * HOUR, outcome="rate_limited", exchanges=(), attempts=page.attempts,
        next_attempt_at=None, check_at=NOW + 3 * HOUR,
    )  # fmt: skip
    checks.record(db, [unsent])
    detail = "when looked at again: rate_limited"
    assert _row(db) == ("ok", 2, 1, NOW + HOUR, None, NOW + 3 * HOUR, detail)


def test_a_page_is_absent_until_it_was_had_again(db: Connection) -> None:
    _fetched_pages(db, (1, 0 * HOUR))
    told = []
    for hours, outcome in enumerate(("not_found", "timeout", "gone", "ok", "not_modified"), 1):
        _look(db, outcome, at=NOW + hours * HOUR, then=NOW)  # type: ignore[arg-type]
        if outcome == "ok":
            documents.index(db, [kept(BASE + "1", n=1, at=NOW + hours * HOUR)])
        told += [(page.is_absent, page.document == kept(n=1).ref) for page in checks.due(db, NOW, ["contoh"], MOST)]
    assert told == [(True, True), (True, True), (True, True), (False, True), (False, True)]


# ------------------------------------------------------------------ which pages feeds speak of


def _said(n: int, **other: object) -> SeenEntry:
    """The entry of page `n`, with something else in it."""
    usual = seen(n)
    return replace(usual, entry=replace(usual.entry, **other))  # type: ignore[arg-type]


def _spoken(db: Connection, *polls) -> list[str]:  # type: ignore[no-untyped-def]
    for poll in polls:
        entries.record(db, [poll])
        pages.discover(db, [poll])
    return sorted(page.url.removeprefix(BASE) for page in checks.spoken_of(db, polls))


LATER = Stamp(at=NOW + HOUR, precision="minute")
EDITS: dict[str, tuple[dict[str, object], bool]] = {
    "nothing": ({}, False),
    "title": ({"title": "Judul baru"}, True),
    "excerpt": ({"excerpt": "Ringkas sekali"}, True),
    "published": ({"published": LATER, "published_raw": "nanti"}, True),
    "updated": ({"updated": LATER, "updated_raw": "nanti"}, True),
    "the same instant in other words": ({"published_raw": "11 Juni 2025"}, False),
    "its keywords": ({"categories": ("Bola",)}, False),
    "the guid": ({"guid": "lain"}, False),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_entry_that_reads_differently_speaks_of_its_page(db: Connection, edit: str) -> None:
    other, speaks = EDITS[edit]
    _fetched_pages(db, (1, None), (2, None))
    polled = a_poll(_said(1, **other), seen(2), at=NOW + HOUR)
    assert _spoken(db, polled) == (["1"] if speaks else [])


def test_only_pages_that_were_fetched_are_spoken_of(db: Connection) -> None:
    record_poll(db, a_poll(seen(1), seen(2, skip="video"), seen(3)))
    pages.record(db, [fetched(BASE + "1", outcome="not_found"), fetched(BASE + "3")])
    forget.forget(db, BASE + "3", NOW)
    edited = [_said(n, title="Judul baru") for n in (1, 2, 3)]
    assert _spoken(db, a_poll(*edited, at=NOW + HOUR)) == []


def test_each_feed_is_compared_with_itself(db: Connection) -> None:
    _fetched_pages(db, (1, None))
    other = a_feed("https://contoh.test/rss2")
    first = a_poll(_said(1, title="Judul di sana"), feed=other, at=NOW + HOUR)
    assert _spoken(db, first) == []
    again = a_poll(_said(1, title="Judul lain di sana"), feed=other, at=NOW + 2 * HOUR)
    assert _spoken(db, again, a_poll(seen(1), at=NOW + 2 * HOUR)) == ["1"]


def test_an_entry_is_compared_with_what_its_feed_said_last(db: Connection) -> None:
    _fetched_pages(db, (1, None))
    assert _spoken(db, a_poll(_said(1, title="B"), at=NOW + HOUR)) == ["1"]
    assert _spoken(db, a_poll(_said(1, title="B", categories=("Bola",)), at=NOW + 2 * HOUR)) == []


def test_one_poll_that_shows_a_page_twice_speaks_of_nothing(db: Connection) -> None:
    twice = a_poll(seen(1), replace(seen(1), entry=Entry(guid="x", link=BASE + "1", title="Lain")))
    entries.record(db, [twice])
    pages.discover(db, [twice])
    pages.record(db, [fetched(BASE + "1")])
    assert _spoken(db, replace(twice, polled_at=NOW + HOUR)) == []


def test_a_poll_without_entries_speaks_of_nothing(db: Connection) -> None:
    feeds.declare(db, [])
    assert checks.spoken_of(db, [a_poll(outcome="not_modified")]) == ()
    assert checks.spoken_of(db, []) == ()


WHEN: dict[str, tuple[timedelta | None, timedelta]] = {
    "not at all": (None, HOUR),
    "later": (2 * HOUR, HOUR),
    "sooner": (-HOUR, -HOUR),
}


@pytest.mark.parametrize(("planned", "expected"), WHEN.values(), ids=WHEN)
def test_a_page_is_looked_at_at_the_sooner_of_two_times(
    db: Connection, planned: timedelta | None, expected: timedelta
) -> None:
    _fetched_pages(db, (1, planned))
    checks.look_at(db, WantedPage(outlet_id="contoh", url=BASE + "1", attempts=1), NOW + HOUR)
    assert db.execute("select check_at from store.pages").fetchall() == [(NOW + expected,)]
