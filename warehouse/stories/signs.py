"""What speaks for and against two articles telling one event, as numbers that `agreement` weighs. Pure, and symmetric.

For: how much of either is in the other (of all, and of what stands in front, where the event is told), what was
counted and paid, what happened. Against: that too little is shared to tell; and what one has in front and the other
nowhere: whom it is about, when, how much. A retelling leaves out much and adds some, so most of that counts only where
both sides have something of their own.
"""

from collections.abc import Collection
from math import exp, fsum
from typing import Final, NamedTuple

from warehouse.stories.model import Trait, TraitKind
from warehouse.stories.pairing import Key, Pair, Profile

NEXT: Final = 0.75  # what each further trait of a sort says of what the one before said: they come in company
SATURATED: Final = 12.0  # the shared weight at which two thirds of what is covered counts
PROVED: Final = 8.0  # the shared weight at which a third of what speaks against the unproved is left
LITTLE: Final = 2.0  # weight that a part of an article has beside what is found in it: a share of little says little
LONGEST: Final = 2.0  # days between two articles that count; later retellings are not rarer for it
_HALVED: Final = frozenset({"place", "concept"})  # what they share comes cheaper

# What has no counterpart: the sign it gives, and the part in which it is looked for.
_OPPOSED: Final = (("other_days", "days"), ("other_amounts", "amounts"), ("other_words", "words in the title"))


class Both(NamedTuple):
    """Two articles, what they share and how much each of that weighs."""

    one: Profile
    other: Profile
    shared: tuple[Pair, ...]
    weights: tuple[float, ...]
    ours: dict[Key, float]  # the shared traits of the first, and how much each counts in it
    theirs: dict[Key, float]


class Opposed(NamedTuple):
    """What has no counterpart on the other side: a trait of both, or of one alone; and how much that weighs."""

    sign: str
    weight: float
    one: Trait | None
    other: Trait | None


def both(one: Profile, other: Profile, shared: tuple[Pair, ...]) -> Both:
    """The two with what they share; a pair weighs as much as it counts where it counts less."""
    ours: dict[Key, float] = {(p.one.kind, p.one.key): one.counts[p.one.kind, p.one.key] for p in shared}
    theirs: dict[Key, float] = {(p.other.kind, p.other.key): other.counts[p.other.kind, p.other.key] for p in shared}
    weights = tuple(
        pair.likeness * min(a, b) for pair, a, b in zip(shared, ours.values(), theirs.values(), strict=True)
    )
    return Both(one, other, shared, weights, ours, theirs)


def speaking_for(two: Both) -> dict[str, float]:
    """The signs for one event, by name."""
    sums = {kind: _damped(weights) for kind, weights in _by_kind(two).items()}
    told = fsum(value / 2 if kind in _HALVED else value for kind, value in sums.items())
    enough = 1 - exp(-told / SATURATED)
    whole = _covered(two, "whole")
    return {
        "amount": sums.get("amount", 0.0),
        "figure": sums.get("count", 0.0),
        "whole_least": enough * whole[0],
        "whole_most": enough * whole[1],
        "front_most": enough * _covered(two, "front")[1],
        "words_front": enough * _covered(two, "words in front")[1],
        "words_title": enough * _covered(two, "words in the title")[1],
        "same_act": float(any(_is_act(pair) for pair in two.shared)),
    }


def speaking_against(two: Both) -> tuple[Opposed, ...]:
    """The signs against it, each with what it lies in."""
    found = [Opposed("unproved", exp(-fsum(two.weights) / PROVED), None, None)]
    one, other = _alone(two.one, two.ours, "subjects"), _alone(two.other, two.theirs, "subjects")
    if one or other:
        weights = sorted((one.weight if one else 0.0, other.weight if other else 0.0))
        found.append(Opposed("other_subject", weights[1], one, other))
        found.append(Opposed("other_subjects", weights[0], one, other))
    for sign, part in _OPPOSED:
        one, other = _alone(two.one, two.ours, part), _alone(two.other, two.theirs, part)
        if one and other:
            lesser = min(two.one.counts[one.kind, one.key], two.other.counts[other.kind, other.key])
            found.append(Opposed(sign, lesser, one, other))
    return tuple(found)


def days(two: Both) -> float:
    """The days between the two, two at most."""
    apart = two.one.fingerprint.published_at - two.other.fingerprint.published_at
    return min(LONGEST, abs(apart.total_seconds()) / 86_400)


def _is_act(pair: Pair) -> bool:
    return pair.one.kind == "action" and pair.one.position == pair.other.position == "title"


def _by_kind(two: Both) -> dict[TraitKind, list[float]]:
    """The weights of what is shared: names with entities, percentages with counts."""
    kinds: dict[TraitKind, list[float]] = {}
    for pair, weight in zip(two.shared, two.weights, strict=True):
        kind: TraitKind = {"name": "entity", "percent": "count"}.get(pair.one.kind, pair.one.kind)  # type: ignore[assignment]
        kinds.setdefault(kind, []).append(weight)
    return kinds


def _damped(weights: list[float]) -> float:
    return sum(weight * NEXT**n for n, weight in enumerate(sorted(weights, reverse=True)))


def _covered(two: Both, part: str) -> tuple[float, float]:
    """How much of this part of each side the other has: the lesser and the greater share."""
    shares = [
        fsum(shared[key] for key in profile.parts[part] if key in shared) / (profile.totals[part] + LITTLE)
        for profile, shared in ((two.one, two.ours), (two.other, two.theirs))
    ]
    return min(shares), max(shares)


def _alone(profile: Profile, shared: Collection[Key], part: str) -> Trait | None:
    """The heaviest trait of this part of an article that the other does not have."""
    return next((profile.traits[key] for key in profile.parts[part] if key not in shared), None)
