"""A text as numbers are read from it: every blank, dash and full-width form plain, each in one character's place.

Also what the whole text says about its ambiguous parts. Not here: what a number is, or an amount.
"""

import re
from collections.abc import Iterable
from functools import cached_property

from warehouse.entities.numbers import SCALES


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of some words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


_ID = any_of(word for word, scale in SCALES.items() if scale.lang == "id")
_EN = any_of(word for word, scale in SCALES.items() if scale.lang == "en")

# Every kind of blank, dash and full-width form as the plain one of the same length.
_PLAIN = {
    **dict.fromkeys([*map(chr, range(0x2000, 0x200E)), *"\t\u00a0\u1680\u202f\u205f\u2060\u3000\ufeff"], " "),
    **dict.fromkeys("‐‑‒–−﹣－", "-"), **dict.fromkeys("’‘ʼ", "'"), "．": ".", "，": ",", "İ": "I",
    "＄": "$", "￡": "£", "￥": "¥", "￦": "₩", "﹩": "$", "／": "/", "（": "(", "）": ")",
    **{chr(0xFF10 + n): str(n) for n in range(10)},
    **{chr(0xFEE0 + n): chr(n) for n in (*range(65, 91), *range(97, 123))},
}  # fmt: skip
_ODD = frozenset(_PLAIN)


class Text:
    """A text as amounts are read from it: of the same length as the stored one, so that offsets are the same."""

    def __init__(self, stored: str, lang: str) -> None:
        """`lang` is the document's, empty where unknown."""
        self.stored = stored
        self.lang = lang
        self.plain = stored
        for odd in _ODD.intersection(stored) if not stored.isascii() else "\t":
            self.plain = self.plain.replace(odd, _PLAIN[odd])
        self.lower = self.plain.lower()

    @cached_property
    def korean(self) -> bool:
        """Whether "won" may be money."""
        return bool(re.search("korea|korsel|seoul|krw|₩|samsung|hyundai", self.lower))

    @cached_property
    def sterling(self) -> bool:
        """Whether "pounds" may be money."""
        return bool(re.search(r"£|\bgbp\b|sterling", self.lower))

    @cached_property
    def british(self) -> bool:
        """Whether millions of "pounds" may be money."""
        return bool(re.search(r"\bu\.k\.|\buk\b|brit(?:ain|ish)|london|inggris", self.lower))

    @cached_property
    def chinese(self) -> bool:
        """Whether "¥" is the yuan."""
        return bool(re.search(r"\b(?:yuan|renminbi|rmb|cny)\b", self.lower)) and not re.search(
            r"\b(?:yen|jpy)\b", self.lower
        )

    @cached_property
    def mixed(self) -> bool:
        """Whether the other language's decimals stand before a scale somewhere: "2.5 miliar", "$14,3 billion"."""
        foreign = rf"[0-9]\.[0-9]{{1,2}} ?(?:{_ID})\b" if self.lang == "id" else rf"[0-9],[0-9]{{1,2}} ?(?:{_EN})\b"
        return bool(re.search(foreign, self.lower))
