"""A month of polling with outages of ours and every habit that feeds have: what is missing is on record as missing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.web import missed, rows
from tests.web.month import drawn
from tests.web.watching import Watch
from warehouse.connection import connect
from warehouse.integrity import contradictions_of

WORST = (
    "quiet", "bursts", "undated", "pinned", "lies", "churn", "reused", "moved", "dead", "spam", "stale copies",
    "section", "forgets",
)  # fmt: skip


@contextmanager
def watching(seed: int, habits: tuple[str, ...], folder: Path, patch: pytest.MonkeyPatch) -> Iterator[Watch]:
    month = drawn(seed, habits)
    with month.on_air() as air:
        patch.setenv("HTTP_PROXY", air.url)
        yield Watch(home=folder / "home", outlets=month.declare(folder / "outlets"), month=month, air=air, seed=seed)


@pytest.mark.timeout(600)
def test_what_a_month_of_polling_missed_is_on_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked every day or two, for time is short: `make prove` asks more often, in twenty months of all habits."""
    with watching(1, WORST, tmp_path, monkeypatch) as watch:
        watch.poll(pause=(20, 40))
    assert missed.undeclared(watch) == []
    assert missed.unfounded(watch) == []
    assert missed.twice(watch) == []
    assert rows.twice(watch.home) == {}
    assert {gap.status for gap in missed.gaps(watch)} >= {"closed", "permanent"}, "the month was too easy"
    with connect(watch.home / "warehouse.duckdb") as db:
        assert contradictions_of(db) == ()
