"""Reading a title or a text for names: every place where a form of the gazetteer stands, whoever is meant there.

The speed of tagging is decided here: the usual text passes through one normalisation, one search, one list of what is
a word of its own, and one loop that makes mentions of what always means the same entity.
"""

from collections.abc import Callable, Iterator, Sequence
from math import inf
from operator import itemgetter
from typing import Final

from sources.types import Zone
from warehouse.entities.automaton import Automaton, Hit
from warehouse.entities.boundaries import hashtags, standing_alone
from warehouse.entities.lexicon import Lexicon
from warehouse.entities.model import Mention
from warehouse.entities.normal import Normal, normalise
from warehouse.entities.spots import Field, Place, longest

MOST: Final = 200_000  # names of one text that are looked at: five times what the longest page could hold as prose
_LONG: Final = 500_000  # characters that are searched at once
_MARGIN: Final = 300  # characters on either side that decide whether something is a word, or an address

_new: Final[Callable[..., Mention]] = tuple.__new__  # a third of the time of Mention(...)


class Reader:
    """Reads fields for the names of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._written = Automaton(lexicon.written)
        self._capitals = Automaton(lexicon.capitals)
        self._reach = _MARGIN + max(map(len, lexicon.written), default=0)

    def read(self, number: int, text: str, zones: Sequence[Zone]) -> Field:
        """One field with its sure mentions and the places that have to be judged."""
        normal = normalise(text)
        hits, inner = longest(self._hits(normal), self._lexicon.sure)
        sure, places = self._lexicon.sure, []
        ends = _ends(zones, number)
        zone_end, zone = next(ends)
        mentions: list[Mention] = []
        add = mentions.append
        is_moved = normal.stretches
        for at, hit in enumerate(hits):
            pattern, start, end = hit
            if is_moved:
                start, end = normal.stored(start, end)
            while start >= zone_end:
                zone_end, zone = next(ends)
            entity_id = sure[pattern]
            if entity_id is not None:
                add(_new(Mention, (entity_id, start, end, text[start:end], zone, 1.0, "strong")))
            else:
                places.append(Place(number, *hit, start, end, zone, at, tuple(inner.get(hit, ()))))
        return Field(text, normal, hits, mentions, places)

    def _hits(self, normal: Normal) -> list[Hit]:
        """Everything that stands as a word of its own, by its end."""
        flat = normal.flat
        hits = standing_alone(flat, self._written.find(flat)) if len(flat) < _LONG else self._windows(flat)
        if "#" in flat:
            hits = sorted([*hits, *self._hashtags(flat)], key=itemgetter(2))
        if any(map(str.isupper, normal.lines.split("\n"))):
            hits = self._with_capitals(normal.lines, hits)
        return hits

    def _windows(self, flat: str) -> list[Hit]:
        """Of a very long text a piece at a time, so that what stands there only by its letters needs little memory."""
        found: list[Hit] = []
        for begin in range(0, len(flat), _LONG):
            first = max(0, begin - self._reach)
            piece = flat[first : begin + _LONG + self._reach]
            hits = standing_alone(piece, self._written.find(piece))
            found += [(p, s + first, e + first) for p, s, e in hits if begin <= s + first < begin + _LONG]
            if len(found) >= MOST:
                break
        return sorted(found, key=itemgetter(2))[:MOST]

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
        spans = [(start, end) for start, end in _lines(lines) if " " in lines[start:end] and lines[start:end].isupper()]
        if not spans:
            return hits
        shift = len(self._lexicon.written)
        found = []
        for start, end in spans:
            line = lines[start:end]
            found += [(p + shift, s + start, e + start) for p, s, e in standing_alone(line, self._capitals.find(line))]
        return sorted([*_outside(hits, spans), *found[:MOST]], key=itemgetter(2))


def _ends(zones: Sequence[Zone], number: int) -> Iterator[tuple[float, str]]:
    """Where zones end, and which they are; the last has no end."""
    if number == 0:
        yield inf, "title"
    last = "body"
    for zone in zones:
        if zone.zone != "title":
            last = zone.zone
            yield zone.char_end, last
    while True:
        yield inf, last


def _lines(lines: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in lines.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _outside(hits: list[Hit], spans: list[tuple[int, int]]) -> list[Hit]:
    """Those of `hits` that lie in none of `spans`; both are in order."""
    kept, at = [], 0
    for hit in hits:
        while at < len(spans) and spans[at][1] < hit[2]:
            at += 1
        if at == len(spans) or hit[2] <= spans[at][0]:
            kept.append(hit)
    return kept
