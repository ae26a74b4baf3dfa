"""The report page in a real Chromium: nothing asked for, nothing wrong, everything drawn, in every light and width."""

from pathlib import Path

import pytest

from flows.page import page
from tests.web import told
from tests.web.browser import command
from tests.web.pages import NARROW, SMALLEST, WIDE, Looker

CHROMIUM = command()
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium is not installed here (make browser), so nobody looked at the report page."
)
DAYS = {"empty": told.empty, "one article": told.one_article, "lively": told.lively, "hostile": told.hostile}
each_day = pytest.mark.parametrize("day", DAYS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pages of these days lie."""
    room = tmp_path_factory.mktemp("pages")
    for day, tell in DAYS.items():
        (room / f"{day}.html").write_text(page(tell()), "utf-8")
    return room


@each_day
@pytest.mark.parametrize(("width", "dark"), [(WIDE, False), (WIDE, True), (NARROW, False), (NARROW, True)])
def test_nothing_is_asked_for_and_nothing_is_wrong(
    looker: Looker, folder: Path, day: str, width: int, dark: bool
) -> None:
    where = folder / f"{day}.html"
    looker.look(where, width=width, dark=dark)
    assert looker.violations(*(["color-contrast"] if dark else [])) == []  # dark, nothing else is another
    assert looker.troubles == []
    assert set(looker.asked) == {where.as_uri()}


@each_day
def test_nothing_stands_out_of_a_narrow_screen(looker: Looker, folder: Path, day: str) -> None:
    looker.look(folder / f"{day}.html", width=SMALLEST)
    looker.value("document.querySelectorAll('details').forEach(one => { one.open = true }), 1")
    for language in ("in-en", "in-id"):
        looker.value(f"document.getElementById('{language}').click(), 1")
        assert looker.value("document.documentElement.scrollWidth") == SMALLEST


def test_every_chart_is_drawn_and_named(looker: Looker, folder: Path) -> None:
    looker.look(folder / "lively.html")
    charts = looker.charts()
    assert len(charts) == 4 + 3  # who is known and named; whose share is told
    assert [chart for chart in charts if not chart.is_drawn] == []
    colours = looker.value(
        "[...new Set([...document.querySelectorAll('.card .chart path')].map(one => getComputedStyle(one).fill))]"
    )
    assert "none" not in colours
    assert len(colours) == 3  # English, Indonesian, other
    assert looker.value("document.querySelectorAll('.strip circle').length") > 20


def test_the_language_is_chosen_by_keyboard(looker: Looker, folder: Path) -> None:
    looker.look(folder / "lively.html")
    looker.key("Tab", code=9)
    assert looker.value("document.activeElement.className") == "skip"
    looker.key("Tab", code=9)
    assert looker.value("document.activeElement.id") == "in-en"
    ring = looker.value("getComputedStyle(document.querySelector('label[for=in-en]')).outlineStyle")
    assert ring == "solid"
    before = looker.text()
    looker.key("ArrowRight", code=39)
    after = looker.text()
    assert ("Who follows whom" in before, "Siapa mengikuti siapa" in before) == (True, False)
    assert ("Who follows whom" in after, "Siapa mengikuti siapa" in after) == (False, True)
    assert ("11 Juni 2025" in after, "19.00 WIB" in after, "1.214" in after) == (True, True, True)


def test_evidence_opens_by_keyboard(looker: Looker, folder: Path) -> None:
    looker.look(folder / "lively.html")
    first = "document.querySelector('.how > summary')"
    looker.value(f"{first}.focus(), 1")
    assert not looker.value("document.querySelector('.known').checkVisibility()")
    looker.key("Enter", code=13, text="\r")
    assert looker.value("document.querySelector('.known').checkVisibility()")
    assert "dikutip dari Startup Ledger" in looker.text()


def test_the_skip_link_leads_past_the_sections(looker: Looker, folder: Path) -> None:
    looker.look(folder / "lively.html")
    looker.key("Tab", code=9)
    looker.key("Enter", code=13, text="\r")
    assert looker.value("location.hash") == "#main"
    looker.key("Tab", code=9)
    assert looker.value("document.querySelector('main').contains(document.activeElement)")


def test_on_paper_it_is_light_and_open(looker: Looker, folder: Path, tmp_path: Path) -> None:
    looker.look(folder / "lively.html", dark=True)
    looker.dress(dark=True, paper=True)
    assert looker.value("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not looker.value("document.querySelector('nav').checkVisibility()")
    hidden = "[...document.querySelectorAll('.known')].filter(one => one.getBoundingClientRect().height === 0).length"
    assert looker.value(hidden) == 0
    assert looker.value(
        "getComputedStyle(document.querySelector('.story'), '::details-content').contentVisibility"
    ) == ("visible")
    looker.printed(tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").stat().st_size > 50_000


def test_hostile_words_run_nothing(looker: Looker, folder: Path) -> None:
    looker.look(folder / "hostile.html")
    assert looker.value("document.querySelectorAll('script, iframe, img, object, embed, form, base').length") == 0
    assert looker.value("document.title") == "kabar 2025-06-11"
    assert looker.value(
        "[...document.querySelectorAll('*')].every(one => [...one.attributes].every(a => !a.name.startsWith('on')))"
    )
    assert looker.value("[...document.links].every(one => one.protocol.startsWith('http') || one.hash)")
    assert "<script>alert(1)</script>" in looker.text()
