"""How two texts of one article differ, word by word, and how that is shown to people.

Not here: whether a difference counts, and what kind of change it is (`history`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby, takewhile
from typing import Literal, NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of text that both have (kept), that only the older has (gone), or only the newer (new); never empty."""

    kind: Literal["kept", "gone", "new"]
    text: str


def difference(before: str, after: str) -> tuple[Passage, ...]:
    """What was kept, what is gone, what is new, in reading order; neighbours differ in kind, gone comes before new.

    The kept and gone passages joined are `before`, the kept and new ones `after`, character for character. Changed
    paragraphs are compared by sentences, changed sentences by words; where a comparison would take too long (one word
    thousands of times over) all between its first and its last difference is gone and new.
    """
    return tuple(_merged(_compared(before, after, 0, _BUDGET)))


# A text is compared by lines; where they differ by sentences, and there by words: each keeps every character.
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_SENTENCES = re.compile(r"(?<=[.!?]\s)(?!\s)")
_WORDS = re.compile(r"\S+\s*|\s+")
_SPLITS = (_LINES.findall, _SENTENCES.split, _WORDS.findall)
_BY_WORDS = len(_SPLITS) - 1

# What a comparison may cost: the pairs of equal parts, times the fewer parts, bounds difflib's steps from above. At
# this bound texts made to be slow take 3 s, random words 0.02 s; a paragraph of 2,000 words without a full stop is
# within it. It is shared out among the changed paragraphs by their length: all of them together cost no more.
_BUDGET = 100_000_000

# Two sentences that share less than this of the shorter one's characters are told apart as wholes: the few words that
# they have in common would only tear them to shreds.
_ALIKE = 0.3


def _compared(before: str, after: str, level: int, budget: int) -> Iterator[Passage]:
    """The passages of two texts; there may be empty ones and neighbours of one kind among them."""
    old, new = _SPLITS[level](before), _SPLITS[level](after)
    head = _same_ahead(old, new)
    tail = _same_ahead(old[head:][::-1], new[head:][::-1])
    old_end, new_end = len(old) - tail, len(new) - tail
    yield Passage(kind="kept", text="".join(old[:head]))
    yield from _middle(old[head:old_end], new[head:new_end], level, budget)
    yield Passage(kind="kept", text="".join(old[old_end:]))


def _same_ahead(old: list[str], new: list[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _middle(old: list[str], new: list[str], level: int, budget: int) -> Iterator[Passage]:
    blocks = _blocks(old, new) if _cost(old, new) <= budget else [_Block("", "".join(old), "".join(new))]
    letters = sum(len(block.gone) + len(block.new) for block in blocks)
    if level == _BY_WORDS and not _alike(blocks):
        blocks = [_Block("", "".join(old), "".join(new))]
    for block in blocks:
        yield Passage(kind="kept", text=block.kept)
        if level < _BY_WORDS and block.gone and block.new:
            share = budget * (len(block.gone) + len(block.new)) // letters
            yield from _compared(block.gone, block.new, level + 1, share)
        else:
            yield from _outright(block.gone, block.new)


class _Block(NamedTuple):
    """What both have, then what each has alone."""

    kept: str
    gone: str
    new: str


def _blocks(old: list[str], new: list[str]) -> list[_Block]:
    """What difflib makes of two lists of parts, where the blanks that end a part do not count."""
    matcher = SequenceMatcher(None, [part.rstrip() for part in old], [part.rstrip() for part in new], autojunk=False)
    blocks: list[_Block] = []
    for code, i, j, k, m in matcher.get_opcodes():
        if code != "equal":
            blocks.append(_Block("", "".join(old[i:j]), "".join(new[k:m])))
        else:
            blocks += [_same_but_blanks(*pair) for pair in zip(old[i:j], new[k:m], strict=True)]
    return blocks


def _same_but_blanks(old: str, new: str) -> _Block:
    words = len(old) if old == new else len(old.rstrip())
    return _Block(old[:words], old[words:], new[words:])


def _cost(old: list[str], new: list[str]) -> int:
    counts = Counter(part.rstrip() for part in old)
    pairs = sum(
        counts[part] * times for part, times in Counter(part.rstrip() for part in new).items() if part in counts
    )
    return pairs * min(len(old), len(new))


def _alike(blocks: list[_Block]) -> bool:
    kept, gone, new = (sum(map(len, texts)) for texts in zip(*blocks, strict=True)) if blocks else (0, 0, 0)
    return kept >= _ALIKE * (kept + min(gone, new))


def _merged(passages: Iterable[Passage]) -> Iterator[Passage]:
    """The same texts in the fewest passages; a blank at the end of both gone and new is kept."""
    blank = ""
    for kept, group in groupby((passage for passage in passages if passage.text), key=lambda p: p.kind == "kept"):
        run = tuple(group)
        if kept:
            yield Passage(kind="kept", text=blank + "".join(passage.text for passage in run))
            blank = ""
            continue
        gone = "".join(passage.text for passage in run if passage.kind == "gone")
        new = "".join(passage.text for passage in run if passage.kind == "new")
        shared = _shared_blank(gone, new)
        blank = gone[len(gone) - shared :]
        yield from _outright(gone[: len(gone) - shared], new[: len(new) - shared])
    if blank:
        yield Passage(kind="kept", text=blank)


def _shared_blank(gone: str, new: str) -> int:
    pairs = zip(reversed(gone), reversed(new), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1] and pair[0].isspace(), pairs))


def _outright(gone: str, new: str) -> Iterator[Passage]:
    if gone:
        yield Passage(kind="gone", text=gone)
    if new:
        yield Passage(kind="new", text=new)


_ELLIPSIS = "…"
_LETTERS_A_WORD = 20  # what a word may have at most, as far as lengths go: some scripts write no blanks
_LONGEST_CHANGE = 4  # times the context, at each end of what is gone or new


def shortened(passages: Iterable[Passage], context: int = 8) -> tuple[Passage, ...]:
    """The same for people: of what was kept, `context` words beside each change; an ellipsis stands for the rest.

    What is gone or new is cut in its middle where it is longer than eight times that. Nothing where nothing changed.
    """
    whole = tuple(passages)
    if all(passage.kind == "kept" for passage in whole):
        return ()
    last = len(whole) - 1
    return tuple(
        replace(passage, text=_cut(passage.text, head=context * (n > 0), tail=context * (n < last)))
        if passage.kind == "kept"
        else replace(passage, text=_cut(passage.text, head=context * _LONGEST_CHANGE, tail=context * _LONGEST_CHANGE))
        for n, passage in enumerate(whole)
    )


def _cut(text: str, *, head: int, tail: int) -> str:
    ahead, behind = _first_words(text, head), _first_words(text[::-1], tail)[::-1]
    if len(ahead) + len(behind) + _LETTERS_A_WORD >= len(text):
        return text
    return f"{ahead}{' ' if ahead else ''}{_ELLIPSIS}{' ' if behind else ''}{behind}"


def _first_words(text: str, words: int) -> str:
    near = text[: words * _LETTERS_A_WORD]
    blank = " " if near[:1].isspace() else ""
    return blank + " ".join(near.split(None, words)[:words])


def as_line(passages: Iterable[Passage]) -> str:
    """One line of plain text: `raised [-$12-]{+$14.3+} billion`. Blanks are single; nothing unprintable is left."""
    return " ".join("".join(_marked(passage) for passage in passages).split())


_MARKS = {"kept": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}


def _marked(passage: Passage) -> str:
    words = "".join(c for c in " ".join(passage.text.split()) if c.isprintable())
    ahead = " " if passage.text[:1].isspace() else ""
    behind = " " if passage.text[-1:].isspace() else ""
    opening, closing = _MARKS[passage.kind]
    return f"{ahead}{opening}{words}{closing}{behind}" if words else " "
