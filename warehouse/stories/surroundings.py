"""What is said around a place of a text, in terms that both languages have: whether two figures are of the same thing.

Entities, names, actions and concepts of the sentence. What stands in many sentences of an article says nothing about
one of them. Not here: figures, and what is concluded.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from warehouse.stories.actions import actions
from warehouse.stories.comparing import Quantity
from warehouse.stories.concepts import concepts
from warehouse.stories.model import Told
from warehouse.stories.passages import READ
from warehouse.stories.who import normal_name
from warehouse.stories.words import words

RARE: Final = 2  # sentences of an article in which something may stand that tells one from the others
_NEAR: Final = 160  # characters on either side of a figure, at most
_MENTIONS: Final = 2_000
_NAMES: Final = 40
_TIMES: Final = 50  # that a name is looked for
_END = re.compile(r"[.!?][\"'”’)]{0,2}\s|\n")


class Beside:
    """What an original and a retelling both say beside figures."""

    def __init__(self, original: Told, derived: Told) -> None:
        self._here, self._there = Surroundings(original), Surroundings(derived)

    def shared(self, one: Quantity, other: Quantity) -> frozenset[str]:
        """What is said beside a figure of the original and one of the retelling; nothing of what is in a title."""
        if one.of_title or other.of_title:
            return frozenset()
        return self._here.around(one.start, one.end) & self._there.around(other.start, other.end)

    def is_near(self, one: Quantity, other: Quantity) -> bool:
        """Whether two figures of the original stand in one sentence."""
        return self._here.are_together(one, other)

    def is_near_there(self, one: Quantity, other: Quantity) -> bool:
        """Whether two figures of the retelling stand in one sentence."""
        return self._there.are_together(one, other)


class Surroundings:
    """What a text says, sentence by sentence."""

    def __init__(self, told: Told) -> None:
        self._ends = [match.end() for match in _END.finditer(told.text, 0, READ)]
        found = sorted(_keys(told))
        self._starts = [start for start, _ in found]
        self._keys = [key for _, key in found]
        sentences = {(key, self._sentence(start)) for start, key in found}
        self._sentences = Counter(key for key, _ in sentences)
        self._around: dict[tuple[int, int], frozenset[str]] = {}

    def around(self, start: int, end: int) -> frozenset[str]:
        """What is said in the sentence of a figure beside the figure itself, and in few other sentences."""
        if (start, end) not in self._around:
            self._around[start, end] = self._read(start, end)
        return self._around[start, end]

    def are_together(self, one: Quantity, other: Quantity) -> bool:
        """Whether two figures of the text stand in one sentence, near each other."""
        if one.of_title or other.of_title or abs(one.start - other.start) > _NEAR:
            return False
        return self._sentence(one.start) == self._sentence(other.start)

    def _read(self, start: int, end: int) -> frozenset[str]:
        number = self._sentence(start)
        first = max(start - _NEAR, self._ends[number - 1] if number else 0)
        last = min(end + _NEAR, self._ends[number] if number < len(self._ends) else end + _NEAR)
        found = range(bisect_left(self._starts, first), bisect_left(self._starts, last))
        beside = (n for n in found if not start <= self._starts[n] < end)
        return frozenset(self._keys[n] for n in beside if self._sentences[self._keys[n]] <= RARE)

    def _sentence(self, start: int) -> int:
        return bisect_right(self._ends, start)


def _keys(told: Told) -> Iterator[tuple[int, str]]:
    text = told.text[:READ]
    for mention in told.mentions[:_MENTIONS]:
        if mention.zone != "title" and mention.char_start < len(text):
            yield mention.char_start, f"entity {mention.entity_id}"
    yield from _names(text, (name.name for name in told.names[:_NAMES]))
    found = words(text)
    for action in actions(found, told.lang, "body"):
        yield found[action.word].start, f"action {action.key}"
    for concept in concepts(found, told.lang):
        yield found[concept.word].start, f"{concept.kind} {concept.key}"


def _names(text: str, names: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Names by their last word, by which people go."""
    for name in names:
        key = normal_name(name).split()
        if key:
            places = re.finditer(re.escape(name.split()[-1]), text)
            yield from ((match.start(), f"name {key[-1]}") for match in islice(places, _TIMES))
