"""The relation `breaches`: what was not polite is in it, what was is not; nothing here asks anybody."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sources.types import Exchange
from tests.warehouse.files import a_file
from warehouse import documents
from warehouse.connection import Connection, connect

AT = datetime(2025, 6, 11, 23, 59, 58, tzinfo=UTC)
RUN, OTHER = "11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222"
SENT = Exchange(
    url="https://contoh.test/1", host="contoh.test", purpose="page", started_at=AT, outcome="ok", ms=500, wire_at=AT,
    host_gap=2.0,
)  # fmt: skip


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    with connect(a_file(tmp_path / "warehouse.duckdb", seeded=False)) as opened:
        yield opened


def after(seconds: float, **more: object) -> Exchange:
    return replace(SENT, url=f"https://contoh.test/{seconds}", wire_at=AT + timedelta(seconds=seconds), **more)  # type: ignore[arg-type]


PAIRS = [
    ("a gap after the end of the one before", after(2.5), []),
    ("a gap after its start alone", after(2.0), ["gap"]),
    ("within what stored milliseconds forgive", after(2.481), []),
    ("just beyond that", after(2.479), ["gap"]),
    ("on another host", after(0.1, host="lain.test"), []),
    ("where no gap was due", after(0.6, host_gap=0.0), []),
    ("while the one before was under way", after(0.1, host_gap=0.0), ["gap"]),
    ("never sent", replace(after(0.1), wire_at=None), []),
    ("of another purpose", after(0.6, purpose="robots"), ["gap"]),
]


@pytest.mark.parametrize(("second", "expected"), [p[1:] for p in PAIRS], ids=[p[0] for p in PAIRS])
def test_what_comes_too_soon(db: Connection, second: Exchange, expected: list[str]) -> None:
    documents.record_exchanges(db, RUN, [SENT])
    documents.record_exchanges(db, OTHER, [second])
    assert [breach for (breach,) in db.execute("select breach from breaches").fetchall()] == expected


def test_a_long_request_hides_no_breach_after_a_short_one_within_it(db: Connection) -> None:
    documents.record_exchanges(db, RUN, [replace(SENT, ms=60_000), after(1, host_gap=0.0), after(5)])
    rows = db.execute("select url, round(was) from breaches order by wire_at").fetchall()
    assert rows == [("https://contoh.test/1", -59.0), ("https://contoh.test/5", -55.0)]


def test_what_is_beyond_the_budget_of_a_utc_day(db: Connection) -> None:
    asked = [after(3.0 * n, host_budget=2) for n in range(-2, 4)]  # three before midnight, three after
    documents.record_exchanges(db, RUN, asked)
    rows = db.execute("select breach, due, was, wire_at from breaches order by wire_at").fetchall()
    assert rows == [("budget", 2.0, 3.0, AT), ("budget", 2.0, 3.0, AT + timedelta(seconds=9))]


def test_how_hosts_were_asked_is_known_to_the_next_run(db: Connection) -> None:
    long_ago = replace(SENT, host="lain.test", wire_at=AT - timedelta(days=2))
    documents.record_exchanges(db, RUN, [long_ago, SENT, after(3), replace(after(6), wire_at=None)])
    just_after = AT + timedelta(seconds=4)
    [asked] = documents.hosts_asked(db, just_after)
    assert (asked.host, asked.sent) == ("contoh.test", 1), "one of the two was on the day before"
    assert asked.ended_at == AT + timedelta(seconds=3.5)
