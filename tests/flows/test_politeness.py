"""Politeness across runs and processes: what the servers saw, and what the relation `breaches` says of it."""

from itertools import pairwise

import pytest

from tests.web import rows
from tests.web.kabar import Kabar, only
from tests.web.publishers import Web

GAP = 0.15  # seconds


def nearest(web: Web) -> float:
    """The least time from the end of a request to the start of the next on one host, in seconds."""
    with web.state.lock:
        seen = sorted((one.host, one.began, one.ended) for one in web.state.seen)
    return min(after[1] - before[2] for before, after in pairwise(seen) if after[0] == before[0])


def breaches(kabar: Kabar) -> list[tuple[object, ...]]:
    return rows.published(kabar.home, "select host, url, breach, due, was from breaches")


def test_two_processes_at_once_keep_the_gap_together(kabar: Kabar, web: Web) -> None:
    both = [kabar.start("run", "--force", *only(), KABAR_HOST_GAP=str(GAP)) for _ in range(2)]
    said = [process.communicate(timeout=100) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    kabar.run(force=True, host_gap=GAP)
    assert len(web.requests()) >= 16 + 4 + 4, "everything once, and the feeds by each of the others"
    assert nearest(web) > GAP * 0.9  # the server notes a request's end a moment after we have its last byte
    assert breaches(kabar) == []
    [(sent, timed)] = rows.published(kabar.home, "select count(*), count(wire_at) from fetches where host_gap = 0.15")
    assert sent == timed == len(web.requests())


def test_what_is_impolite_is_seen(kabar: Kabar) -> None:
    """The same runs, told afterwards that a greater gap was due: the relation is no constant."""
    kabar.run()
    rows.store(kabar.home, "update store.fetches set host_gap = 60 where wire_at is not null")
    kabar.run()
    found = breaches(kabar)
    [(hosts, sent)] = rows.published(
        kabar.home, "select count(distinct host), count(*) from fetches where host_gap > 0"
    )
    assert len(found) == sent - hosts > 10
    assert {(breach, due) for _, _, breach, due, _ in found} == {("gap", 60.0)}


def test_a_host_is_asked_no_more_often_a_day_than_its_budget(kabar: Kabar, web: Web) -> None:
    kabar.run(host_budget=3)
    kabar.run(force=True, host_budget=3)
    hosts = [address.split("/")[2] for address in web.requests()]
    assert {host: hosts.count(host) for host in hosts} == dict.fromkeys(hosts, 3)
    [(left, attempts)] = rows.published(
        kabar.home, "select count(*), sum(attempts) from pages where outcome = 'budget' and next_attempt_at is not null"
    )
    assert left > 0, "what was not asked for waits"
    assert attempts == 0
    assert breaches(kabar) == []
    kabar.run(force=True)
    assert rows.twice(kabar.home) == {}
    assert rows.published(kabar.home, "select count(*) from articles") == [(9,)]


@pytest.mark.parametrize("value", ["-1", "many"])
def test_a_budget_that_is_none_is_refused(kabar: Kabar, value: str) -> None:
    done = kabar.said("run", *only(), KABAR_HOST_BUDGET=value)
    assert done.returncode == 2
    assert f"KABAR_HOST_BUDGET='{value}'" in done.stderr
