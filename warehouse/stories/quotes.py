"""What is said in quotation marks, in a form that outlives translation.

A translated quotation keeps what it is about: its concepts, names and numbers. Of those of one quotation the rarest
are taken, and each two of them are a trait: two reports of one sentence nearly always have a pair in common, two
sentences of one topic seldom. Marks that nothing closes within a paragraph quote nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, islice
from typing import Final, NamedTuple

MOST: Final = 6  # quotations of an article: those with the most words are first
_MARKED: Final = 40  # that are looked at
_WEIGHT: Final = 2.5  # of a pair
_RAREST: Final = 3  # concepts of a quotation that are paired
_LEAST: Final = 20  # characters: less is a title or irony
_QUOTED = re.compile(r"“([^“”\n]{20,800})”|\"([^\"\n]{20,800})\"|‘‘([^‘’\n]{20,800})’’")


class Said(NamedTuple):
    """Words in quotation marks: where they begin and end in a text."""

    start: int
    end: int


def quotations(text: str) -> tuple[Said, ...]:
    """The longest quotations of a text, at most six, in order."""
    found = [Said(*match.span(match.lastindex or 0)) for match in islice(_QUOTED.finditer(text), _MARKED)]
    longest = sorted(found, key=lambda said: said.start - said.end)[:MOST]
    return tuple(sorted(said for said in longest if said.end - said.start >= _LEAST))


def pairs(about: Iterable[tuple[str, float]]) -> Iterator[tuple[str, float]]:
    """The traits of one quotation, key and weight, from the keys of what it is about with their weights."""
    heaviest: Sequence[tuple[str, float]] = sorted(set(about), key=lambda each: (-each[1], each[0]))[:_RAREST]
    for one, other in combinations(sorted(key for key, _ in heaviest), 2):
        yield f"{one} + {other}", _WEIGHT
