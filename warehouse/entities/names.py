"""Capitalised names that are in no gazetteer: candidates for one. Pure, and one pass over title and body.

A capital is evidence of a name only where an ordinary word would have none: not at the head of a sentence, not in a
headline in Title Case. What stands there is counted when the same name stands elsewhere with better evidence.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from warehouse.entities.function_words import (
    ALONE,
    ENGLISH,
    INDONESIAN,
    INSTITUTIONS,
    OFFICES,
    PARTICLES,
    ROLES,
    SPLITTING,
    TITLES,
)
from warehouse.entities.model import Document, Mention, Name
from warehouse.entities.places import PLACES
from warehouse.entities.runs import MASK, Run, read_runs, says_nothing, silent_headings

RULES = 1  # the number of all these rules: raised with every change of what they find
NAMES = 20  # of a document, at most
LENGTH = 60  # characters of a name, at most
WORDS = 5  # of a name, at most; a longer run is a heading or a title of something
READ = 50_000  # characters of title and body that are looked at; the longest articles have 30,000
SHOUTED = 5  # letters: a longer word in capitals may be emphasis, and is no acronym where it opens a line

_CAMEL = re.compile(r"[a-z][A-Z]|[A-Za-z]\d|\d[A-Za-z]|[A-Z]{2,}[a-z]{2,}|\w[.&]\w|\+$")

_AMOUNT = re.compile(r"(?:Rp|Q|H)\d{1,2}(?!\d)|(?:Rp|USD?)\d")  # Rp50, Q1; H100 is a name
_OPENERS = ENGLISH | INDONESIAN
_CUTTING = SPLITTING | TITLES | {"of", "for"}

_Words = tuple[str, ...]


class _Found:
    """The names of one document while they are gathered: how often, and where first."""

    def __init__(self) -> None:
        self.counts: dict[_Words, int] = {}
        self.first: dict[_Words, int] = {}
        self.doubtful: list[tuple[_Words, int]] = []  # their first capital may be that of a sentence
        self.after_roles: set[_Words] = set()

    def add(self, words: _Words, at: int, count: int = 1) -> None:
        if words not in self.counts:
            self.counts[words] = count
            self.first[words] = at
            return
        self.counts[words] += count
        if at < self.first[words]:
            self.first[words] = at

    def move(self, words: _Words, to: _Words) -> None:
        self.add(to, self.first[words], self.counts.pop(words))


def find_names(document: Document, mentions: Sequence[Mention]) -> tuple[Name, ...]:
    """The names in title and body that overlap no mention: at most 20, most often named first, then earliest.

    A name is at most 5 words and 60 characters, with single spaces. A part of a longer name of the document (a
    surname) counts to the longer one.
    """
    openers = ENGLISH if document.lang == "en" else _OPENERS
    found, silent = _Found(), []
    for text, at in _texts(document, mentions):
        headings = [(0, len(text))] if at < 0 and says_nothing(text) else silent_headings(text) if at >= 0 else []
        silent += [text[start:end] for start, end in headings[:NAMES]]
        for run in read_runs(_masked(text, headings)):
            _take(found, run, at, openers)
    _settle_doubtful(found, document.text)
    _split_after_roles(found)
    _join_to_longer(found)
    _leave_out(found, frozenset(word for m in mentions for word in m.surface.split()))
    _confirm(found, silent)
    ranked = sorted(found.counts.items(), key=lambda item: (-item[1], found.first[item[0]]))
    named = ((" ".join(words), count) for words, count in ranked)
    return tuple(Name(name, min(count, 32_767)) for name, count in named if len(name) <= LENGTH)[:NAMES]


def _texts(document: Document, mentions: Sequence[Mention]) -> Iterator[tuple[str, int]]:
    """The headline (at a negative place) and the body's stretches, mentions masked, until READ characters."""
    title = document.title[:1000].replace("\n", " ")
    yield _masked(title, sorted((m.char_start, m.char_end) for m in mentions if m.zone == "title")), -1 - len(title)
    spans = sorted((m.char_start, m.char_end) for m in mentions if m.zone == "body")
    left = READ
    for zone in document.zones:
        if zone.zone == "body" and left > 0:
            at, end = zone.char_start, min(zone.char_end, zone.char_start + left)
            left -= end - at
            here = spans[bisect_left(spans, (at,)) : bisect_left(spans, (end,))]
            yield _masked(document.text[at:end], [(start - at, min(stop, end) - at) for start, stop in here]), at


def _masked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    if not spans:
        return text
    pieces: list[str] = []
    last = 0
    for start, end in spans:
        pieces += (text[last:start], MASK * (end - start))
        last = end
    return "".join((*pieces, text[last:]))


def _take(found: _Found, run: Run, line_at: int, openers: frozenset[str]) -> None:
    words, opens, beside, start = run
    at = line_at + start
    if len(words) == 1 and not opens and not beside:
        if len(words[0]) > 2 and not _is_amount(words[0]):
            found.add((words[0],), at)
        return
    if opens and words[0] in openers:
        del words[0]
        opens = False
    if _CUTTING.isdisjoint(words):
        _take_piece(found, words, at, opens, beside, role=False)
        return
    for number, (piece, role) in enumerate(_pieces(words)):
        _take_piece(found, piece, at, opens and number == 0, beside, role)


def _pieces(words: list[str]) -> Iterator[tuple[list[str], bool]]:
    """What is left of a run beside roles, dates and titles, and whether a role stands before it."""
    piece: list[str] = []
    role = False
    for word in words:
        if word in SPLITTING:
            while piece and piece[-1] in OFFICES:
                piece.pop()
            yield piece, role
            piece, role = [], word in ROLES
        elif not piece and (word in TITLES or (role and word in OFFICES)):
            continue
        elif word in {"of", "for"} and len(piece) > 1 and INSTITUTIONS.isdisjoint(piece):
            yield piece, role
            piece, role = [], False
        else:
            piece.append(word)
    yield piece, role


def _take_piece(found: _Found, words: list[str], at: int, opens: bool, beside: bool, role: bool) -> None:
    while words and (words[0] in PARTICLES or words[0].isdigit()):
        del words[0]
    while words and (words[-1] in PARTICLES or (words[-1].isdigit() and (opens or ALONE.issuperset(words[:-1])))):
        words.pop()  # "Itulah 10", "Pasal 16": no "Llama 4"
    if role and (whose := _whose(words)):
        _take_piece(found, words[:whose], at, False, beside, False)
        _take_piece(found, words[whose:], at, False, beside, False)
    elif words and len(words) <= WORDS and not ALONE.issuperset(words):
        _take_name(found, tuple(words), at, opens, beside, role)


def _whose(words: list[str]) -> int:
    """How many words between a role and a person say where it is held: "Ketua KPK", "Gubernur Jawa Barat"."""
    for count in range(min(3, len(words) - 1), 0, -1):
        if " ".join(words[:count]) in PLACES:
            return count
    return int(len(words) > 1 and words[0].isupper() and len(words[0]) > 2)


def _take_name(found: _Found, name: _Words, at: int, opens: bool, beside: bool, role: bool) -> None:
    if len(name) > 1:
        if role:
            found.after_roles.add(name)
        if opens:
            found.doubtful.append((name, at))
        elif not _is_shouted(name):
            found.add(name, at)
        return
    word = name[0]
    if len(word) < 3 or _is_amount(word) or (opens and word.isupper() and len(word) > SHOUTED):
        return
    if (opens or beside) and not _has_own_form(word):
        found.doubtful.append((name, at))
    else:
        found.add(name, at)


def _has_own_form(word: str) -> bool:
    """Whether a word's form tells it from an ordinary one with a capital: OpenRouter, NASA, Qwen3."""
    return word.isupper() or _CAMEL.search(word) is not None


def _is_amount(word: str) -> bool:
    return word[-1].isdigit() and _AMOUNT.match(word) is not None


def _is_shouted(words: _Words) -> bool:
    return words[0].isupper() and any(len(word) > SHOUTED for word in words) and all(map(str.isupper, words))


def _settle_doubtful(found: _Found, text: str) -> None:
    """Counts what opens a sentence, or stands beside a mention, to what the rest of the document says it is.

    Two openings with the same words are a name, unless the first of them stands in lower case somewhere.
    """
    sure = frozenset(found.counts)
    openings = Counter([words for words, _ in found.doubtful])
    for words, at in found.doubtful:
        rest = words[1:]
        if words in sure:
            found.add(words, at)
        elif _is_shouted(words):
            continue
        elif rest and (f" {words[0].lower()} " in text or (rest in sure and openings[words] == 1)):
            if not ALONE.issuperset(rest) and not rest[0].isdigit() and len(rest[-1]) > 2:
                found.add(rest, at)
        elif rest:
            found.add(words, at)


def _split_after_roles(found: _Found) -> None:
    """Takes "CEO Figma Dylan Field" apart where the document names the person again by one of the words."""
    for words in found.after_roles:
        if len(words) < 3 or words not in found.counts:
            continue
        again = next((n for n in range(1, len(words)) if (words[n],) in found.counts), 0)
        if again:
            cut = min(again, len(words) - 2)
            head = words[:cut]
            if not ALONE.issuperset(head):
                found.add(head, found.first[words], found.counts[words])
            found.move(words, words[cut:])


def _join_to_longer(found: _Found) -> None:
    """Counts parts of longer names to these, single words with a form of their own excepted, and "Xnya" to X."""
    whole: dict[_Words, _Words] = {}
    for words in sorted(found.counts, key=len, reverse=True):
        longer = whole.get(words)
        if longer and (len(words) > 1 or not _has_own_form(words[0])):
            found.move(words, longer)
        elif len(words) > 1:
            whole.update((part, words) for part in _parts(words) if part not in whole)
    for words in [words for words in found.counts if words[-1].endswith("nya")]:
        bare = (*words[:-1], words[-1].removesuffix("nya"))
        bare = whole.get(bare, bare)
        if bare in found.counts:
            found.move(words, bare)


def _parts(words: _Words) -> Iterator[_Words]:
    for length in range(1, len(words)):
        for start in range(len(words) - length + 1):
            yield words[start : start + length]


def _leave_out(found: _Found, mentioned: frozenset[str]) -> None:
    """Drops places, and what is made of the words of mentions: a part of a name that the gazetteer knows."""
    for words in [w for w in found.counts if mentioned.issuperset(w) or " ".join(w) in PLACES]:
        del found.counts[words]


def _confirm(found: _Found, silent: Sequence[str]) -> None:
    """Counts names in headlines whose capitals say nothing."""
    for line in silent:
        for words in found.counts:
            if words[0] in line:
                found.counts[words] += _times(" ".join(words), line)


def _times(name: str, line: str) -> int:
    """How often a name stands in a line as words of its own."""
    times, end = 0, 0
    while (start := line.find(name, end)) >= 0:
        end = start + len(name)
        times += not (line[start - 1 : start].isalnum() or line[end : end + 1].isalnum())
    return times
