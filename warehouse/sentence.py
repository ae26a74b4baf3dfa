"""Words from the web cut to what may be shown of them: a headline, a sentence; pure.

A headline and one sentence is the most that anything made for others shows of an article: the text is the outlet's.
Escaping is the business of whoever shows them.
"""

import re

LONGEST_TITLE, LONGEST_SENTENCE = 200, 240  # characters

# Controls, line and paragraph separators, and the marks and embeddings that turn what follows another way round.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")
_ENDS = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]]{0,2}\s+(?=[^\sa-z])")
_ADDRESS = re.compile(r"https?://[^\s<>\"\x00-\x1f\x7f-\x9f]+")
# Who wrote it, in a line of its own: "Laporan Wartawan Tribunnews.com, Ani Utami".
_BYLINE = re.compile(
    r"\s{0,9}(?:laporan|reportase)(?: khusus)? (?:wartawan|reporter|jurnalis|kontributor|koresponden)\b[^\n]{0,99}\n",
    re.IGNORECASE,
)
_TOO_SHORT = 40  # characters: "Jakarta." and "Dr." end no sentence


def one_line(text: str) -> str:
    """The text in one line, without control characters and without marks of direction."""
    return " ".join(_CONTROLS.sub(" ", text).split())


def headline(text: str) -> str:
    """A headline in one line, cut where it is longer than LONGEST_TITLE."""
    return cut(one_line(text), LONGEST_TITLE)


def first_sentence(text: str) -> str:
    """The first sentence of a text in one line, without a byline before it, cut where longer than LONGEST_SENTENCE."""
    byline = _BYLINE.match(text)
    plain = one_line(text[byline.end() :] if byline else text)
    end = next((found.end() for found in _ENDS.finditer(plain) if found.end() >= _TOO_SHORT), len(plain))
    return cut(plain[:end].strip(), LONGEST_SENTENCE)


def cut(text: str, longest: int) -> str:
    """At most `longest` characters of a text; an ellipsis says that there was more."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "\u2026"


def is_address(url: str) -> bool:
    """Whether it may stand as a link: http or https, and nothing that would end the attribute."""
    return _ADDRESS.fullmatch(url) is not None
