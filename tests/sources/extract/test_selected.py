"""Lines told by the elements in which they stand, whoever read them from the page."""

import pytest

from sources.extract.page import extract
from sources.types import PageRules, ZoneRule
from tests.sources.extract.making import PROSE, page

BOX = "<div class='box'><h3>The ferry at a glimpse</h3><ul><li>It sails.</li><li>It is old.</li></ul></div>"
STORY = "".join(f"<p>{line}</p>" for line in (*PROSE, *(f"{n} of the boats stay in port all winter." for n in "ABC")))


def zones(markup: str, *rules: ZoneRule, **others: tuple[str, ...]) -> list[tuple[str, str]]:
    """The zones of the text with their own text."""
    wanted = page(f"<article><h1>Old ferry sails again</h1>{markup}</article>")
    read = PageRules(zones=rules, **others)
    found = extract(type(wanted)(**{name: getattr(wanted, name) for name in wanted.__slots__} | {"rules": read}))
    return [(z.zone, found.text[z.char_start : z.char_end]) for z in found.zones if z.zone != "title"]


SUMMARY = ZoneRule(zone="summary", select=(".box",))


@pytest.mark.parametrize("container", [{"body": ("article",)}, {}], ids=["container", "trafilatura"])
@pytest.mark.parametrize(("markup", "place"), [(BOX + STORY, 0), (STORY + BOX, -1)], ids=["above", "below"])
def test_all_lines_of_an_element(markup: str, place: int, container: dict[str, tuple[str, ...]]) -> None:
    found = zones(markup, SUMMARY, **container)
    assert [name for name, _ in found] == (["summary", "body"] if place == 0 else ["body", "summary"])
    assert found[place][1] == "The ferry at a glimpse\nIt sails.\nIt is old."


def test_a_text_that_the_article_says_too_stays_its_own() -> None:
    teaser = "<div class='box'><p>Boats of the winter</p><p>A story of boats.</p></div>"
    found = zones(
        f"<h2>Boats of the winter</h2>{STORY}{teaser}", ZoneRule(zone="related", select=(".box",)), body=("article",)
    )
    assert found[0] == ("body", "\n".join(("Boats of the winter", *found[0][1].split("\n")[1:])))
    assert found[1] == ("related", "Boats of the winter\nA story of boats.")


def test_the_first_rule_that_fits_counts() -> None:
    found = zones(BOX + STORY, SUMMARY, ZoneRule(zone="qa", select=("h3",)), body=("article",))
    assert [name for name, _ in found] == ["summary", "body"]


def test_body_can_be_told_too() -> None:
    faq = "<div class='faq'><p>Our analysis</p><p>The ferry is older than the pier, and slower.</p></div>"
    assert [name for name, _ in zones(STORY + faq, body=("article",))] == ["body", "analysis"]
    own = ZoneRule(zone="body", select=(".faq",))
    assert [name for name, _ in zones(STORY + faq, own, body=("article",))] == ["body"]


def test_a_selector_of_the_whole_page_selects_nothing() -> None:
    assert [name for name, _ in zones(STORY, ZoneRule(zone="related", select=("body",)), body=("article",))] == ["body"]


def test_a_selector_that_matches_nothing() -> None:
    assert [name for name, _ in zones(STORY, ZoneRule(zone="qa", select=(".none",)), body=("article",))] == ["body"]
