"""Quotations in a form that outlives translation."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warehouse.stories.tellings import telling
from warehouse.stories.fingerprint import fingerprint
from warehouse.stories.quotes import MOST, pairs, quotations


def said(text: str, lang: str) -> set[str]:
    return {trait.key for trait in fingerprint(telling(text, lang=lang)).traits if trait.kind == "quote"}


SAME = [
    (
        '"Our battery survives two earthquakes a day," she said.',
        '"Baterai kami tahan dua gempa bumi sehari," ujarnya.',
    ),
    (
        "“We will hire 300 engineers for the satellite project,” he told staff.",
        "“Kami akan merekrut 300 insinyur untuk proyek satelit,” katanya kepada staf.",
    ),
    (
        'The mayor: "No ship leaves this port without insurance."',
        'Wali kota: "Tak ada kapal yang meninggalkan pelabuhan ini tanpa asuransi."',
    ),
]


@pytest.mark.parametrize(("english", "indonesian"), SAME, ids=["battery", "satellite", "ship"])
def test_a_translation_has_a_pair_in_common(english: str, indonesian: str) -> None:
    assert said(english, "en") & said(indonesian, "id")


def test_another_sentence_has_none() -> None:
    one = said('"Our battery survives two earthquakes a day," she said.', "en")
    other = said('"Kereta malam itu penuh wisatawan dari desa," ujarnya.', "id")
    assert one
    assert not one & other


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('"A sentence of some length here," he said.', 1),
        ("“A sentence of some length here,” he said.", 1),
        ('The "cloud" is a "place".', 0),
        ('"A sentence that nothing closes, he said.', 0),
        ('"A sentence that ends\nin another paragraph," he said.', 0),
        ('"A sentence of some length here." ' * 20, MOST),
        ("", 0),
    ],
    ids=["straight", "curly", "short", "open", "two paragraphs", "many", "nothing"],
)
def test_what_is_a_quotation(text: str, count: int) -> None:
    assert len(quotations(text)) == count


def test_the_rarest_are_paired() -> None:
    keys = [key for key, _ in pairs([("a", 1.0), ("b", 5.0), ("c", 4.0), ("d", 3.0), ("b", 5.0)])]
    assert keys == ["b + c", "b + d", "c + d"]
    assert list(pairs([("a", 1.0)])) == []


@given(st.text(alphabet='ab "“”\n', max_size=400))
def test_quotations_are_in_order_and_apart(text: str) -> None:
    found = quotations(text)
    assert len(found) <= MOST
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(0 <= quotation.start < quotation.end <= len(text) for quotation in found)
