"""Finding every place of a document where a form of the gazetteer stands, whoever is meant there.

The speed of tagging is decided here: the usual document passes through one normalisation, one search, one list of what
is a word of its own, one walk that keeps the longest, and a few columns that become its mentions.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from math import inf
from operator import itemgetter
from typing import Any, Final

from sources.types import Zone
from warehouse.entities.automaton import Automaton, Hit
from warehouse.entities.boundaries import hashtags, outside_addresses, standing_alone
from warehouse.entities.lexicon import OTHER, SIGNS, Lexicon
from warehouse.entities.model import Document, Mention
from warehouse.entities.normal import Normal, is_spaced, normalise
from warehouse.entities.spots import Place, Sheet, longest
from warehouse.entities.surroundings import are_initials
from warehouse.entities.verdicts import SCORES

MOST: Final = 200_000  # names of one document that are looked at: five times what the longest page could hold as prose
_LONG: Final = 500_000  # characters that are searched at once
_LINES: Final = 1_000  # in capitals that are remembered
_END: Final = "\n\x01"  # of text and title: no name goes beyond
_SPACES, _ADDRESS = range(len(SIGNS))  # their patterns
_STRONG: Final = (SCORES["strong"], "strong")
_CAPITALS: Final = (SCORES["capitals"], "capitals")

_BY_END: Final = itemgetter(2)
_INNER_WORD: Final = re.compile(r"(?<=[\W_])\w")
_DATELINE: Final = re.compile(r"[A-Z][A-Z. ]{3,40}(?=,| ?[(–—-])")  # "JAKARTA, KOMPAS.com - ", "NEW YORK (AP) —"
_new: Final[Callable[[Any, Any], Mention]] = tuple.__new__  # a third of the time of Mention(...)
_new_place: Final[Callable[[Any, Any], Place]] = tuple.__new__


class Finder:
    """Reads documents for the names of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._longest = Automaton(lexicon.written, overlapping=False)
        self._all = Automaton(lexicon.written, overlapping=True)
        self._capitals = Automaton(lexicon.capitals, overlapping=True)
        self._reach = max(map(len, lexicon.written))
        self._inner = self._held()
        self._hides = [
            number in self._inner or number <= _ADDRESS or _is_overlapped(string, lexicon.written)
            for number, string in enumerate(lexicon.written)
        ]
        self._in_capitals = lru_cache(maxsize=_LINES)(self._find_in_capitals)  # "BACA JUGA" stands in every text
        self._brief = {n for n, pattern in enumerate(lexicon.patterns) if _is_brief(pattern.text)}
        mute = self._mute()
        self._sure = {
            lang: tuple("" if n in mute else entity_id for n, entity_id in enumerate(sure))
            for lang, sure in lexicon.sure.items()
        }

    def find(self, document: Document, *, mute: bool = True) -> Sheet:
        """One document with its sure mentions and the places that have to be judged.

        Phrases in which nobody stands who may be meant are left out; if not `mute`, they are places too.
        """
        text = f"{document.text}{_END}\n{document.title}{_END}"
        normal, hits = self._read(text)
        sure = self._sure.get(document.lang) or self._sure[OTHER]
        moved, brief = normal.stretches, self._brief
        mentions: list[Mention] = []
        places: list[Place] = []
        add = mentions.append
        capitals = len(self._lexicon.written)  # the first pattern of those
        ends = _ends(document.zones, len(document.text))
        zone_end, zone = next(ends)
        before = titles = 0  # characters before the field that the zone is of; mentions before those of the title
        for at, hit in enumerate(hits):
            pattern, start, end = hit
            if moved:
                start, end = normal.stored(start, end)
            while start >= zone_end:
                zone_end, zone = next(ends)
                if zone == "title":
                    before, titles = len(document.text) + len(_END) + 1, len(mentions)
            entity_id = sure[pattern]
            if entity_id and not (pattern in brief and are_initials(normal.lines, hit[1], hit[2])):
                score, rule = _STRONG if pattern < capitals else _CAPITALS
                add(_new(Mention, (entity_id, start - before, end - before, text[start:end], zone, score, rule)))
            elif entity_id is None or not mute:
                places.append(_new_place(Place, (*hit, start - before, end - before, zone, at)))
        titles = titles if zone == "title" else len(mentions)
        return Sheet(normal, hits, mentions[titles:], mentions[:titles], places)

    def _mute(self) -> set[int]:
        """The patterns that mean nobody and hold no name that they leave to somebody: "dolar AS"."""
        return {
            number
            for number, pattern in enumerate(self._lexicon.patterns)
            if not pattern.forms
            and all(
                form.entity_id in pattern.vetoed
                for inner, _, _ in self._inner.get(number, ())
                for form in self._lexicon.patterns[inner].forms
            )
        }

    def _held(self) -> dict[int, list[Hit]]:
        """The longest names inside others, by these."""
        first = len(self._lexicon.written)
        held = {}
        for automaton, strings, shift in (
            (self._all, self._lexicon.written, 0),
            (self._capitals, self._lexicon.capitals, first),
        ):
            for number, string in enumerate(strings):
                is_sign = number + shift <= _ADDRESS
                hits = [] if is_sign else [hit for hit in automaton.find(string) if hit[2] - hit[1] < len(string)]
                if inner := longest(standing_alone(f"{string} ", hits)[0]):
                    held[number + shift] = [(pattern + shift, start, end) for pattern, start, end in inner]
        return held

    def inside(self, place: Place) -> list[Hit]:
        """The longest names inside a place that is a name as a whole."""
        held = self._inner.get(place.pattern)
        return [(p, s + place.start, e + place.start) for p, s, e in held] if held else []

    def _around(self, flat: str, start: int, end: int) -> list[Hit]:
        """Every name that begins from `start` on and before `end`."""
        found = self._all.find(flat[start : end + self._reach])
        hits = [(p, s + start, e + start) for p, s, e in found if p > _ADDRESS and s < end - start]
        return standing_alone(flat, hits)[0]

    def _read(self, text: str) -> tuple[Normal, list[Hit]]:
        """The normalised text, and the longest names that stand there as words of their own, in their order."""
        normal = normalise(text, spaced=False)
        hits = self._names(normal) if len(text) <= _LONG else None
        if hits is None:
            normal = normalise(text)
            hits = outside_addresses(normal.flat, self._windows(normal.flat))
        if "#" in normal.flat:
            hits = longest(sorted([*hits, *self._hashtags(normal.flat)], key=_BY_END))
        if capitals := _capital_lines(normal.lines):
            hits = self._with_capitals(normal, capitals, hits)
        return normal, hits

    def _names(self, normal: Normal) -> list[Hit] | None:
        """The longest names; None where spaces have to be seen to first.

        What begins first and is the longest hides what is inside it: where it is no word, that is looked for.
        """
        flat = normal.flat
        hits, others = standing_alone(flat, self._longest.find(flat))
        hides = self._hides
        hiding = [hit for hit in others if hides[hit[0]]]
        if not hiding:
            return hits
        signs = {hit[0] for hit in hiding if hit[0] <= _ADDRESS}
        if _SPACES in signs and is_spaced(normal.lines):
            return None
        hidden = [self._around(flat, start, end) for pattern, start, end in hiding if pattern > _ADDRESS]
        if any(hidden):
            hits = longest(sorted({*hits, *chain.from_iterable(hidden)}, key=_BY_END))
        return outside_addresses(flat, hits) if _ADDRESS in signs else hits

    def _windows(self, flat: str) -> list[Hit]:
        """The same of any text: every name is looked at, a piece of a very long text at a time."""
        found: list[Hit] = []
        for begin in range(0, len(flat), _LONG):
            found += self._around(flat, begin, begin + _LONG)
            if len(found) >= MOST:
                break
        return longest(sorted(found[:MOST], key=_BY_END))

    def _hashtags(self, flat: str) -> Iterator[Hit]:
        """Names run together, in any capitals where that may be them."""
        tags = self._lexicon.hashtags
        for start, end in hashtags(flat):
            pattern = tags.get(flat[start:end], tags.get(flat[start:end].lower()))
            if pattern is not None:
                yield pattern, start, end

    def _with_capitals(self, normal: Normal, lines: list[str], hits: list[Hit]) -> list[Hit]:
        """In lines of capitals alone every name is in capitals, and these say nothing of whether it is one."""
        in_lines = [self._in_capitals(line) for line in lines]
        if not any(in_lines):
            return hits
        found: list[Hit] = []
        spans: list[tuple[int, int]] = []
        place = 0
        for line, names in zip(lines, in_lines, strict=True):
            start = normal.lines.index(line, place)
            place = start + len(line)
            if names:
                found += [(p, s + start, e + start) for p, s, e in names]
                spans.append((start, place))
        return longest(sorted([*_outside(hits, spans), *found[:MOST]], key=_BY_END))

    def _find_in_capitals(self, line: str) -> list[Hit]:
        """The names of one such line."""
        alone, _ = standing_alone(f"{line} ", self._capitals.find(line))
        return [(pattern + len(self._lexicon.written), start, end) for pattern, start, end in alone]


def _is_brief(text: str) -> bool:
    """Whether it may be somebody's initials."""
    return 1 < len(text) < 4 and text.isalpha() and text.isupper()


def _is_overlapped(string: str, strings: Sequence[str]) -> bool:
    """Whether one of `strings`, which are sorted behind the signs, may begin inside `string` and go on behind it."""
    for found in _INNER_WORD.finditer(string):
        rest = string[found.start() :]
        at = bisect_left(strings, rest, len(SIGNS))
        if at < len(strings) and strings[at].startswith(rest):
            return True
    return False


def _ends(zones: Sequence[Zone], length: int) -> Iterator[tuple[float, str]]:
    """Where the zones of a text of that length end, and which they are; then that of the title, without an end."""
    last = "body"
    for zone in zones:
        if zone.zone != "title":
            last = zone.zone
            yield min(zone.char_end, length), last
    yield length + 1, last
    yield inf, "title"


def _capital_lines(lines: str) -> list[str]:
    """The lines of two words or more that are all in capitals, and a dateline in capitals that opens the first."""
    capital = [line for line in filter(str.isupper, lines.split("\n")) if " " in line]
    if lines[:4].isupper() and (dateline := _DATELINE.match(lines)) and capital[:1] != [lines.partition("\n")[0]]:
        capital.insert(0, dateline[0])
    return capital


def _outside(hits: list[Hit], spans: list[tuple[int, int]]) -> list[Hit]:
    """Those of `hits` that lie in none of `spans`; both are in order."""
    kept, at = [], 0
    for hit in hits:
        while at < len(spans) and spans[at][1] < hit[2]:
            at += 1
        if at == len(spans) or hit[2] <= spans[at][0]:
            kept.append(hit)
    return kept
