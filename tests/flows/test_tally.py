"""What a run counts, per outlet and in all, and whether any server answered."""

from dataclasses import replace

import pytest

from flows.tally import WORDS, OutletLine, Tally
from sources.types import Exchange, Extraction, FetchOutcome, PageFetch, Poll, PollOutcome
from tests.warehouse.seeding import a_feed, a_poll, an_exchange, fetched


def polled(outcome: PollOutcome = "ok", last: FetchOutcome = "ok", outlet_id: str = "contoh") -> Poll:
    poll = a_poll(feed=a_feed(outlet_id=outlet_id))
    return replace(poll, outcome=outcome, exchanges=(replace(poll.exchanges[0], outcome=last),))


def page(*outcomes: FetchOutcome) -> PageFetch:
    exchanges: tuple[Exchange, ...] = tuple(an_exchange("https://contoh.test/a/1", outcome=o) for o in outcomes)
    return replace(fetched(), outcome=outcomes[-1], exchanges=exchanges)


def read(outcome: str) -> tuple[str, Extraction]:
    return "contoh", Extraction(key="k", outcome=outcome)  # type: ignore[arg-type]


def test_a_run_that_did_nothing_says_nothing() -> None:
    tally = Tally()
    assert tally.lines() == ()
    assert tally.counts == {}
    assert not tally.is_offline


def test_a_line_for_each_outlet_and_the_counts_of_all() -> None:
    tally = Tally()
    tally.polls([(polled(), 3), (polled("not_modified", "not_modified"), 0), (polled(outlet_id="lain"), 2)])
    tally.fetches([page("ok"), page("redirect", "ok"), page("not_found"), page("timeout")])
    tally.extractions([read("ok"), read("video"), read("video"), read("no_text")])
    assert tally.lines() == (
        OutletLine(
            outlet_id="contoh", polled=2, new_entries=3, fetched=2, articles=1, seconds=0.049,
            failed=(("video", 2), ("not_found", 1), ("timeout", 1), ("no_text", 1)),
        ),
        OutletLine(outlet_id="lain", polled=1, new_entries=2, fetched=0, articles=0, seconds=0.007, failed=()),
    )  # fmt: skip
    assert dict(tally.counts) == {
        "polled": 3, "new_entries": 5, "fetched": 2, "failed": 2, "articles": 1, "skipped": 3,
    }  # fmt: skip
    assert set(tally.counts) <= set(WORDS)


def test_looks_at_pages_fetched_before_are_counted_apart() -> None:
    tally = Tally()
    looks = [page(outcome) for outcome in ("ok", "not_modified", "not_found", "gone", "timeout")]  # type: ignore[arg-type]
    tally.fetches(replace(look, page=replace(look.page, is_check=True)) for look in looks)
    assert dict(tally.counts) == {"checked": 5, "absent": 2, "failed": 1}
    assert tally.lines()[0].failed == (("look again: timeout", 1),)
    assert set(tally.counts) <= set(WORDS)


FEEDS: dict[str, tuple[PollOutcome, FetchOutcome, str]] = {
    "no answer": ("failed", "dns", "feed dns"),
    "refused": ("failed", "refused", "feed refused"),
    "a page in place of a feed": ("not_a_feed", "ok", "feed not_a_feed"),
    "another site's items": ("other_site", "ok", "feed other_site"),
}


@pytest.mark.parametrize(("outcome", "last", "reason"), FEEDS.values(), ids=FEEDS)
def test_a_feed_that_failed_says_why(outcome: PollOutcome, last: FetchOutcome, reason: str) -> None:
    tally = Tally()
    tally.polls([(polled(outcome, last), 0)])
    assert tally.lines()[0].failed == ((reason, 1),)
    assert tally.counts["failed"] == 1


ANSWERS: dict[str, tuple[list[FetchOutcome], bool]] = {
    "nothing asked": ([], False),
    "no name resolves": (["dns", "dns", "dns"], True),
    "nobody is there": (["connection", "timeout", "tls"], True),
    "two may be down by themselves": (["connection", "timeout"], False),
    "one answered": (["dns", "ok", "dns", "dns"], False),
    "one answered badly": (["dns", "dns", "dns", "server_error"], False),
    "one answered half": (["dns", "dns", "dns", "cut"], False),
    "robots could not be read either": (["dns", "dns", "dns", "robots_unreachable"], True),
    "only we said no": (["robots", "private_address", "bad_address"], False),
}
UNSENT = {"robots", "robots_unreachable", "private_address", "bad_address"}


def at_hosts(exchanges: tuple[Exchange, ...], n: int) -> tuple[Exchange, ...]:
    return tuple(replace(e, host=f"host{n}.test", sent=e.outcome not in UNSENT) for e in exchanges)


@pytest.mark.parametrize(("outcomes", "offline"), ANSWERS.values(), ids=ANSWERS)
def test_offline_is_when_everything_failed_before_an_answer(outcomes: list[FetchOutcome], offline: bool) -> None:
    of_pages, of_feeds = Tally(), Tally()
    for n, outcome in enumerate(outcomes):
        fetch, poll = page(outcome), polled("failed", outcome)
        of_pages.fetches([replace(fetch, exchanges=at_hosts(fetch.exchanges, n))])
        of_feeds.polls([(replace(poll, exchanges=at_hosts(poll.exchanges, n)), 0)])
    assert of_pages.is_offline is of_feeds.is_offline is offline
