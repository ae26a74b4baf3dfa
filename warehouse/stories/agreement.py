"""How likely two articles tell one event, from what they share and what speaks against it. Pure, and symmetric.

What is shared weighs by how rare it is and by how prominent it stands on the side where it is less so. Firms that are
in all news say little of which event it is; another subject, which the other side does not name at all, says most.

The weights are those of a logistic regression over the labelled weeks (tests/warehouse/stories/cases/tune), whole and
cut to title and lead, and over pairs of different articles of one outlet, rounded; what they weigh is in `signs`.
"""

from collections.abc import Iterator
from math import exp
from typing import Final

from warehouse.stories.model import Agreement, Fingerprint
from warehouse.stories.pairing import Pair, Profile, pairs
from warehouse.stories.signs import Opposed, both, days, speaking_against, speaking_for

RULES: Final = 2  # the number of these rules and of those of cores and clusters: raised with every change
EDGE: Final = 0.15  # the least score of an edge: of labelled retellings and their originals one in a hundred has less
JOIN: Final = 0.36  # the least agreement with a story's core with which an article joins it

BIAS: Final = -0.4
FOR: Final = {
    "amount": 0.1, "figure": 0.4, "whole_least": 0.95, "whole_most": 1.2, "front_most": 0.3, "words_front": 2.1,
    "words_title": 1.9, "same_act": 0.25,
}  # fmt: skip
AGAINST: Final = {
    "unproved": 3.0, "other_subject": 0.22, "other_subjects": 0.16, "other_days": 0.08, "other_amounts": 0.03,
    "other_words": 0.11,
}  # fmt: skip
A_DAY: Final = 1.0  # what each day between them takes away
SAME_OUTLET: Final = 0.8  # what it takes away that one outlet has both: it tells an event once, then what came of it
SHOWN: Final = 8  # reasons of either sort
IN_WORDS = {
    "entity": "both name", "name": "both name", "place": "both are about", "amount": "both say", "count": "both count",
    "percent": "both say", "date": "both give the day", "action": "both tell of", "concept": "both speak of",
    "quote": "both quote",
}  # fmt: skip


def agreement(one: Fingerprint, other: Fingerprint) -> Agreement:
    """How likely the two tell one event, and why: `score` from 0 to 1, about a probability."""
    return agree(Profile(one), Profile(other))


def agree(one: Profile, other: Profile) -> Agreement:
    """The same of fingerprints that are laid out already: a story's core is compared with many."""
    two = both(one, other, pairs(one, other))
    opposed = speaking_against(two)
    same_outlet = one.fingerprint.outlet_id == other.fingerprint.outlet_id
    logit = BIAS - A_DAY * days(two) - SAME_OUTLET * same_outlet
    logit += sum(FOR[sign] * value for sign, value in speaking_for(two).items())
    logit -= sum(AGAINST[each.sign] * each.weight for each in opposed)
    shared = sorted(zip(two.weights, two.shared, strict=True), key=lambda each: (-each[0], each[1]))
    return Agreement(
        score=1 / (1 + exp(-logit)),
        coverage=sum(two.ours.values()) / one.total if one.total else 0.0,
        shared=tuple(_said(pair) for _, pair in shared[:SHOWN]),
        against=tuple(dict.fromkeys(reason for each in opposed for reason in _opposed(each)))[:SHOWN],
    )


def _said(pair: Pair) -> str:
    one, other = pair.one.surface, pair.other.surface
    return f"{IN_WORDS[pair.one.kind]} {one}" + ("" if one.casefold() == other.casefold() else f" ({other})")


def _opposed(each: Opposed) -> Iterator[str]:
    if each.one and each.other:
        yield f"{each.one.surface} here, {each.other.surface} there"
    elif each.one or each.other:
        yield f"{(each.one or each.other).surface} {'here' if each.one else 'there'} alone"  # type: ignore[union-attr]
