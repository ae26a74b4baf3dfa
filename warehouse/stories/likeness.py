"""Whether two keys of traits that are not the same mean the same: names in part or spelt otherwise, amounts rounded or
converted. Pure; which traits are compared is decided elsewhere.
"""

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from warehouse.entities.currencies import apart

SPELT = 0.8  # a letter or two otherwise, or joined otherwise where it is no more than that: "Iskandar", "Iskander"
PART = 0.75  # "Ruben Mayer" and "Mayer"
FIRST = 0.6  # "Priya Venkatesan" and "Priya": many have a first name
NEAR = 0.8  # an amount that was rounded: US$14,3 miliar, $14 billion
CONVERTED = 0.7  # an amount in another currency: rates move, and texts round
ROUNDED_BY = 1.05  # how many times apart two amounts of one currency may be
CONVERTED_BY = 1.12  # of two currencies, at rates that are years old
OPENING = 3  # letters with which one word of a name begins in all its spellings
SHORT = 4  # letters: a shorter word alone is no part of a name ("AI", "Lab")

_WORD = re.compile(r"[^\W_]+")
_TITLES = "the and of dan pt tbk inc corp co ltd llc bin binti dr mr ms mrs bapak ibu pak bu"
_KINDS = (
    "ai lab labs group grup university universitas institute institut bank partners ventures capital research tech "
    "technologies teknologi systems digital global international internasional indonesia jakarta american amerika "
    "company media news data cloud energy health motors holdings foundation yayasan kementerian ministry dinas badan "
    "house national nasional new first one open next south north west east city state states united"
)
_IGNORED = frozenset(_TITLES.split())
_VAGUE = frozenset(_KINDS.split())


@lru_cache(maxsize=50_000)
def words_of(key: str) -> tuple[str, ...]:
    """The words and numbers of a name or an entity's id that can tell it, in their order, in lower case."""
    return tuple(
        word for word in _WORD.findall(key.lower()) if (len(word) > 1 or word.isdigit()) and word not in _IGNORED
    )


@lru_cache(maxsize=50_000)
def names(one: str, other: str) -> float:
    """How likely two names mean one person or thing, from 0 to 1; the same whichever is given first."""
    ours, theirs = words_of(one), words_of(other)
    if not ours or not theirs:
        return 0.0
    if ours == theirs or "".join(ours) == "".join(theirs):
        return 1.0
    if len({numbers for numbers in (_numbers(ours), _numbers(theirs)) if numbers}) > 1:
        return 0.0  # GPT-4 is not GPT-5
    if len(ours) > len(theirs):
        ours, theirs = theirs, ours
    if set(ours) <= set(theirs):
        return _part(ours, theirs)
    return SPELT if _spelt(ours, theirs) else 0.0


@lru_cache(maxsize=50_000)
def openings(key: str) -> frozenset[str]:
    """What names that are alike have in common one of: the first letters of a word, and of all words joined."""
    words = words_of(key)
    return frozenset(word[:OPENING] for word in (*words, "".join(words)) if len(word) >= OPENING)


def _numbers(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for word in words if any(map(str.isdigit, word)))


def _part(part: tuple[str, ...], whole: tuple[str, ...]) -> float:
    """A name's part: its last word tells more than its first, a vague word or a very short one nothing."""
    telling = [word for word in part if len(word) >= SHORT and word not in _VAGUE]
    if not telling:
        return 0.0
    return FIRST if len(part) == 1 and part[0] == whole[0] else PART


def _spelt(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """As many words, each the same or, if long enough to tell, at most a letter or two otherwise; not all of them."""
    if len(ours) != len(theirs):
        return False
    apart = [_letters_apart(a, b) for a, b in zip(ours, theirs, strict=True)]
    long_enough = all(min(len(a), len(b)) >= 5 for a, b, n in zip(ours, theirs, apart, strict=True) if n)
    return long_enough and sum(apart) <= (2 if len("".join(ours)) >= 10 else 1)


def _letters_apart(one: str, other: str, most: int = 2) -> int:
    """How many letters are put in, left out or other (Levenshtein); `most` + 1 where it is more than that."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) > most or one[0] != other[0]:
        return most + 1
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, row[0] = row[0], i
        for j, against in enumerate(other, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (letter != against))
    return min(row[-1], most + 1)


@lru_cache(maxsize=50_000)
def amounts(one: str, other: str) -> float:
    """How likely two amounts (keys "USD 40000000") are one: rounded, or converted at about the rates of these years."""
    ours, theirs = _amount(one), _amount(other)
    if ours is None or theirs is None:
        return 0.0
    times = apart(ours[1], ours[0], theirs[1], theirs[0])
    if times is None and ours[0] == theirs[0] and ours[1] and theirs[1]:
        times = float(max(ours[1], theirs[1]) / min(ours[1], theirs[1]))
    if times is None:
        return 0.0
    if ours[0] == theirs[0]:
        return 1.0 if times == 1 else NEAR if times <= ROUNDED_BY else 0.0
    return CONVERTED if times <= CONVERTED_BY else 0.0


def _amount(key: str) -> tuple[str, Decimal] | None:
    currency, _, value = key.partition(" ")
    try:
        return currency, Decimal(value.partition("-")[0])
    except InvalidOperation:
        return None
