"""How much two texts have in common, and what each has of its own: measured both ways, in any order of paragraphs.

Not here: what follows from it (`copies`).
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from warehouse.identity.fingerprint import GRAM, grams

Gram = tuple[str, ...]

# Days and months change from issue to issue of a daily list as its numbers do.
_DATE_WORDS = """
    senin selasa rabu kamis jumat sabtu minggu ahad
    januari februari maret april mei juni juli agustus september oktober november desember
    monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august october december
"""
_DATES = frozenset(_DATE_WORDS.split())
_GROUND = 40  # words in a row that both have: where the one's own beginning is over
_FOOTING = 12  # the same for a text that lacks the other's beginning: it goes on in the middle of a report

# Of the up to five runs around a number, those that must recur around another number; one alone is a coincidence of
# two sentences' ends.
_AROUND = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One text beside the other: how much of it the other has, and what it has alone."""

    words: int
    contained: float  # share of its 5-grams that the other has, 0 to 1
    longest: int  # words of its longest passage that the other has not
    front: int  # words of its own before the first 40 words in a row that both have
    head: int  # words of its own before the first 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two texts' common ground. `replaced` of `numbers` in equal surroundings differ: other price, date, toll."""

    jaccard: float
    left: Side
    right: Side
    shared: frozenset[str]  # words in what both have
    numbers: int
    replaced: int


def likeness(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """The Jaccard index of two texts' 5-grams, 0 to 1."""
    a, b = grams(left), grams(right)
    common = len(a & b)
    return common / (len(a) + len(b) - common) if common else 0.0


def overlap(left: tuple[str, ...], right: tuple[str, ...]) -> Overlap:
    """What two texts (their `words`) have in common; symmetric but for the sides' names."""
    a, b = grams(left), grams(right)
    common = a & b
    numbers, replaced = _numbers(left, right, a, b)
    return Overlap(
        jaccard=len(common) / len(a | b) if common else 0.0,
        left=_side(left, a, common),
        right=_side(right, b, common),
        shared=frozenset(word for gram in common for word in gram),
        numbers=numbers,
        replaced=replaced,
    )


def _side(text: tuple[str, ...], own: frozenset[Gram], common: frozenset[Gram]) -> Side:
    covered = _covered(text, common)
    return Side(
        words=len(text),
        contained=len(common) / len(own) if own else 0.0,
        longest=max((len(found[0]) for found in re.finditer(rb"\0+", covered)), default=0),
        front=_own_before(covered, _GROUND),
        head=_own_before(covered, _FOOTING),
    )


def _covered(text: tuple[str, ...], common: frozenset[Gram]) -> bytes:
    """A byte a word: 1 where it lies in a 5-gram that both have."""
    covered = bytearray(len(text))
    for place, gram in enumerate(_runs(text)):
        if gram in common:
            covered[place : place + GRAM] = b"\1" * GRAM
    return bytes(covered)


def _own_before(covered: bytes, run: int) -> int:
    ground = covered.find(b"\1" * run)
    return covered[: ground if ground >= 0 else len(covered)].count(0)


def _runs(text: tuple[str, ...]) -> Iterator[Gram]:
    return zip(*(text[start:] for start in range(GRAM)), strict=False)


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word in _DATES


def _masked(gram: Gram) -> Gram:
    return tuple("0" if _is_number(word) else word for word in gram)


# What stands at each place of the runs that have numbers, by what the runs are without them.
Around = dict[Gram, tuple[set[str], ...]]


def _numbers(left: tuple[str, ...], right: tuple[str, ...], a: frozenset[Gram], b: frozenset[Gram]) -> tuple[int, int]:
    """How many numbers stand in surroundings that both texts have, and how many of them the other text replaced.

    A number is replaced where the words around it recur and both texts have numbers there that the other lacks: in
    a row that one of them dropped, nothing is.
    """
    counts = _count(left, b, _around(b - a)), _count(right, a, _around(a - b))
    return max(numbers for numbers, _ in counts), min(replaced for _, replaced in counts)


def _around(own: frozenset[Gram]) -> Around:
    found: Around = defaultdict(lambda: tuple(set() for _ in range(GRAM)))
    for gram in own:
        if 0 < sum(map(_is_number, gram)) <= GRAM - 2:  # two words at least say where it stands
            for words, word in zip(found[_masked(gram)], gram, strict=True):
                words.add(word)
    return found


def _count(text: tuple[str, ...], others: frozenset[Gram], theirs: Around) -> tuple[int, int]:
    """How many of a text's numbers the other has in their place or replaced, and how many it replaced."""
    numbers = [place for place, word in enumerate(text) if _is_number(word)]
    kept = replaced = 0
    for place in numbers:
        runs = [(text[at : at + GRAM], place - at) for at in range(max(place - GRAM + 1, 0), place + 1)]
        if any(run in others for run, _ in runs):
            kept += 1
        else:
            replaced += sum(_is_replaced(run, at, theirs) for run, at in runs) >= _AROUND
    return kept + replaced, replaced


def _is_replaced(run: Gram, at: int, theirs: Around) -> bool:
    """Whether the other text has this run around another number, and not around this one."""
    found = theirs.get(_masked(run))
    return found is not None and run[at] not in found[at]
