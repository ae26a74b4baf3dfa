"""Which sums of money are others in another currency ("US$2 miliar (Rp32,8 triliun)"), and which are exchange rates.

A conversion stands in the same sentence right behind what it converts, with nothing between but a unit ("per bulan"), a
bracket and words such as "atau sekitar", "setara", "or about"; its currency is another, and the two agree at some rate
of the last years. Without such a rate at hand the words decide; "setara" and "equivalent" decide against it, too.
The sum that stands first is the one that was converted.

A rate ("kurs Rp16.400", "Rp16.400 per dolar AS", "US$1 = Rp16.400") is the price of a currency, and no amount.
"""

import re
from collections.abc import Sequence

from warehouse.entities.currencies import convertible
from warehouse.entities.money_text import Text
from warehouse.entities.ranges import Sum

_FARTHEST = 90  # characters from a sum to its conversion
_FILLERS = (
    "atau|or|setara|dengan|sekitar|sekira|kira-kira|kurang|lebih|kisaran|di|senilai|sama|yaitu|yakni|hampir|nyaris|"
    "ekuivalen|ekivalen|ekuivalennya|setaranya|alias|sebanding|dikonversi|dikonversikan|dikurskan|konversi|dirupiahkan|menjadi|jika|bila|kalau|ke|rupiah|mencapai|"
    "about|around|approximately|approx|roughly|nearly|almost|some|equivalent|equal|equals|to|worth|the|of|in|usd|idr|"
    "ca|circa|over|just|under|more|than|dari|dalam|bentuk|mata|uang|dolar|as|i.e.|kurs"
)
_UNIT = r"(?:(?: ?/ ?| per | an? | each )[a-z]+(?: orang| unit)?)?"
_GAP = re.compile(rf"{_UNIT}((?:[ ,;(\[/=≈~-]|\b(?:{_FILLERS})\b)+)")
_SURE = re.compile(r"setara|ekuivalen|ekivalen|equivalent|dikonversi|dirupiahkan|dikurskan")
_OPENS = re.compile(
    r"[(\[=≈~]|sekitar|sekira|kira-kira|kisaran|kurang lebih|lebih kurang|sama dengan|hampir|yakni|yaitu|alias|about|"
    r"around|approx|roughly|nearly|equal"
)
_OR = re.compile(r"\b(?:atau|or)\b|/")
_PRICE_OF = re.compile(
    r" ?(?:per|/|terhadap|against the) ?(?:1 |satu |one |setiap )?(?:(?:us|u\.s\.|american|singapore) )?"
    r"(?:dol+ars?|euro|pound|yen|yuan|ringgit|rupiah|(?:us|s|a|hk)?[$€£¥](?! ?[0-9])|(?:usd|eur|sgd|idr)\b(?! ?[0-9]))"
)
_RATE_BEFORE = re.compile(r"\b(?:kurs(?:nya)?|nilai tukar|exchange rates?|conversion rate|jisdor)\b[^.;()\n]{0,40}\Z")
_QUOTED_BEFORE = re.compile(
    r"\b(?:rupiah|kurs|dol+ar|paman sam|nilai tukar)\b[^;\n]{0,100}"
    r"\b(?:level|posisi|(?:di)?rentang|kisaran|angka|titik|tembus|menyentuh|mencapai|ke)(?: tertinggi| terendah)? \Z"
)
_QUOTES = 40_000  # rupiah for a dollar: what stands behind "level" and is less may be a rate
_ONE = re.compile(r" ?(?:=|sama dengan|equals?|setara(?: dengan)?|/) ?")


def without_rates(text: Text, found: Sequence[Sum]) -> list[Sum]:
    """The sums that are no prices of a currency."""
    dropped: set[int] = set()
    for at, money in enumerate(found):
        if money.code and _is_rate(text, money):
            dropped.add(at)
        if at and money.code and _is_equation(text, found[at - 1], money):
            dropped.update((at - 1, at))
    return [money for at, money in enumerate(found) if at not in dropped]


def _is_rate(text: Text, money: Sum) -> bool:
    if _PRICE_OF.match(text.lower, money.end):
        return True
    if money.scaled:
        return False
    quoted = money.code == "IDR" and money.value < _QUOTES
    before = (_RATE_BEFORE, _QUOTED_BEFORE) if quoted else (_RATE_BEFORE,)
    return any(pattern.search(text.lower, max(0, money.start - 130), money.start) for pattern in before)


def _is_equation(text: Text, one: Sum, other: Sum) -> bool:
    """ "1 dolar AS = Rp 16.400"."""
    alike = bool(one.code) and one.code != other.code and 1 in (one.value, other.value)
    return alike and other.start - one.end < 24 and bool(_ONE.fullmatch(text.lower[one.end : other.start]))


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
    between = _GAP.fullmatch(text.lower[one.end : other.start])
    if between is None:
        return False
    fits = convertible(one.value, one.code, other.value, other.code)
    if _SURE.search(between[1]):
        return True
    if _OPENS.search(between[1]):
        return fits is not False
    return fits is True and _OR.search(between[1]) is not None
