"""One spelling for words that English and Indonesian share: "regulation" and "regulasi", "photography" and "fotografi".

Letters and endings are written as Indonesian writes them. Which words are shared is not decided here but for those
whose ending says so. The spelling is a key and need not be a word.
"""

import re
from functools import lru_cache
from typing import Final

_LONGEST: Final = 30  # letters
_SHORTEST: Final = 5  # letters of a word whose ending tells that it is shared
_ENDINGS: Final = (
    ("ization", "isasi"), ("isation", "isasi"), ("ational", "asional"), ("ssion", "si"), ("tion", "si"), ("sion", "si"),
    ("ically", "ik"), ("ical", "ik"), ("ics", "ik"), ("ic", "ik"), ("ity", "itas"), ("ety", "etas"),
    ("ency", "ensi"), ("ence", "ensi"), ("ancy", "ansi"), ("ance", "ansi"), ("ists", "is"), ("ist", "is"),
    ("ism", "isme"), ("ives", "if"), ("ive", "if"), ("ures", "ur"), ("ure", "ur"), ("ous", "us"), ("ies", "i"),
    ("y", "i"), ("ments", "men"), ("ment", "men"), ("ents", "en"), ("ent", "en"), ("ants", "an"), ("ant", "an"),
    ("cts", "k"), ("ct", "k"), ("pts", "p"), ("pt", "p"), ("rts", "r"), ("rt", "r"), ("sts", "s"), ("st", "s"),
    ("sses", "s"), ("ss", "s"), ("us", "us"), ("is", "is"), ("as", "as"), ("es", ""), ("e", ""), ("s", ""),
)  # fmt: skip
_BY_ENDING: Final = tuple(sorted(_ENDINGS, key=lambda pair: -len(pair[0])))
_LETTERS: Final = (
    (re.compile("ph"), "f"), (re.compile("sch"), "sk"), (re.compile("ch|ck"), "k"), (re.compile("qu"), "ku"),
    (re.compile("x"), "ks"), (re.compile("cc(?=[eiy])"), "ks"), (re.compile("c(?=[eiy])"), "s"), (re.compile("c"), "k"),
    (re.compile("th"), "t"), (re.compile("y(?![aiueo])"), "i"), (re.compile("ou"), "u"), (re.compile("ae"), "e"),
    (re.compile(r"(.)\1+"), r"\1"),
)  # fmt: skip
_SHARED = re.compile(
    r"(?:[ae]si|[kpn]si|isi|usi|asional|isme|ologi|grafi|itas|[ae]nsi|[aiu]tif|ksif|ator|itor|ktor|nomi|okrasi|tik|nik|"
    r"log|men|ktur|atur|ium|eksi|iksi|uksi)\Z"
)


@lru_cache(50_000)
def shared_form(word: str, lang: str) -> str:
    """The one spelling of a word in lower case; that of Indonesian words changes little."""
    if not word.isascii() or len(word) > _LONGEST:
        return word
    for ending, written in _BY_ENDING if lang != "id" else ():
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            word = word[: len(word) - len(ending)] + written
            break
    for pattern, written in _LETTERS:
        word = pattern.sub(written, word)
    return word


def is_shared(form: str) -> bool:
    """Whether the end of a spelling tells that both languages have the word."""
    return len(form) >= _SHORTEST and _SHARED.search(form) is not None
