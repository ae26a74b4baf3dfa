"""What a whole document says of who is meant: names that stand in it, in its addresses, phrases, its section."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import islice, pairwise
from operator import itemgetter
from typing import Final

from warehouse.entities.automaton import Automaton
from warehouse.entities.boundaries import addresses
from warehouse.entities.lexicon import Lexicon
from warehouse.entities.model import Document
from warehouse.entities.spots import Sheet, order
from warehouse.entities.surroundings import capital_after, case_at, is_given
from warehouse.entities.words import SECTIONS, TECH_OUTLETS

ASIDE: Final = frozenset({"related", "boilerplate", "caption"})  # about other things: no evidence elsewhere
NOWHERE: Final = -(10**12)  # before every place

_ENTITY_ID: Final = itemgetter(0)
_ADDRESSES: Final = 50  # of a text are looked at
_ADDRESS_LENGTH: Final = 500  # characters of one
_SPACED: Final = str.maketrans(dict.fromkeys("/-_.+?&=%#,:;~", " "))
_LONGEST: Final = 500_000  # characters in which phrases are looked for
_FEW: Final = 6  # phrases that are looked for one by one
_LOW_WORDS: Final = 300  # each is looked for in the whole text: more would take quadratic time
_SEEN: Final = 20  # places of a word that are looked at


class Evidence:
    """Who stands in one document without doubt; grows by what is accepted."""

    def __init__(self, lexicon: Lexicon, document: Document, sheet: Sheet) -> None:
        self._lexicon = lexicon
        self._document = document
        self._sheet = sheet
        self._ids: set[str]
        self._aside: dict[str, set[str]] = defaultdict(set)
        self._low: dict[str, bool] = {}
        self._capital: dict[str, tuple[int, ...]] = {}
        self._short: set[str] = set()
        if ASIDE.isdisjoint([zone.zone for zone in document.zones]):
            self._ids = {*map(_ENTITY_ID, sheet.title), *map(_ENTITY_ID, sheet.text)}
            return
        self._ids = {mention[0] for mention in (*sheet.title, *sheet.text) if mention[4] not in ASIDE}
        for mention in sheet.text:
            if mention[4] in ASIDE:
                self._aside[mention[4]].add(mention[0])

    def add(self, entity_id: str, zone: str, place: int, *, is_full: bool) -> None:
        """Take for evidence what was accepted: the entity, the zone, the place's order, and whether by a full name."""
        known = self._aside[zone] if zone in ASIDE else self._ids
        if is_full:
            self._short.discard(entity_id)
            if entity_id in self._lexicon.people:
                insort(self._named[entity_id], place)
        elif entity_id not in known:
            self._short.add(entity_id)
        known.add(entity_id)

    def is_short(self, entity_id: str) -> bool:
        """Whether an entity is known by short names alone."""
        return entity_id in self._short

    def named(self, zone: str) -> set[str]:
        """Whose names stand in title and text; in a zone that is about other things, in that zone too."""
        return self._ids | self._aside[zone] if zone in ASIDE else self._ids

    def last_named(self, entity_id: str, before: int) -> int:
        """Where a person's full name stands last before a place, by its order; `NOWHERE`."""
        places = self._named[entity_id]
        at = bisect_left(places, before)
        return places[at - 1] if at else NOWHERE

    @cached_property
    def _named(self) -> dict[str, list[int]]:
        """Where the full names of persons stand."""
        named: dict[str, list[int]] = defaultdict(list)
        for mention in (*self._sheet.title, *self._sheet.text):
            if mention[0] in self._lexicon.people:
                named[mention[0]].append(order(mention[4], mention[1]))
        for places in named.values():
            places.sort()
        return named

    def says_any(self, phrases: tuple[str, ...]) -> bool:
        """Whether one of them stands in title or text as words of its own, as written or with a first capital."""
        text = self._words[:_LONGEST]
        for phrase in phrases[:_FEW]:
            for form in _forms(phrase):
                if form in text and _stands_in(text, form):  # most are in no text
                    return True
        rest = phrases[_FEW:]
        return bool(rest) and any(_is_word(text, start, end) for _, start, end in _search(rest).find(text))

    def says_low(self, word: str) -> bool:
        """Whether a word stands there in lower case; of the first few hundred that are asked for."""
        if word not in self._low and len(self._low) < _LOW_WORDS:
            self._low[word] = _stands_in(self._words, word)
        return self._low.get(word, False)

    def is_first_name(self, word: str) -> bool:
        """Whether a capitalised word that opens a sentence is a first name: a known one, or a name elsewhere."""
        if self.says_low(word.lower()):
            return False
        if is_given(word) or word in self._first_names:
            return True
        lines = self._sheet.normal.lines
        return any(case_at(lines, at, at + len(word)) == "middle" for at in self._places_of(word))

    def is_first_of_another(self, word: str, surname: str) -> bool:
        """Whether a word stands elsewhere before another capitalised word: "Ganjar Pranowo" beside "Ganjar Erick"."""
        lines = self._sheet.normal.lines
        others = (capital_after(lines, at + len(word)) for at in self._places_of(word))
        return any(other.rstrip(".") not in ("", surname) for other in others)

    @cached_property
    def _first_names(self) -> frozenset[str]:
        """Of the persons of the gazetteer; without those that are ordinary words of the language."""
        ordinary = frozenset[str]() if self._document.lang == "en" else frozenset({"Tim"})  # "Tim Wang": Wang's team
        return frozenset(words[0] for words in self._lexicon.people.values() if words) - ordinary

    def _places_of(self, word: str) -> tuple[int, ...]:
        """Where a word stands on its own, the first few places; of the first few hundred words that are asked for."""
        if word not in self._capital and len(self._capital) < _LOW_WORDS:
            self._capital[word] = tuple(islice(_places(self._sheet.normal.flat, word), _SEEN))
        return self._capital.get(word, ())

    @cached_property
    def _words(self) -> str:
        """The text and the title without what is about other things, on one line."""
        zones = [zone for zone in self._document.zones if zone.zone in ASIDE]
        if not zones:
            return self._sheet.normal.flat
        text, kept, done = self._document.text, [], 0
        for zone in zones:
            kept.append(text[done : zone.char_start])
            done = max(done, zone.char_end)
        words = "\n".join((*kept, text[done:], self._document.title)).replace("\n", " ")
        return words if words.isascii() else words.encode("utf-8", "replace").decode("utf-8")  # without half characters

    @cached_property
    def is_of_technology(self) -> bool:
        """Whether outlet or section, or the address's host and first step, write about technology."""
        document = self._document
        host, _, path = document.url.lower().partition("//")[2].partition("/")
        steps = (document.section, document.section.replace(" ", "-"), *host.split("."), path.partition("/")[0])
        words = {word for step in steps for word in step.lower().split()}
        return document.outlet_id in TECH_OUTLETS or not words.isdisjoint(SECTIONS)

    @cached_property
    def addressed(self) -> set[str]:
        """Who is named in the document's own address or in one that its text gives."""
        text = self._sheet.normal.flat
        found = [text[start:end] for start, end in addresses(text)[:_ADDRESSES]]
        return {entity_id for address in (self._document.url, *found) for entity_id in self._in_address(address)}

    def _in_address(self, address: str) -> Iterator[str]:
        names = self._lexicon.names
        path = address[:_ADDRESS_LENGTH].lower().partition("//")[2].partition("/")[2]
        words = path.translate(_SPACED).split()
        if begun := names.keys() & {*words, *map(" ".join, pairwise(words))}:
            spelled = f" {' '.join(words)} "
            for begin in begun:
                yield from (entity_id for name, entity_id in names[begin] if name in spelled)


@cache
def _search(phrases: tuple[str, ...]) -> Automaton:
    """Of dozens of phrases most are in no text: one search for all is several times as fast as one for each."""
    return Automaton(sorted({form for phrase in phrases for form in _forms(phrase)}), overlapping=True)


@cache
def _forms(phrase: str) -> tuple[str, ...]:
    """As it is written, and as a sentence begins with it."""
    capital = phrase[:1].upper() + phrase[1:]
    return (phrase,) if capital == phrase else (phrase, capital)


def _stands_in(text: str, word: str) -> bool:
    """Whether `word` stands in `text` as a word of its own."""
    return next(_places(text, word), -1) >= 0


def _places(text: str, word: str) -> Iterator[int]:
    """Where `word` stands in `text` as a word of its own."""
    place = text.find(word)
    while place >= 0:
        if _is_word(text, place, place + len(word)):
            yield place
        place = text.find(word, place + len(word))


def _is_word(text: str, start: int, end: int) -> bool:
    return not text[max(0, start - 1) : start].isalnum() and not text[end : end + 1].isalnum()
