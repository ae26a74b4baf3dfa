"""The amounts of money in a document, in Indonesian and English: where, how much, of what, and what converts what.

The rules are written where they are applied: `numbers` (dots, commas, scales, number words), `currencies` (signs,
codes, words), `money` (a number with its currency), `ranges` (and what "M" is), `rates` (which are no amounts),
`conversions`, `titles` (amounts without a currency). Where they do not decide what a form means, it is left out.

Losses and brackets have no sign: an amount is how much was written. Cents alone ("50 cents", "50 sen"), crypto
currencies and numbers without a number ("miliaran dolar", "hundreds of millions of dollars") are none.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import islice

from sources.types import Zone
from warehouse.entities.conversions import converted
from warehouse.entities.model import Amount, Document
from warehouse.entities.money_text import Text
from warehouse.entities.ranges import Sum, sums
from warehouse.entities.rates import without_rates
from warehouse.entities.titles import is_money

RULES = 1  # the number of all these rules: raised with every change of what they find
MOST = 10_000  # amounts of a text: beyond it is no article


def find_amounts(document: Document) -> tuple[Amount, ...]:
    """Every amount of the title, then of the text by place; none overlap, and each `surface` is the text there."""
    title = Text(document.title, document.lang)
    text = Text(document.text, document.lang)
    zones = sorted((z for z in document.zones if z.zone != "title"), key=lambda zone: zone.char_start)
    in_title = [found for found in islice(sums(title, bare=True), MOST) if found.code or is_money(title, found)]
    in_text = list(islice(sums(text, bare=False), MOST))
    return (*_amounts(title, in_title, ()), *_amounts(text, in_text, zones))


def _amounts(text: Text, found: Sequence[Sum], zones: Sequence[Zone]) -> list[Amount]:
    """The sums as amounts: without rates, with what they convert; without zones they are the title's."""
    kept = without_rates(text, found)
    starts = [zone.char_start for zone in zones]
    amounts = []
    for money, origin in zip(kept, converted(text, kept), strict=True):
        first = None if origin is None else kept[origin]
        amounts.append(
            Amount(
                char_start=money.start,
                char_end=money.end,
                surface=text.stored[money.start : money.end],
                value=float(money.value),
                value_to=None if money.value_to is None else float(money.value_to),
                currency=money.code or None,
                converted_from=first and text.stored[first.start : first.end],
                converted_from_start=first and first.start,
                zone=zones[max(0, bisect_right(starts, money.start) - 1)].zone if zones else "title",
            )
        )
    return amounts
