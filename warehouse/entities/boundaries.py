"""Where a name stands as a word of its own, and where addresses stand, inside which nothing counts.

Possessives, clitics (`-lah`, `-nya`, `nya` glued on), a hyphen used as a dash end a name, and prefixes with a hyphen
(`eks-`, `non-`) precede it; a letter, a digit or a part of an address does neither.
"""

import re
from bisect import bisect_left, bisect_right
from operator import itemgetter
from string import ascii_letters, digits
from typing import Final

from warehouse.entities.automaton import Hit

# What stands next to most names; for the rest more has to be looked at. Characters that are not letters are all right.
_OPEN: Final = frozenset("\x01 \"'([{,;:!?|*>–—•…“„«")
_CLOSE: Final = frozenset("\x01 \"')]},;:!?|*<–—•…”»")
# Letters and digits that nothing can make the beginning or the end of a word; only "di" and "ke" come before a name
# without a space, and only "nya" after it.
_INSIDE_BEFORE: Final = frozenset(ascii_letters + digits + "_#") - {"i", "e"}
_INSIDE_AFTER: Final = frozenset(ascii_letters + digits + "_") - {"n"}
_NEVER: Final = frozenset("_#$=%\\")
_WORD: Final = 30  # characters of a word before a full stop that are looked at
_NEAR: Final = 200  # characters of an address that are looked at around a place
_ADDRESS: Final = re.compile(r"://[^\s<>\"]+")
_BY_START: Final = itemgetter(1)
_BY_END: Final = itemgetter(2)
_HASHTAG: Final = re.compile(r"(?<![\w/&?=])#(\w+)")
_PART_OF_ADDRESS: Final = re.compile(r"://|^www\.|\.[a-z]{2,10}/|@")


def standing_alone(text: str, hits: list[Hit]) -> tuple[list[Hit], list[Hit]]:
    """Those of `hits` that are words of their own, and the others; both in their order.

    `text` has no line breaks, and ends in a character that opens and closes words: by its index -1 it is the one before
    the first, too.
    """
    alone: list[Hit] = []
    others: list[Hit] = []
    for hit in hits:
        _, start, end = hit
        if text[start - 1] in _OPEN and (text[end] in _CLOSE or text[end : end + 2] == ". "):
            alone.append(hit)
        elif text[end] in _INSIDE_AFTER or text[start - 1] in _INSIDE_BEFORE:
            others.append(hit)
        else:
            (alone if _opens(text, start, end) and _closes(text, start, end) else others).append(hit)
    return alone, others


def outside_addresses(text: str, hits: list[Hit]) -> list[Hit]:
    """Those of `hits` that are in no whole address; they are in order, and none is across another."""
    kept, done = [], 0
    for start, end in addresses(text):
        first = bisect_left(hits, start, done, key=_BY_START)
        kept += hits[done:first]
        done = bisect_right(hits, end, first, key=_BY_END)
    return [*kept, *hits[done:]] if done else hits


def hashtags(flat: str) -> list[tuple[int, int]]:
    """Where hashtags stand, without their sign."""
    return [found.span(1) for found in _HASHTAG.finditer(flat)] if "#" in flat else []


def addresses(flat: str) -> list[tuple[int, int]]:
    """Where whole addresses stand, in order."""
    spans = []
    place = flat.find("://")
    while place >= 0:
        found = _ADDRESS.match(flat, place)
        end = found.end() if found else place + 3
        spans.append((place - 5 if flat[place - 1] in "sS" else place - 4, end))
        place = flat.find("://", end)
    return spans


def _opens(text: str, start: int, end: int) -> bool:
    """Whether a word begins at `start`."""
    before = text[start - 1]
    if before in _OPEN:
        return True
    if before in "-/":
        return not _is_in_address(text, start, end)
    if before == ".":  # "sudah selesai.Meta" lacks a space; "Binance.US" does not
        word = text[max(0, start - _WORD) : start - 1].rpartition(" ")[2]
        return not word[-1:].isalnum() or (word.islower() and text[start].isupper())
    if before == "@":
        return not text[start - 2].isalnum()
    if before.isalnum():  # "diJakarta", "keJakarta": a space forgotten
        return text[start - 2 : start] in ("di", "ke") and text[start].isupper() and not text[start - 3].isalnum()
    return before not in _NEVER


def _closes(text: str, start: int, end: int) -> bool:
    """Whether a word ends at `end`."""
    after = text[end]
    if after in _CLOSE:
        return True
    following = text[end + 1]
    if after == ".":  # "Meta.com" is an address, and "GPT-4.5" another model than GPT-4
        return not following.islower() and not (following.isdigit() and text[end - 1].isdigit())
    if after in "-/":
        is_number = after == "-" and following.isdigit() and text[end - 1].isdigit()
        return not is_number and not _is_in_address(text, start, end)
    if after.isalnum():
        return text.startswith("nya", end) and not text[end + 3].isalnum()
    return after not in _NEVER and after != "@"


def _is_in_address(text: str, start: int, end: int) -> bool:
    """Whether the run of characters around a place, as far as it is looked at, is an address."""
    left = text.rfind(" ", max(0, start - _NEAR), start) + 1 or max(0, start - _NEAR)
    right = text.find(" ", end, end + _NEAR)
    return _PART_OF_ADDRESS.search(text[left : right if right >= 0 else end + _NEAR]) is not None
