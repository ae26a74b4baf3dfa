"""What an article is about in words that both languages have: a weak trait each, and all that some texts have.

`concepts.toml` lists what the frequent words of the news mean. Of other words those count that English and Indonesian
write nearly alike (`cognates`), if they were found in both when news was counted (`commonness`), or by their ending.
Countries and their people, regions and cities are places and no concepts; they have the ids of the gazetteer.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from warehouse.stories import commonness
from warehouse.stories.cognates import is_shared, shared_form
from warehouse.stories.model import TraitKind
from warehouse.stories.wordbook import Wordbook, meanings
from warehouse.stories.words import Word, bare_forms

SHARE: Final = 0.3  # of the weight that a name as common would have: words stand in texts of other events
_LISTED: Final = 6.0  # commonness of a listed word that was not counted
_SHARED: Final = 7.0  # of a word that is known by its ending alone
_SHORTEST: Final = 4  # letters
_INFLECTED = re.compile(r"me(?:ng|m|ny)\w+[ai]si\Z")  # "mengawasi" is no "-ation"


class Concept(NamedTuple):
    """A concept or place in a text: the word with which it begins, the number of that word, its weight."""

    kind: TraitKind
    key: str
    weight: float
    word: int


@cache
def _books() -> tuple[Wordbook, frozenset[str]]:
    """All listed words, and which keys are places."""
    lists = tomllib.loads((files("warehouse") / "stories" / "concepts.toml").read_text("utf-8"))
    places = tuple(meanings(lists.pop("places")))
    others = [meaning for lines in lists.values() for meaning in meanings(lines)]
    return Wordbook([*places, *others]), frozenset(meaning.key for meaning in places)


def concepts(text: Sequence[Word], lang: str) -> Iterator[Concept]:
    """The concepts and places of a text in order, those of listed words and then those that are shared."""
    book, places = _books()
    listed: set[int] = set()
    for key, first, behind in book.find(text, lang):
        listed.update(range(first, behind))
        kind: TraitKind = "place" if key in places else "concept"
        yield Concept(kind, key, concept_weight(key, places), first)
    for number, word in enumerate(text):
        if number not in listed and (form := _shared(word.text, lang)):
            yield Concept("concept", f"~{form}", SHARE * commonness.of_concept(f"~{form}", _SHARED), number)


def concept_weight(key: str, places: frozenset[str]) -> float:
    """The weight of a listed word: a place has that of the place."""
    return commonness.of_place(key) if key in places else SHARE * commonness.of_concept(key, _LISTED)


@lru_cache(50_000)
def _shared(word: str, lang: str) -> str:
    """The spelling of a word that both languages have, empty for others."""
    if len(word) < _SHORTEST:
        return ""
    for bare in bare_forms(word, lang) if lang == "id" else (word,):
        form = shared_form(bare, lang)
        if commonness.is_counted(f"~{form}"):
            return form
    form = shared_form(word, lang)
    return form if is_shared(form) and not (lang == "id" and _INFLECTED.match(word)) else ""
