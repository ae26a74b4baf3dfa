"""The report page of a hundred thousand articles, in a real Chromium: as right and as light as that of a few."""

import time
from pathlib import Path

import pytest

from flows.reporting import write_report
from flows.settings import Settings
from tests.benchmarks.synthetic import NOW, lay
from tests.web.browser import command
from tests.web.pages import NARROW, SMALLEST, WIDE, Looker

CHROMIUM = command()
pytestmark = [
    pytest.mark.prove,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed here (make browser)."),
]
ARTICLES = 100_000
HEAVIEST = 3_000_000  # bytes of a page


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page."""
    settings = Settings(home=tmp_path_factory.mktemp("home"), now=NOW)
    lay(settings.published, ARTICLES)
    began = time.perf_counter()
    written = write_report(settings, NOW)
    print(f"\nwritten in {time.perf_counter() - began:.2f} s, {written.stat().st_size:,} bytes")
    return written


def test_it_is_light_and_every_chart_is_drawn(looker: Looker, where: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert where.stat().st_size < HEAVIEST
    looker.look(where)
    assert looker.troubles == []
    assert set(looker.asked) == {where.as_uri()}
    charts = looker.charts()
    assert [chart for chart in charts if not chart.is_drawn] == []
    told = looker.value("document.querySelectorAll('.story').length")
    assert (len(charts) > 5, told) == (True, 40), (len(charts), told)
    with capsys.disabled():
        took = looker.value("performance.getEntriesByType('navigation')[0].loadEventEnd")
        print(f"\n{where.stat().st_size:,} bytes, {len(charts)} charts, {told} stories, opened in {took:.0f} ms")


@pytest.mark.parametrize(("width", "dark"), [(WIDE, False), (WIDE, True), (NARROW, False), (NARROW, True)])
@pytest.mark.parametrize("language", ["in-en", "in-id"])
def test_nothing_is_wrong_with_it(looker: Looker, where: Path, width: int, dark: bool, language: str) -> None:
    looker.look(where, width=width, dark=dark)
    looker.value(f"document.getElementById('{language}').click(), 1")
    assert looker.violations() == []
    assert looker.troubles == []
    assert set(looker.asked) == {where.as_uri()}


@pytest.mark.parametrize("language", ["in-en", "in-id"])
def test_nothing_stands_out_of_a_narrow_screen(looker: Looker, where: Path, language: str) -> None:
    looker.look(where, width=SMALLEST)
    looker.value("document.querySelectorAll('details').forEach(one => { one.open = true }), 1")
    looker.value(f"document.getElementById('{language}').click(), 1")
    assert looker.value("document.documentElement.scrollWidth") == SMALLEST
