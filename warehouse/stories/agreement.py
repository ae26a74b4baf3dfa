"""How likely two articles tell one event, from what they share and what speaks against it. Pure, and symmetric.

What is shared weighs by how rare it is and by how prominent it stands on the side where it is less so; each further
trait of a sort says less than the one before, for names and figures come in company. Sorts that agree together (who,
how much, what happened) count more than one sort alone. Which event it is, firms that are in all news hardly say.

The constants are those of a logistic regression over the labelled weeks of tests/warehouse/stories/cases/tune, whole
and cut to title and lead, rounded; so a score is about the share of such pairs that are one event.
"""

from collections.abc import Iterator, Sequence
from math import exp
from typing import Final, NamedTuple

from warehouse.stories.against import Against, against
from warehouse.stories.model import Agreement, Fingerprint, Trait
from warehouse.stories.pairing import Pair, Profile, pairs

RULES: Final = 1  # the number of these rules and of those of cores and clusters: raised with every change
EDGE: Final = 0.2  # the least score of an edge
JOIN: Final = 0.5  # the least score with which an article joins a story

RARE: Final = 5.0  # the weight from which a name or an entity is not in all news
NEXT: Final = 0.75  # what each further trait of a sort says of what the one before said
SATURATED: Final = 12.0  # the shared weight at which two thirds of what coverage says counts
BIAS: Final = -3.6
GAINS: Final = {
    "who": 0.02, "firms": 0.0, "place": 0.0, "amount": 0.25, "figure": 0.1, "action": 0.2, "concept": 0.1, "quote": 0.2,
}  # fmt: skip
LEAST_COVERED: Final = 3.0  # how much of the weight of the side that is covered less is shared
MOST_COVERED: Final = 5.0
LOSSES: Final = {"who in the title": 0.2, "who": 0.05, "amount": 0.2, "figure": 0.05, "action": 0.1, "concept": 0.05}
A_DAY: Final = 0.7  # what each day between them takes away
SHOWN: Final = 8  # reasons of either sort
_OF_KIND = {"entity": "who", "name": "who", "count": "figure", "percent": "figure", "date": "figure"}
_WORDS = {
    "entity": "both name", "name": "both name", "place": "both are about", "amount": "both say", "count": "both count",
    "percent": "both say", "date": "both give the day", "action": "both tell of", "concept": "both speak of",
    "quote": "both quote",
}  # fmt: skip


class _Shared(NamedTuple):
    """A pair of traits and how much it weighs."""

    weight: float
    pair: Pair


def agreement(one: Fingerprint, other: Fingerprint) -> Agreement:
    """How likely the two tell one event, and why: `score` from 0 to 1, about a probability."""
    return agree(Profile(one), Profile(other))


def agree(one: Profile, other: Profile) -> Agreement:
    """The same of fingerprints that are laid out already: a story's core is compared with many."""
    paired = pairs(one, other)
    shared = sorted((_shared(one, other, pair) for pair in paired), key=lambda s: (-s.weight, s.pair))
    opposed = against(one, other, paired)
    logit = BIAS + sum(_gains(shared, one, other)) - sum(LOSSES[each.sort] * each.weight for each in opposed)
    logit -= A_DAY * _days(one.fingerprint, other.fingerprint)
    return Agreement(
        score=1 / (1 + exp(-max(-30.0, min(30.0, logit)))),
        coverage=round(_covered(one, [s.pair.one for s in shared]), 4),
        shared=tuple(_said(s.pair) for s in shared[:SHOWN]),
        against=tuple(dict.fromkeys(_opposed(each) for each in opposed))[:SHOWN],
    )


def _shared(one: Profile, other: Profile, pair: Pair) -> _Shared:
    counts = (one.counts[pair.one.kind, pair.one.key], other.counts[pair.other.kind, pair.other.key])
    return _Shared(pair.likeness * min(counts), pair)


def _gains(shared: Sequence[_Shared], one: Profile, other: Profile) -> Iterator[float]:
    """What speaks for it, sort by sort, and how much of either is shared; the latter only as far as that is much."""
    sums: dict[str, list[float]] = {}
    for weight, pair in shared:
        sums.setdefault(_sort(pair), []).append(weight)
    yield from (GAINS[sort] * _damped(weights) for sort, weights in sums.items())
    enough = 1 - exp(-sum(_damped(weights) for sort, weights in sums.items() if sort != "firms") / SATURATED)
    covered = sorted((_covered(one, [s.pair.one for s in shared]), _covered(other, [s.pair.other for s in shared])))
    yield enough * (LEAST_COVERED * covered[0] + MOST_COVERED * covered[1])


def _sort(pair: Pair) -> str:
    sort = _OF_KIND.get(pair.one.kind, pair.one.kind)
    return "firms" if sort == "who" and min(pair.one.weight, pair.other.weight) < RARE else sort


def _damped(weights: Sequence[float]) -> float:
    return sum(weight * NEXT**n for n, weight in enumerate(sorted(weights, reverse=True)))


def _covered(profile: Profile, shared: Sequence[Trait]) -> float:
    return sum(profile.counts[t.kind, t.key] for t in shared) / profile.total if profile.total else 0.0


def _days(one: Fingerprint, other: Fingerprint) -> float:
    return abs((one.published_at - other.published_at).total_seconds()) / 86_400


def _said(pair: Pair) -> str:
    one, other = pair.one.surface, pair.other.surface
    return f"{_WORDS[pair.one.kind]} {one}" + ("" if one.casefold() == other.casefold() else f" ({other})")


def _opposed(each: Against) -> str:
    return f"{each.one.surface} here, {each.other.surface} there"
