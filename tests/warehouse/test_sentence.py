"""Words from the web, cut to what may be shown."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.sentence import LONGEST_SENTENCE, LONGEST_TITLE, first_sentence, headline, is_address, one_line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("Kapal itu berlayar", "Kapal itu berlayar"),
        (
            "The firm paid $14.3 billion for 49 percent of it, he said. More.",
            "The firm paid $14.3 billion for 49 percent of it, he said.",
        ),
        ("Kapal\n\nitu\tberlayar\x00 pagi", "Kapal itu berlayar pagi"),
        ("Laporan Wartawan Kabarkini.com, Ani Utami\nKapal itu berlayar", "Kapal itu berlayar"),
        ("Laporan wartawan itu dibaca semua orang", "Laporan wartawan itu dibaca semua orang"),
        ("Kapal \u202eitu\u202c berlayar", "Kapal itu berlayar"),
    ],
    ids=["nothing", "no end", "a figure", "white space", "a byline", "no byline", "turned round"],
)
def test_a_first_sentence(text: str, expected: str) -> None:
    assert first_sentence(text) == expected


@given(st.text(max_size=2000))
def test_what_is_shown_is_short_and_of_one_line(text: str) -> None:
    for shown, longest in ((first_sentence(text), LONGEST_SENTENCE), (headline(text), LONGEST_TITLE)):
        assert len(shown) <= longest
        assert not any(unicodedata.category(c) in {"Cc", "Zl", "Zp"} for c in shown)


@given(st.text(max_size=300))
def test_one_line_twice_is_one_line(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)


def test_a_text_without_an_end_takes_no_time() -> None:
    assert len(first_sentence("!\u201d " * 100_000)) <= LONGEST_SENTENCE


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "https://a.test/\"onload='x'", "//a.test/", "https://a.test/ b"]
)
def test_no_address(url: str) -> None:
    assert not is_address(url)


def test_an_address() -> None:
    assert is_address("https://contoh.test/a?b=c&d='e'")
