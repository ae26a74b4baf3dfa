"""What a printed date means: ISO 8601, RFC 822, and the Indonesian and English forms outlets print.

Text in, `Stamp` out; no clock, no network. Which of a page's dates counts, and whether its zone is to be
believed, is not decided here.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

import dateparser

from sources.types import Precision, Stamp

LONGEST = 200  # characters; what is longer is prose, not a stamp
FIRST_YEAR, LAST_YEAR = 1990, 2100

_PLAIN = str.maketrans("–—−|·\x00", "---   ", "'’")

_MONTH_NAMES = (
    "januari january jan", "februari pebruari febuari february feb peb", "maret march mar mrt", "april apr",
    "mei may", "juni june jun", "juli july jul jly", "agustus august agust agus agt agu ags aug",
    "september sept sep", "oktober october okt oct", "november nopember nov nop", "desember december des dec",
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}
_MONTH = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![a-z])\.?"

_HOURS = {
    "wib": 7, "wita": 8, "wit": 9, "z": 0, "gmt": 0, "utc": 0, "ut": 0, "est": -5, "edt": -4, "cst": -6,
    "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "bst": 1, "cet": 1, "cest": 2, "sgt": 8, "myt": 8,
    "hkt": 8, "jst": 9, "kst": 9, "ist": 5.5, "aest": 10, "aedt": 11,
}  # fmt: skip
_PLACES = {
    "et": "America/New_York",
    "pt": "America/Los_Angeles",
    "ct": "America/Chicago",
    "mt": "America/Denver",
}

_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?(?!\d)")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:[ t]?(\d{2})(\d{2})(\d{2})?)?(?!\d)")
_EPOCH = re.compile(r"^(\d{9,10})(?:\d{3})?$")
_NUMERIC = re.compile(r"(?<![\d/.])(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d(?=[ ,-]{1,3}\d\d?[:.]\d\d))(?!\d)")
_DAY_MONTH = re.compile(
    rf"(?<![\d:.])(\d{{1,2}})(?:st|nd|rd|th)?[ .\-/]{{1,3}}{_MONTH}[ ,\-/]{{0,3}}(\d{{4}}|\d\d(?= \d\d?:))"
)
_MONTH_DAY = re.compile(rf"(?<![a-z]){_MONTH} ?(\d{{1,2}})(?:st|nd|rd|th)?(?:, ?| )(\d{{4}})(?!\d)")
_YEAR_LAST = re.compile(  # ctime: Mon Feb 29 09:00:20 WIB 2016
    rf"(?<![a-z]){_MONTH} ?(\d{{1,2}}) (\d{{1,2}}:\d\d(?::\d\d)?(?: [a-z]{{1,5}}| [+-]\d{{4}})?) (\d{{4}})$"
)
_ORDERS = (  # each with the places of year, month and day in it
    (_YEAR_FIRST, (1, 3, 4)), (_DAY_MONTH, (3, 2, 1)), (_MONTH_DAY, (3, 1, 2)), (_NUMERIC, (4, 3, 1)),
)  # fmt: skip
_MONTH_ONLY = re.compile(rf"(?<![a-z]){_MONTH} ?(\d{{4}})(?!\d)")
_CLOCK = re.compile(
    r"(?<![\d.,:/])(\d{1,2})([:.])(\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)?(?![\d/])(?: ?([ap])\.?m\b\.?)?"
)
_COMPACT_CLOCK = re.compile(r"^ ?t(\d{2})()(\d{2})(\d{2})?()(?!\d)")
_OFFSET = re.compile(r"^ ?\(?(?:(?:gmt|utc|ut)? ?([+-])(\d{1,2})[:.]?(\d{2})(?!\d)|(?:gmt|utc) ?([+-])(\d{1,2})(?!\d))")
_NAMED = re.compile(r"^ ?\(?([a-z]{1,4})(?![a-z])")
_JAPANESE = re.compile(r"(\d{4})年 ?(\d{1,2})月 ?(\d{1,2})日")
_JAPANESE_CLOCK = re.compile(r"(\d{1,2})時(\d{1,2})分")

_AGO = re.compile(r"^(?:(\d{1,3}) |(se))(detik|menit|mnt|jam|hari|minggu|pekan|bulan|tahun)(?: yang)? (?:lalu|silam)$")
_AGO_ENGLISH = re.compile(r"^(?:(\d{1,3})|(an?)) (second|minute|min|hour|day|week|month|year)s? ago$")
_UNITS: dict[str, tuple[timedelta, Precision]] = {
    "detik": (timedelta(seconds=1), "minute"), "second": (timedelta(seconds=1), "minute"),
    "menit": (timedelta(minutes=1), "minute"), "mnt": (timedelta(minutes=1), "minute"),
    "minute": (timedelta(minutes=1), "minute"), "min": (timedelta(minutes=1), "minute"),
    "jam": (timedelta(hours=1), "day"), "hour": (timedelta(hours=1), "day"),
    "hari": (timedelta(days=1), "day"), "day": (timedelta(days=1), "day"),
    "minggu": (timedelta(days=7), "month"), "pekan": (timedelta(days=7), "month"),
    "week": (timedelta(days=7), "month"),
    "bulan": (timedelta(days=30), "month"), "month": (timedelta(days=30), "month"),
    "tahun": (timedelta(days=365), "month"), "year": (timedelta(days=365), "month"),
}  # fmt: skip
_WORDS: dict[str, tuple[int, Precision]] = {
    "baru saja": (0, "minute"), "barusan": (0, "minute"), "sesaat lalu": (0, "minute"),
    "just now": (0, "minute"), "hari ini": (0, "day"), "tadi pagi": (0, "day"), "today": (0, "day"),
    "tadi malam": (1, "day"), "semalam": (1, "day"), "kemarin": (1, "day"), "yesterday": (1, "day"),
    "kemarin lusa": (2, "day"), "dua hari lalu": (2, "day"),
}  # fmt: skip


class _Day(NamedTuple):
    year: int
    month: int
    day: int  # 0: only the month was printed
    before: str
    after: str


def parse_stamp(raw: str, *, zone: str, now: datetime | None = None) -> Stamp | None:
    """The instant that `raw` prints, in UTC, with the precision it prints it in; `None` if it prints none.

    A time without a zone is in `zone` (an IANA name). A day is its first moment there, a month that of its
    first day. Numbers alone are day/month/year, month first only in an American `zone`. Relative forms
    ("3 jam lalu") are read only when `now` is given, and are too coarse to be a publication time. Years
    outside 1990 to 2100 are not believed.
    """
    text = _tidy(raw)
    if not text:
        return None
    home = ZoneInfo(zone)
    day = _find_day(text, american=zone.startswith("America/"))
    if day is not None:
        return _with_clock(day, home)
    if found := _EPOCH.match(text):
        return _bounded(datetime.fromtimestamp(int(found[1]), UTC), "second")
    if now is not None and (stamp := _relative(text, now)):
        return stamp
    return _by_dateparser(text, home)


def _tidy(raw: str) -> str:
    """Lower case, one kind of blank, dash and apostrophe; empty for what is too long to be a stamp."""
    if len(raw) > LONGEST:
        return ""
    text = " ".join(raw.lower().translate(_PLAIN).split())
    text = _JAPANESE_CLOCK.sub(r"\1:\2", _JAPANESE.sub(r"\1-\2-\3 ", text)) if "年" in text else text
    return text if text.isascii() or any(c.isdecimal() and c.isascii() for c in text) else ""


def _find_day(text: str, *, american: bool) -> _Day | None:
    if found := _COMPACT.match(text):
        clock = f" {found[4]}:{found[5]}" + (f":{found[6]}" if found[6] else "") if found[4] else ""
        return _day(int(found[1]), int(found[2]), int(found[3]), "", clock + text[found.end() :])
    if found := _YEAR_LAST.search(text):
        return _day(int(found[4]), _MONTHS[found[1]], int(found[2]), "", " " + found[3])
    for pattern, order in _ORDERS:
        if found := pattern.search(text):
            year, month, day = (found[place] for place in order)
            if pattern is _NUMERIC and (int(month) > 12 or (american and int(day) <= 12)):
                month, day = day, month
            before, after = text[: found.start()], text[found.end() :]
            return _day(_year(year), _MONTHS.get(month) or int(month), int(day or 0), before, after)
    if found := _MONTH_ONLY.search(text):
        return _day(int(found[2]), _MONTHS[found[1]], 0, "", "")
    return None


def _day(year: int, month: int, day: int, before: str, after: str) -> _Day | None:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 0 <= day <= 31):
        return None
    return _Day(year, month, day, before, after)


def _year(digits: str) -> int:
    """Two digits are of 1970 to 2069, as RFC 2822 (4.3) reads them, more or less."""
    return int(digits) if len(digits) == 4 else int(digits) + (2000 if int(digits) < 70 else 1900)


def _with_clock(day: _Day, home: tzinfo) -> Stamp | None:
    try:
        midnight = datetime(day.year, day.month, day.day or 1, tzinfo=home)
    except ValueError:  # 30 February
        return None
    if not day.day:
        return _bounded(midnight, "month")
    for text in (day.after, day.before):
        found = _COMPACT_CLOCK.match(text) or _CLOCK.search(text)
        if found and (clock := _read_clock(found)) is not None:
            at = midnight.replace(tzinfo=None) + clock
            zone = _read_zone(text[found.end() :], at) or home
            return _bounded(at.replace(tzinfo=zone), "second" if found[4] else "minute")
    return _bounded(midnight, "day")


def _read_clock(found: re.Match[str]) -> timedelta | None:
    hour, minute, second, half = int(found[1]), int(found[3]), int(found[4] or 0), found[5]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and minute + second):
        return None
    return timedelta(hours=hour, minutes=minute, seconds=min(second, 59))


def _read_zone(after: str, at: datetime) -> tzinfo | None:
    """The zone printed behind a time; `None` where there is none that we know."""
    if found := _OFFSET.match(after):
        sign = -1 if (found[1] or found[4]) == "-" else 1
        offset = sign * timedelta(hours=int(found[2] or found[5]), minutes=int(found[3] or 0))
        return timezone(offset) if abs(offset) <= timedelta(hours=14) else None
    found = _NAMED.match(after)
    if not found:
        return None
    if found[1] in _PLACES:
        return timezone(ZoneInfo(_PLACES[found[1]]).utcoffset(at) or timedelta())
    return timezone(timedelta(hours=_HOURS[found[1]])) if found[1] in _HOURS else None


def _relative(text: str, now: datetime) -> Stamp | None:
    text = text.removeprefix("sekitar ")
    if text in _WORDS:
        days, precision = _WORDS[text]
        return _bounded(now - timedelta(days=days), precision)
    found = _AGO.match(text) or _AGO_ENGLISH.match(text)
    if not found:
        return None
    step, precision = _UNITS[found[3]]
    return _bounded(now - int(found[1] or 1) * step, precision)


def _by_dateparser(text: str, home: ZoneInfo) -> Stamp | None:
    """What our own forms do not know; never a guess from today's date, hence the required parts."""
    if not re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text):
        return None
    settings = {
        "PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["month", "year"], "DATE_ORDER": "DMY",
        "TIMEZONE": str(home), "RETURN_AS_TIMEZONE_AWARE": True, "PREFER_DAY_OF_MONTH": "first",
        "RELATIVE_BASE": datetime(2000, 1, 1),  # noqa: DTZ001 (dateparser wants it naive; it only fills gaps)
    }  # fmt: skip
    try:
        found = dateparser.parse(text, languages=["id", "en"], settings=settings)
    except (ValueError, OverflowError, TypeError, IndexError, AttributeError, KeyError, RecursionError):
        return None  # its own slips on odd input; what it cannot read is no date
    if found is None:
        return None
    printed_clock = _CLOCK.search(text)
    return _bounded(found, ("second" if printed_clock[4] else "minute") if printed_clock else "day")


def _bounded(at: datetime, precision: Precision) -> Stamp | None:
    try:
        at = at.astimezone(UTC)
    except OverflowError:
        return None
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        return None
    return Stamp(at=at.replace(microsecond=0), precision=precision)
