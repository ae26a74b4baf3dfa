"""Links of an article to other sites: which, and where their words stand."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.extract.links import read_links
from sources.extract.markup import read_tree
from sources.types import Link

PAGE = "https://www.contoh.test/2026/03/kabar"


def links(markup: str, text: str) -> tuple[Link, ...]:
    tree = read_tree(f"<html><body><article>{markup}</article></body></html>".encode(), "text/html", PAGE)
    return read_links(tree, text, PAGE)


def test_a_link_has_the_place_of_its_words() -> None:
    text = "Brightloom grew fast.\nThe news was first reported by Warta Pagi on Monday."
    found = links(
        "<p>Brightloom grew fast.</p>"
        '<p>The news was first reported by <a href="https://warta.test/a/1">Warta  Pagi</a> on Monday.</p>',
        text,
    )
    assert [(link.url, text[link.char_start : link.char_end]) for link in found] == [
        ("https://warta.test/a/1", "Warta Pagi")
    ]


def test_equal_words_in_one_paragraph_have_each_their_own_place() -> None:
    text = "A report and, later, another report."
    found = links(
        '<p>A <a href="https://one.test/x">report</a> and, later, another <a href="https://two.test/y">report</a>.</p>',
        text,
    )
    assert [(link.url, link.char_start) for link in found] == [("https://one.test/x", 2), ("https://two.test/y", 29)]


@pytest.mark.parametrize(
    "href",
    ["/own", "https://contoh.test/other", "https://m.contoh.test/other", "mailto:a@b.test", "javascript:alert(1)",
     "#top", "http://[broken", "https://far.test/" + "a" * 3000, ""],
)  # fmt: skip
def test_what_leads_nowhere_else_is_left_out(href: str) -> None:
    assert links(f'<p>Read <a href="{href}">all of it here</a> now.</p>', "Read all of it here now.") == ()


def test_a_link_whose_words_are_not_in_the_text_is_not_the_articles() -> None:
    assert links('<p>Body.</p><p><a href="https://far.test/a">Subscribe</a></p>', "Body.") == ()


def test_a_site_under_a_national_ending_is_its_own() -> None:
    tree = read_tree(b'<p>See <a href="https://lain.co.id/x">them</a>.</p>', "text/html", "https://kami.co.id/")
    assert [link.url for link in read_links(tree, "See them.", "https://kami.co.id/a")] == ["https://lain.co.id/x"]


@pytest.mark.parametrize(
    ("page", "there"),
    [("https://edisi.ft.test.co.id/a", "https://www.test.co.id/x"), ("https://www.kb.test/a", "https://m.kb.test/x")],
    ids=["under a national ending", "of a short name"],
)
def test_a_part_of_the_same_site_is_no_other(page: str, there: str) -> None:
    tree = read_tree(f'<p>See <a href="{there}">them</a>.</p>'.encode(), "text/html", page)
    assert read_links(tree, "See them.", page) == ()


PLACES = {
    "the same words before it": (
        '<p>It <b>has</b> a report on a report by <a href="https://far.test/">report</a>.</p>',
        "It has a report on a report by >report<.",
    ),
    "blanks within": ('<p>It says<a href="https://far.test/"> so </a>there.</p>', "It says >so< there."),
    "behind a blank": ('<p>It <a href="https://far.test/"> says</a> so.</p>', "It >says< so."),
    "between line breaks": (
        'It is <b>closing</b>.<br><br>The news was reported by <a href="https://far.test/">Warta</a> today.<br>End',
        "It is closing.\nThe news was reported by >Warta< today.\nEnd",
    ),
    "at the end of a cut paragraph": (
        '<p>Menu | The news of the week was reported by <a href="https://far.test/">Warta</a> | Share</p>',
        "The news of the week was reported by >Warta<",
    ),
    "many words of a paragraph of its own": (
        '<p><a href="https://far.test/">The news of the whole week at a glance</a><span> here</span></p>',
        "Today.\n>The news of the whole week at a glance<",
    ),
}


@pytest.mark.parametrize(("markup", "marked"), PLACES.values(), ids=PLACES)
def test_a_link_is_where_it_stands_among_other_words(markup: str, marked: str) -> None:
    start, end = marked.index(">"), marked.index("<") - 1
    assert links(markup, marked.replace(">", "").replace("<", "")) == (Link("https://far.test/", start, end),)


@pytest.mark.parametrize(
    ("markup", "text"),
    [('<p>Menu | Read <a href="https://far.test/">more</a></p>', "One can read more of it.\nOr more."),
     ('Seen.<br>He said it in <a href="https://far.test/">his own words</a> to all<br>', "Seen.\n" + "He said it in "
      "his own words to all\n" * 2)],
    ids=["too few words", "two places"],
)  # fmt: skip
def test_a_link_that_could_be_anywhere_is_left_out(markup: str, text: str) -> None:
    assert links(markup, text) == ()


def test_a_paragraph_of_links_without_end_is_read_once() -> None:
    own = "".join(f'word <a href="/own/{n}">link</a> ' for n in range(13_000))
    far = "".join(f'word <a href="https://far.test/{n}">link</a> ' for n in range(1_000))
    text = " ".join(["word link"] * 14_000)
    began = process_time()
    found = links(f"<p>{own}{far}</p>", text)
    assert process_time() - began < 4
    assert [link.char_start for link in found[:2]] == [13_000 * 10 + 5, 13_001 * 10 + 5]


def test_links_without_end_are_bounded() -> None:
    markup = "".join(f'<p>Word {n} <a href="https://far.test/{n}">link</a></p>' for n in range(1500))
    text = "\n".join(f"Word {n} link" for n in range(1500))
    assert len(links(markup, text)) == 200


@given(st.lists(st.text(alphabet="ab ⁠é<>&", max_size=12), max_size=6))
def test_offsets_address_the_text(words: list[str]) -> None:
    text = "\n".join(" ".join(word.split()) for word in words)
    markup = "".join(
        f'<p><a href="https://far.test/">{word.replace("&", "&amp;").replace("<", "&lt;")}</a></p>' for word in words
    )
    for link in links(markup, text):
        assert 0 <= link.char_start < link.char_end <= len(text)
        assert "\n" not in text[link.char_start : link.char_end]
