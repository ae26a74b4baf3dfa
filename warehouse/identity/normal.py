"""The words of a text as they are compared: lower case, without accents' spellings, punctuation and number signs.

Not here: which lines of a text are furniture (`furniture`), and what counts as a change of one text (`wording`).
"""

import re
import unicodedata

# The longest article of 1,536 read had 53,000 characters; behind this many nothing is compared, so that no page,
# however long, costs more than a few tenths of a second.
LONGEST_TEXT = 300_000
LONGEST_WORD = 64  # characters of a word or number that are kept

# Only what is not ASCII, and the letter that it may be an accent of, has other spellings. Sorting the accents of one
# letter costs the square of their number (1.6 s for 45,000), hence in pieces.
_SPELT = re.compile(r"[A-Za-z]?[^\x00-\x7f]{1,200}")

# Quotation marks inside words ("Jum'at", "it’s") and what is not drawn at all; the words on both sides are one.
_INVISIBLE = re.compile("['‘’‚‛′`´ʼ\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff]+")
_SEPARATOR = re.compile(r"(?<=\d)[.,:](?=\d)")  # 1.945.000, 1,5 and 08.00 however a house writes them
_WORD = re.compile(r"\d+|[^\W\d_]+")


def words(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, in order; equal for texts that differ in case, punctuation, blanks or typing.

    Letters and digits are told apart ("Rp1,5" is `rp`, `15`). `words(" ".join(words(text)))` is `words(text)`.
    """
    plain = _composed(_composed(_INVISIBLE.sub("", text[:LONGEST_TEXT])).casefold())
    return tuple(word[:LONGEST_WORD] for word in _WORD.findall(_SEPARATOR.sub("", _INVISIBLE.sub("", plain))))


def _composed(text: str) -> str:
    """Unicode's compatible, composed form, which casefolding can undo."""
    return text if text.isascii() else _SPELT.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
