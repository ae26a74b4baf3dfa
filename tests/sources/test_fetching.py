"""One page, fetched and looked at again: what is asked, what is kept, and when to ask the next time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sources.archive import Archive
from sources.fetching import fetch_page, next_attempt, read_again
from sources.http import Limits, Web, open_web
from sources.keeping import Shelf
from sources.types import AddressRules, FetchOutcome, Outlet, PageFetch, WantedPage
from tests.web.misbehaving import ETAG, LAST_MODIFIED, PAGE, Misbehaving

NOW = datetime(2025, 6, 11, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
OUTLET = Outlet(
    outlet_id="contoh", name="Contoh", homepage="https://contoh.test/", country="ID", language="id",
    time_zone="Asia/Jakarta", group_id="contoh", domains=("contoh.test",), feeds=(),
)  # fmt: skip


@pytest.fixture
def web() -> Iterator[Web]:
    limits = Limits(connect=2, silence=0.6, total=1.5, max_bytes=100_000)
    with open_web(
        user_agent="kabar", clock=lambda: NOW, host_gap=0.0, allow_private=True, limits=limits
    ) as made:  # fmt: skip
        yield made


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(Archive(tmp_path / "archive"))


def _first(server: Misbehaving, path: str) -> WantedPage:
    return WantedPage(
        outlet_id="contoh", url=server.url + path, attempts=0, first_seen_at=NOW - HOUR, published_at=NOW - HOUR
    )


def _again(fetched: PageFetch, **other: object) -> WantedPage:
    """The page as the next look finds it."""
    assert fetched.kept
    known = replace(
        fetched.page, is_check=True, attempts=1, looked_at=fetched.fetched_at, document=fetched.kept.ref
    )  # fmt: skip
    return replace(known, **other)  # type: ignore[arg-type]


def _validators(server: Misbehaving, path: str) -> list[tuple[str, str]]:
    """What each request for `path` carried."""
    return [(seen.header("If-None-Match"), seen.header("If-Modified-Since")) for seen in server.asked(path)]


# ------------------------------------------------------------------ what is asked


def test_a_look_carries_the_validators_of_the_copy_byte_for_byte(
    web: Web, shelf: Shelf, server: Misbehaving
) -> None:  # fmt: skip
    first = fetch_page(web, shelf, OUTLET, _first(server, "/feed"))
    look = fetch_page(web, shelf, OUTLET, _again(first))
    assert _validators(server, "/feed") == [("", ""), (ETAG, LAST_MODIFIED)]
    assert (look.outcome, look.kept, look.next_attempt_at) == ("not_modified", None, None)


ONE_PAGE = replace(OUTLET, addresses=AddressRules(one_page="single=1"))
UNLIKE: dict[str, tuple[dict[str, object], Outlet]] = {
    "it was not there": ({"is_absent": True}, OUTLET),
    "it is asked for at another address now": ({}, ONE_PAGE),
    "there is no copy": ({"document": None}, OUTLET),
}


@pytest.mark.parametrize(("known", "outlet"), UNLIKE.values(), ids=UNLIKE)
def test_a_look_that_can_compare_with_nothing_asks_for_the_whole_page(
    web: Web, shelf: Shelf, server: Misbehaving, known: dict[str, object], outlet: Outlet
) -> None:
    first = fetch_page(web, shelf, OUTLET, _first(server, "/feed"))
    assert fetch_page(web, shelf, outlet, _again(first, **known)).outcome == "ok"
    assert _validators(server, "/feed") == [("", ""), ("", "")]


def test_a_copy_that_cannot_be_read_is_as_good_as_none(
    web: Web, shelf: Shelf, server: Misbehaving, tmp_path: Path
) -> None:
    first = fetch_page(web, shelf, OUTLET, _first(server, "/feed"))
    elsewhere = Shelf(Archive(tmp_path / "elsewhere"))
    look = fetch_page(web, elsewhere, OUTLET, _again(first))
    assert _validators(server, "/feed") == [("", ""), ("", "")]
    assert look.kept
    assert Archive(tmp_path / "elsewhere").read(look.kept.ref).body


def test_a_304_that_nobody_asked_for_tells_nothing(web: Web, shelf: Shelf, server: Misbehaving) -> None:
    first = fetch_page(web, shelf, OUTLET, _first(server, "/page"))
    look = fetch_page(web, shelf, OUTLET, _again(first, url=server.url + "/page?status=304"))
    assert (look.outcome, look.kept) == ("protocol", None)
    assert look.check_at == NOW + 30 * MINUTE


# ------------------------------------------------------------------ what is kept


def test_the_same_bytes_are_a_revisit_even_for_a_run_that_did_not_fetch_them(
    web: Web, shelf: Shelf, server: Misbehaving, tmp_path: Path
) -> None:
    first = fetch_page(web, shelf, OUTLET, _first(server, "/page"))
    archive = Archive(tmp_path / "archive")
    look = fetch_page(web, Shelf(archive), OUTLET, _again(first))
    assert first.kept
    assert look.kept
    assert (first.kept.outcome, look.kept.outcome) == ("ok", "unchanged")
    assert look.kept.ref != first.kept.ref
    assert archive.read(look.kept.ref).body == PAGE
    (tmp_path / "archive" / first.kept.ref.file).unlink()
    assert list(archive.scan(look.kept.ref.file)) == []  # its bytes were the first's


SECOND: dict[str, tuple[str, dict[str, object], str | None]] = {
    "other bytes": ("/echo", {}, "ok"),
    "the same, after it was away": ("/page", {"is_absent": True}, "ok"),
    "a wall": ("/wall", {}, "blocked"),
    "nothing": ("/page?status=404", {}, None),
}


@pytest.mark.parametrize(("path", "known", "kept"), SECOND.values(), ids=SECOND)
def test_what_a_look_keeps(
    web: Web, shelf: Shelf, server: Misbehaving, path: str, known: dict[str, object], kept: str | None
) -> None:
    first = fetch_page(web, shelf, OUTLET, _first(server, "/page"))
    look = fetch_page(web, shelf, OUTLET, _again(first, url=server.url + path, **known))
    assert (look.kept.outcome if look.kept else None) == kept


def test_a_look_found_in_the_archive_is_the_look_that_was_made(
    web: Web, shelf: Shelf, server: Misbehaving, tmp_path: Path
) -> None:
    first = fetch_page(web, shelf, OUTLET, _first(server, "/page"))
    for path in ("/page", "/wall"):
        look = fetch_page(web, shelf, OUTLET, _again(first, url=server.url + path))
        assert look.kept
        found = read_again(look.page, Archive(tmp_path / "archive").read(look.kept.ref))
        assert replace(found, exchanges=(), detail="") == replace(look, exchanges=(), detail="")


# ------------------------------------------------------------------ pages that lead elsewhere now

HERE = replace(OUTLET, domains=("127.0.0.1",))
BY_ID = replace(HERE, addresses=AddressRules(keys=(r"[?&]id=(\d+)",)))
SKIPPING = replace(HERE, addresses=AddressRules(skip=(r"/page\?",)))
LEADS: dict[str, tuple[Outlet, str, FetchOutcome, str]] = {
    "to a list": (HERE, "/to?id=1234&url=/feed", "not_found", "elsewhere"),
    "to what is no article": (SKIPPING, "/to?id=1234&url=/page?id=1234", "not_found", "elsewhere"),
    "to another article": (BY_ID, "/to?id=1234&url=/page?id=1235", "not_found", "elsewhere"),
    "to the same article": (BY_ID, "/to?id=1234&url=/page?id=1234", "ok", "unchanged"),
    "to what may be the same": (HERE, "/to?id=1234&url=/page?id=1235", "ok", "unchanged"),
    "to another site": (OUTLET, "/to?id=1234&url=/page", "ok", "unchanged"),
    "to a wall": (HERE, "/to?id=1234&url=/wall", "blocked", "blocked"),
    "nowhere": (HERE, "/page", "ok", "unchanged"),
}


@pytest.mark.parametrize(("outlet", "path", "outcome", "kept"), LEADS.values(), ids=LEADS)
def test_a_page_that_leads_to_something_else_is_not_there(
    web: Web, shelf: Shelf, server: Misbehaving, tmp_path: Path, outlet: Outlet, path: str, outcome: FetchOutcome,
    kept: str,
) -> None:  # fmt: skip
    first = fetch_page(web, shelf, outlet, _first(server, "/page"))
    look = fetch_page(web, shelf, outlet, _again(first, url=server.url + path))
    assert look.kept
    assert (look.outcome, look.kept.outcome) == (outcome, kept)
    archive = Archive(tmp_path / "archive")
    assert first.kept
    found = read_again(look.page, archive.read(look.kept.ref), outlet, archive.read(first.kept.ref))
    assert replace(found, exchanges=(), detail="") == replace(look, exchanges=(), detail="")


def test_where_a_page_led_from_the_first_it_may_lead_still(web: Web, shelf: Shelf, server: Misbehaving) -> None:
    first = fetch_page(web, shelf, HERE, _first(server, "/to?id=1234&url=/page"))
    assert first.kept
    assert (first.outcome, first.kept.outcome) == ("ok", "ok")
    assert fetch_page(web, shelf, HERE, _again(first)).outcome == "ok"
    there = fetch_page(web, shelf, HERE, _again(first, url=server.url + "/to?id=1234&url=/feed"))
    assert (there.outcome, there.detail) == ("not_found", f"leads to {server.url}/feed")
    assert there.check_at == NOW + HOUR


# ------------------------------------------------------------------ when to ask the next time


def test_a_look_that_was_never_sent_is_none(web: Web, shelf: Shelf, server: Misbehaving) -> None:
    first = fetch_page(web, shelf, OUTLET, _first(server, "/page"))
    old = {"first_seen_at": NOW - 500 * HOUR, "published_at": NOW - 500 * HOUR}
    busy = fetch_page(web, shelf, OUTLET, _again(first, url=server.url + "/status?code=429&after=3600", **old))
    assert (busy.outcome, busy.is_attempt, busy.check_at) == ("rate_limited", True, NOW + 125 * HOUR)
    look = fetch_page(web, shelf, OUTLET, _again(first, **old))
    assert (look.outcome, look.is_attempt, look.check_at) == ("rate_limited", False, NOW + 30 * MINUTE)
    assert len(server.asked("/page")) == 1


# path, and how long after now the page is looked at again: it was published an hour ago, listed then, fetched now.
NEXT: dict[str, tuple[str, FetchOutcome, timedelta]] = {
    "there": ("/page", "ok", HOUR),
    "not there": ("/page?status=404", "not_found", HOUR),
    "gone": ("/page?status=410", "gone", HOUR),
    "in trouble": ("/page?status=500", "server_error", 30 * MINUTE),
    "refused": ("/page?status=403", "refused", 30 * MINUTE),
    "a wall": ("/wall", "blocked", 30 * MINUTE),
    "cut": ("/cut", "cut", 30 * MINUTE),
}


@pytest.mark.parametrize(("path", "outcome", "wait"), NEXT.values(), ids=NEXT)
def test_when_a_page_is_looked_at_again(
    web: Web, shelf: Shelf, server: Misbehaving, path: str, outcome: FetchOutcome, wait: timedelta
) -> None:
    first = fetch_page(web, shelf, OUTLET, _first(server, "/page"))
    assert first.check_at == NOW + HOUR
    look = fetch_page(web, shelf, OUTLET, _again(first, url=server.url + path))
    assert (look.outcome, look.attempts, look.next_attempt_at) == (outcome, 2, None)
    assert look.check_at == NOW + wait


# the page was there before, it is there now, and how long until the next look: six hours where that is news
MOVES = {
    "it went": (False, "/page?status=404", 6 * HOUR),
    "it stays away": (True, "/page?status=404", 55 * HOUR),
    "it is back": (True, "/page", 6 * HOUR),
    "it stays": (False, "/page", 55 * HOUR),
}


@pytest.mark.parametrize(("is_absent", "path", "wait"), MOVES.values(), ids=MOVES)
def test_a_page_that_went_or_came_back_is_looked_at_soon(
    web: Web, shelf: Shelf, server: Misbehaving, is_absent: bool, path: str, wait: timedelta
) -> None:
    first = fetch_page(web, shelf, OUTLET, _first(server, "/page"))
    times = {"first_seen_at": NOW - 65 * HOUR, "published_at": NOW - 65 * HOUR}
    look = fetch_page(web, shelf, OUTLET, _again(first, url=server.url + path, is_absent=is_absent, **times))
    assert look.check_at == NOW + wait


def test_a_page_that_was_never_had_is_looked_at_by_the_rules_for_that(
    web: Web, shelf: Shelf, server: Misbehaving
) -> None:  # fmt: skip
    failed = fetch_page(web, shelf, OUTLET, _first(server, "/page?status=404"))
    assert (failed.attempts, failed.check_at) == (1, None)
    assert failed.next_attempt_at == next_attempt("not_found", 1, NOW)


def test_a_page_that_no_feed_listed_counts_from_its_fetch(web: Web, shelf: Shelf, server: Misbehaving) -> None:
    page = WantedPage(outlet_id="contoh", url=server.url + "/page", attempts=0)
    assert fetch_page(web, shelf, OUTLET, page).check_at == NOW + 2 * HOUR
