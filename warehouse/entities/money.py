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
from itertools import islice
from typing import NamedTuple

from warehouse.entities.beside import before, behind
from warehouse.entities.currencies import CODES, DOLLARS, PLACES, WORDS
from warehouse.entities.money_text import Text, any_of
from warehouse.entities.numbers import BIG_WORDS, LETTERS, NUMBER_WORDS, SCALES, Part, Scale, factor, read_words


class Side(NamedTuple):
    """A number, perhaps with a currency: `code` is empty without; `marked`: it stands before the number.

    `bare` is a "$" without a country.
    """

    start: int
    end: int
    parts: tuple[Part, ...]
    code: str
    marked: bool = False
    bare: bool = False

    @property
    def scaled(self) -> bool:
        """Whether a scale word stands in it."""
        return any(part.scales for part in self.parts)


NEAR = 24  # characters from one end of a range to the other, at most
MOST = 100_000  # numbers of a text that are looked at: beyond it is no article
_FIGURE = re.compile(r"[0-9]{1,30}(?:[.,][0-9]{1,30}){0,8}")
_JOIN = r"(?:[ -]|[ -]and[ -]|[ -]and[ -]an?[ -]|[ -]an?[ -]|[ -]of[ -]an?[ -])"
_RUN = re.compile(rf"(?<![\w-])(?:{any_of(NUMBER_WORDS)})(?:{_JOIN}(?:{any_of(NUMBER_WORDS)})(?!\w)){{0,11}}(?!\w)")
_STEM_WORDS = """
    rupiah dolar dollar euro yen yuan renminbi ringgit pound won baht rupe riyal peso dong dirham franc frank dinar
    kron real reais rial naira ruble rubel rouble lira rand shekel
"""
_STEMS = tuple(_STEM_WORDS.split())  # one of which is in every word for a currency
_CURRENCY = re.compile(rf"(?:{any_of(WORDS)})(?!\w)")
_LONGEST = 120  # characters from a number word to its currency
_NEXT = re.compile(r"(?:-an)?[ -]{0,3}([a-z]+|[$€£¥₹₩₽₺₱฿₫₪₦₴]|(?<=-)[0-9]|—|\()")
_COUNTING = frozenset(
    {*SCALES, *map(str.lower, LETTERS), *WORDS, *map(str.lower, CODES), *map(str.lower, DOLLARS)}
    | {re.split("[ .]", place)[0] for place in PLACES}
    | {"to", "hingga", "sampai", "s", "sd", "and", "dan"}
)
_SCALE = re.compile(rf"(?:-an)?(?: {{0,2}}|-)({any_of(SCALES)})(?![^\W\d_])")
_GLOSS = re.compile(rf" \(({any_of(SCALES)})\)")  # what the editor added: "Rp 15 (triliun)"
_LETTER = re.compile(rf"({any_of(LETTERS)})(?![\w½¼¾])|(?<=[0-9]) ([MTB])(?![-'&/]?\w)")
_MORE = re.compile(rf" ([0-9]{{1,3}}(?:[.,][0-9]{{1,2}})?) ?({any_of(SCALES)})(?![^\W\d_])")
_NOT_MONEY_BEHIND = re.compile(
    r" ?(?:%|‰|persen|percent|per cent|prosen)|[0-9½¼¾]|[a-z]| [kmbt](?![\w-])|[A-Z][A-Za-z]?(?![A-Za-z])"
    rf"|[.,] (?:000(?![0-9])|[0-9]{{1,2}} (?:{any_of(SCALES)})(?![a-z]))|[.,] ?(?:{any_of(SCALES)})(?![a-z])"
    r"| ?\[?(?:…|\.\.\.)"  # where a feed cut the text, the scale may be gone
)
_NOT_MONEY_BEFORE = re.compile(
    r"(?:\b(?:pukul|jam|pkl\.?|tahun|tanggal|nomor|no\.?|"
    r"jan\w*|feb\w*|mar(?:et|ch)?|apr\w*|mei|may|jun[ie]|jul[iy]|a[gu]\w{1,5}|sep\w*|okt\w*|oct\w*|nov\w*|de[sc]\w*) "
    r"|[\w)]['-]|[0-9]:|[.,/_#@]|\w)$"
)
_ARTICLE = re.compile(r"(?<!\w)an?[ -]$")


def sides(text: Text) -> Iterator[Side]:
    """Every number of a text that may be money or one end of a range of it, in order, without overlap."""
    starts = _FIGURE.finditer(text.plain)
    words = (run for start, end in _before_currencies(text.lower) for run in _RUN.finditer(text.lower, start, end))
    end = 0
    for match in islice(heapq.merge(starts, words, key=re.Match.start), MOST):
        start = match.start()
        if start < end or not (start - end < NEAR or _counts(text, match)):
            continue
        if (side := _side(text, match)) is not None:
            end = side.end
            yield side


def _counts(text: Text, match: re.Match[str]) -> bool:
    """Whether anything stands beside a number that would make it money: most numbers are dates and scores."""
    beside = _NEXT.match(text.lower, match.end())
    if beside is not None and (not beside[1].isalpha() or beside[1] in _COUNTING):
        return True
    return before(text, match.start()) is not None


def _before_currencies(lower: str) -> Iterator[tuple[int, int]]:
    """The stretches before the words for currencies, which is where number words can be money; without overlap."""
    places = sorted(at for stem in _STEMS for at in islice(_places(lower, stem), MOST) if _CURRENCY.match(lower, at))
    done = 0
    for at in places:
        if at > done:
            yield max(done, at - _LONGEST), at
            done = at


def _places(lower: str, stem: str) -> Iterator[int]:
    at = lower.find(stem)
    while at >= 0:
        yield at
        at = lower.find(stem, at + len(stem))


def _side(text: Text, match: re.Match[str]) -> Side | None:
    """The side whose number begins at a match; None where it is glued to something or of no known form."""
    prefix = before(text, match.start())
    number = _counted(text, match, prefixed=prefix is not None)
    if number is None:
        return None
    start, end, parts = number
    if prefix is None:
        suffix = behind(text, end, parts)
        return Side(start, suffix[0], parts, suffix[1]) if suffix else Side(start, end, parts, "")
    grouped = isinstance(parts[0].figure, str) and len(parts[0].figure) > 4 and not parts[0].figure.isdigit()
    if (prefix.wary and not parts[0].scales and not grouped) or start != match.start():
        return None
    suffix = behind(text, end, parts)
    if suffix is not None and (suffix[1] == prefix.code or prefix.bare):
        return Side(prefix.start, suffix[0], parts, suffix[1], marked=True)
    if _NOT_MONEY_BEHIND.match(text.plain, end) and not text.plain[end - 1].isalpha():
        return None
    return Side(prefix.start, end, parts, prefix.code, marked=True, bare=prefix.bare)


def is_clear(text: Text, side: Side) -> bool:
    """Whether a side may stand alone: nothing hangs before it, and it is no time or day before a currency's word."""
    return side.marked or not _NOT_MONEY_BEFORE.search(text.lower, max(0, side.start - 12), side.start)


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
    gloss = _GLOSS.match(text.lower, at) if not found and prefixed else None
    if gloss and text.plain[at - 4 : at].count(".") == 0:
        return gloss.end(), (SCALES[gloss[1]],)
    letter = _LETTER.match(text.plain, at) if not found else None
    if letter:
        return letter.end(), (LETTERS[letter[1] or letter[2]],)
    return at, tuple(found)
