"""The words of a text in lower case, and what may be the bare form of one, in English and Indonesian.

A hyphen parts words, what follows an apostrophe is left out. Bare forms are candidates, most likely first, for looking
up in a list: "dipecat" may be "pecat", "companies" "company", "mengirim" "kirim" or "girim". No list is here.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

MOST: Final = 8_000  # words of a text that are looked at; 30,000 characters have about 5,000
_WORD = re.compile(r"[^\W\d_]{1,40}(?:['’][^\W\d_]{1,3})?")
_LONGEST = 30  # letters of a word that may have endings
_SHORTEST = 4  # letters of what is left where a prefix is taken away


class Word(NamedTuple):
    """A word in lower case and where it begins."""

    text: str
    start: int


def words(text: str) -> list[Word]:
    """The words of a text in order, at most 8,000."""
    found = islice(_WORD.finditer(text), MOST)
    return [Word(match[0].split("'")[0].split("’")[0].lower(), match.start()) for match in found]


def bare_forms(word: str, lang: str) -> Iterator[str]:
    """What a word may be an inflected form of, itself first; of neither language: by the rules of both."""
    yield word
    if len(word) > _LONGEST:
        return
    if lang != "id":
        yield from _english(word)
    if lang != "en":
        yield from _indonesian(word)


def _english(word: str) -> Iterator[str]:
    if word.endswith("ies") and len(word) > 4:
        yield word[:-3] + "y"
    elif word.endswith("s") and len(word) > 3:
        yield word[:-1]
        if word.endswith("es"):
            yield word[:-2]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            yield stem
            yield stem + "e"
            if stem[-1] == stem[-2]:
                yield stem[:-1]
            if stem.endswith("i"):
                yield stem[:-1] + "y"


_CLITICS = ("nya", "lah", "kah", "pun")
_SUFFIXES = ("", "kan", "an", "i")
# What a prefix is, and the letters that it may have swallowed.
_PREFIXES: Final = (
    ("memper", ("",)), ("diper", ("",)), ("menge", ("",)), ("penge", ("",)), ("meny", ("s",)), ("peny", ("s",)),
    ("meng", ("", "k")), ("peng", ("", "k")), ("mem", ("", "p")), ("pem", ("", "p")), ("men", ("", "t")),
    ("pen", ("", "t")), ("per", ("",)), ("ber", ("",)), ("ter", ("",)), ("me", ("",)), ("pe", ("",)), ("di", ("",)),
    ("ke", ("",)), ("se", ("",)),
)  # fmt: skip


def _indonesian(word: str) -> Iterator[str]:
    yield from (stem for stem in _without_suffixes(word) if stem != word)
    for prefix, swallowed in _PREFIXES:
        if word.startswith(prefix):
            for stem in _without_suffixes(word[len(prefix) :]):
                yield from (letter + stem for letter in swallowed if len(letter + stem) >= _SHORTEST)


def _without_suffixes(word: str) -> Iterator[str]:
    """The word, without a clitic, and each of these without a suffix."""
    whole = [word, *(word[: -len(clitic)] for clitic in _CLITICS if word.endswith(clitic) and len(word) > 5)]
    for stem in whole:
        for suffix in _SUFFIXES:
            if stem.endswith(suffix) and len(stem) - len(suffix) >= 3:
                yield stem[: len(stem) - len(suffix)]
