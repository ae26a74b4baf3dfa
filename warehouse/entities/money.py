"""Where a number with its scale and currency stands in a text: one `Side` each, the halves that ranges are made of.

A side begins at a figure or at a number word; its currency stands before it ("US$ 2 miliar", "Rp 2 jt") or behind it
("2 miliar dolar AS", "two million dollars"). "M" is 10^9 behind rupiah and in Indonesian text without a currency,
10^6 in English; with a foreign currency in Indonesian text ("US$ 2 M") and with rupiah in English it may be either, and
the side is left out. Not read as numbers: what is glued to letters (B200, M4, ke-5), years before a currency's word
("2025 dollars"), times ("pukul 09.15 rupiah"), percentages.

Every pattern is anchored and bounded: the work is linear in the text. Not here: what sides mean together (`ranges`).
"""

import heapq
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from warehouse.entities.currencies import CODES, DOLLARS, DOTTED, PLACES, SIGNS, WARY, WORDS, currency_of
from warehouse.entities.numbers import BIG_WORDS, LETTERS, NUMBER_WORDS, SCALES, Part, Scale, factor, read_words
from warehouse.entities.reading import Text, any_of


class Side(NamedTuple):
    """A number, perhaps with a currency: `code` is empty without. `clear`: it may stand alone, nothing hangs before it.

    `bare` is a "$" without a country; `prefixed`: its currency stands before it.
    """

    start: int
    end: int
    parts: tuple[Part, ...]
    code: str
    clear: bool
    bare: bool = False
    prefixed: bool = False

    @property
    def scaled(self) -> bool:
        """Whether a scale word stands in it."""
        return any(part.scales for part in self.parts)


class _Prefix(NamedTuple):
    start: int
    code: str
    bare: bool
    wary: bool = False


MOST = 100_000  # numbers of a text that are looked at: beyond it is no article
_FIGURE = re.compile(r"[0-9]{1,30}(?:[.,][0-9]{1,30}){0,8}")
_JOIN = r"(?:[ -]|[ -]and[ -]|[ -]and[ -]an?[ -]|[ -]an?[ -]|[ -]of[ -]an?[ -])"
_RUN = re.compile(rf"(?<![\w-])(?:{any_of(NUMBER_WORDS)})(?:{_JOIN}(?:{any_of(NUMBER_WORDS)})(?!\w)){{0,11}}(?!\w)")
_NAMED = re.compile(any_of(WORDS))
_SCALE = re.compile(rf"(?:-an)?(?: {{0,2}}|-)({any_of(SCALES)})(?![^\W\d_])")
_LETTER = re.compile(rf"({any_of(LETTERS)})(?![\w½¼¾])|(?<=[0-9]) ([MTB])(?![-'&/]?\w)")
_MORE = re.compile(rf" ([0-9]{{1,3}}(?:[.,][0-9]{{1,2}})?) ?({any_of(SCALES)})(?![^\W\d_])")
_SUFFIX = re.compile(
    rf"(?: {{0,2}}|-)(?:({any_of(PLACES)}) )?({any_of(WORDS)})(?![^\W_])(?: ({any_of(PLACES)})(?![^\W_]))?",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf" ?(?:({any_of(CODES)}|{any_of(f'{p}$' for p in DOLLARS)})|([{''.join(SIGNS)}]))(?!\.? ?[0-9])(?![^\W_])"
)
_NOT_MONEY_BEHIND = re.compile(r" ?(?:%|‰|persen|percent|per cent|prosen)|[0-9½¼¾]|[a-z]|[A-Z][A-Za-z]?(?![A-Za-z])")
_NOT_MONEY_BEFORE = re.compile(
    r"(?:\b(?:pukul|jam|pkl\.?|tahun|tanggal|nomor|no\.?|"
    r"jan\w*|feb\w*|mar(?:et|ch)?|apr\w*|mei|may|jun[ie]|jul[iy]|a[gu]\w{1,5}|sep\w*|okt\w*|oct\w*|nov\w*|de[sc]\w*) "
    r"|[\w)]['-]|[0-9]:|[.,/_#@]|\w)$"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\Z")
_ARTICLE = re.compile(r"(?<!\w)an?[ -]$")


def sides(text: Text) -> Iterator[Side]:
    """Every number of a text that may be money or one end of a range of it, in order, without overlap."""
    starts = _FIGURE.finditer(text.plain)
    words = _RUN.finditer(text.lower) if _NAMED.search(text.lower) else iter(())
    end = 0
    for match in islice(heapq.merge(starts, words, key=re.Match.start), MOST):
        if match.start() >= end and (side := _side(text, match)) is not None:
            end = side.end
            yield side


def _side(text: Text, match: re.Match[str]) -> Side | None:
    """The side whose number begins at a match; None where it is glued to something or of no known form."""
    prefix = _prefix(text, match.start())
    number = _counted(text, match, prefixed=prefix is not None)
    if number is None:
        return None
    start, end, parts = number
    if prefix is None:
        return _unmarked(text, start, end, parts)
    grouped = isinstance(parts[0].figure, str) and len(parts[0].figure) > 4 and not parts[0].figure.isdigit()
    if (prefix.wary and not parts[0].scales and not grouped) or start != match.start():
        return None
    behind = _suffix(text, end, parts)
    if behind is not None and (behind[1] == prefix.code or prefix.bare):
        return Side(prefix.start, behind[0], parts, behind[1], clear=True, prefixed=True)
    if _NOT_MONEY_BEHIND.match(text.plain, end) and not text.plain[end - 1].isalpha():
        return None
    return Side(prefix.start, end, parts, prefix.code, clear=True, bare=prefix.bare, prefixed=True)


def _unmarked(text: Text, start: int, end: int, parts: tuple[Part, ...]) -> Side | None:
    """A side without a currency before it."""
    clear = not _NOT_MONEY_BEFORE.search(text.lower, max(0, start - 12), start)
    behind = _suffix(text, end, parts)
    if behind is not None:
        return Side(start, behind[0], parts, behind[1], clear=clear)
    return Side(start, end, parts, "", clear=clear)


def _prefix(text: Text, at: int) -> _Prefix | None:
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
    start = _letters_before(plain, at)
    run = plain[start:at]
    if run not in CODES or (dotted and run not in DOTTED) or plain[start - 1 : start].isalnum():
        in_front = run in DOLLARS and plain[start - 1 : start] == "$" and at == glued
        return _Prefix(start - 1, DOLLARS[run], bare=False) if in_front and not dotted else None
    return _Prefix(start, CODES[run], bare=False, wary=run in WARY)


def _signed(text: Text, at: int, *, spaced: bool) -> _Prefix | None:
    """The prefix that ends with the sign at `at`: "$", "US$", "USD $"."""
    plain, sign = text.plain, text.plain[at]
    if spaced and plain[at - 1 : at].isdigit():
        return None  # "100$ 5": it belongs to what stands before
    if sign == "¥" and text.chinese:
        return _Prefix(at, "CNY", bare=False)
    if sign != "$":
        return _Prefix(at, SIGNS[sign], bare=False)
    start = _letters_before(plain, at)
    run = plain[start:at]
    if run:
        known = run in DOLLARS and not plain[start - 1 : start].isdigit()
        return _Prefix(start, DOLLARS[run], bare=False) if known else None
    start = _letters_before(plain, at - 1) if plain[at - 1 : at] == " " else at
    run = plain[start : max(start, at - 1)]
    if run in DOLLARS and (len(run) == 3 or (run == "US" and text.lang == "id")):
        return _Prefix(start, DOLLARS[run], bare=False)
    return _Prefix(at, "USD", bare=True)


def _letters_before(plain: str, at: int) -> int:
    """Where the letters before `at` begin; no further back than five."""
    start = at
    while start > max(0, at - 5) and plain[start - 1].isalpha():
        start -= 1
    return start


def _counted(text: Text, match: re.Match[str], *, prefixed: bool) -> tuple[int, int, tuple[Part, ...]] | None:
    """Where a number begins and ends with its scales, and its parts."""
    if not match[0][0].isdigit():
        return _worded(text, match)
    end, scales = _scales(text, match.end(), prefixed=prefixed)
    parts = [Part(match[0], scales)]
    while len(parts) < 3 and parts[-1].scales and (more := _MORE.match(text.lower, end)):
        scale = SCALES[more[2]]
        if scale.factor >= factor(parts[-1].scales):
            break
        parts.append(Part(more[1], (scale,)))
        end = more.end()
    return match.start(), end, tuple(parts)


def _worded(text: Text, match: re.Match[str]) -> tuple[int, int, tuple[Part, ...]] | None:
    """The same of number words: "dua ratus juta", "half a billion", "a million"."""
    words = [word for word in re.findall(r"[a-z]+", match[0]) if word not in {"a", "an", "and", "of"}]
    start = match.start()
    if words[0] in BIG_WORDS:
        article = _ARTICLE.search(text.lower, max(0, start - 4), start)
        if article is None or text.plain[match.end() : match.end() + 1] == "-":
            return None  # "hundreds of million", "a million-dollar question"
        start, words = article.start(), ["one", *words]
    parts = read_words(words)
    return (start, match.end(), parts) if parts else None


def _scales(text: Text, at: int, *, prefixed: bool) -> tuple[int, tuple[Scale, ...]]:
    """The scales behind a figure that ends at `at`, and where they end."""
    found: list[Scale] = []
    while len(found) < 2 and (match := _SCALE.match(text.lower, at)):
        scale = SCALES[match[1]]
        if found and scale.factor <= found[-1].factor:
            break
        found.append(scale)
        at = match.end()
    letter = _LETTER.match(text.plain, at) if not found else None
    if letter and (letter[1] or prefixed):
        return letter.end(), (LETTERS[letter[1] or letter[2]],)
    return at, tuple(found)


def _suffix(text: Text, at: int, parts: tuple[Part, ...]) -> tuple[int, str] | None:
    """Where the currency's word or code behind a number ends, and the code."""
    match = _SUFFIX.match(text.plain, at)
    if match is None:
        behind = _BEHIND.match(text.plain, at)
        return _coded(behind, parts) if behind and not _is_year(parts) else None
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
    if word in {"pound", "pounds"} and (text.sterling or (text.lang == "id" and parts[0].scales)):
        return "GBP"
    return ""


def _is_year(parts: tuple[Part, ...]) -> bool:
    figure = parts[0].figure
    return not isinstance(figure, Decimal) and not parts[0].scales and _YEAR.match(figure) is not None
