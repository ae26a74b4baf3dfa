"""Where something of the gazetteer stands in a document, and who is meant in the places that are sure."""

from typing import NamedTuple

from warehouse.entities.automaton import Hit
from warehouse.entities.model import Mention
from warehouse.entities.normal import Normal


class Place(NamedTuple):
    """A place that has to be judged: `start` and `end` are those of the sheet's normalised text.

    `char_start` and `char_end` are those of the stored title or text; `at` is its place among the sheet's hits (-1 for
    none of them).
    """

    pattern: int
    start: int
    end: int
    char_start: int
    char_end: int
    zone: str
    at: int

    @property
    def order(self) -> int:
        """By this number the places of a title come before those of its text."""
        return order(self.zone, self.char_start)


class Sheet(NamedTuple):
    """A document read once. `normal` is of its text and then its title; so are `hits` and `places`.

    `hits` are all that may count, none across another: those that are sure are mentions of the title or of the text,
    the `places` of the others have to be judged.
    """

    normal: Normal
    hits: list[Hit]
    title: list[Mention]
    text: list[Mention]
    places: list[Place]


def order(zone: str, char_start: int) -> int:
    """A number by which the places of a title come before those of its text."""
    return char_start - 10**10 if zone == "title" else char_start


def longest(hits: list[Hit]) -> list[Hit]:
    """Of `hits`, ordered by their ends, those that begin first and of these the longest, none across another."""
    chosen: list[Hit] = []
    last = 0
    for hit in hits:
        _, start, end = hit
        if start >= last:
            chosen.append(hit)
            last = end
        elif start <= chosen[-1][1]:
            last = _cover(hit, chosen)
    return chosen


def _cover(hit: Hit, chosen: list[Hit]) -> int:
    """Put `hit` in the place of those that lie inside it, unless it begins inside another; the end of the last."""
    at = len(chosen)
    while at and chosen[at - 1][1] >= hit[1]:
        at -= 1
    if not at or chosen[at - 1][2] <= hit[1]:
        chosen[at:] = [hit]
    return chosen[-1][2]
