"""Twenty months with all habits and other outages each: nothing missing that is not on record, nothing doubled."""

from pathlib import Path

import pytest

from tests.flows.test_month import watching
from tests.web import missed, rows
from tests.web.month import HABITS
from warehouse.connection import connect
from warehouse.integrity import contradictions_of

pytestmark = [pytest.mark.prove, pytest.mark.timeout(3600)]


@pytest.mark.parametrize("seed", range(100, 120))
def test_a_month_of_any_kind(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with watching(seed, HABITS, tmp_path, monkeypatch) as watch:
        watch.poll(pause=(2, 9))
        assert missed.undeclared(watch) == []
        assert missed.unfounded(watch) == []
        watch.read()
    assert missed.twice(watch) == []
    assert rows.twice(watch.home) == {}
    articles, pages = rows.store(
        watch.home, "select (select count(*) from store.articles), (select count(*) from store.pages)"
    )[0]
    assert articles == pages
    with connect(watch.home / "warehouse.duckdb") as db:
        assert contradictions_of(db) == ()
