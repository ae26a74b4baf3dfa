"""The sentence that shows why an article was found: one line, at most so long, the hits where they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.searching.excerpt import Marked, Sought, best_sentence, marked
from warehouse.searching.index import tokens
from warehouse.sentence import LONGEST_SENTENCE

META = Sought(words=frozenset({"meta", "raises", "raised"}))
TEXT = "Nothing of it here. A firm raised money on Monday.\nMeta raised it, says Caf\u00e9 Meta. And Meta once more."


def _hits(found: Marked) -> list[str]:
    return [found.text[start:end] for start, end in found.marks]


def test_the_sentence_with_most_of_what_was_sought() -> None:
    found = best_sentence(TEXT, META, tokens)
    assert found.text == "Meta raised it, says Caf\u00e9 Meta."
    assert _hits(found) == ["Meta", "raised", "Meta"]


def test_a_phrase_is_marked_whole_and_only_where_it_stands() -> None:
    found = best_sentence("Meta said. The Thinking-Machines of Thinking.", Sought(
        words=frozenset(), phrases=(("thinking", "machines"),)
    ), tokens)  # fmt: skip
    assert _hits(found) == ["Thinking-Machines"]


def test_accents_are_marked_as_they_stand() -> None:
    found = best_sentence("Di caf\u00e9 \U0001f389 Caf\u00c9 itu.", Sought(words=frozenset({"cafe"})), tokens)
    assert _hits(found) == ["caf\u00e9", "Caf\u00c9"]


def test_of_a_long_sentence_the_part_around_the_first_hit() -> None:
    found = best_sentence("word " * 200 + "Meta " + "word " * 200, META, tokens)
    assert len(found.text) <= LONGEST_SENTENCE
    assert found.text[0] == found.text[-1] == "\u2026"
    assert _hits(found) == ["Meta"]


def test_where_nothing_stands_in_the_body_its_first_sentence() -> None:
    assert best_sentence("One thing is here. Two things are not.", META, tokens) == Marked(text="One thing is here.")


def test_an_empty_body() -> None:
    assert best_sentence("", META, tokens) == Marked(text="")


HOSTILE = ["\x1b[31m Meta\x1b[0m", "\u202eMeta raised\u202c", "<script>Meta</script>", "Meta\r\nMeta", "Me\x00ta Meta"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_control_and_no_mark_of_direction_is_shown(text: str) -> None:
    for found in (best_sentence(text, META, tokens), marked(text, META, tokens)):
        assert found.text.isprintable()
        assert "\u202e" not in found.text
        assert "Meta" in _hits(found)


@given(st.text(st.sampled_from("Meta raised. \n\"'\u00e9\U0001f389\x1b-"), max_size=900))
def test_marks_are_in_order_apart_and_within(text: str) -> None:
    for found in (best_sentence(text, META, tokens), marked(text, META, tokens)):
        assert len(found.text) <= LONGEST_SENTENCE
        places = [place for mark in found.marks for place in mark]
        assert places == sorted(set(places))
        assert all(place <= len(found.text) for place in places)
        assert {hit.casefold() for hit in _hits(found)} <= META.words
