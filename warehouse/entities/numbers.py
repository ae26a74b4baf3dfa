"""What a written number is: figures with dots and commas, words of scale, number words; Indonesian and English.

How a dot and a comma are read, in this order (`read_figure`):
1. Both stand in it: the last one, which may stand only once, is the decimal sign ("1.234,5", "1,234.5").
2. One of them more than once: thousands, where every group has three digits ("1.234.567"; "12,34,567" for rupees).
3. Once, and not before exactly three digits: the decimal sign, whichever it is ("14,3", "2.5 miliar", "Rp 5,25").
4. Once before exactly three digits, after a lone 0 or more than three digits: the decimal sign ("0,125").
5. What is left ("1.500", "1,500") reads by the sign that its language has for decimals: that of the scale word where
   that is of one language ("1.500 miliar" is 1,500 of them, "1.234 billion" is 1.234), else that of the text.
   A comma or dot that would be decimal by this rule, without a scale behind it, is taken for thousands in Indonesian
   text: money has two decimals at most, so "US$1,500" there can only be English writing. English text keeps it as
   decimal for dollars and pounds ("$3.459 per gallon"), takes it for thousands where the currency has no small
   change ("Rp 10.000"), and leaves it undecided otherwise ("€1.500").
Undecided, and so no number: texts of neither language in case 5; case 5 with a scale in a document that writes the
other language's decimals elsewhere (`mixed`); anything else of another form.

Not here: currencies, and where in a text an amount begins.
"""

import re
from decimal import Decimal
from typing import NamedTuple

DIGITS = 15  # of a whole part: beyond it is no money, and no exact float

_SCALES = {
    "id": {
        100: "ratus", 10**3: "ribu rb rebu ribuan", 10**6: "juta jt jutaan jutaa jut juta-an",
        10**9: "miliar milyar miliyar milliar milyard miliard miliat milia mlr milyr miliaran milyaran miliar-an",
        10**12: "triliun trilyun trilliun triliyun triliu trilun triliunan trilyunan triliun-an",
        10**15: "kuadriliun kuadriliunan",
    },
    "en": {
        100: "hundred", 10**3: "thousand", 10**5: "lakh lakhs", 10**6: "million millions mn mln mil mio",
        10**7: "crore crores", 10**9: "billion billions bn bln bil", 10**12: "trillion trillions trn tril",
        10**15: "quadrillion",
    },
    "ms": {10**9: "bilion", 10**12: "trilion"},  # Malay; its millions and thousands are the Indonesian ones
    "": {10**12: "tn"},
}  # fmt: skip
_UNITS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
_TEENS = {
    "sepuluh": 10, "sebelas": 11, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_ONE_OF = {"seratus": 100, "seribu": 10**3, "sejuta": 10**6, "semiliar": 10**9, "semilyar": 10**9, "setriliun": 10**12}
_HALVES = frozenset({"setengah", "half"})
_ALONE = frozenset({"ratus", "ribu", "juta", "miliar", "milyar", "triliun", "trilyun"})  # scales of number words
_ENGLISH_ALONE = frozenset({"hundred", "thousand", "million", "billion", "trillion"})

NUMBER_WORDS = frozenset(
    {*_UNITS, *_TEENS, *_TENS, *_ONE_OF, *_HALVES, *_ALONE, *_ENGLISH_ALONE, "belas", "puluh", "lakh", "crore"}
)
BIG_WORDS = _ENGLISH_ALONE | {"lakh", "crore"}  # before which "a" is one


class Scale(NamedTuple):
    """What a number counts. `letter` is "M" where that means a million or 10^9 by language and currency."""

    factor: int
    lang: str  # of the word; empty where both languages have it
    letter: str = ""


class Part(NamedTuple):
    """A number as written, or read from words, and the scales behind it: "1 miliar 200 juta" has two parts."""

    figure: str | Decimal
    scales: tuple[Scale, ...]


class Writing(NamedTuple):
    """What decides how a figure of a document is read."""

    lang: str
    mixed: bool  # the document writes the other language's decimals too
    whole: bool  # the currency has no small change
    cents: bool  # a dollar or a pound: three decimals mean a price in English
    indian: bool  # groups of two digits above the thousands


SCALES = {
    word: Scale(n, lang) for lang, table in _SCALES.items() for n, words in table.items() for word in words.split()
}
LETTERS = {
    "M": Scale(0, "", "M"), "m": Scale(0, "", "m"), "MM": Scale(10**6, "en"), "B": Scale(10**9, "en"),
    "b": Scale(10**9, "en"), "T": Scale(10**12, ""), "t": Scale(10**12, ""), "K": Scale(10**3, ""),
    "k": Scale(10**3, ""), "cr": Scale(10**7, "en"), "Cr": Scale(10**7, "en"), "tr": Scale(10**12, "en"),
}  # fmt: skip
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3}){1,6}\Z")
_INDIAN = re.compile(r"\d{1,2}(?:,\d\d){1,5},\d{3}\Z")


def total(parts: tuple[Part, ...], writing: Writing) -> Decimal | None:
    """The parts' sum in whole units; None where one of them is undecided or larger than the one before."""
    result, smallest = Decimal(0), Decimal("Infinity")
    for part in parts:
        scale = factor(part.scales)
        number = part.figure if isinstance(part.figure, Decimal) else read_figure(part.figure, part.scales, writing)
        if number is None or number * scale >= smallest:
            return None
        result, smallest = result + number * scale, Decimal(scale)
    return result


def factor(scales: tuple[Scale, ...]) -> int:
    """What the scales multiply to: 10^15 for "ribu triliun", 1 for none."""
    result = 1
    for scale in scales:
        result *= scale.factor
    return result


def read_figure(figure: str, scales: tuple[Scale, ...], writing: Writing) -> Decimal | None:
    """The value of digits with dots and commas, by the rules above; None where they do not decide it."""
    whole, sign, tail = _split(figure)
    if whole.startswith("0") and len(whole) > 1:
        return None
    if not sign:
        return Decimal(whole) if len(whole) <= DIGITS else None
    signs = set(figure) - set("0123456789")
    if len(signs) == 2:
        fits = _GROUPED.match(whole) and sign not in whole and (scales or len(tail) != 3)
        return _decimal(whole, tail) if fits else None
    if sign in whole:
        grouped = _GROUPED.match(figure) or (writing.indian and _INDIAN.match(figure))
        return Decimal(_digits(figure)) if grouped else None
    if len(tail) != 3 or whole == "0" or len(whole) > 3:
        native = whole == "0" or sign == _sign(scales, writing) or len(tail) < 3
        return _decimal(whole, tail) if native else None
    return _three(whole, sign, tail, scales, writing)


def _three(whole: str, sign: str, tail: str, scales: tuple[Scale, ...], writing: Writing) -> Decimal | None:
    """One sign before exactly three digits: rule 5."""
    ours = _sign(scales, writing)
    if not ours or (scales and writing.mixed):
        return None
    if sign != ours:
        return Decimal(whole + tail)
    if scales or (writing.cents and writing.lang == "en"):
        return _decimal(whole, tail)
    return Decimal(whole + tail) if writing.lang == "id" or writing.whole else None


def _sign(scales: tuple[Scale, ...], writing: Writing) -> str:
    """The decimal sign of the last scale's language, else of the text's; empty: unknown."""
    lang = next((scale.lang for scale in reversed(scales) if scale.lang), writing.lang)
    if lang == "id" and writing.lang == "ms":
        return "."  # Malay shares the words and writes numbers as English does
    return {"id": ",", "en": ".", "ms": "."}.get(lang, "")


def _split(figure: str) -> tuple[str, str, str]:
    """A figure at its last dot or comma: "1.234,5" is ("1.234", ",", "5")."""
    at = max(figure.rfind("."), figure.rfind(","))
    return (figure[:at], figure[at], figure[at + 1 :]) if at >= 0 else (figure, "", "")


def _digits(text: str) -> str:
    return text.replace(".", "").replace(",", "")


def _decimal(whole: str, tail: str) -> Decimal | None:
    digits = _digits(whole)
    return Decimal(f"{digits}.{tail}") if len(digits) <= DIGITS else None


def read_words(words: list[str]) -> tuple[Part, ...] | None:
    """Number words in a row, lower case, as parts ("dua", "ratus", "juta": 200 of 10^6); None where they make none."""
    parts: list[Part] = []
    small: list[str] = []
    for word in words:
        if word in _ONE_OF and word != "seratus":
            parts.append(Part(Decimal(1), (Scale(_ONE_OF[word], "id"),)))
            if small:
                return None
        elif word in SCALES and SCALES[word].factor > 100:
            if not _scaled(parts, small, SCALES[word]):
                return None
            small = []
        else:
            small.append(word)
    if small and (rest := _small(small)) is not None:
        parts.append(Part(rest, ()))
        small = []
    return tuple(parts) if parts and not small else None


def _scaled(parts: list[Part], small: list[str], scale: Scale) -> bool:
    """Put a scale behind what was counted ("seratus", "ribu") or behind the last scale ("ribu", "triliun")."""
    if small:
        number = _small(small)
        if number is None:
            return False
        parts.append(Part(number, (scale,)))
    elif parts and parts[-1].scales[-1].factor < scale.factor:
        parts[-1] = Part(parts[-1].figure, (*parts[-1].scales, scale))
    else:
        return False
    return True


def _small(words: list[str]) -> Decimal | None:
    """Below a thousand: each word says what may stand before it."""
    if words[0] in _HALVES:
        return Decimal("0.5") if len(words) == 1 else None
    half = words[-1] in _HALVES
    value = 0
    for word in words[: len(words) - half]:
        grown = _grown(value, word)
        if grown is None:
            return None
        value = grown
    return Decimal(value) + (Decimal("0.5") if half else 0)


def _grown(value: int, word: str) -> int | None:
    """The number so far with one more word behind it; None where it cannot stand there."""
    unit, teen = value % 10, value % 100
    if word in _UNITS:
        fits, grown = unit == 0 and teen != 10, value + _UNITS[word]
    elif word in _TEENS or word in _TENS:
        fits, grown = teen == 0, value + (_TEENS.get(word) or _TENS[word])
    elif word == "belas":
        fits, grown = 1 < teen < 10, value + 10
    elif word == "puluh":
        fits, grown = 1 < teen < 10, value + 9 * unit
    elif word == "seratus":
        fits, grown = value == 0, 100
    else:
        fits, grown = word in {"ratus", "hundred"} and 0 < value < 20, value * 100
    return grown if fits else None
