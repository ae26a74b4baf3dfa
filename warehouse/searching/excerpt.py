"""The sentence of an article that shows best why it was found, with what was found marked; pure."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from warehouse.searching.terms import Term
from warehouse.sentence import LONGEST_SENTENCE, one_line

LONGEST_READ = 100_000  # characters of a text that are looked through
_SENTENCE_END = re.compile(r"(?<=[.!?\u2026])[\"'\u201d\u2019)\]]{0,2}\s+(?=[^\sa-z])|\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word as the index has it, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A line of text, and the spans in it to be marked, in order and apart."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What is marked: words in any of their forms, and phrases as they are."""

    words: frozenset[str]
    phrases: tuple[tuple[str, ...], ...] = ()


Tokens = Callable[[str], Sequence[Token]]


def sought(terms: Sequence[Term], kin: Collection[str]) -> Sought:
    """What to mark for these terms, whose words have these other forms."""
    single = (term.words[0] for term in terms if len(term.words) == 1)
    return Sought(words=frozenset((*single, *kin)), phrases=tuple(t.words for t in terms if len(t.words) > 1))


def marked(text: str, what: Sought, tokens: Tokens, longest: int = LONGEST_SENTENCE) -> Marked:
    """The whole text as one line, cut to `longest` characters, its hits marked."""
    line = one_line(text)
    return _cut(line, _spans(line, what, tokens), 0, longest)


def best_sentence(text: str, what: Sought, tokens: Tokens) -> Marked:
    """The sentence with most of what was sought, the first among equals; at most LONGEST_SENTENCE characters of it."""
    best, most = Marked(text=""), -1
    for sentence in _sentences(text[:LONGEST_READ]):
        spans = _spans(sentence, what, tokens)
        different = len({sentence[start:end].casefold() for start, end in spans})
        if different > most:
            best, most = Marked(text=sentence, marks=tuple(spans)), different
    first = best.marks[0][0] if best.marks else 0
    return _cut(best.text, list(best.marks), first, LONGEST_SENTENCE)


def _sentences(text: str) -> Iterator[str]:
    begin = 0
    for end in _SENTENCE_END.finditer(text):
        if line := one_line(text[begin : end.end()]):
            yield line
        begin = end.end()
    if line := one_line(text[begin:]):
        yield line


def _spans(line: str, what: Sought, tokens: Tokens) -> list[tuple[int, int]]:
    found = tokens(line)
    words = [token.text for token in found]
    spans = [(token.start, token.end) for token in found if token.text in what.words]
    for phrase in what.phrases:
        n = len(phrase)
        spans += [
            (found[i].start, found[i + n - 1].end)
            for i in range(len(words) - n + 1)
            if words[i] == phrase[0] and tuple(words[i : i + n]) == phrase
        ]
    return _apart(sorted(spans))


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping spans as one."""
    apart: list[tuple[int, int]] = []
    for start, end in spans:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _cut(line: str, spans: list[tuple[int, int]], first: int, longest: int) -> Marked:
    """At most `longest` characters of a line, from a little before `first` where that lies too far on."""
    if len(line) <= longest:
        return Marked(text=line, marks=tuple(spans))
    near = min(first - longest // 4, len(line) - longest + 1)
    begin = 0 if first < longest // 2 else _word_start(line, near)
    head = "\u2026" if begin else ""
    end = begin + longest - len(head) - 1
    tail = "\u2026" if end < len(line) else ""
    shift = len(head) - begin
    kept = tuple((s + shift, e + shift) for s, e in spans if s >= begin and e <= end)
    return Marked(text=head + line[begin:end].rstrip() + tail, marks=kept)


def _word_start(line: str, near: int) -> int:
    space = line.find(" ", near)
    return space + 1 if 0 <= space < near + 40 else near
