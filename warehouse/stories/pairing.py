"""Which traits of one article answer which of another: the same key, or one that `likeness` takes for it. Pure.

Each trait answers at most one: those of the same key first, then the likest. Names and entities answer each other, for
somebody may be in the gazetteer under one spelling alone.
"""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import product
from typing import NamedTuple

from warehouse.stories import likeness
from warehouse.stories.model import Fingerprint, Trait, TraitKind

PLACES = {"title": 1.0, "lead": 0.85, "body": 0.6}  # how much of a trait's weight counts, by where it stands
MOST = 24  # traits that are compared one by one, of names that open alike and of amounts
AGAIN = 2  # times that an article names whom it is about, if its lead does and its title does not
WHO: frozenset[TraitKind] = frozenset({"entity", "name"})
HARD: frozenset[TraitKind] = WHO | {"amount", "count", "percent", "action", "quote"}

Key = tuple[str, str]  # kind and key of a trait
# The parts of an article that are compared by themselves: all but mere words; what of that, with day and place, is in
# front, where the event is told; the words there and in the title; whom it is about; days and amounts in front.
PARTS: dict[str, Callable[[Trait], bool]] = {
    "whole": lambda t: t.kind in HARD,
    "front": lambda t: t.position != "body" and (t.kind in HARD or t.kind in ("date", "place")),
    "words in front": lambda t: t.kind == "concept" and t.position != "body",
    "words in the title": lambda t: t.kind == "concept" and t.position == "title",
    "subjects": lambda t: t.kind in WHO and (t.position == "title" or (t.position == "lead" and t.times >= AGAIN)),
    "days": lambda t: t.kind == "date" and t.position != "body",
    "amounts": lambda t: t.kind == "amount" and t.position != "body",
}


class Pair(NamedTuple):
    """A trait and the one that answers it, and how likely they mean the same."""

    one: Trait
    other: Trait
    likeness: float


class Profile:
    """A fingerprint laid out for comparing: its traits by key, how much each counts, and who is called alike.

    `parts` has the traits of each of `PARTS`, the heaviest first, and `totals` how much those of each count together.
    """

    __slots__ = ("amounts", "called", "counts", "fingerprint", "parts", "total", "totals", "traits")

    def __init__(self, fingerprint: Fingerprint) -> None:
        self.fingerprint = fingerprint
        self.traits: dict[Key, Trait] = {(trait.kind, trait.key): trait for trait in fingerprint.traits}
        self.counts = {key: weight_of(trait) for key, trait in self.traits.items()}
        self.total = sum(self.counts.values())
        self.amounts = [key for key in self.traits if key[0] == "amount"]
        self.called: dict[str, list[Key]] = {}
        for key in self.traits:
            if key[0] in WHO:
                for opening in likeness.openings(key[1]):
                    self.called.setdefault(opening, []).append(key)
        ranked = sorted(self.traits, key=lambda key: (-self.counts[key], key))
        self.parts = {
            part: [key for key in ranked if belongs(self.traits[key])] for part, belongs in PARTS.items()
        }  # fmt: skip
        self.totals = {part: sum(self.counts[key] for key in keys) for part, keys in self.parts.items()}


def weight_of(trait: Trait) -> float:
    """How much a trait counts in its article: what stands in front more, what is said once a little less."""
    return trait.weight * PLACES[trait.position] * (1.0 if trait.times > 1 or trait.position != "body" else 0.85)


def pairs(one: Profile, other: Profile) -> tuple[Pair, ...]:
    """The traits that answer each other, in the order of the first's."""
    same = one.traits.keys() & other.traits.keys()
    found = [Pair(one.traits[key], other.traits[key], 1.0) for key in same]
    possible = [*_called(one, other, same), *_paid(one, other, same)]
    return tuple(sorted((*found, *_likest(possible)) if possible else found))


def _called(one: Profile, other: Profile, same: AbstractSet[Key]) -> Iterator[Pair]:
    """Names and entities that may be one, though they are written otherwise."""
    met = {
        (a, b)
        for opening in one.called.keys() & other.called.keys()
        for a, b in product(one.called[opening][:MOST], other.called[opening][:MOST])
        if a not in same and b not in same
    }
    for a, b in met:
        if (like := likeness.names(*sorted((a[1], b[1])))) > 0:
            yield Pair(one.traits[a], other.traits[b], like)


def _paid(one: Profile, other: Profile, same: AbstractSet[Key]) -> Iterator[Pair]:
    """Amounts that may be one, though they are rounded or in another currency."""
    theirs = [b for b in other.amounts[:MOST] if b not in same]
    for a in one.amounts[:MOST]:
        for b in theirs if a not in same else ():
            if (like := likeness.amounts(*sorted((a[1], b[1])))) > 0:
                yield Pair(one.traits[a], other.traits[b], like)


def _likest(possible: Sequence[Pair]) -> Iterator[Pair]:
    """Each with the one that it is likest to, the likest pairs first; the same whichever article is given first."""
    taken: tuple[set[Trait], set[Trait]] = (set(), set())
    for pair in sorted(possible, key=lambda pair: (-pair.likeness, *sorted((pair.one, pair.other)))):
        if pair.one not in taken[0] and pair.other not in taken[1]:
            taken[0].add(pair.one)
            taken[1].add(pair.other)
            yield pair
