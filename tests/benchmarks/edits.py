"""Edits of real texts, each at a wanted Jaccard index of word 5-grams: what customers do to an agency's report."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from warehouse.identity.fingerprint import grams
from warehouse.identity.furniture import prose
from warehouse.identity.normal import words

Edit = Callable[[str, int, random.Random, tuple[str, ...]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """An edited text, and the Jaccard index it really has with the original."""

    body: str
    jaccard: float


def likeness(a: str, b: str) -> float:
    """The true Jaccard index of two bodies' word 5-grams, furniture set aside."""
    left, right = grams(words(prose(a))), grams(words(prose(b)))
    return len(left & right) / len(left | right)


def edited(body: str, wanted: float, edit: Edit, seed: int, foreign: tuple[str, ...]) -> Edited:
    """The body with as much of `edit` as leaves it at or above `wanted`; `foreign` are the words of other texts."""
    low, high = 0, len(body.split())  # the likeness falls with the number: look for the greatest that is still enough
    best = Edited(body=body, jaccard=1.0)
    while low < high:
        much = (low + high + 1) // 2
        text = edit(body, much, random.Random(seed), foreign)
        found = likeness(body, text)
        if found >= wanted:
            low, best = much, Edited(body=text, jaccard=found)
        else:
            high = much - 1
    return best


def words_replaced(body: str, much: int, chance: random.Random, foreign: tuple[str, ...]) -> str:
    """So many words anywhere replaced by words of other texts."""
    pieces = re.split(r"(\s+)", body)
    places = list(range(0, len(pieces), 2))
    chance.shuffle(places)
    others = [chance.choice(foreign) for _ in places]
    for place, other in zip(places[:much], others, strict=False):
        pieces[place] = other
    return "".join(pieces)


def end_dropped(body: str, much: int, chance: random.Random, foreign: tuple[str, ...]) -> str:
    """The last so many sentences dropped, as a page short of space drops paragraphs."""
    sentences = re.split(r"(?<=[.!?”\"])\s+", body)
    return "\n".join(sentences[: max(len(sentences) - much, 1)])


def middle_dropped(body: str, much: int, chance: random.Random, foreign: tuple[str, ...]) -> str:
    """So many sentences anywhere behind the first dropped."""
    sentences = re.split(r"(?<=[.!?”\"])\s+", body)
    behind = list(range(1, len(sentences)))
    chance.shuffle(behind)
    gone = set(behind[:much])
    return "\n".join(sentence for place, sentence in enumerate(sentences) if place not in gone)


def lead_changed(body: str, much: int, chance: random.Random, foreign: tuple[str, ...]) -> str:
    """The first so many words replaced by another lead as long, under another dateline, with the agency's mark."""
    start = chance.randrange(len(foreign) - 2_000)
    lead = " ".join(foreign[start : start + much])
    rest = " ".join(body.split()[much:])
    return f"SURABAYA, CONTOH.com - {lead}. {rest}\nBaca juga: {' '.join(foreign[start + 900 : start + 912])}\n(Ant)"


EDITS: dict[str, Edit] = {
    "words replaced": words_replaced,
    "sentences dropped": middle_dropped,
    "end dropped": end_dropped,
    "agency, lead changed": lead_changed,
}
