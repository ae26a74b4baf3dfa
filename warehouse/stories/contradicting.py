"""Which figures of a retelling say of the same thing another value than the original.

Wrongly said, it accuses; so all must hold: both stand alone, neither value is anywhere in the other text nor near one
that is, both are of one unit, they stand among the same names, actions and words or beside figures that both texts
have, and no other figure of either text fits as well. The less stands beside both, the more alone they must be with
their unit. Dates of the days on which the articles appeared say when somebody spoke.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from warehouse.stories.comparing import (
    SAME,
    Quantity,
    are_alike,
    distance,
    is_equal,
    is_measure,
    is_rounded,
    is_within,
    may_be_alike,
)
from warehouse.stories.model import Told
from warehouse.stories.surroundings import Beside

SHARED: Final = 1  # names, actions, concepts, figures beside both that make them figures of one thing
SHARED_MORE: Final = 2  # of times, percentages, dates, people: of which an article has many
NOT_ALONE: Final = 1  # more of these where another figure of the unit has gone or come
AROUND: Final = 3  # days from publication on which a date may be when somebody spoke
_COMMON = frozenset({"person", "time", ""})
_MOST_APART: Final = 4.0  # times that two values of one thing are apart at most, unless zeros are lost or won
_ZEROS: Final = (10.0, 100.0, 1_000.0)
_FIGURES_BESIDE: Final = 2  # that count
_FEW: Final = 4  # people, times: fewer are in every text
_DAY = len("2025-08-29")
_DIGITS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")


class Contradicting:
    """The figures of two texts, and which of them are partners already (number of ours: number of theirs)."""

    def __init__(
        self, original: Told, derived: Told, ours: Sequence[Quantity], theirs: Sequence[Quantity],
        partners: Mapping[int, int], beside: Beside,
    ) -> None:  # fmt: skip
        self._ours, self._theirs = ours, theirs
        self._partners, self._beside = partners, beside
        self._original, self._derived = original, derived

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Each figure of the original that is contradicted, and what contradicts it."""
        alone = [n for n, one in enumerate(self._ours) if n not in self._partners and self._is_unheard(one)]
        taken = set(self._partners.values())
        left = [at for at, other in enumerate(self._theirs) if at not in taken and self._is_new(other)]
        for number in alone:
            one = self._ours[number]
            scores = {at: self._score(one, self._theirs[at]) for at in left if are_alike(one, self._theirs[at])}
            best = max(scores, key=lambda at: scores[at], default=None)
            if best is None or list(scores.values()).count(scores[best]) > 1:
                continue
            if not _is_comparable(one, self._theirs[best]):
                continue
            rivals = len(scores) - 1 + sum(are_alike(self._ours[n], self._theirs[best]) for n in alone if n != number)
            if scores[best] >= _needed(one) + (NOT_ALONE if rivals else 0) and self._fits_best(
                number, best, scores[best]
            ):
                yield number, best

    def _fits_best(self, number: int, at: int, score: int) -> bool:
        """Whether no other figure of the original, told or not, fits the retelling's as well."""
        other = self._theirs[at]
        rivals = (one for n, one in enumerate(self._ours) if n != number and are_alike(one, other))
        return all(self._score(rival, other) < score for rival in rivals)

    def _score(self, one: Quantity, other: Quantity) -> int:
        """How much stands beside both: what both say, and figures that both have."""
        said = self._beside.shared(one, other)
        figures = sum(
            1
            for number, at in self._partners.items()
            if self._beside.is_near(one, self._ours[number]) and self._beside.is_near_there(other, self._theirs[at])
        )
        return len(said) + min(figures, _FIGURES_BESIDE)

    def _is_unheard(self, one: Quantity) -> bool:
        """Whether a figure of the original may be contradicted: nothing like it is in the retelling."""
        if one.of_title or _is_vague(one) or _is_near(one, self._original):
            return False
        if _written(one.surface) & _written(f"{self._derived.title}\n{self._derived.text}"):
            return False
        return not any(_are_near(one, other) for other in self._theirs)

    def _is_new(self, other: Quantity) -> bool:
        """Whether a figure of the retelling may contradict: nothing like it is in the original."""
        if other.of_title or not other.sure or other.origin is not None or _is_near(other, self._derived):
            return False
        if _is_vague(other) or _written(other.surface) & _written(f"{self._original.title}\n{self._original.text}"):
            return False
        return not any(_are_near(one, other) for one in self._ours)


def _is_vague(one: Quantity) -> bool:
    """Whether it is not said what an amount is in or what is counted, or it is a few of what every text has."""
    if one.kind == "count" and one.unit in _COMMON and one.value < _FEW:
        return True
    return one.unit == "" and one.kind in {"amount", "count"}


def _needed(one: Quantity) -> int:
    rare = one.kind == "amount" or (one.kind == "count" and not is_measure(one) and one.unit not in _COMMON)
    return SHARED if rare else SHARED_MORE


def _is_comparable(one: Quantity, other: Quantity) -> bool:
    """Whether both are of one unit, ranges or no ranges, days or months, not too far apart, and no bound that holds."""
    if not are_alike(one, other) or (one.high is None) != (other.high is None) or len(one.key) != len(other.key):
        return False
    if one.kind == "date":
        return True
    if is_within(one, other) or is_within(other, one):
        return False
    apart = distance(one, other)
    return apart <= _MOST_APART or any(abs(apart / zeros - 1) < SAME - 1 for zeros in _ZEROS)


def _are_near(one: Quantity, other: Quantity) -> bool:
    return may_be_alike(one, other) and (is_equal(one, other) or is_rounded(one, other))


def _is_near(one: Quantity, told: Told) -> bool:
    """Whether a date is of the days on which an article appeared."""
    return len(one.key) == _DAY and abs((date.fromisoformat(one.key) - told.published_at.date()).days) <= AROUND


@lru_cache(maxsize=64)
def _written(text: str) -> frozenset[str]:
    """The digits of every number of a text, without dots, commas and zeros at the end."""
    return frozenset(re.sub("[.,]", "", match[0]).rstrip("0") for match in _DIGITS.finditer(text)) - {""}
