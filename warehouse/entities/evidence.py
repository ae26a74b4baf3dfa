"""What a whole document says of who is meant: names that stand in it, in its addresses, phrases, its section."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from warehouse.entities.boundaries import addresses
from warehouse.entities.lexicon import Lexicon
from warehouse.entities.model import Document, Mention
from warehouse.entities.spots import Field
from warehouse.entities.words import SECTIONS, TECH_OUTLETS

ASIDE: Final = frozenset({"related", "boilerplate", "caption"})  # about other things: no evidence elsewhere

_ADDRESSES: Final = 50  # of a text are looked at
_ADDRESS_WORDS: Final = 40  # of one
_LONGEST_NAME: Final = 5  # words
_WORDS: Final = re.compile(r"[a-z0-9]+")

Position = tuple[int, int]  # field and offset: the title comes before the text


class Evidence:
    """Who stands in one document without doubt; grows by what is accepted."""

    def __init__(self, lexicon: Lexicon, document: Document, fields: tuple[Field, Field]) -> None:
        self._lexicon = lexicon
        self._document = document
        self._fields = fields
        self._ids: set[str] = set()
        self._aside: dict[str, set[str]] = defaultdict(set)
        self._named: dict[str, list[Position]] = defaultdict(list)  # full names of persons
        self._phrases: dict[str, bool] = {}
        for number, field in enumerate(fields):
            self.add(number, field.sure)
        self._ids |= self._in_addresses()

    def add(self, field: int, mentions: Iterable[Mention]) -> None:
        """Take these mentions, of the title (0) or the text (1), for evidence."""
        for mention in mentions:
            (self._aside[mention.zone] if mention.zone in ASIDE else self._ids).add(mention.entity_id)
            if mention.entity_id in self._lexicon.people and mention.rule != "surname":
                self._named[mention.entity_id].append((field, mention.char_start))

    def known(self, zone: str) -> set[str]:
        """Whose names stand in the document; in a zone that is about other things, in that zone too."""
        return self._ids | self._aside[zone] if zone in ASIDE else self._ids

    def last_named(self, entity_id: str, before: Position) -> Position:
        """Where a person's full name stands last before a place; (-1, -1) for nowhere."""
        places = self._named[entity_id]
        at = bisect_left(places, before)
        return places[at - 1] if at else (-1, -1)

    def sort(self) -> None:
        """Put what was added in order; to be called before `last_named`."""
        for places in self._named.values():
            places.sort()

    def says(self, phrase: str) -> bool:
        """Whether a phrase (in lower case) stands in the title or the text, in whatever case, as words of its own."""
        if phrase not in self._phrases:
            self._phrases[phrase] = _stands_in(self._low_words, phrase)
        return self._phrases[phrase]

    def says_low(self, word: str) -> bool:
        """Whether a word stands there in lower case."""
        return _stands_in(self._words, word)

    @cached_property
    def _words(self) -> str:
        """The title and what of the text is evidence."""
        document = self._document
        zones = [zone for zone in document.zones if zone.zone not in ASIDE and zone.zone != "title"]
        texts = (
            [document.text[zone.char_start : zone.char_end] for zone in zones] if document.zones else [document.text]
        )
        return "\n".join((document.title, *texts)).replace("\n", " ")

    @cached_property
    def _low_words(self) -> str:
        return self._words.lower()

    @cached_property
    def is_of_technology(self) -> bool:
        """Whether outlet or section, or the address's host and first step, write about technology."""
        document = self._document
        host, _, path = document.url.lower().partition("//")[2].partition("/")
        steps = (document.section, document.section.replace(" ", "-"), *host.split("."), path.partition("/")[0])
        words = {word for step in steps for word in step.lower().split()}
        return document.outlet_id in TECH_OUTLETS or not words.isdisjoint(SECTIONS)

    def _in_addresses(self) -> set[str]:
        """Who is named in the document's own address or in one that its text gives."""
        text = self._fields[-1].normal.flat
        found = [text[start:end] for start, end in addresses(text)[:_ADDRESSES]]
        return {entity_id for address in (self._document.url, *found) for entity_id in self._in_address(address)}

    def _in_address(self, address: str) -> Iterable[str]:
        path = address.lower().partition("//")[2].partition("/")[2]
        words = _WORDS.findall(path[: 20 * _ADDRESS_WORDS])[:_ADDRESS_WORDS]
        for start in range(len(words)):
            for end in range(start + 1, min(start + _LONGEST_NAME, len(words)) + 1):
                yield from self._lexicon.names.get(" ".join(words[start:end]), ())


def _stands_in(text: str, phrase: str) -> bool:
    """Whether `phrase` stands in `text` between characters that are no letters or digits."""
    place = text.find(phrase)
    while place >= 0:
        end = place + len(phrase)
        if not text[place - 1 : place].isalnum() and not text[end : end + 1].isalnum():
            return True
        place = text.find(phrase, end)
    return False
