"""What a person typed, as words and phrases: whatever he types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.errors import QueryError
from warehouse.searching.index import split
from warehouse.searching.terms import LONGEST, MOST_WORDS, Term, parse


def _word(*words: str) -> Term:
    return Term(words=words)


def _literal(*words: str) -> Term:
    return Term(words=words, literal=True)


CASES = {
    "words": ("pendanaan awal", [_word("pendanaan"), _word("awal")]),
    "a phrase": ('"Thinking Machines" lab', [_literal("thinking", "machines"), _word("lab")]),
    "typographic quotes": ("\u201cThinking Machines\u201d", [_literal("thinking", "machines")]),
    "guillemets": ("\u00abscale ai\u00bb", [_literal("scale", "ai")]),
    "a quote without its partner": ('5" layar', [_word("5"), _word("layar")]),
    "one word in quotes": ('"raises"', [_literal("raises")]),
    "written as one": ("scale-ai US$42,5", [_word("scale", "ai"), _word("us", "42", "5")]),
    "accents and capitals": ("Caf\u00c9 MUNCHEN m\u00fcnchen", [_word("cafe"), _word("munchen")]),
    "possessive": ("Meta's Meta\u2019s", [_word("meta")]),
    "what looks like syntax": ("title:x AND (a OR -b)^2 ~ *", [
        _word("title", "x"), _word("and"), _word("a"), _word("or"), _word("b", "2"),
    ]),
    "an empty phrase": ('"" kabar', [_word("kabar")]),
}  # fmt: skip


@pytest.mark.parametrize(("query", "terms"), CASES.values(), ids=CASES)
def test_a_query_falls_into_terms(query: str, terms: list[Term]) -> None:
    assert list(parse(query, split)) == terms


@pytest.mark.parametrize("query", ["", "   ", '""', "!? -- \u2026", "\x00\x1b"])
def test_a_query_without_a_word_is_refused_in_a_sentence(query: str) -> None:
    with pytest.raises(QueryError, match="no word in that"):
        parse(query, split)


def test_a_query_without_end_is_refused_in_a_sentence() -> None:
    with pytest.raises(QueryError, match="at most 1,000"):
        parse("a" * (LONGEST + 1), split)
    with pytest.raises(QueryError, match=f"those are {MOST_WORDS + 1} words"):
        parse(" ".join(f"w{n}" for n in range(MOST_WORDS + 1)), split)


@given(st.text(max_size=300))
def test_whatever_is_typed_is_words_or_refused(query: str) -> None:
    try:
        terms = parse(query, split)
    except QueryError:
        return
    assert terms
    assert all(word and not word.isspace() for term in terms for word in term.words)
    assert len(set(terms)) == len(terms)
