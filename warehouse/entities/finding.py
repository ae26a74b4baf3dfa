"""Finding every place of a document where a form of the gazetteer stands, whoever is meant there.

The speed of tagging is decided here: the usual document passes through one normalisation, one search, one list of what
is a word of its own, one walk that keeps the longest, and a few columns that become its mentions.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from math import inf
from operator import itemgetter
from typing import Any, Final

from sources.types import Zone
from warehouse.entities.automaton import Automaton, Hit
from warehouse.entities.boundaries import hashtags, standing_alone
from warehouse.entities.lexicon import OTHER, Lexicon
from warehouse.entities.model import Document, Mention
from warehouse.entities.normal import Normal, is_spaced, normalise
from warehouse.entities.spots import Place, Sheet, longest

MOST: Final = 200_000  # names of one document that are looked at: five times what the longest page could hold as prose
_LONG: Final = 500_000  # characters that are searched at once
_BETWEEN: Final = "\n|\n"  # text and title: no name crosses it

_BY_END: Final = itemgetter(2)
_new: Final[Callable[[Any, Any], Mention]] = tuple.__new__  # a third of the time of Mention(...)


class Finder:
    """Reads documents for the names of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._longest = Automaton(lexicon.written, overlapping=False)
        self._all = Automaton(lexicon.written, overlapping=True)
        self._capitals = Automaton(lexicon.capitals, overlapping=True)
        self._parted = [not string.isalnum() for string in lexicon.written]  # something inside it may be a name
        self._reach = max(map(len, lexicon.written))

    def find(self, document: Document) -> Sheet:
        """One document with its sure mentions and the places that have to be judged."""
        text = f"{document.text}{_BETWEEN}{document.title}"
        normal, hits = self._read(text)
        sure = self._lexicon.sure.get(document.lang) or self._lexicon.sure[OTHER]
        mentions: list[Mention] = []
        places: list[Place] = []
        ends = _ends(document.zones, len(document.text))
        zone_end, zone = next(ends)
        before = titles = 0  # characters before the field that the zone is of; mentions before those of the title
        for hit in hits:
            pattern, start, end = hit
            if normal.stretches:
                start, end = normal.stored(start, end)
            while start >= zone_end:
                zone_end, zone = next(ends)
                if zone == "title":
                    before, titles = len(document.text) + len(_BETWEEN), len(mentions)
            entity_id = sure[pattern]
            if entity_id is None:
                places.append(Place(*hit, start - before, end - before, zone, len(mentions) + len(places)))
            else:
                row = (entity_id, start - before, end - before, text[start:end], zone, 1.0, "strong")
                mentions.append(_new(Mention, row))
        titles = titles if zone == "title" else len(mentions)
        return Sheet(normal, hits, mentions[titles:], mentions[:titles], places)

    def inside(self, place: Place) -> list[Hit]:
        """The longest names inside a place that is a name as a whole."""
        pattern = self._lexicon.patterns[place.pattern]
        shift = len(self._lexicon.written) if pattern.written == "capitals" else 0
        automaton = self._capitals if shift else self._all
        if pattern.written == "hashtag" or not self._parted[place.pattern - shift]:
            return []
        hits = [hit for hit in automaton.find(pattern.text) if hit[2] - hit[1] < len(pattern.text)]
        alone, _ = standing_alone(pattern.text, hits)
        return [(p + shift, s + place.start, e + place.start) for p, s, e in longest(alone)]

    def _around(self, flat: str, start: int, end: int) -> list[Hit]:
        """Every name that begins from `start` on and before `end`."""
        found = self._all.find(flat[start : end + self._reach])
        hits = [(p, s + start, e + start) for p, s, e in found if p and s < end - start]
        return standing_alone(flat, hits)[0]

    def _read(self, text: str) -> tuple[Normal, list[Hit]]:
        """The normalised text, and the longest names that stand there as words of their own, in their order."""
        normal = normalise(text, spaced=False)
        hits = self._names(normal) if len(text) <= _LONG else None
        if hits is None:
            normal = normalise(text)
            hits = self._windows(normal.flat)
        if "#" in normal.flat:
            hits = longest(sorted([*hits, *self._hashtags(normal.flat)], key=_BY_END))
        if any(map(str.isupper, normal.lines.split("\n"))):
            hits = self._with_capitals(normal.lines, hits)
        return normal, hits

    def _names(self, normal: Normal) -> list[Hit] | None:
        """The longest names; None where spaces have to be seen to first.

        What begins first and is the longest hides what is inside it: where it is no word, that is looked for.
        """
        flat = normal.flat
        hits, others = standing_alone(flat, self._longest.find(flat))
        hiding = [hit for hit in others if self._parted[hit[0]]]
        if not hiding:
            return hits
        if not all(pattern for pattern, _, _ in hiding):
            if is_spaced(normal.lines):
                return None
            hiding = [hit for hit in hiding if hit[0]]
        hidden = chain.from_iterable(self._around(flat, start, end) for _, start, end in hiding)
        return longest(sorted({*hits, *hidden}, key=_BY_END))

    def _windows(self, flat: str) -> list[Hit]:
        """The same of any text: every name is looked at, a piece of a very long text at a time."""
        found: list[Hit] = []
        for begin in range(0, len(flat), _LONG):
            found += self._around(flat, begin, begin + _LONG)
            if len(found) >= MOST:
                break
        return longest(sorted(found[:MOST], key=_BY_END))

    def _hashtags(self, flat: str) -> Iterator[Hit]:
        """Names run together, in their own capitals; ordinary words only so."""
        for start, end in hashtags(flat):
            place = self._lexicon.hashtags.get(flat[start:end].lower())
            if place is not None:
                pattern = self._lexicon.patterns[place]
                if flat[start:end] == pattern.text or any(not form.weak or form.words > 1 for form in pattern.forms):
                    yield place, start, end

    def _with_capitals(self, lines: str, hits: list[Hit]) -> list[Hit]:
        """In lines of capitals alone every name is in capitals, and these say nothing of whether it is one."""
        shift = len(self._lexicon.written)
        found: list[Hit] = []
        spans = _capital_lines(lines)
        for start, end in spans:
            line = lines[start:end]
            alone, _ = standing_alone(line, self._capitals.find(line))
            found += [(p + shift, s + start, e + start) for p, s, e in alone]
        hits = _outside(hits, spans) if spans else hits
        return longest(sorted([*hits, *found[:MOST]], key=_BY_END)) if found else hits


def _ends(zones: Sequence[Zone], length: int) -> Iterator[tuple[float, str]]:
    """Where the zones of a text of that length end, and which they are; then that of the title, without an end."""
    last = "body"
    for zone in zones:
        if zone.zone != "title":
            last = zone.zone
            yield min(zone.char_end, length), last
    yield length + 1, last
    yield inf, "title"


def _capital_lines(lines: str) -> list[tuple[int, int]]:
    """The lines of two words or more that are all in capitals."""
    spans, start = [], 0
    for line in lines.split("\n"):
        if line.isupper() and " " in line:
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def _outside(hits: list[Hit], spans: list[tuple[int, int]]) -> list[Hit]:
    """Those of `hits` that lie in none of `spans`; both are in order."""
    kept, at = [], 0
    for hit in hits:
        while at < len(spans) and spans[at][1] < hit[2]:
            at += 1
        if at == len(spans) or hit[2] <= spans[at][0]:
            kept.append(hit)
    return kept
