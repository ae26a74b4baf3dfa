"""A text as names are looked for in it, and the way back from there into the text that is stored.

Line breaks and all white space inside a line are one space; curly apostrophes, hyphens that do not break, full-width
and mathematical letters, and ligatures are the plain character; accents are composed with their letter; what has no
width, and the soft hyphen, is gone. Symbols that Unicode's NFKC spells out (… ™ ½ ²) stay as they are: spelled out,
they would stick to a name. So do quotation marks: no name has them. Most texts need nothing of it, or each character
for one other: no table of offsets is made for them.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any, Final, NamedTuple
from unicodedata import category, combining, decomposition, normalize

_ASCII: Final = bytes(range(128))
_APOSTROPHES: Final = frozenset("‘’‚‛ʹʻʼʽˈ′´＇")
_HYPHENS: Final = frozenset("‐‑﹣－")
_NO_WIDTH: Final = frozenset(
    map(chr, (0xAD, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)))
)
_BREAKS: Final = frozenset("\x85\u2028\u2029")
_LETTER_FORMS: Final = ("<wide>", "<narrow>", "<font>", "<compat>")

_new: Final[Callable[[Any, Any], "Normal"]] = tuple.__new__  # a third of the time of Normal(...)
_BLANKS: Final = r"\s\s+|[\t\r\f\v]"
_MOST_ACCENTS: Final = 8  # on one letter: composing many is quadratic, and no name has them


class Stretch(NamedTuple):
    """From `start` of the normalised text on, it is what stands in the stored text from `stored` on."""

    start: int
    stored: int
    whole: int  # 0: character by character; else one character or more for so many stored ones


class Normal(NamedTuple):
    """`lines` keeps the line breaks, `flat` has spaces for them; offsets are the same in both."""

    lines: str
    flat: str
    stretches: tuple[Stretch, ...]  # empty where every offset is that of the stored text
    starts: tuple[int, ...]  # theirs

    def stored(self, start: int, end: int) -> tuple[int, int]:
        """The stored text's offsets of `flat[start:end]`, which is not empty."""
        if not self.stretches:
            return start, end
        first = self.stretches[bisect_right(self.starts, start) - 1]
        last = self.stretches[bisect_right(self.starts, end - 1) - 1]
        return (
            first.stored if first.whole else first.stored + start - first.start,
            last.stored + (last.whole or end - last.start),
        )


def normalise(text: str, *, spaced: bool = True) -> Normal:
    """`text` as names are looked for in it; linear in its length.

    If not `spaced`, single spaces alone are taken to stand within its lines: a search for others takes its time.
    """
    odd = frozenset() if text.isascii() else _not_ascii(text)
    plain = _one_for_one(text, odd) if odd else text
    longer = "".join(sorted(c for c in odd if len(_plain(c)) != 1 or combining(c))) if odd else ""
    if longer or "\t" in plain or "\r" in plain or (spaced and is_spaced(plain)):
        return _rough(plain, longer)
    return _new(Normal, (plain, plain.replace("\n", " "), (), ()))


def is_spaced(text: str) -> bool:
    """Whether lines of it begin or end with a space, or have several together."""
    return "  " in text or " \n" in text or "\n " in text


def _not_ascii(text: str) -> frozenset[str]:
    """The characters beyond ASCII that it has: a set of all characters takes six times as long."""
    raw = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return frozenset(raw.decode("utf-8", "surrogatepass"))


def _one_for_one(text: str, odd: Iterable[str]) -> str:
    """`text` with single characters for single characters."""
    for character in odd:
        plain = _plain(character)
        if len(plain) == 1 and plain != character:
            text = text.replace(character, plain)
    return text


@cache
def _plain(character: str) -> str:
    """What stands for one character that is not ASCII."""
    if character in _NO_WIDTH:
        return ""
    for characters, plain in ((_APOSTROPHES, "'"), (_HYPHENS, "-"), (_BREAKS, "\n")):
        if character in characters:
            return plain
    if character.isspace():
        return " "
    if category(character) == "Cs":
        return "\ufffd"  # half a character: no search takes it
    return _plain_letter(character)


def _plain_letter(character: str) -> str:
    spelled = decomposition(character)
    if not spelled.startswith("<"):
        return normalize("NFC", character)
    compatible = normalize("NFKC", character)
    is_letter = category(character)[0] in "LN" and compatible.isalnum()
    return compatible if spelled.startswith(_LETTER_FORMS) and is_letter else character


def _rough(text: str, longer: str) -> Normal:
    """The text with a table of offsets: for white space, and for what is longer or shorter when it is plain."""
    pieces: list[str] = []
    stretches = [Stretch(0, 0, 0)]
    length = done = 0
    for start, end in _parts(text, longer):
        plain = _plain_part(text[start:end])
        pieces += (text[done:start], plain)
        length += start - done
        if not len(plain) == end - start == 1:
            stretches += (Stretch(length, start, end - start), Stretch(length + len(plain), end, 0))
        length += len(plain)
        done = end
    return _joined([*pieces, text[done:]], stretches)


def _parts(text: str, longer: str) -> Iterator[tuple[int, int]]:
    """Where white space stands that is more than a space or a line break, and where any of `longer`."""
    pattern = rf"{_BLANKS}|[{re.escape(longer)}]{{1,{_MOST_ACCENTS}}}" if longer else _BLANKS
    done = 0
    for found in re.finditer(pattern, text):
        start, end = found.span()
        if start > done and any(map(combining, found[0])):
            start -= 1  # with the letter below it
        yield start, end
        done = end


def _joined(pieces: list[str], stretches: list[Stretch]) -> Normal:
    lines = "".join(pieces)
    kept = [this for this, after in pairwise(stretches) if this.start < after.start]  # the others hold nothing
    kept.append(stretches[-1])
    return Normal(lines, lines.replace("\n", " "), tuple(kept), tuple(stretch.start for stretch in kept))


def _plain_part(part: str) -> str:
    """What stands for white space, or for a letter with accents and characters without width."""
    if part.isspace():
        breaks = part.count("\n") or sum(part.count(mark) for mark in "\r\x85\u2028\u2029")
        return "\n" * min(breaks, 2) or " "
    return normalize("NFC", "".join(c if c.isascii() else _plain(c) for c in part))
