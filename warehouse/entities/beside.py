"""The currency beside a number: a sign or code before it ("US$ 2", "Rp. 5.000"), a word or code behind ("2 dolar AS").

What stands beside a number without being its currency: the sign of the next one ("5 $10 notes"), a hyphenated word
("3 dollar-denominated bonds"), the emission norm ("10 Euro 5 trucks"), the currency of a year ("in 2025 dollars").
Which currency a name is says `currencies`. Not here: numbers.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from warehouse.entities.currencies import CODES, DOLLARS, DOTTED, PLACES, SIGNS, WARY, WORDS, currency_of
from warehouse.entities.money_text import Text, any_of
from warehouse.entities.numbers import Part


class Prefix(NamedTuple):
    """A currency before a number; `bare`: a "$" without a country; `wary`: its code is also something else."""

    start: int
    code: str
    bare: bool
    wary: bool = False


_LAST = frozenset(name[-1] for name in (*CODES, *DOLLARS))
_SUFFIX = re.compile(
    rf"(?: {{0,2}}|-)(?:({any_of(PLACES)}) )?({any_of(WORDS)})(?![^\W_])(?: ({any_of(PLACES)})(?![^\W_]))?",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf" ?(?:({any_of(CODES)}|{any_of(f'{p}$' for p in DOLLARS)})|([{''.join(SIGNS)}]))(?!\.? ?[0-9])(?![^\W_])"
)
_COUNTRY = re.compile(
    r" (canadian|australian)(?= ?[),.;:]|$)"
)  # "$2 billion Canadian"; not "a $2 million Canadian firm"
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\Z")


def before(text: Text, at: int) -> Prefix | None:
    """The sign or code right before a number."""
    plain = text.plain
    glued, dotted = at, False
    for _ in range(2):
        at -= at > 0 and plain[at - 1] == " "
    if at > 0 and plain[at - 1] == ".":
        at, dotted = at - 1, True
    before = plain[at - 1 : at]
    if before in SIGNS and before and not dotted:
        return _signed(text, at - 1, spaced=at < glued)
    if before not in _LAST:
        return None
    start = _letters_before(plain, at)
    run = plain[start:at]
    if run not in CODES or (dotted and run not in DOTTED) or plain[start - 1 : start].isalnum():
        in_front = run in DOLLARS and plain[start - 1 : start] == "$" and at == glued
        return Prefix(start - 1, DOLLARS[run], bare=False) if in_front and not dotted else None
    return Prefix(start, CODES[run], bare=False, wary=run in WARY)


def _signed(text: Text, at: int, *, spaced: bool) -> Prefix | None:
    """The prefix that ends with the sign at `at`: "$", "US$", "USD $"."""
    plain, sign = text.plain, text.plain[at]
    if spaced and plain[at - 1 : at].isdigit():
        return None  # "100$ 5": it belongs to what stands before
    if plain[at - 1 : at] == "â" or "\x80" <= plain[at - 1 : at] <= "\x9f":
        return None  # the last byte of another sign, wrongly decoded
    if sign == "¥" and text.chinese:
        return Prefix(at, "CNY", bare=False)
    if sign != "$":
        return Prefix(at, SIGNS[sign], bare=False)
    start = _letters_before(plain, at)
    run = plain[start:at]
    if run:
        known = run in DOLLARS and not plain[start - 1 : start].isdigit()
        return Prefix(start, DOLLARS[run], bare=False) if known else None
    start = _letters_before(plain, at - 1) if plain[at - 1 : at] == " " else at
    run = plain[start : max(start, at - 1)]
    if run in DOLLARS and (len(run) == 3 or (run == "US" and text.lang == "id")):
        return Prefix(start, DOLLARS[run], bare=False)
    return Prefix(at, "USD", bare=True)


def _letters_before(plain: str, at: int) -> int:
    """Where the letters before `at` begin; no further back than five."""
    start = at
    while start > max(0, at - 5) and plain[start - 1].isalpha():
        start -= 1
    return start


def behind(text: Text, at: int, parts: tuple[Part, ...]) -> tuple[int, str] | None:
    """Where the currency's word or code behind a number ends, and the code."""
    match = _SUFFIX.match(text.plain, at)
    if match is None:
        if country := _COUNTRY.match(text.lower, at):
            return country.end(1), currency_of("dollars", country[1])
        coded = _BEHIND.match(text.plain, at)
        return _coded(coded, parts) if coded and not _is_year(parts) else None
    word, place = match[2].lower(), (match[1] or "").lower()
    end, after = match.end(2), (match[3] or "").lower()
    if after and not place and (after != "as" or (match[3] == "AS" and not word.endswith("s"))):
        code = currency_of(word, after)
        end, place = (match.end(3), after) if code else (end, place)
    code = currency_of(word, place) or _hinted(text, word, place, parts)
    hyphen = text.plain[end : end + 1] == "-" and text.plain[end + 1 : end + 2].isalpha()
    euro_norm = match[2] == "Euro" and re.match(r" [0-9]", text.plain[end : end + 2])
    return (end, code) if code and not _is_year(parts) and not euro_norm and not hyphen else None


def _coded(behind: re.Match[str], parts: tuple[Part, ...]) -> tuple[int, str] | None:
    name = behind[1] or behind[2]
    code = SIGNS.get(name) or CODES.get(name) or DOLLARS[name.removesuffix("$")]
    return None if name in WARY and not parts[0].scales else (behind.end(), code)


def _hinted(text: Text, word: str, place: str, parts: tuple[Part, ...]) -> str:
    """Won, pounds and rand without a place: by what else stands in the document."""
    if place:
        return ""
    if word == "won" and text.korean and (parts[0].scales or len(str(parts[0].figure)) > 4):
        return "KRW"
    if word in {"pound", "pounds"} and (text.sterling or (parts[0].scales and (text.british or text.lang == "id"))):
        return "GBP"
    return ""


def _is_year(parts: tuple[Part, ...]) -> bool:
    figure = parts[0].figure
    return not isinstance(figure, Decimal) and not parts[0].scales and _YEAR.match(figure) is not None
