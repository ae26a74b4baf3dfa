"""Stretches of days: cut into slices, turned into instants, and filled into the templates of addresses."""

import calendar
import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from sources.types import Days, Precision, Route, Stamp

_DAY = timedelta(days=1)
_DATED = re.compile(r"\{(date|next):([!-z|~]{1,80})\}")
_PAGE = "{page}"
# How long after the instant that it stands for a printed date may still mean.
_BREADTH: dict[Precision, timedelta] = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "day": _DAY,
    "month": timedelta(days=31),
}


# ------------------------------------------------------------------ days


def zone_of(route: Route, zone: str) -> str:
    """The zone in which the days of the route's slices are: the outlet's (`zone`) where the template names days, for
    they are the outlet's own; UTC where it is asked for instants, or not for any day."""
    return zone if is_dated(route.url) else "UTC"


def own_days(route: Route, days: Days, zone: str) -> Days:
    """The stretch `days` (UTC days) in the route's own: a UTC day overlaps two of Jakarta's."""
    return local_days(days, zone_of(route, zone))


def local_days(days: Days, zone: str) -> Days:
    """The days of `zone` that overlap the UTC days `days`."""
    first, until = bounds(days, "UTC")
    home = ZoneInfo(zone)
    last = until - timedelta(microseconds=1)
    return Days(first=first.astimezone(home).date(), last=last.astimezone(home).date())


def bounds(days: Days, zone: str) -> tuple[datetime, datetime]:
    """The first instant of `days` in `zone`, and the first after them, both in UTC."""
    return _midnight(days.first, zone), _midnight(days.last + _DAY, zone)


def month_of(day: date) -> Days:
    """The calendar month that `day` is in."""
    return Days(first=day.replace(day=1), last=day.replace(day=calendar.monthrange(day.year, day.month)[1]))


def months(days: Days) -> tuple[Days, ...]:
    """`days` cut where a month ends."""
    cut: list[Days] = []
    first = days.first
    while first <= days.last:
        month_ends = month_of(first).last
        cut.append(Days(first=first, last=min(month_ends, days.last)))
        first = month_ends + _DAY
    return tuple(cut)


def single_days(days: Days) -> tuple[Days, ...]:
    """Each of `days` by itself."""
    each = (days.first + place * _DAY for place in range((days.last - days.first).days + 1))
    return tuple(Days(first=day, last=day) for day in each)


def lies_outside(stamp: Stamp | None, part: Days, zone: str) -> bool:
    """Whether what bears `stamp` was surely not published in `part`; what has no date may have been."""
    if stamp is None:
        return False
    begin, until = bounds(part, zone)
    return stamp.at >= until or stamp.at + _BREADTH[stamp.precision] <= begin


def _midnight(day: date, zone: str) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


# ------------------------------------------------------------------ templates


def is_dated(template: str) -> bool:
    """Whether an address made of `template` depends on the day."""
    return bool(_DATED.search(template))


def is_paged(template: str) -> bool:
    """Whether an address made of `template` depends on the page."""
    return _PAGE in template


def filled(template: str, part: Days, number: int = 1) -> str:
    """The address that `template` gives for the slice `part` and the page that is numbered `number`.

    `{date:...}` is the slice's first day and `{next:...}` the day after its last, in any form of strftime; percent
    signs that belong into the address are doubled within a form: `{date:%m%%2F%d%%2F%Y}`.
    """
    days = {"date": part.first, "next": part.last + _DAY}
    dated = _DATED.sub(lambda match: days[match[1]].strftime(match[2]), template)
    return dated.replace(_PAGE, str(number))


def names_day(template: str, part: Days, address: str) -> bool:
    """Whether `address`, to which the one made of `template` led, still names the days that were asked for.

    Who asks some servers for a day that they do not have is sent to their newest, and that is answered 200.
    """
    said = unquote(address)
    return all(unquote(filled(form[0], part)) in said for form in _DATED.finditer(template))


def page_name(page: int) -> str:
    """The name of the step that asks for the `page`-th page, counted from 1."""
    return f"page {page}"


def page_of(name: str) -> int:
    """The page, counted from 1, that the step `name` asks for; 0 where it asks for none."""
    word, _, digits = name.partition(" ")
    return int(digits) if word == "page" and digits.isdecimal() and len(digits) <= 9 else 0


def page_number(route: Route, page: int) -> int:
    """What stands in the address of the `page`-th page: its number, or an offset."""
    return route.first + (page - 1) * route.step
