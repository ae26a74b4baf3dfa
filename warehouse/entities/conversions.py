"""Which sums of money are others in another currency ("US$2 miliar (Rp32,8 triliun)").

A conversion stands in the same sentence right behind what it converts, with nothing between but a unit ("per bulan"), a
bracket and words such as "atau sekitar", "setara", "or about"; its currency is another, and the two agree at some rate
of the last years. Without such a rate at hand the words decide; "setara" and "equivalent" decide whatever the rate is.
In a bracket it may also stand a few words behind ("€9 million equity round ($9.4 million)"), if it agrees closely.
The sum that stands first is the one that was converted.
"""

import re
from collections.abc import Sequence

from warehouse.entities.currencies import apart
from warehouse.entities.money_text import Text
from warehouse.entities.ranges import Sum

_FARTHEST = 90  # characters from a sum to its conversion
_WITHIN = 3  # times more or less: rates of ten years
_CLOSE = 1.4  # times: what stands farther apart has to agree as rates of the last years do
_FILLERS = (
    "atau|or|setara|dengan|sekitar|sekira|kira-kira|kurang|lebih|kisaran|di|senilai|sama|yaitu|yakni|hampir|nyaris|"
    "ekuivalen|ekivalen|ekuivalennya|setaranya|alias|sebanding|dikonversi|dikonversikan|dikurskan|konversi|dirupiahkan|menjadi|jika|bila|kalau|ke|rupiah|mencapai|"
    "about|around|approximately|approx|roughly|nearly|almost|some|equivalent|equal|equals|to|worth|the|of|in|usd|idr|itu|"
    "ca|circa|over|just|under|more|than|dari|dalam|bentuk|mata|uang|dolar|as|i.e.|kurs"
)
_UNIT = r"(?:(?: ?/ ?| per | an? | each )[a-z]+(?: orang| unit)?)?"
_GAP = re.compile(rf"{_UNIT}((?:[ ,;(\[/=≈~-]|\b(?:{_FILLERS})\b)+)")
_SURE = re.compile(r"setara|ekuivalen|ekivalen|equivalent|dikonversi|dirupiahkan|dikurskan")
_OPENS = re.compile(
    r"[(\[=≈~]|sekitar|sekira|kira-kira|kisaran|kurang lebih|lebih kurang|sama dengan|hampir|yakni|yaitu|alias|about|"
    r"around|approx|roughly|nearly|equal"
)
_BRACKET = re.compile(r"[^.,;:()0-9\n]{1,60}\((?:about |around |roughly |approximately |or |sekitar |atau |setara )*")
_OR = re.compile(r"\b(?:atau|or)\b|/")


def converted(text: Text, found: Sequence[Sum]) -> list[int | None]:
    """For each sum the index of the one that it converts, None for most."""
    origins: list[int | None] = [None] * len(found)
    for at in range(1, len(found)):
        origin = origins[at - 1]
        if _converts(text, found[at - 1], found[at]):
            first = at - 1 if origin is None else origin
            origins[at] = first if found[first].code != found[at].code else None
    return origins


def _converts(text: Text, one: Sum, other: Sum) -> bool:
    """Whether `other`, which follows `one`, is the same money."""
    if not one.code or not other.code or one.code == other.code or other.start - one.end > _FARTHEST:
        return False
    times = apart(one.value, one.code, other.value, other.code)
    between = text.lower[one.end : other.start]
    gap = _GAP.fullmatch(between)
    if gap is None:
        return times is not None and times <= _CLOSE and _BRACKET.fullmatch(between) is not None
    if _SURE.search(gap[1]):
        return True
    if times is None:
        return _OPENS.search(gap[1]) is not None
    return times <= _WITHIN and bool(_OPENS.search(gap[1]) or _OR.search(gap[1]))
