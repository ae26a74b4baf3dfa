"""Spots in a text where something of the gazetteer stands: the longest, from the left, without overlap."""

from typing import NamedTuple

from warehouse.entities.automaton import Hit
from warehouse.entities.model import Mention
from warehouse.entities.normal import Normal


class Place(NamedTuple):
    """A place that has to be judged: `start` and `end` are those of the normalised text.

    `at` is its place among the hits of its field; `inner` are those that it covers.
    """

    field: int  # 0: the title, 1: the text
    pattern: int
    start: int
    end: int
    char_start: int
    char_end: int
    zone: str
    at: int
    inner: tuple[Hit, ...]


class Field(NamedTuple):
    """A title or a text read once: every hit that counts, what is sure, and what has to be judged."""

    text: str
    normal: Normal
    hits: list[Hit]
    sure: list[Mention]
    places: list[Place]


def longest(hits: list[Hit], sure: tuple[str | None, ...]) -> tuple[list[Hit], dict[Hit, list[Hit]]]:
    """Of `hits`, ordered by their ends, those that begin first and of these the longest, none across another.

    Also what lies inside those that are not sure: it counts where they do not.
    """
    chosen: list[Hit] = []
    inner: dict[Hit, list[Hit]] = {}
    end = 0
    for hit in hits:
        if hit[1] >= end:
            chosen.append(hit)
            end = hit[2]
        elif hit[1] <= chosen[-1][1]:
            end = _cover(hit, chosen, inner, sure)
        elif sure[chosen[-1][0]] is None and hit[2] <= end:
            inner.setdefault(chosen[-1], []).append(hit)
    return chosen, inner


def _cover(hit: Hit, chosen: list[Hit], inner: dict[Hit, list[Hit]], sure: tuple[str | None, ...]) -> int:
    """Put `hit` in the place of those that lie inside it, unless it begins inside another; the end of the last."""
    at = len(chosen)
    while at and chosen[at - 1][1] >= hit[1]:
        at -= 1
    if not at or chosen[at - 1][2] <= hit[1]:
        covered, chosen[at:] = chosen[at:], [hit]
        if sure[hit[0]] is None:
            inner[hit] = covered
    return chosen[-1][2]
