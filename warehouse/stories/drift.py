"""What became of an original's figures in a retelling: equal, rounded, converted, missing, contradicted.

Every amount, count, percentage and date of the original is looked for in what the retelling says of the matter. The
same value is looked for first, then a rounder one, then its worth in another currency; nothing is the rounding or the
worth of two. Another value in its place is a contradiction only where it is clearly said of the same thing: of one
unit, among the same names and words, the one such figure on either side, and neither value anywhere in the other text.
In doubt a figure is missing. Of what stands in the title alone nothing is said.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Final

from warehouse.stories.comparing import (
    PLAUSIBLE,
    Quantity,
    are_alike,
    conversion,
    digits,
    distance,
    is_equal,
    is_rounded,
    may_be_alike,
    nearest,
    rate,
)
from warehouse.stories.contradicting import AROUND, Contradicting
from warehouse.stories.model import Drift, Told, Verdict
from warehouse.stories.quantities import of_original, of_retelling
from warehouse.stories.surroundings import Beside

RULES: Final = 1  # the number of all these rules: raised with every change of what they find
UNSAID: Final = 1.25  # times off the usual rate that a conversion may be where nothing says what it converts
AGREEING: Final = 1.12  # times off the usual rate that two amounts side by side may be and still be one
_BESIDE = 120  # characters
_GAP = 40  # characters from an amount to what it is worth
_WORTH = re.compile(
    r",? ?(?:\((?:atau |or )?|atau |or |setara )(?:sekitar |setara |senilai |dengan |kira-kira |kurang lebih |"
    r"hampir |lebih dari |about |around |roughly |nearly |some |equivalent to ){0,2}"
)
_SMALL: Final = 10  # up to here a number stands in every text


def drifts(original: Told, derived: Told) -> tuple[Drift, ...]:
    """A row for every figure of the original's text, by place; two where the retelling converts it and keeps it too."""
    return tuple(_Pair(original, derived).rows())


class _Pair:
    """An original's figures and a retelling's while partners are found."""

    def __init__(self, original: Told, derived: Told) -> None:
        self.original, self.derived = original, derived
        self.ours = of_original(original)
        self.theirs = of_retelling(derived)
        self.partner: dict[int, tuple[Verdict, int]] = {}

    def rows(self) -> Iterator[Drift]:
        self._equal()
        self._rounded()
        self._converted()
        self._contradicted()
        for number, one in enumerate(self.ours):
            if one.of_title:
                continue
            if number not in self.partner:
                yield _row(one, "missing", None)
                continue
            verdict, at = self.partner[number]
            if not self.theirs[at].of_title:
                yield _row(one, verdict, self.theirs[at])
                yield from self._worth(number, one, verdict, at)

    # ------------------------------------------------------------------ the same value

    def _equal(self) -> None:
        for number, one in enumerate(self.ours):
            best = min(
                (
                    (other.of_title, not are_alike(one, other), not other.sure, len(other.key) != len(one.key), at)
                    for at, other in enumerate(self.theirs)
                    if may_be_alike(one, other) and is_equal(one, other) and self._is_believable(one, other)
                ),
                default=None,
            )
            if best is not None:
                self.partner[number] = ("equal", best[-1])

    def _is_believable(self, one: Quantity, other: Quantity) -> bool:
        """Small numbers of what has two names have to stand among the same words; a month is no day of saying so."""
        if one.kind == "date":
            return (
                len(one.key) >= len(other.key)
                or abs((date.fromisoformat(other.key) - self.derived.published_at.date()).days) > AROUND
            )
        if are_alike(one, other) or one.kind != "count" or one.value > _SMALL:
            return True
        return bool(self._beside.shared(one, other))

    def _rounded(self) -> None:
        taken = {at for _, at in self.partner.values()}
        found = [
            (distance(one, other), number, at)
            for number, one in self._alone()
            for at, other in enumerate(self.theirs)
            if at not in taken and self._may_round(one, other) and is_rounded(one, other)
        ]
        for number, at in nearest(found):
            self.partner[number] = ("rounded", at)

    def _may_round(self, one: Quantity, other: Quantity) -> bool:
        """Of numbers of what may be two things, only those with many digits are roundings of each other."""
        if are_alike(one, other):
            return one.unit != "" or one.kind != "count" or max(digits(one.value), digits(other.value)) > 2
        return may_be_alike(one, other) and min(digits(one.value), 4) + (other.hedge != "") >= 3

    # ------------------------------------------------------------------ in another currency

    def _converted(self) -> None:
        equal = {at: number for number, (_, at) in self.partner.items()}
        kept = {self.theirs[at].start for at in equal if not self.theirs[at].of_title}
        found = []
        for number, one in self._alone():
            for at, other in enumerate(self.theirs):
                worth = conversion(one, other)
                if worth is None or (at in equal and not self._are_one(number, equal[at])):
                    continue
                if other.origin in kept:
                    continue
                if worth[1] <= (PLAUSIBLE if self._beside.shared(one, other) else UNSAID):
                    found.append((worth[1], number, at))
        for number, at in nearest(found):
            self.partner[number] = ("converted", at)

    def _are_one(self, number: int, other: int) -> bool:
        """Whether one of the original's amounts is the other there: it says so, or they stand together and agree."""
        one, two = self.ours[number], self.ours[other]
        if one.origin == two.start or two.origin == one.start:
            return True
        worth = conversion(one, two)
        beside = one.of_title == two.of_title and abs(one.start - two.start) <= _BESIDE
        return beside and worth is not None and worth[1] <= AGREEING

    def _worth(self, number: int, one: Quantity, verdict: Verdict, at: int) -> Iterator[Drift]:
        """What an amount that the retelling keeps is worth there, unless the original says that itself."""
        if one.kind != "amount" or verdict not in {"equal", "rounded"}:
            return
        kept = self.theirs[at]
        known = {partner for other, (_, partner) in self.partner.items() if other != number}
        for place, other in enumerate(self.theirs):
            if place in known or kept.of_title or not self._is_worth(kept, other):
                continue
            worth = conversion(one, other)
            off = worth is not None and worth[1] > PLAUSIBLE
            yield _row(one, "contradicted" if off else "converted", other)

    def _is_worth(self, kept: Quantity, other: Quantity) -> bool:
        """Whether the retelling says that an amount is another's worth, be it as wrong as it may."""
        if other.of_title or other.kind != "amount" or not other.unit or other.unit == kept.unit:
            return False
        between = self.derived.text[kept.end : min(other.start, kept.end + _GAP)]
        return other.origin == kept.start or (other.start > kept.end and _WORTH.fullmatch(between) is not None)

    # ------------------------------------------------------------------ another value

    def _contradicted(self) -> None:
        partners = {number: at for number, (_, at) in self.partner.items()}
        found = Contradicting(self.original, self.derived, self.ours, self.theirs, partners, self._beside)
        for number, at in tuple(found.pairs()):
            self.partner[number] = ("contradicted", at)

    # ------------------------------------------------------------------ what is left

    def _alone(self) -> Iterator[tuple[int, Quantity]]:
        return ((number, one) for number, one in enumerate(self.ours) if number not in self.partner)

    @cached_property
    def _beside(self) -> Beside:
        return Beside(self.original, self.derived)


def _row(one: Quantity, verdict: Verdict, other: Quantity | None) -> Drift:
    conversed = other is not None and one.kind == "amount" and one.unit and other.unit and one.unit != other.unit
    return Drift(
        kind=one.kind, verdict=verdict, original=one.surface, original_start=one.start, original_end=one.end,
        derived=other and other.surface, derived_start=other and other.start, derived_end=other and other.end,
        rate=rate(one, other) if conversed and other is not None else None,
    )  # fmt: skip
