"""Which traits of one article answer which of another: the same key, or one that `likeness` takes for it. Pure.

Each trait answers at most one: those of the same key first, then the likest. Names and entities answer each other, for
somebody may be in the gazetteer under one spelling alone.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from warehouse.stories import likeness
from warehouse.stories.model import Fingerprint, Trait

PLACES = {"title": 1.0, "lead": 0.85, "body": 0.6}  # how much of a trait's weight counts, by where it stands
MOST = 24  # traits of a sort that are compared one by one, the heaviest first


class Pair(NamedTuple):
    """A trait and the one that answers it, and how likely they mean the same."""

    one: Trait
    other: Trait
    likeness: float


class Profile:
    """A fingerprint laid out for comparing: its traits by key, and how much each counts in it."""

    __slots__ = ("counts", "fingerprint", "total", "traits")

    def __init__(self, fingerprint: Fingerprint) -> None:
        self.fingerprint = fingerprint
        self.traits = {(trait.kind, trait.key): trait for trait in fingerprint.traits}
        self.counts = {key: weight_of(trait) for key, trait in self.traits.items()}
        self.total = sum(self.counts.values())


def weight_of(trait: Trait) -> float:
    """How much a trait counts in its article: what stands in front more, what is said once a little less."""
    return trait.weight * PLACES[trait.position] * (1.0 if trait.times > 1 or trait.position != "body" else 0.85)


def pairs(one: Profile, other: Profile) -> tuple[Pair, ...]:
    """The traits that answer each other, in the order of the first's."""
    same = one.traits.keys() & other.traits.keys()
    found = [Pair(one.traits[key], other.traits[key], 1.0) for key in same]
    for sort, alike in _SORTS:
        ours, theirs = (_left(profile, same, sort) for profile in (one, other))
        if ours and theirs:
            found += _likest(ours, theirs, alike)
    return tuple(sorted(found))


def _left(profile: Profile, same: Iterable[tuple[str, str]], sort: frozenset[str]) -> list[Trait]:
    keys = [key for key in profile.traits.keys() - set(same) if key[0] in sort]
    keys.sort(key=lambda key: (-profile.counts[key], key))
    return [profile.traits[key] for key in keys[:MOST]]


def _likest(ours: Sequence[Trait], theirs: Sequence[Trait], alike: Callable[[str, str], float]) -> list[Pair]:
    """Each with the one that it is likest to, the likest pairs first."""
    possible = [Pair(a, b, likeness) for a in ours for b in theirs if (likeness := alike(*sorted((a.key, b.key)))) > 0]
    possible.sort(key=lambda pair: (-pair.likeness, *sorted((pair.one, pair.other))))
    taken, found = set[Trait](), []
    for pair in possible:
        if not taken & {pair.one, pair.other}:
            taken |= {pair.one, pair.other}
            found.append(pair)
    return found


_SORTS: tuple[tuple[frozenset[str], Callable[[str, str], float]], ...] = (
    (frozenset({"entity", "name"}), likeness.names),
    (frozenset({"amount"}), likeness.amounts),
)
