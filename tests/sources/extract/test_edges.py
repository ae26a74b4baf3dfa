"""The head and the foot of a text: bylines, dates and hashtags, on whole pages and on single lines."""

import pytest

from sources.extract.edges import is_date, is_hashtags
from sources.extract.furniture import furnish
from sources.extract.markup import Line
from sources.extract.page import extract
from sources.types import PageRules
from tests.sources.extract.making import PROSE, ld, page

DATES = [
    ("30 Agt 2025, 08.34 WIB", True), ("Jumat, 24 Juli 2026 12:40 WIB", True),
    ("Kompas.com - 30/08/2025, 08:34 WIB", True),
    ("June 13, 2025", True), ("Published 18 November 2019", True), ("13/06/2025, 13:00", True),
    ("\"Biasa saja,\" kata Ratna, Senin (17/10/2025).", False), ("— Jon Sample, Ferrow, April 15, 2019", False),
    ("Kapal itu tiba pada 30 Agustus 2025.", False), ("Harga pada 2025", False), ("", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_printed_dates(text: str, expected: bool) -> None:
    assert is_date(text) is expected


TAGS = [
    ("#Lipat #Cirebon", True), ("🔥 #Lipat ✨", True), ("Tags: #Lipat, #Peta2025", True), ("#2025Robot", True),
    ("#1", False), ("Lipat #Cirebon", False), ("Tags: Lipat", False), ("Peta", False), ("#", False), ("", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TAGS)
def test_lines_of_hashtags(text: str, expected: bool) -> None:
    assert is_hashtags(text) is expected


BYLINES = [
    ("Ardi Example", True), ("By Ardi Example", True), ("By Ardi Example and Rosa Example", True),
    ("Ardi Example, Rosa Example | 13/06/2025, 13:00", True), ("Oleh Ardi Example - Harbor Post", True),
    ("Ardi Example folds maps", False), ("Example", False), ("By the old pier", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BYLINES)
def test_bylines_above_the_text(text: str, expected: bool) -> None:
    writers = ("Ardi Example", "Rosa Example", "Harbor Post")
    found = furnish((Line(text), *map(Line, PROSE)), PageRules(), indonesian=False, writers=writers)
    assert (found.body == "\n".join(PROSE)) is expected
    assert found.zones[0].zone == ("boilerplate" if expected else "body")


def test_a_writers_name_amid_the_text_is_body() -> None:
    found = furnish((*map(Line, PROSE), Line("Ardi Example")), PageRules(), indonesian=False, writers=("Ardi Example",))
    assert found.body.endswith("Ardi Example")


@pytest.mark.parametrize("excerpt", [PROSE[0], "\n".join(PROSE)], ids=["short", "long"])
def test_a_page_of_few_words_has_its_byline_and_date_apart(excerpt: str) -> None:
    """trafilatura puts such an article on one line, its headline, byline and date included."""
    text = "".join(f"<p>{line}</p>" for line in excerpt.split("\n"))
    found = extract(page(
        "<header><nav><a href='/'>Home</a></nav></header><main><article class='detail'><h1>Old ferry sails again</h1>"
        "<div class='detail__author'>Ardi Example</div>"
        "<time datetime='2025-06-13T13:00:00+00:00'>13/06/2025, 13:00</time>"
        f"<div class='entry'>{text}</div></article></main>",
        head=ld(headline="Old ferry sails again", author={"@type": "Person", "name": "Ardi Example"}),
    ))  # fmt: skip
    assert found.title == "Old ferry sails again"
    assert found.body == excerpt
    assert {z.zone for z in found.zones} <= {"title", "boilerplate", "body"}


def test_a_label_above_the_date_is_no_body() -> None:
    """A writer whom the metadata do not name, or the section."""
    found = furnish(
        (Line("Tim De Contoh"), Line("13/06/2025, 13:00"), *map(Line, PROSE)), PageRules(), indonesian=False
    )
    assert found.body == "\n".join(PROSE)


RIGHTS = [
    " © 2024 Harbor Post. All rights reserved.",
    " Copyright © 2024 Harbor Post",
    " (c) 2024 HP. For personal use only.",
]


@pytest.mark.parametrize("rights", RIGHTS)
@pytest.mark.parametrize("last", ["The ferry will sail.", "The mayor, who runs the port […]", "“It will sail.”"])
def test_rights_behind_the_last_sentence(last: str, rights: str) -> None:
    found = furnish((*map(Line, PROSE), Line(last + rights)), PageRules(), indonesian=False)
    assert found.body == "\n".join((*PROSE, last))
    assert found.text.endswith(last + rights)
    assert found.zones[-1].zone == "boilerplate"


@pytest.mark.parametrize(
    "text", ["The label read © 2024 in faded ink, and nobody had seen it.", "A map (c) 1950 hangs there"]
)
def test_rights_that_are_the_storys(text: str) -> None:
    assert furnish((*map(Line, PROSE), Line(text)), PageRules(), indonesian=False).body.endswith(text)
