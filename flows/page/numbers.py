"""Numbers, spans and times as each language writes them; pure.

English shows times in UTC, Indonesian in WIB (UTC+7, the time of Jakarta): each page says so at its head.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import Any

LANGUAGES = ("en", "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """A language of the page: how it writes, and every sentence in it by its key."""

    lang: str
    thousands: str
    decimal: str
    clock: str  # between hours and minutes
    zone: timezone
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    weekdays: tuple[str, ...]  # from Monday
    units: tuple[str, str, str, str]  # day, hour, minute, second
    sentences: dict[str, str]


@cache
def tongue(lang: str) -> Tongue:
    """What the language's file says."""
    said: dict[str, Any] = loads(files("flows.page").joinpath("words", f"{lang}.toml").read_text("utf-8"))
    ways = said.pop("ways")
    return Tongue(
        lang=lang,
        thousands=ways["thousands"],
        decimal=ways["decimal"],
        clock=ways["clock"],
        zone=timezone(timedelta(hours=ways["utc_offset"])),
        months=tuple(ways["months"]),
        short_months=tuple(ways["short_months"]),
        weekdays=tuple(ways["weekdays"]),
        units=tuple(ways["units"]),
        sentences={f"{part}.{key}": value for part, keys in said.items() for key, value in keys.items()},
    )


def number(value: float, way: Tongue, *, digits: int = 0) -> str:
    """1,234.5 or 1.234,5."""
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", way.thousands + way.decimal))


def figure(value: float, way: Tongue) -> str:
    """A mean as people read it: one decimal below ten."""
    return number(value, way, digits=1 if 0 < abs(value) < 10 and value != int(value) else 0)


def percent(part: float, way: Tongue) -> str:
    """A part of one: whole per cents from ten on, one decimal below."""
    return number(part * 100, way, digits=0 if abs(part) >= 0.0995 or not part else 1) + "\u202f%"


def span(value: timedelta, way: Tongue) -> str:
    """The two largest units that say something: 3 h 12 min."""
    whole = int(abs(value).total_seconds())
    left = ((whole // 86400, 0), (whole // 3600 % 24, 1), (whole // 60 % 60, 2), (whole % 60, 3))
    first = next((n for n, (count, _) in enumerate(left) if count), 3)
    said = [
        f"{count}\u00a0{way.units[unit]}"
        for count, unit in left[first : first + 2]
        if count and (unit < 3 or not first < 3)
    ]
    return ("\u2212" if value < timedelta(0) else "") + (" ".join(said) or f"0\u00a0{way.units[2]}")


def day(value: date, way: Tongue) -> str:
    """11 Jun."""
    return f"{value.day}\u00a0{way.short_months[value.month - 1]}"


def date_of_year(value: date, way: Tongue) -> str:
    """11 Jun 2025."""
    return f"{day(value, way)}\u00a0{value.year}"


def long_day(value: date, way: Tongue) -> str:
    """Wednesday, 11 June 2025."""
    return f"{way.weekdays[value.weekday()]}, {value.day} {way.months[value.month - 1]} {value.year}"


def clock(value: datetime, way: Tongue) -> str:
    """12:00 or 19.00."""
    there = value.astimezone(way.zone)
    return f"{there:%H}{way.clock}{there:%M}"


def moment(value: datetime, way: Tongue) -> str:
    """11 Jun 12:00."""
    return f"{day(value.astimezone(way.zone).date(), way)} {clock(value, way)}"
