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
    is_measure,
    is_rounded,
    may_be_alike,
    nearest,
    rate,
)
from warehouse.stories.model import Drift, Told, Verdict
from warehouse.stories.quantities import of_original, of_retelling
from warehouse.stories.surroundings import Surroundings

RULES: Final = 1  # the number of all these rules: raised with every change of what they find
UNSAID: Final = 1.25  # times off the usual rate that a conversion may be where nothing says what it converts
SHARED: Final = 2  # names, actions, concepts beside both figures that make them figures of one thing
SHARED_MORE: Final = 3  # of times, percentages, dates, people: of which an article has many
_SMALL: Final = 10  # up to here a number stands in every text
_COMMON = frozenset({"person", "time", ""})
_AROUND: Final = 3  # days from publication on which a date may be when somebody spoke
_MOST_APART: Final = 1_000.0  # times that two values of one thing are apart at most
_DIGITS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")


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
            return len(one.key) >= len(other.key) or not _is_near(other, self.derived)
        if are_alike(one, other) or one.kind != "count" or one.value > _SMALL:
            return True
        return bool(self._shared(one, other))

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
                if worth[1] <= (PLAUSIBLE if self._shared(one, other) else UNSAID):
                    found.append((worth[1], number, at))
        for number, at in nearest(found):
            self.partner[number] = ("converted", at)

    def _are_one(self, number: int, other: int) -> bool:
        """Whether one of the original's amounts converts the other there."""
        one, two = self.ours[number], self.ours[other]
        return one.origin == two.start or two.origin == one.start

    def _worth(self, number: int, one: Quantity, verdict: Verdict, at: int) -> Iterator[Drift]:
        """What an amount that the retelling keeps is worth there, unless the original says that itself."""
        if one.kind != "amount" or verdict not in {"equal", "rounded"}:
            return
        kept = self.theirs[at]
        known = {partner for other, (_, partner) in self.partner.items() if other != number}
        for place, other in enumerate(self.theirs):
            if other.origin == kept.start and not other.of_title and not kept.of_title and place not in known:
                worth = conversion(one, other)
                off = worth is not None and worth[1] > PLAUSIBLE
                yield _row(one, "contradicted" if off else "converted", other)

    # ------------------------------------------------------------------ another value

    def _contradicted(self) -> None:
        taken = {at for _, at in self.partner.values()}
        found = [
            (number, at)
            for number, one in self._alone()
            if not one.of_title
            for at, other in enumerate(self.theirs)
            if at not in taken and not other.of_title and self._contradicts(one, other)
        ]
        for number, at in found:
            if [n for n, _ in found].count(number) == 1 and [a for _, a in found].count(at) == 1:
                self.partner[number] = ("contradicted", at)

    def _contradicts(self, one: Quantity, other: Quantity) -> bool:
        if not are_alike(one, other) or not other.sure or (one.unit == "" and one.kind in {"amount", "count"}):
            return False
        if other.origin is not None or self._is_known(one, other) or not _is_as_exact(one, other):
            return False
        if one.kind == "date" and (_is_near(one, self.original) or _is_near(other, self.derived)):
            return False
        rare = one.kind == "amount" or (one.kind == "count" and not is_measure(one) and one.unit not in _COMMON)
        shared = self._shared(one, other)
        return len(shared) >= (SHARED if rare else SHARED_MORE) and distance(one, other) <= _MOST_APART

    def _is_known(self, one: Quantity, other: Quantity) -> bool:
        """Whether either value stands in the other text in whatever role, or about that."""
        if one.kind != "date":
            near = [q for q in self.theirs if may_be_alike(one, q) and (is_equal(one, q) or is_rounded(one, q))]
            near += [q for q in self.ours if may_be_alike(q, other) and (is_equal(q, other) or is_rounded(q, other))]
            if near:
                return True
        return bool(_figures(one) & self._in_derived) or bool(_figures(other) & self._in_original)

    @cached_property
    def _in_original(self) -> frozenset[str]:
        return _written(f"{self.original.title}\n{self.original.text}")

    @cached_property
    def _in_derived(self) -> frozenset[str]:
        return _written(f"{self.derived.title}\n{self.derived.text}")

    # ------------------------------------------------------------------ what is said around them

    def _alone(self) -> Iterator[tuple[int, Quantity]]:
        return ((number, one) for number, one in enumerate(self.ours) if number not in self.partner)

    def _shared(self, one: Quantity, other: Quantity) -> frozenset[str]:
        if one.of_title or other.of_title:
            return frozenset()
        return self._said.around(one.start, one.end) & self._resaid.around(other.start, other.end)

    @cached_property
    def _said(self) -> Surroundings:
        return Surroundings(self.original)

    @cached_property
    def _resaid(self) -> Surroundings:
        return Surroundings(self.derived)


def _row(one: Quantity, verdict: Verdict, other: Quantity | None) -> Drift:
    conversed = other is not None and one.kind == "amount" and one.unit and other.unit and one.unit != other.unit
    return Drift(
        kind=one.kind, verdict=verdict, original=one.surface, original_start=one.start, original_end=one.end,
        derived=other and other.surface, derived_start=other and other.start, derived_end=other and other.end,
        rate=rate(one, other) if conversed and other is not None else None,
    )  # fmt: skip


def _is_as_exact(one: Quantity, other: Quantity) -> bool:
    """Whether both are ranges or neither is, and dates both days or both months."""
    return (one.high is None) == (other.high is None) and len(one.key) == len(other.key)


def _is_near(one: Quantity, told: Told) -> bool:
    """Whether a date is of the days on which an article appeared: when it was said, more often than what happened."""
    if len(one.key) != len("2025-08-29"):
        return False
    return abs((date.fromisoformat(one.key) - told.published_at.date()).days) <= _AROUND


def _figures(one: Quantity) -> frozenset[str]:
    return _written(one.surface)


def _written(text: str) -> frozenset[str]:
    """The digits of every number of a text, without dots, commas and zeros at the end."""
    return frozenset(re.sub("[.,]", "", match[0]).rstrip("0") for match in _DIGITS.finditer(text)) - {""}
