"""Whether two figures say the same: equal, one a rounding of the other, or the other's worth in another currency. Pure.

Who tells of what, and which figure of a text is compared with which, is not decided here.
"""

import math
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from warehouse.entities.currencies import apart

Kind = Literal["amount", "count", "percent", "date"]
Hedge = Literal["", "about", "over", "under"]

SAME: Final = 1.0005  # times: beyond what is lost in writing a number
NEAREST: Final = 1.06  # times: what is called by a rounder number without a word for it ("14.3", "14")
ABOUT: Final = 1.1  # the same with "about", "sekitar"
SHARE: Final = 1.12  # times that "a third" may be off
ONE_SIDED: Final = 1.5  # with "more than", "hampir", which say on which side it is
PLAUSIBLE: Final = 1.5  # times that a rate may be off the table's, which is that of some years
_YEAR, _MONTH, _DAY = len("2025"), len("2025-08"), len("2025-08-29")

_DIMENSIONS: Final = {
    "second": ("time", 1.0), "minute": ("time", 60.0), "hour": ("time", 3_600.0), "day": ("time", 86_400.0),
    "week": ("time", 604_800.0), "month": ("time", 2_629_800.0), "year": ("time", 31_557_600.0),
    "kilogram": ("mass", 1_000.0), "ton": ("mass", 1e6), "kilometer": ("length", 1_000.0), "meter": ("length", 1.0),
    "mile": ("length", 1_609.344), "megawatt": ("power", 1e6), "gigawatt": ("power", 1e9),
}  # fmt: skip


class Quantity(NamedTuple):
    """A figure of a text with what is needed to compare it. Offsets are of the text, of the title if `of_title`.

    `value` is as written ("3" hours), `high` the upper end of a range; `unit` a currency, what is counted, or empty;
    of a date `key` says it ("2025-08-29", "2025-08", "2025") and `dated` whether the year stands there. `origin` is the
    start of the amount that this one converts. What is not `sure` may be something else than a figure of the matter: it
    can be where another figure went, but contradicts none.
    """

    kind: Kind
    start: int
    end: int
    surface: str
    of_title: bool
    value: float = 0.0
    high: float | None = None
    unit: str = ""
    hedge: Hedge = ""
    key: str = ""
    dated: bool = True
    origin: int | None = None
    sure: bool = True


def identity(one: Quantity) -> tuple[object, ...]:
    """What is the same of a figure that is said again."""
    if one.kind == "date":
        return ("date", one.key)
    dimension, factor = scale(one)
    return (one.kind, dimension, float(f"{one.value * factor:.6g}"), one.high)


def scale(one: Quantity) -> tuple[str, float]:
    """What is measured, and how much of it the unit is: minutes are 60 of "time"; the unit itself and 1 for others."""
    return _DIMENSIONS.get(one.unit, (one.unit, 1.0)) if one.kind == "count" else (one.unit, 1.0)


def is_measure(one: Quantity) -> bool:
    """Whether it is a time, length, mass or power."""
    return one.kind == "count" and one.unit in _DIMENSIONS


def are_alike(one: Quantity, other: Quantity) -> bool:
    """Whether they are of one kind and, if they say what is counted, both of the same."""
    return one.kind == other.kind and scale(one)[0] == scale(other)[0]


def may_be_alike(one: Quantity, other: Quantity) -> bool:
    """The same, but that what is counted may go by another name: a measure is never anything else."""
    if one.kind != other.kind or one.kind != "count":
        return are_alike(one, other) or _is_bare_money(one, other)
    return are_alike(one, other) or not (is_measure(one) and is_measure(other))


def _is_bare_money(one: Quantity, other: Quantity) -> bool:
    """ "48 juta" for US$48 million, where the currency stands elsewhere."""
    if one.kind == "amount" and other.kind == "amount":
        return not one.unit or not other.unit
    kinds = {one.kind, other.kind}
    count = one if one.kind == "count" else other
    return kinds == {"amount", "count"} and not count.unit and count.value >= 1_000


def is_equal(one: Quantity, other: Quantity) -> bool:
    """Whether two figures that may be alike have one value; a date that says more than the first is equal to it."""
    if one.kind == "date":
        mine, theirs = _dates(one, other)
        return theirs == mine or (len(one.key) == _MONTH and len(other.key) == _DAY and theirs.startswith(mine))
    if (one.high is None) != (other.high is None):
        return False
    highs = 1.0 if one.high is None or other.high is None else _times(one.high, other.high)
    return distance(one, other) <= SAME and highs <= SAME


def _dates(one: Quantity, other: Quantity) -> tuple[str, str]:
    """Both keys, without their years where one of the texts does not say it."""
    if (one.dated and other.dated) or _YEAR in {len(one.key), len(other.key)}:
        return one.key, other.key
    return one.key[_YEAR:], other.key[_YEAR:]


def is_rounded(one: Quantity, other: Quantity) -> bool:
    """Whether one of two figures that may be alike is a rounder number for the other; a month for a day of it."""
    if one.kind == "date":
        mine, theirs = _dates(one, other)
        return len(one.key) == _DAY and len(other.key) == _MONTH and mine.startswith(theirs)
    if one.high is not None or other.high is not None or not one.value or not other.value:
        return False
    if other.kind == "percent" and not other.sure:
        return distance(one, other) <= SHARE
    units = _units(one, other)
    fine, coarse = sorted(((q, unit) for q, unit in zip((one, other), units, strict=True)), key=_step)
    if math.isclose(_step(fine), _step(coarse)):
        return False
    return _rounds(fine[0].value * fine[1], coarse[0].value * coarse[1], _step(coarse), coarse[0].hedge)


def is_within(one: Quantity, other: Quantity) -> bool:
    """Whether the second figure is a bound that the first keeps: 31 hours are less than two days."""
    ours, theirs = _units(one, other)
    more = other.value * theirs - one.value * ours
    return (other.hedge == "under" and more > 0) or (other.hedge == "over" and more < 0)


def _rounds(exact: float, coarse: float, step: float, hedge: Hedge) -> bool:
    times, more = _times(exact, coarse), exact - coarse
    if hedge == "over" and more > 0:
        return more < step * SAME and times <= ONE_SIDED
    if hedge == "under" and more < 0:
        return -more < step * SAME and times <= ONE_SIDED
    if hedge in {"over", "under"}:
        return False
    return abs(more) <= step / 2 * SAME and times <= (NEAREST if not hedge else ABOUT)


def _step(one: tuple[Quantity, float]) -> float:
    """The worth of the last digit of a number that is not a tail of zeros: 0.1 for 14.3, 100 for 1300."""
    return 10.0 ** _last_place(one[0].value) * one[1]


def _units(one: Quantity, other: Quantity) -> tuple[float, float]:
    """How much the units of two figures are; 1 each where one of them does not say what is measured."""
    return (scale(one)[1], scale(other)[1]) if are_alike(one, other) else (1.0, 1.0)


@lru_cache(maxsize=20_000)
def _last_place(value: float) -> int:
    exponent = Decimal(f"{value:.12g}").normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def digits(value: float) -> int:
    """How many digits of a number say something: 1 for 200, 3 for 14.3."""
    return len(Decimal(f"{value:.12g}").normalize().as_tuple().digits)


def distance(one: Quantity, other: Quantity) -> float:
    """How many times two figures that may be alike are apart, from 1; of dates 1."""
    if one.kind == "date":
        return 1.0
    ours, theirs = _units(one, other)
    return _times(one.value * ours, other.value * theirs)


def _times(a: float, b: float) -> float:
    if a == b:
        return 1.0
    return max(a / b, b / a) if a > 0 and b > 0 else math.inf


def conversion(one: Quantity, other: Quantity) -> tuple[float, float] | None:
    """The rate if the second amount is the first in another currency, and how far that is off the usual, in times.

    None for what is not two amounts of two currencies whose rate is about known.
    """
    if one.kind != "amount" or other.kind != "amount" or not one.unit or not other.unit or one.unit == other.unit:
        return None
    if (one.high is None) != (other.high is None) or not one.value or not other.value:
        return None
    times = apart(Decimal(one.value), one.unit, Decimal(other.value), other.unit)
    return None if times is None else (rate(one, other), times)


def rate(one: Quantity, other: Quantity) -> float:
    """Units of the second's currency for one of the first's, to six digits."""
    return float(f"{other.value / one.value:.6g}")


def nearest(found: Sequence[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """The pairs of a list (cost, one, other), cheapest first, in which nobody is twice."""
    ones: set[int] = set()
    others: set[int] = set()
    kept = []
    for _, one, other in sorted(found):
        if one not in ones and other not in others:
            ones.add(one)
            others.add(other)
            kept.append((one, other))
    return kept
