"""How many and how much but of money: counts with what is counted, percentages, scores, dates; in both languages alike.

"200 karyawan" and "200 employees" are "200 person"; what has three digits or more is rare enough to count whatever is
said of it ("88343"). A number is one of these and no part of an amount, a name ("Llama 4") or a date. One single thing
is no count. Linear in the text: every pattern is anchored at a figure or a number word, and bounded.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Final, Literal, NamedTuple

from warehouse.entities.numbers import SCALES, Writing, read_figure, read_words
from warehouse.stories.dates import Dated, dates
from warehouse.stories.model import Told
from warehouse.stories.passages import Passage
from warehouse.stories.wordbook import Wordbook, meanings
from warehouse.stories.words import words

FigureKind = Literal["count", "percent", "date"]
MOST: Final = 1_000  # numbers of a stretch that are looked at
_AHEAD: Final = 3  # words from a number to what is counted: "200 data labeling employees"
_SMALL = (
    "two three four five six seven eight nine ten eleven twelve dozen dua tiga empat lima enam tujuh delapan sembilan "
    "sepuluh sebelas belas puluh ratus ribu juta twenty thirty forty fifty sixty seventy eighty ninety hundred thousand"
)
_WORD = "|".join(sorted(_SMALL.split(), key=len, reverse=True))
_NUMBER = re.compile(
    r"(?<![\w.,$€£¥#@])(?P<score>[0-9]{1,2}-[0-9]{1,2})(?![\w-])(?! ?(?:tahun|year))"
    r"|(?:(?<![\w.,$€£¥#@/-])|(?<=\bke-))(?P<figure>[0-9]{1,15}(?:[.,][0-9]{1,15}){0,5})(?:st|nd|rd|th)?(?![\w/])"
    rf"|(?<![\w-])(?P<words>(?:{_WORD})(?:[ -](?:{_WORD})(?!\w)){{0,5}})(?!\w)",
    re.IGNORECASE,
)
_PERCENT = re.compile(r" ?(?:%|(?:persen|percent|per cent|pct|prosen)\b)(?! points?\b| poin\b)", re.IGNORECASE)
_SCALE = re.compile(r"[ -]([a-z]{1,10})\b", re.IGNORECASE)
_UNIT_REACH = 60  # characters behind a number in which what is counted is looked for
_STOP = re.compile(r"[.,;:()\n\"“”—–]")
_NAMED = re.compile(r"[A-Z][\w+]+[ -]$")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MANY: Final = 3  # digits that say something: a number with so many is rare whatever it counts
_LARGE: Final = 1000  # a number that is no part of a name
_MONTH_KEY: Final = len("2025-08")
_SPANS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "time"})


class Figure(NamedTuple):
    """A number or date: `key` is the same in both languages ("200 person", "11.6%", "2025-08-29").

    `value` and `unit` are of counts and percentages, the unit empty where it is not known. Offsets are of the title or
    the text. `weight` says how much it tells one event from another.
    """

    kind: FigureKind
    key: str
    value: float | None
    unit: str
    char_start: int
    char_end: int
    surface: str
    of_title: bool
    weight: float


@cache
def _units() -> Wordbook:
    content = (files("warehouse") / "stories" / "figures.toml").read_text("utf-8")
    return Wordbook(meanings(tomllib.loads(content)["units"]))


def figures(told: Told, parts: Sequence[Passage]) -> Iterator[Figure]:
    """The counts, percentages and dates of an article's telling, part by part."""
    money: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
    for amount in told.amounts:
        money[amount.zone == "title"].append((amount.char_start, amount.char_end))
    for part in parts:
        here = [(a - part.start, b - part.start) for a, b in money[part.of_title] if b > part.start]
        taken = []
        for dated in dates(part.text, told.lang, told.published_at):
            taken.append((dated.char_start, dated.char_end))
            yield _figure(part, "date", dated.key, dated.char_start, dated.char_end, _date_weight(dated))
        yield from _numbers(part, told.lang, sorted([*here, *taken]))


def _figure(
    part: Passage, kind: FigureKind, key: str, start: int, end: int, weight: float,
    value: float | None = None, unit: str = "",
) -> Figure:  # fmt: skip
    surface = part.text[start:end]
    return Figure(kind, key, value, unit, part.start + start, part.start + end, surface, part.of_title, weight)


def _date_weight(dated: Dated) -> float:
    """Days around publication are in everything; others, and months further back, tell something."""
    if len(dated.key) == _MONTH_KEY:
        return 0.5 if dated.distance <= 31 else 2.5
    return 1.0 if len(dated.key) < _MONTH_KEY else 0.5 if dated.distance <= 3 else 3.5


def _numbers(part: Passage, lang: str, taken: Sequence[tuple[int, int]]) -> Iterator[Figure]:
    """Counts, percentages and scores that are in none of the spans taken, which are in order."""
    at = 0
    for match in islice(_NUMBER.finditer(part.text), MOST):
        while at < len(taken) and taken[at][1] <= match.start():
            at += 1
        if at < len(taken) and taken[at][0] < match.end():
            continue
        if match["score"]:
            yield _figure(part, "count", match["score"], match.start(), match.end(), 2.0)
        else:
            yield from _number(part, match, lang)


def _number(part: Passage, match: re.Match[str], lang: str) -> Iterator[Figure]:
    value, end = _value(part.text, match, lang)
    if value is None:
        return
    number, digits, start = plain(value), significant(value), match.start()
    if percent := _PERCENT.match(part.text, end):
        yield _figure(part, "percent", f"{number}%", start, percent.end(), _percent_weight(digits), float(value))
        return
    unit, behind = _unit(part.text, end, lang)
    if value < 2 or (not unit and _is_no_count(part.text, match, value)):
        return
    if digits >= _MANY:
        yield _figure(part, "count", number, start, behind, 4.5 if digits == _MANY else 6.5, float(value), unit)
    elif unit:
        weight = (1.0 if unit in _SPANS else 1.5, 2.5 if unit in _SPANS else 3.5)[digits - 1]
        yield _figure(part, "count", f"{number} {unit}", start, behind, weight, float(value), unit)
    elif digits > 1 or value >= _LARGE:
        yield _figure(part, "count", number, start, end, 1.2 if value < _LARGE else 2.5, float(value))


def _percent_weight(digits: int) -> float:
    return (2.0, 3.5, 5.5, 6.5)[min(digits, 4) - 1]


def _is_no_count(text: str, match: re.Match[str], value: Decimal) -> bool:
    """Whether a number of nothing known is a year, a word alone, or part of a name ("Llama 4", "Boeing 737")."""
    if match["words"] or _YEAR.fullmatch(match["figure"]):
        return True
    return value < _LARGE and _NAMED.search(text, max(0, match.start() - 30), match.start()) is not None


def _value(text: str, match: re.Match[str], lang: str) -> tuple[Decimal | None, int]:
    """The number with its scale, and where that ends."""
    if match["words"]:
        parts = read_words(re.findall(r"[a-z]+", match["words"].lower().replace("dozen", "twelve")))
        if not parts or any(isinstance(each.figure, str) for each in parts):
            return None, match.end()
        return sum((Decimal(each.figure) * _product(each.scales) for each in parts), Decimal(0)), match.end()
    scale = _SCALE.match(text, match.end())
    known = SCALES.get(scale[1].lower()) if scale else None
    writing = Writing(lang=lang if lang in {"id", "en"} else "en", mixed=False, whole=True, cents=False, indian=False)
    value = read_figure(match["figure"], (known,) if known else (), writing)
    if known is None or scale is None or value is None:
        return value, match.end()
    return value * known.factor, scale.end()


def _product(scales: Sequence[object]) -> int:
    result = 1
    for scale in scales:
        result *= getattr(scale, "factor", 1)
    return result


def _unit(text: str, at: int, lang: str) -> tuple[str, int]:
    """What is counted behind a number, and where its word ends; empty where that is not known."""
    stretch = text[at : at + _UNIT_REACH]
    stop = _STOP.search(stretch)
    ahead = words(stretch[: stop.start()] if stop else stretch)[: _AHEAD + 1]
    for found in _units().find(ahead, lang):
        if found.first < (_AHEAD if lang != "id" else 2):
            last = ahead[found.behind - 1]
            return found.key, at + last.start + len(last.text)
    return "", at


def plain(value: Decimal) -> str:
    """A number without a tail of zeros: 88343, 11.6."""
    return f"{value.quantize(Decimal('0.001')):f}".rstrip("0").rstrip(".") if value < 10**15 else f"{value:.3e}"


def significant(value: Decimal) -> int:
    """How many digits of a number say something: 1 for 200, 3 for 14.3; a zero has one."""
    return max(1, len(value.normalize().as_tuple().digits))
