"""The dates that a text gives, as days and months: "Jumat (29/8/2025)", "Aug. 29", "on Friday", "Juni lalu".

What has no year is the nearest such day; a weekday is the last one on or before the day of publication, where the
outlet's readers are (Indonesian texts: UTC+7; English ones: the American east), unless a word beside it says that it is
the next; so with months ("Juni lalu", "until March"). Numbers are always day/month in Indonesian, and read in English
only where they can be nothing else.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Final, NamedTuple

MOST: Final = 400  # dates of a stretch that are looked at

_MONTHS: Final = (
    "january jan januari", "february feb februari pebruari peb", "march mar maret", "april apr", "may mei",
    "june jun juni", "july jul juli", "august aug agustus agt agu ags", "september sept sep",
    "october oct oktober okt", "november nov nopember nop", "december dec desember des",
)  # fmt: skip
_MONTH: Final = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_DAYS: Final = (
    "monday senin", "tuesday selasa", "wednesday rabu", "thursday kamis", "friday jumat jum'at jum’at",
    "saturday sabtu", "sunday minggu ahad",
)  # fmt: skip
_DAY: Final = {word: number for number, words in enumerate(_DAYS) for word in words.split()}
_NAME = "|".join(sorted(_MONTH, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(_DAY, key=len, reverse=True))
_YEAR = r"(?:19|20)[0-9]{2}"
_PATTERN = re.compile(
    rf"(?<![\w/.])(?P<d1>[0-9]{{1,2}})[/-](?P<m1>[0-9]{{1,2}})(?:[/-](?P<y1>{_YEAR}))?(?![\w/%-])"
    rf"|(?<![\w/.,])(?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m2>{_NAME})\b\.?(?:,? (?P<y2>{_YEAR}))?"
    rf"|\b(?P<m3>{_NAME})\.? (?P<d3>[0-9]{{1,2}})(?:st|nd|rd|th)?(?!\w|[.:]\d)(?:,? (?P<y3>{_YEAR}))?"
    rf"|\b(?P<m4>{_NAME})\b\.?,? (?P<y4>{_YEAR})"
    rf"|\b(?:(?P<before>in|since|last|next|until|by|from|early|late|this|pada|sejak|bulan|hingga|sampai|akhir|awal"
    rf"|pertengahan|di) )(?P<m5>{_NAME})\b(?P<after5> (?:lalu|kemarin|mendatang|depan|nanti))?"
    rf"|\b(?P<m6>{_NAME})(?P<after6> (?:lalu|kemarin|mendatang|depan|nanti))\b"
    rf"|\b(?P<next>next |hari )?(?P<w>{_WEEKDAY})(?!\w)(?P<after7> (?:mendatang|depan|nanti|next))?(?! ?[(,] ?[0-9])"
    rf"|\b(?:in|since|tahun|sejak|pada|by|until|hingga) (?P<y8>{_YEAR})(?![\w-])"
)
_WEEK_WORDS = re.compile(r"(?:[0-9]|se|per|setiap|tiap|akhir|dua|tiga|satu|beberapa|awal|hari|libur) ?$")
_FUTURE = frozenset({"mendatang", "depan", "nanti", "next"})
_PAST = frozenset({"lalu", "kemarin", "last", "since", "sejak"})
_COMING = _FUTURE | {"until", "hingga", "sampai", "by"}


class Dated(NamedTuple):
    """A date in a text: "2025-08-29", "2025-06" or "2025"; how many days it is from publication at least."""

    key: str
    char_start: int
    char_end: int
    distance: int


def dates(text: str, lang: str, published_at: datetime) -> Iterator[Dated]:
    """The dates of a text in order; what is no date of the calendar is left out."""
    today = (published_at + timedelta(hours=-5 if lang == "en" else 7)).date()
    lower = text.lower()
    if len(lower) != len(text):
        lower = text  # a letter of another script: offsets count more than capitals
    for match in islice(_PATTERN.finditer(lower), MOST):
        found = _read(match, text, lang, today)
        if found is not None:
            key, distance = found
            yield Dated(key, match.start(), match.end(), distance)


def _read(match: re.Match[str], text: str, lang: str, today: date) -> tuple[str, int] | None:
    part = match.groupdict()
    for n in ("1", "2", "3"):
        if part[f"d{n}"]:
            month = int(part["m1"]) if n == "1" else _MONTH[part[f"m{n}"]]
            if n == "1" and not part["y1"] and not _is_bracketed(match, text):
                return None
            return _day(int(part[f"d{n}"]), month, part[f"y{n}"], lang if n == "1" else "", today)
    if part["y8"]:
        years = abs(int(part["y8"]) - today.year)
        return (part["y8"], years * 365) if years else None
    if part["w"]:
        return _weekday(match, text, today)
    name = part["m4"] or part["m5"] or part["m6"]
    after = (part["after5"] or part["after6"] or "").strip()
    return _month(_MONTH[name], part["y4"], today, {after, part["before"] or ""})


def _is_bracketed(match: re.Match[str], text: str) -> bool:
    """Whether day and month without a year stand as dates do: "(29/8)", "Jumat, 29/8"."""
    before = text[max(0, match.start() - 2) : match.start()]
    return before.endswith("(") or before == ", "


def _day(day: int, month: int, year: str | None, lang: str, today: date) -> tuple[str, int] | None:
    if lang == "en" and day <= 12 and month != day:
        if month <= 12:
            return None  # 3/4: who knows
        day, month = month, day
    try:
        if year:
            found = date(int(year), month, day)
        else:
            near = [date(today.year + n, month, day) for n in (-1, 0, 1) if day != 29 or month != 2]
            found = min(near, key=lambda each: abs((each - today).days))
    except ValueError:
        return None
    return found.isoformat(), abs((found - today).days)


def _month(month: int, year: str | None, today: date, beside: set[str]) -> tuple[str, int]:
    """The month that words beside it say, else the nearest."""
    if year is not None:
        number = int(year)
    elif not beside.isdisjoint(_PAST):
        number = today.year - (month > today.month)
    elif not beside.isdisjoint(_COMING):
        number = today.year + (month < today.month)
    else:
        number = min((today.year, today.year - 1, today.year + 1), key=lambda y: abs(_months(today, y, month)))
    return f"{number:04}-{month:02}", 30 * abs(_months(today, number, month))


def _months(today: date, year: int, month: int) -> int:
    return (year - today.year) * 12 + month - today.month


def _weekday(match: re.Match[str], text: str, today: date) -> tuple[str, int] | None:
    word, at = match["w"], match.start("w")
    if not text[at].isupper() or (word == "minggu" and _WEEK_WORDS.search(match.string, max(0, at - 12), at)):
        return None  # "dua minggu" is two weeks, "minggu lalu" last week
    coming = (match["after7"] or match["next"] or "").strip() in _FUTURE
    back = (today.weekday() - _DAY[word]) % 7
    found = today + timedelta(days=7 - back if coming else -back)
    return found.isoformat(), abs((found - today).days)
