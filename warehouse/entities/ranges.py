"""Sides put together to sums of money: a value, or a range of two sides ("US$450.000-500.000", "$10 to $15 million").

A scale that only the upper end has counts for both, where the lower is below a thousand and so stays below the upper
("Rp 5-7 triliun"; not "$500 to $1 million"). A range rises and has one currency. "from $1 billion to $2 billion" and
"rose $2 to $64" are changes, no ranges: two sums. Also here: what "M" is, by currency and language.

Not here: which sums are amounts (`amounts`), which convert others (`conversions`).
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from warehouse.entities.currencies import CENTS, INDIAN, WHOLE
from warehouse.entities.money import NEAR, Side, is_clear, sides
from warehouse.entities.money_text import Text
from warehouse.entities.numbers import Part, Scale, Writing, total


class Sum(NamedTuple):
    """Money at a place; `code` is empty where the text names no currency, `bare` a "$" without a country."""

    start: int
    end: int
    value: Decimal
    value_to: Decimal | None
    code: str
    scaled: bool
    bare: bool


_SHARED = 1000  # a lower end from here on has no scale to share
_ABOUT = r"(?:(?:sekitar|about|around|as much as|up to|lebih dari|more than|as high as) )?"
_DASH = re.compile(r" ?- ?|—")
_TO = re.compile(rf" (?:to|hingga|sampai(?: dengan)?|s/d|s\.d\.?|sd) {_ABOUT}|-to-")
_AND = re.compile(rf" (?:and|dan|to|hingga|sampai(?: dengan)?) {_ABOUT}")
_BETWEEN = re.compile(r"\b(?:antara|between)(?: (?:sekitar|about|around))? \Z")
_CHANGE = re.compile(
    r"(?:\b(?:by|another|up|down|rose|rises?|fell|falls?|gain(?:ed|s)?|lost|added|adds|slipped|climb(?:ed|s)?|jump(?:ed|s)|"
    r"dropp?(?:ed|s)?|increased?|decreased?|dipped|surged|soared|edged|shed|(?:naik|turun|meningkat|melonjak|anjlok|"
    r"melesat|merosot|berubah)(?: dari)?)|(?<!ranging )(?<!range )(?<!ranges )(?<!anywhere )(?<!priced )\bfrom)"
    r"(?: (?:about|around|nearly|roughly|sekitar|sebesar))? \Z"
)


def sums(text: Text, *, bare: bool) -> Iterator[Sum]:
    """Every sum of money of a text, ranges as one, in order, without overlap; `bare`: numbers with a scale, too."""
    before: Side | None = None
    for side in sides(text):
        joined = before and _range(text, before, side)
        if joined:
            yield joined
            before = None
            continue
        if before and (alone := _single(text, before, bare=bare)):
            yield alone
        before = side
    if before and (alone := _single(text, before, bare=bare)):
        yield alone


def _single(text: Text, side: Side, *, bare: bool) -> Sum | None:
    if not (side.code or (bare and side.scaled)) or not is_clear(text, side):
        return None
    value = _value(text, side.parts, side.code)
    return None if value is None else Sum(side.start, side.end, value, None, side.code, side.scaled, side.bare)


def _range(text: Text, low: Side, high: Side) -> Sum | None:
    """The two as one range; None where they are none."""
    if high.start - low.end > NEAR or not (code := _common(low, high)):
        return None
    if (high.marked and not low.code) or not _linked(text, low, high) or not is_clear(text, low):
        return None
    top = _value(text, high.parts, code)
    bottom = _bottom(text, low, high, code, top)
    if top is None or bottom is None or bottom >= top:
        return None
    return Sum(low.start, high.end, bottom, top, code, low.scaled or high.scaled, low.bare and not high.code)


def _common(low: Side, high: Side) -> str:
    """The currency of both ends; empty where there is none or they differ."""
    if low.code == high.code or not high.code or (high.bare and low.code.endswith("D")):
        return low.code
    return high.code if not low.code or (low.bare and high.code.endswith("D")) else ""


def _linked(text: Text, low: Side, high: Side) -> bool:
    """Whether what stands between two sides makes them a range."""
    between = text.lower[low.end : high.start]
    if _AND.fullmatch(between) and _BETWEEN.search(text.lower, max(0, low.start - 24), low.start):
        return True
    marked = bool(high.code) or high.scaled
    if _DASH.fullmatch(between):
        return marked or not low.scaled
    if not _TO.fullmatch(between) or _CHANGE.search(text.lower, max(0, low.start - 30), low.start):
        return False
    return marked or (not low.scaled and " to " not in between and "." in str(high.parts[0].figure))


def _bottom(text: Text, low: Side, high: Side, code: str, top: Decimal | None) -> Decimal | None:
    """The lower end's value, with the upper's scale where it counts for both."""
    own = _value(text, low.parts, code)
    last = high.parts[0].scales
    if top is None or low.scaled or not last or (own is not None and own >= _SHARED):
        return own
    shared = _value(text, (Part(low.parts[0].figure, last),), code)
    return shared if shared is not None and shared < top else own


def _value(text: Text, parts: tuple[Part, ...], code: str) -> Decimal | None:
    """What the parts are in a currency; None where it is undecided."""
    settled = [_settled(part, code, text.lang) for part in parts]
    if any(part is None for part in settled):
        return None
    writing = Writing(text.lang, text.mixed, code in WHOLE, code in CENTS, code in INDIAN)
    return total(tuple(part for part in settled if part), writing)


def _settled(part: Part, code: str, lang: str) -> Part | None:
    """A part whose "M" is a number."""
    if not part.scales or not part.scales[0].letter:
        return part
    if code == "IDR":
        meaning = 10**9 if lang == "id" else 0
    elif lang == "id" and not code:
        meaning = 10**9
    elif lang in {"en", "ms"} or (lang == "id" and part.scales[0].letter == "m"):
        meaning = 10**6
    else:
        meaning = 0
    return Part(part.figure, (Scale(meaning, ""),)) if meaning else None
