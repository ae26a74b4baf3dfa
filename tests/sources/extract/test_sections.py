"""Parts of a page that headings, places and forms set apart from the article, and those that only look it.

Each case is a text, a line a paragraph, with the zone that the line must have in front: `*` marks the item of a list,
`#` a heading, `@` a link, as the page's markup does.
"""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.extract.furniture import Furnished, furnish
from sources.extract.markup import Line
from sources.types import PageRules, ZoneRule

FOLDER = Path(__file__).parent / "sections"
PARAGRAPHS = dict(row.split("| ", 1) for row in (FOLDER / "paragraphs.txt").read_text(encoding="utf-8").splitlines())


def cases(name: str) -> dict[str, str]:
    """The cases of a file by their names."""
    found = re.split(r"^=== (.+)\n", (FOLDER / f"{name}.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


def read(text: str) -> tuple[tuple[Line, ...], list[str]]:
    """The lines of a case, and the zone that each must have; `P1` and `E1` stand for invented paragraphs."""
    lines, zones = [], []
    for row in text.strip().split("\n"):
        zone, _, said = row.partition("| ")
        said = PARAGRAPHS.get(said, said)
        lines.append(Line(said, item="*" in zone, heading="#" in zone, linked="@" in zone))
        zones.append(zone.strip("*#@ "))
    return tuple(lines), zones


def zones_of(found: Furnished, lines: tuple[Line, ...]) -> list[str]:
    """The zone in which each line begins."""
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line.text) + 1
    return [next(z.zone for z in found.zones if z.char_start <= start < z.char_end) for start in starts]


def check(text: str, rules: PageRules = PageRules(), *, indonesian: bool = True) -> None:  # noqa: B008
    lines, wanted = read(text)
    found = furnish(lines, rules, indonesian=indonesian)
    told = [f"{zone}| {line.text[:60]}" for zone, line in zip(zones_of(found, lines), lines, strict=True)]
    assert told == [f"{zone}| {line.text[:60]}" for zone, line in zip(wanted, lines, strict=True)]


CLOSED, OPEN = cases("closed"), cases("open")


@pytest.mark.parametrize("text", CLOSED.values(), ids=CLOSED)
def test_no_section_opens(text: str) -> None:
    check(text)


@pytest.mark.parametrize("text", OPEN.values(), ids=OPEN)
def test_sections_open_and_end(text: str) -> None:
    check(text)


OWN = PageRules(
    zones=(
        ZoneRule(zone="summary", heading=(r"\d{1,2} menit saja",)),
        ZoneRule(zone="body", heading=("Analisis Kami",)),
    )
)


def test_an_outlets_own_headings() -> None:
    check(
        """
        body| P1
        body| P2
        body| P3
        summary| 3 menit saja
        summary| • Lipat membuka laboratorium di tepi pelabuhan Cirebon.
        body| P4
        """,
        OWN,
    )


def test_a_heading_that_an_outlet_calls_body_opens_nothing() -> None:
    check("body| P1\nbody| P2\nbody| Analisis Kami\nbody| P3\nprediction| Prediksi Kami\nprediction| P4", OWN)


HEADINGS = ["Analisis Kami", "Analisis Ahli", "FAQ", "Ringkasan", "Key takeaways", "Sumber:", "Prediksi AI", "TL;DR",
            "Artikel Serupa", "Techcrunch event", "REGISTER NOW", "Q", "A", "Tanya Jawab", "Analisis"]  # fmt: skip
PIECES = st.one_of(
    st.sampled_from(
        [
            *HEADINGS,
            *PARAGRAPHS.values(),
            "#A #B",
            "https://a.test/b",
            "Siapa?",
            '"Begitulah adanya, katanya."',
            "Ratna C",
        ]
    ),
    st.text(min_size=1, max_size=40).filter(lambda text: text.strip() == text and "\n" not in text),
)
LINES = st.lists(
    st.builds(Line, PIECES, zone=st.none(), item=st.booleans(), heading=st.booleans(), linked=st.booleans()),
    max_size=25,
)


@settings(deadline=None)
@given(LINES)
def test_no_heading_empties_the_article(lines: list[Line]) -> None:
    """Sections leave at least a seventh of what they share with the body, and the text is tiled."""
    found = furnish(tuple(lines), PageRules(), indonesian=True)
    assert found.text == "\n".join(line.text for line in lines)
    words = {"body": 0, "boxes": 0}
    for zone in found.zones:
        name = "body" if zone.zone == "body" else "boxes"
        if zone.zone in ("body", "summary", "analysis", "prediction", "quotes", "qa"):
            words[name] += len(found.text[zone.char_start : zone.char_end].split())
    assert not words["boxes"] or words["body"] >= 0.14 * sum(words.values())
    assert found.body == "\n".join(found.text[z.char_start : z.char_end] for z in found.zones if z.zone == "body")
