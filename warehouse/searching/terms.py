"""What a person typed, as words and phrases to look for; pure, and never a syntax error.

How text falls into words is the index's business and is handed in, so that both sides agree.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from warehouse.errors import QueryError

LONGEST = 1_000  # characters: more is no question, and each word costs a look into the index
MOST_WORDS = 32

Split = Callable[[str], tuple[str, ...]]

# Straight and typographic quotes; one without its partner is no quote.
_QUOTES = (('"', '"'), ("\u201c", "\u201d"), ("\u201e", "\u201c"), ("\u00ab", "\u00bb"))
_PIECES = re.compile("|".join(f"{start}([^{start}{end}]*){end}" for start, end in _QUOTES) + r"|(\S+)")
# "Meta's" asks for Meta.
_POSSESSIVE = re.compile(r"(?<=\w)['\u2019]s\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One thing that must stand in an article: a word, or several beside each other. `literal`: exactly as it is."""

    words: tuple[str, ...]
    literal: bool = False


def parse(query: str, split: Split) -> tuple[Term, ...]:
    """The terms of a query, each once: all of them must match.

    What stands in quotes is a phrase and is meant literally; what was written as one and falls into several words
    (`scale-ai`) is a phrase, too. Raises QueryError where there is no word at all, or too much.
    """
    if len(query) > LONGEST:
        raise QueryError(f"that is {len(query):,} characters: search for at most {LONGEST:,}, a few words are enough")
    terms = tuple(dict.fromkeys(_terms(query, split)))
    if not terms:
        raise QueryError('there is no word in that; search for words, or for a phrase: "thinking machines"')
    if (n := sum(len(term.words) for term in terms)) > MOST_WORDS:
        raise QueryError(f"those are {n} words: search for at most {MOST_WORDS}")
    return terms


def _terms(query: str, split: Split) -> list[Term]:
    pieces = ((piece.group(5), next((q for q in piece.groups()[:4] if q), "")) for piece in _PIECES.finditer(query))
    terms = (_term(bare, quoted, split) for bare, quoted in pieces)
    return [term for term in terms if term.words]


def _term(bare: str | None, quoted: str, split: Split) -> Term:
    if bare is None:
        return Term(words=split(quoted), literal=True)
    return Term(words=split(_POSSESSIVE.sub("", bare)))
