"""The normalised text says the same in plain characters, and every place of it leads back to the stored one."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from warehouse.entities.normal import normalise

PLAIN = {
    "ASCII": ("Meta di sini.", "Meta di sini."),
    "a line break": ("Scale\nAI", "Scale AI"),
    "two line breaks stay apart": ("Scale\n\nAI", "Scale  AI"),
    "several spaces": ("Scale   AI", "Scale AI"),
    "spaces at a line break": ("Scale \n  AI", "Scale AI"),
    "a tabulator": ("Scale\tAI", "Scale AI"),
    "a carriage return": ("Scale\r\nAI", "Scale AI"),
    "a no-break space": ("Scale\u00a0AI", "Scale AI"),
    "a thin space": ("Scale\u2009AI", "Scale AI"),
    "a line separator": ("Scale\u2028AI", "Scale AI"),
    "curly apostrophes": ("Meta’s ‘Scale’", "Meta's 'Scale'"),
    "quotation marks stay": ("“Meta”", "“Meta”"),
    "hyphens": ("GPT‑4, GPT‐4", "GPT-4, GPT-4"),
    "a dash stays": ("Meta – Scale", "Meta – Scale"),
    "a soft hyphen": ("Me\u00adta", "Meta"),
    "without width": ("Me\u200bta\ufeff", "Meta"),
    "full width": ("Ｍｅｔａ", "Meta"),
    "mathematical": ("𝐌𝐞𝐭𝐚", "Meta"),
    "a ligature": ("ﬁgure", "figure"),
    "an accent beside its letter": ("Joe\u0308lle", "Joëlle"),
    "an accent on its letter": ("Joëlle", "Joëlle"),
    "symbols stay": ("Meta™ ½ … ² № ①", "Meta™ ½ … ² № ①"),
    "half a character": ("a\ud800b", "a\ufffdb"),
    "nothing": ("", ""),
    "NUL": ("Me\x00ta", "Me\x00ta"),
}


@pytest.mark.parametrize(("text", "plain"), PLAIN.values(), ids=PLAIN.keys())
def test_what_is_plain(text: str, plain: str) -> None:
    assert normalise(text).flat == plain


STORED = {
    "nothing changed": ("di Meta sini", "Meta", "Meta"),
    "one for one": ("di Meta’s", "Meta's", "Meta’s"),
    "a space for several": ("di Scale \n AI sini", "Scale AI", "Scale \n AI"),
    "something gone inside": ("\u200bdi\u200b M\u200beta\u200b", "Meta", "M\u200beta"),
    "a longer one": ("ﬁ ﬁgure it", "figure", "ﬁgure"),
    "behind a longer one": ("ﬁ ﬀ Meta", "Meta", "Meta"),
    "a letter with its accent": ("x Joe\u0308lle y", "Joëlle", "Joe\u0308lle"),
}


@pytest.mark.parametrize(("text", "plain", "stored"), STORED.values(), ids=STORED.keys())
def test_the_way_back(text: str, plain: str, stored: str) -> None:
    normal = normalise(text)
    start = normal.flat.index(plain)
    first, last = normal.stored(start, start + len(plain))
    assert text[first:last] == stored


def test_most_texts_need_no_table() -> None:
    assert normalise("Meta’s “lab”\nin Jakarta – since 2025").stretches == ()


def test_lines_keep_their_breaks_in_the_same_places() -> None:
    normal = normalise("Meta’s\nlab \n di\u00adsini")
    assert normal.lines == "Meta's\nlab\ndisini"
    assert normal.lines.replace("\n", " ") == normal.flat


ODD = st.sampled_from(
    [*" \n\t\r\u00a0\u200b\u00ad\u0301\u0308ﬁﬀＭ’“eé日\ud800\x00\x85\u2028Aa", "  ", "\n\n", "x\u0301\u0301"]
)
TEXTS = st.lists(ODD, max_size=30).map("".join) | st.text(max_size=40)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example("a\u0301" * 3 + " ﬁ")
def test_every_place_leads_back(text: str) -> None:
    normal = normalise(text)
    assert len(normal.flat) == len(normal.lines)
    last = 0
    for place, character in enumerate(normal.flat):
        start, end = normal.stored(place, place + 1)
        assert 0 <= start < end <= len(text)
        assert end >= last
        last = end
        if character.isascii() and character.isalnum():
            assert character in unicodedata.normalize("NFKC", text[start:end])


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_what_is_plain_stays_so(text: str) -> None:
    flat = normalise(text).flat
    assert not any("\ud800" <= character <= "\udfff" for character in flat)
    assert normalise(flat.replace("  ", "\n\n")).flat.split() == flat.split()
