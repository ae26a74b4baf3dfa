"""What speaks against two articles telling one event: in the same place each has what the other has not. Pure.

One side alone says nothing, for a retelling leaves out much and adds some. Both at once do: another person in either
title, another amount in either lead, another thing that happened.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from warehouse.stories.model import Position, Trait, TraitKind
from warehouse.stories.pairing import Pair, Profile

_WHO: frozenset[TraitKind] = frozenset({"entity", "name"})
_FIGURES: frozenset[TraitKind] = frozenset({"count", "percent", "date"})
_TITLE: tuple[Position, ...] = ("title",)
_FRONT: tuple[Position, ...] = ("title", "lead")


class Against(NamedTuple):
    """How much, in the weight of the lesser side's trait (0: nothing), and the two traits it lies in."""

    sort: str
    weight: float
    one: Trait
    other: Trait


_SORTS: tuple[tuple[str, frozenset[TraitKind], tuple[Position, ...]], ...] = (
    ("who in the title", _WHO, _TITLE),
    ("who", _WHO, _FRONT),
    ("amount", frozenset({"amount"}), _FRONT),
    ("figure", _FIGURES, _FRONT),
    ("action", frozenset({"action"}), _TITLE),
    ("concept", frozenset({"concept"}), _TITLE),
)


def against(one: Profile, other: Profile, shared: Sequence[Pair]) -> tuple[Against, ...]:
    """Each sort of thing in which both sides have something of their own in front."""
    return tuple(_each(one, other, {pair.one for pair in shared}, {pair.other for pair in shared}))


def _each(one: Profile, other: Profile, ours: set[Trait], theirs: set[Trait]) -> Iterator[Against]:
    for sort, kinds, positions in _SORTS:
        a, b = _heaviest(one, ours, kinds, positions), _heaviest(other, theirs, kinds, positions)
        if a is not None and b is not None:
            weight = min(one.counts[a.kind, a.key], other.counts[b.kind, b.key])
            yield Against(sort, weight, a, b)


def _heaviest(
    profile: Profile, shared: set[Trait], kinds: frozenset[TraitKind], positions: tuple[Position, ...]
) -> Trait | None:
    """The heaviest of these traits that the other side does not have, of equals by key."""
    own = [
        trait
        for trait in profile.traits.values()
        if trait.kind in kinds and trait.position in positions and trait not in shared
    ]
    return min(own, key=lambda t: (-profile.counts[t.kind, t.key], t.key), default=None)
