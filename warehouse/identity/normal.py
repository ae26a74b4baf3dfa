"""The words of a text as they are compared: lower case, without accents' spellings, punctuation and number signs.

Not here: which lines of a text are furniture (`furniture`), and what counts as a change of one text (`wording`).
"""

import re
import unicodedata

# The longest article of 1,536 read had 53,000 characters; behind this many nothing is compared, so that no page,
# however long, costs more than a few tenths of a second.
LONGEST_TEXT = 300_000

# Quotation marks inside words ("Jum'at", "it’s") and what is not drawn at all; the words on both sides are one.
_INVISIBLE = re.compile("['‘’‚‛′`´ʼ\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff]+")
# Only what is not ASCII, and the letter that it may be an accent of, has other spellings. Sorting the accents of one
# letter costs the square of their number (1.6 s for 45,000), hence in pieces.
_FOREIGN = re.compile("[^\x00-\x7f“”–—…\u00a0]")
_SPELT = re.compile(r"[A-Za-z]?[^\x00-\x7f]{1,200}")
_SEPARATOR = re.compile(r"[.,:](?<=\d[.,:])(?=\d)")  # 1.945.000, 1,5 and 08.00 however a house writes them
# A run of letters or of digits; the first letters apart because that takes half the time, the rest in pieces that no
# page can make too long.
_WORD = re.compile(r"[a-z]{1,64}[^\W\d_]{0,64}|\d{1,64}|[^\W\d_]{1,64}")


def words(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, in order; equal for texts that differ in case, punctuation, blanks or typing.

    Letters and digits are told apart ("Rp1,5" is `rp`, `15`). `words(" ".join(words(text)))` is `words(text)`.
    """
    plain = _INVISIBLE.sub("", text[:LONGEST_TEXT])
    if _FOREIGN.search(plain) is None:
        folded = plain.lower()
    else:
        folded = _INVISIBLE.sub("", _composed(_composed(plain).casefold()))
    return tuple(_WORD.findall(_SEPARATOR.sub("", folded)))


def _composed(text: str) -> str:
    """Unicode's compatible, composed form, which casefolding can undo."""
    return _SPELT.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
