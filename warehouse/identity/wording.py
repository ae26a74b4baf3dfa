"""What counts of a text's wording, and the same without its numbers. Not here: what kind of change a difference is.

Two texts say the same where `plain` gives the same for both; that is an equality, so small differences cannot add up
to a change that nobody recorded.
"""

import re
import unicodedata

# Characters that a house's style, an editor's keyboard or a template chooses, and no reader takes for another word.
_DRAWN_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′‹›`´ʼ", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
        # drawn not at all: soft hyphen, zero-width space and joiners, marks of direction, byte order mark
        **dict.fromkeys("\0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
    }
)
_DASH = re.compile(r" ?-+ ?")
_BESIDE_AMOUNT = re.compile(r"(?<=[$€£¥]) (?=\d)|(?<=\bRp) (?=\d)| (?=%)")

# Sorting the accents of one letter costs the square of their number (1.6 s for 45,000): longer words are left as they
# are. Words of real texts that are not ASCII have far fewer characters.
_LONGEST_WORD = 300


def plain(text: str) -> str:
    """`text` without what no reader minds: white space, forms of quotes and dashes, ways to encode a letter.

    Letter case, punctuation and every word stay: a typo that was mended is a difference.
    """
    words = (_composed(word) for word in text.translate(_DRAWN_ALIKE).split())
    return _BESIDE_AMOUNT.sub("", _DASH.sub("-", " ".join(words)))


def _composed(word: str) -> str:
    if word.isascii() or len(word) > _LONGEST_WORD:
        return word
    return unicodedata.normalize("NFKC", word).translate(_DRAWN_ALIKE)


_ENGLISH = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion
    hundreds thousands millions billions trillions dozen dozens half
    first second third fourth fifth sixth seventh eighth ninth tenth
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
"""
_INDONESIAN = """
    nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas seratus seribu sejuta semiliar setriliun
    belas puluh ratus ribu juta miliar milyar triliun trilyun rb jt setengah
    belasan puluhan ratusan ribuan jutaan miliaran triliunan
    pertama kedua ketiga keempat kelima keenam ketujuh kedelapan kesembilan kesepuluh
    januari februari pebruari maret april mei juni juli agustus september oktober november nopember desember
    agt agu ags okt des
    senin selasa rabu kamis jumat sabtu minggu ahad
"""
_ROMAN = frozenset(("II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XX"))
_NUMBER_WORDS = frozenset((_ENGLISH + _INDONESIAN).split())
_TOKEN = re.compile(
    r"(?P<part_of_year>(?:(?<=kuartal )|(?<=triwulan )|(?<=semester ))I(?!\w))"  # elsewhere "I" is a word
    r"|\d+(?:[.,:/]\d+)*(?:(?:st|nd|rd|th|s|k|m|mn|b|bn|t|tn|x|rb|jt|an)(?!\w))?"
    r"|[^\W\d_]+",
    re.IGNORECASE,
)
_NUMBER = "\0"  # `plain` leaves none in a text
_RUN = re.compile("\0(?:[ -]?\0)+")


def numberless(text: str) -> str:
    """A `plain` text in which every number (amount, date, percentage, in digits or words) has become one mark.

    "12,5 juta", "14.3 billion", "dua puluh lima" and "Rabu 11 Juni 2025" are one number each; what is counted or paid
    with stays. A word that can be another thing as well ("may", "second", "kedua") is taken for a number: that matters
    only where nothing but such words differs.
    """
    return _RUN.sub(_NUMBER, _TOKEN.sub(_masked, text))


def _masked(token: re.Match[str]) -> str:
    text = token[0]
    number = text[0].isdigit() or token["part_of_year"] or text in _ROMAN or text.casefold() in _NUMBER_WORDS
    return _NUMBER if number else text
