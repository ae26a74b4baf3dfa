import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from warehouse.identity.normal import LONGEST_TEXT, words

SAME = {
    "case": ("Presiden TIBA di Jakarta", "presiden tiba di jakarta"),
    "punctuation and blanks": ("“Kami tiba,”\n kata\u00a0dia…", "kami tiba kata dia"),
    "apostrophes, straight, curly or none": ("Jum'at jum’at Jumat don't", "jumat jumat jumat dont"),
    "hyphens part words": ("menteri-menteri era 90-an", "menteri menteri era 90 an"),
    "dashes": ("rapat—yang lama – usai", "rapat yang lama usai"),
    "thousands and decimals, in either style": ("Rp 1.945.000,50 1,945,000.50", "rp 194500050 194500050"),
    "hours": ("pukul 08.30 atau 08:30", "pukul 0830 atau 0830"),
    "letters glued to numbers": ("Rp1,5 U-23 COVID19", "rp 15 u 23 covid 19"),
    "a sentence's full stop is none": ("tahun 2025.Kini 3. Lalu", "tahun 2025 kini 3 lalu"),
    "ligatures and full width": ("ﬁnal ＡＢＣ １２", "final abc 12"),
    "letters and their accents": ("re\u0301sume\u0301 r\u00e9sum\u00e9", "résumé résumé"),
    "hard to fold": ("Straße İstanbul", "strasse i stanbul"),
    "soft hyphens and zero-width": ("ke\u00admen\u200bterian", "kementerian"),
    "underscores": ("satu_dua", "satu dua"),
    "nothing": ("\n -- ! ", ""),
}


@pytest.mark.parametrize(("text", "expected"), SAME.values(), ids=SAME)
def test_words(text: str, expected: str) -> None:
    assert words(text) == tuple(expected.split())


@given(st.text(max_size=300))
@example("ΐ ẞ ﬁ İ ŉ ＇ a\u0301\u0323 1.२,३")
@example("´ a´b")
def test_words_are_words_of_themselves(text: str) -> None:
    assert words(" ".join(words(text))) == words(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x24F), max_size=200))
def test_spelling_in_unicode_does_not_matter(text: str) -> None:
    assert words(unicodedata.normalize("NFD", text)) == words(unicodedata.normalize("NFC", text))


HOSTILE = {
    "three million letters": "a" * 3_000_000,
    "a number of 100,000 digits": "9" * 100_000,
    "a number of digits and points": "1." * 1_500_000,
    "accents of one letter": "e" + "\u0301\u0323" * 500_000,
    "one word again and again": "kata " * 600_000,
    "quotes": "'" * 3_000_000,
    "blanks": " " * 3_000_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_time_is_bounded(text: str) -> None:
    started = time.process_time()
    found = words(text)
    assert time.process_time() - started < 3
    assert sum(map(len, found)) <= LONGEST_TEXT
