"""A text as names are looked for in it, and the way back from there into the text that is stored.

Line breaks and all white space inside a line are one space; curly apostrophes, hyphens that do not break, full-width
and mathematical letters, and ligatures are the plain character; accents are composed with their letter; what has no
width, and the soft hyphen, is gone. Symbols that Unicode's NFKC spells out (… ™ ½ ²) stay as they are: spelled out,
they would stick to a name. So do quotation marks: no name has them. Most texts need nothing of it, or each character
for one other: no table of offsets is made for them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple
from unicodedata import category, combining, decomposition, normalize

_ASCII: Final = bytes(range(128))
_APOSTROPHES: Final = frozenset("‘’‚‛ʹʻʼʽˈ′´＇")
_HYPHENS: Final = frozenset("‐‑﹣－")
_NO_WIDTH: Final = frozenset(
    map(chr, (0xAD, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)))
)
_BREAKS: Final = frozenset("\x85\u2028\u2029")
_LETTER_FORMS: Final = ("<wide>", "<narrow>", "<font>", "<compat>")

# Not more than eight accents on a letter: composing many is quadratic, and no name has them.
_ACCENTS: Final = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_RUN: Final = re.compile(r" *[^ -~][^!-~]*|  +")  # of white space, and of what is not ASCII
_PART: Final = re.compile(rf"\s+|[^\s]{_ACCENTS}{{0,8}}")


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
    plain = text if text.isascii() else _one_for_one(text)
    if plain is None or "\t" in text or "\r" in text or (spaced and is_spaced(text)):
        return _rough(text)
    return Normal(plain, plain.replace("\n", " "), (), ())


def is_spaced(text: str) -> bool:
    """Whether lines of it begin or end with a space, or have several together."""
    return "  " in text or " \n" in text or "\n " in text


def _one_for_one(text: str) -> str | None:
    """`text` with single characters for single characters; None where that does not do."""
    raw = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    for character in set(raw.decode("utf-8", "surrogatepass")):
        plain = _plain(character)
        if len(plain) != 1 or combining(character):
            return None
        if plain != character:
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
    return compatible if spelled.startswith(_LETTER_FORMS) and compatible.isalnum() else character


def _rough(text: str) -> Normal:
    """The text with a table of offsets: for what is longer or shorter when it is plain."""
    pieces: list[str] = []
    stretches = [Stretch(0, 0, 0)]
    length = done = 0
    for start, end in _parts(text):
        plain = _plain_part(text[start:end])
        pieces += (text[done:start], plain)
        length += start - done
        if not len(plain) == end - start == 1:
            stretches += (Stretch(length, start, end - start), Stretch(length + len(plain), end, 0))
        length += len(plain)
        done = end
    return _joined([*pieces, text[done:]], stretches)


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Where something stands that may have to change: white space, a letter with accents, another character."""
    for run in _RUN.finditer(text):
        start = run.start()
        if start and combining(text[start]):
            start -= 1  # the letter below it is ASCII
        for part in _PART.finditer(text, start, run.end()):
            yield part.span()


def _joined(pieces: list[str], stretches: list[Stretch]) -> Normal:
    lines = "".join(pieces)
    kept = [this for this, after in pairwise(stretches) if this.start < after.start]  # the others hold nothing
    kept.append(stretches[-1])
    return Normal(lines, lines.replace("\n", " "), tuple(kept), tuple(stretch.start for stretch in kept))


def _plain_part(run: str) -> str:
    """What stands for white space, for a letter with accents, or for one character."""
    if run.isspace():
        breaks = run.count("\n") or sum(run.count(mark) for mark in "\r\x85\u2028\u2029")
        return "\n" * min(breaks, 2) or " "
    if len(run) > 1:
        return normalize("NFC", run)
    return run if run.isascii() else _plain(run)
