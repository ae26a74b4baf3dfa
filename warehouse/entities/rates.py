"""Exchange rates: the price of a currency is no amount ("kurs Rp16.400", "Rp16.400 per dolar AS", "US$1 = Rp16.400").

Rupiah of the size of a rate are one, too, behind "level", "ke" and the like in a sentence about rupiah or dollar
("rupiah melemah ke Rp 16.300"). Prices of goods per unit are amounts and stay.
"""

import re
from collections.abc import Sequence

from warehouse.entities.money_text import Text
from warehouse.entities.ranges import Sum

_PRICE_OF = re.compile(
    r" ?(?:per|/|terhadap|against the) ?(?:1 |satu |one |setiap )?(?:(?:us|u\.s\.|american|singapore) )?"
    r"(?:dol+ars?|euro|yen|yuan|ringgit|rupiah|(?:us|s|a|hk)?[$€£¥](?! ?[0-9])|(?:usd|eur|sgd|idr)\b(?! ?[0-9]))"
)
_RATE_BEFORE = re.compile(r"\b(?:kurs(?:nya)?|nilai tukar|exchange rates?|conversion rate|jisdor)\b[^.;()\n]{0,40}\Z")
_QUOTED_BEFORE = re.compile(
    r"\b(?:rupiah|kurs|dol+ar|paman sam|nilai tukar)\b[^;\n]{0,100}"
    r"\b(?:level|posisi|(?:di)?rentang|kisaran|angka|titik|tembus|menyentuh|mencapai|ke)(?: tertinggi| terendah)? \Z"
)
_QUOTES = 40_000  # rupiah for a dollar: what stands behind "level" and is less may be a rate
_CABLE = re.compile(r"\b(?:euro|sterling|pound|gbp|eur)\b[^;\n]{0,100}\Z")
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
    if money.code == "IDR" and money.value < _QUOTES:
        patterns: tuple[re.Pattern[str], ...] = (_RATE_BEFORE, _QUOTED_BEFORE)
    elif money.code == "USD" and money.value.as_tuple().exponent == -4:
        patterns = (_RATE_BEFORE, _CABLE)  # "sterling traded at $1.2925"
    else:
        patterns = (_RATE_BEFORE,)
    return any(pattern.search(text.lower, max(0, money.start - 130), money.start) for pattern in patterns)


def _is_equation(text: Text, one: Sum, other: Sum) -> bool:
    """ "1 dolar AS = Rp 16.400"."""
    alike = bool(one.code) and one.code != other.code and 1 in (one.value, other.value)
    return alike and other.start - one.end < 24 and bool(_ONE.fullmatch(text.lower[one.end : other.start]))
