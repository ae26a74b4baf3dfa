"""How far a section goes behind its heading, by the form that sections of its kind have.

Each form is asked about the lines up to the next heading and says how many of them are its own; none where they do
not look like it, which is how a chapter of an article that is headed alike is told from it.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from sources.extract import phrases
from sources.extract.markup import Line
from sources.types import ZoneName

PARAGRAPH = 40  # characters of a line that is no label
_PROSE = 80  # characters of a line that is a paragraph of an article
_NAME = 80  # characters of a speaker's name with his office
_QUESTION = 250
_ASIDE = 5  # paragraphs between two headings that still are one box and no chapter
_TAIL = 3  # those between the last heading and the end
_LEAD = 6  # lines between a summary's heading and the article's dateline
_POINTS = 8  # of them before the article
_POINT = 200
_ANSWER = 6  # lines of an answer that another question follows

_BULLET = re.compile(r"(?:[•·▪■◦●○‣⁃►▶➤➔→✔✅✓☑🔹🔸📌👉*]|[-–—]\s)\ufe0f?\s{0,3}\S")
_NUMBER = re.compile(r"\(?\d{1,2}(?:[.)]\s|\ufe0f?\u20e3)")
_QUOTED = re.compile(r"[\"“”„«‘']\S.{15}")
_CLOSING = ('"', "”", "“", "’", "'", "»")
_SAID = re.compile(r"[A-Z][^\"“”:]{2,78}:\s?[\"“‘]\S.{15}")
_BY = re.compile(r"[-–—~]\s?[A-Z]")
_STOPS = (".", "!", "?", ":", ";", "…", ",", '"', "”")
_LABELLED = re.compile(r"(?:q|t|p|question|tanya|pertanyaan)(?:\s?\d{1,2})?\s?[:.)]?$", re.IGNORECASE)
_LABEL = re.compile(r"(?:q|t|question|tanya|pertanyaan)(?:\s?\d{1,2})?\s?[:.)]\s\S", re.IGNORECASE)
_ASKED = re.compile(r".{5,250}\?\W{0,3}$")
_ADDRESS = re.compile(r"https?://\S{4}|\bwww\.\S{4}|\bdoi\s?:|^\[\d{1,3}\]", re.IGNORECASE)


# "Penulis, A. (2019)", "1. Penulis AB, ...": a name with initials opens a citation.
_CITATION = re.compile(r"(?:\W{0,2}\d{1,3}[.)\]]\s?)?[A-Z][\w’'-]{1,30},?\s(?:[A-Z]\.|[A-Z]{1,3}\b)(?:[A-Z. -]{0,12}),")


class Rest(NamedTuple):
    """The lines behind a heading up to the next: `closed` if one follows, else the text ends there.

    `prose` are the article's words after them, wherever they stand.
    """

    lines: Sequence[Line]
    closed: bool
    prose: int


def extent(zone: ZoneName, rest: Rest) -> int:
    """How many lines of `rest` the section holds; 0 if it is none."""
    return _FORMS[zone](rest) if rest.lines and zone in _FORMS else 0


def items(lines: Sequence[Line]) -> int:
    """How many lines at the beginning are items of one list."""
    make = _make(lines[0]) if lines else ""
    if not make:
        return 0
    end = next((n for n, line in enumerate(lines) if _make(line) != make), len(lines))
    if make != "number":
        return end
    numbers = [int(re.findall(r"\d{1,2}", line.text)[0]) for line in lines[:end]]
    return next((n for n in range(1, end) if numbers[n] <= numbers[n - 1]), end)  # another list begins


def _make(line: Line) -> str:
    """What makes the line an item: its markup, a bullet, a number; empty if nothing."""
    if line.item:
        return "item"
    return "bullet" if _BULLET.match(line.text) else "number" if _NUMBER.match(line.text) else ""


def _summary(rest: Rest) -> int:
    """A list; or what stands in front of the dateline; or one paragraph."""
    if listed := items(rest.lines):
        return listed
    for n, line in enumerate(rest.lines[1:_LEAD], 1):
        if any(pattern.match(line.text) for pattern in phrases.DATELINES):
            return n
    points = next((n for n, line in enumerate(rest.lines[:_POINTS]) if not _is_point(line.text)), 0)
    return points if points > 1 else int(len(rest.lines[0].text) >= PARAGRAPH)


def _is_point(text: str) -> bool:
    """Whether it may be a point of a list whose bullets were lost: some words without a full stop."""
    return len(text) <= _POINT and len(text.split()) > 3 and not text.endswith(_STOPS)


def _comment(rest: Rest) -> int:
    """All between two headings, if that is little; else a list, or one paragraph."""
    if len(rest.lines) <= (_ASIDE if rest.closed else _TAIL):
        return len(rest.lines)
    return items(rest.lines) or int(len(rest.lines[0].text) >= PARAGRAPH)


def _quotes(rest: Rest) -> int:
    """Names with what they say in quotation marks, in any order; or names and paragraphs by turns."""
    lines, n = rest.lines, 0
    while n < len(lines):
        label = _labels(lines[n : n + 2])
        if _SAID.match(lines[n].text):
            n += 1
        elif n + label < len(lines) and _is_said(lines[n + label].text, whole=not label):
            n += label + 1
            while n < len(lines) and (_QUOTED.match(lines[n].text) or _is_attribution(lines[n])):
                n += 1
        else:
            break
    return n or _by_turns(rest)


def _is_said(text: str, *, whole: bool) -> bool:
    """Whether the text is somebody's words; `whole` if it must hold nothing else, as prose would."""
    return _QUOTED.match(text) is not None and (not whole or text.rstrip(" .").endswith(_CLOSING))


def _labels(lines: Sequence[Line]) -> int:
    """How many lines name a speaker: his name, and perhaps his office."""
    return next((n for n, line in enumerate(lines) if not is_label(line.text)), len(lines))


def is_label(text: str) -> bool:
    """Whether the text may be a name or an office."""
    return len(text) <= _NAME and len(text.split()) <= 12 and text[:1].isupper() and not text.endswith(_STOPS)


def _is_attribution(line: Line) -> bool:
    return len(line.text) <= _NAME and _BY.match(line.text) is not None


def _by_turns(rest: Rest) -> int:
    pairs = list(zip(rest.lines[::2], rest.lines[1::2], strict=False))
    turns = all(is_label(name.text) and len(said.text) >= PARAGRAPH for name, said in pairs)
    return 2 * len(pairs) if rest.closed and turns and len(rest.lines) % 2 == 0 and len(pairs) > 1 else 0


def _questions(rest: Rest) -> int:
    """Questions with their answers, whether labelled or told by the question mark."""
    lines = rest.lines
    asked = [n for n, line in enumerate(lines) if _is_asked(lines, n, line.text)]
    if not asked or asked[0] > 1 or (asked[0] == 1 and len(lines[0].text) > _QUESTION):
        return 0  # an introduction of one line may stand in front
    longest = 1
    for n, after in pairwise(asked):
        if after - n > _ANSWER:
            return _answered(rest, n, longest)
        longest = max(longest, after - _answer(lines, n))
    return _answered(rest, asked[-1], longest)


def is_question(text: str) -> bool:
    """Whether the text asks, or announces that the next line does."""
    asks = _ASKED.match(text) or _LABEL.match(text)
    return _LABELLED.match(text) is not None or (len(text) <= _QUESTION and asks is not None)


def is_quotation(line: Line) -> bool:
    """Whether somebody's words begin the line."""
    return _QUOTED.match(line.text) is not None


def _is_asked(lines: Sequence[Line], n: int, text: str) -> bool:
    if n and _LABELLED.match(lines[n - 1].text):
        return False  # the label has opened it
    return is_question(text) and n + 1 < len(lines)


def _answer(lines: Sequence[Line], n: int) -> int:
    """Where the answer to the question of line `n` begins."""
    n += 2 if _LABELLED.match(lines[n].text) else 1
    labelled = n < len(lines) and len(lines[n].text) < 12 and len(lines[n].text.split()) == 1  # "A", "Jawab:"
    return n + labelled


def _answered(rest: Rest, n: int, longest: int) -> int:
    """Where the last answer ends: with the box if a heading closes it soon, else where the others would at most."""
    begins, end = _answer(rest.lines, n), len(rest.lines)
    if rest.closed and end - begins <= _TAIL:
        return end
    return min(begins + max(longest, items(rest.lines[begins:])), end)


def _references(rest: Rest) -> int:
    """Addresses, numbered or linked titles; at the end of the text a list, or a name alone."""
    lines = rest.lines
    told = next((n for n, line in enumerate(lines) if not _refers(line)), len(lines))
    if told or rest.prose:
        return told
    listed = items(lines)
    if any(len(line.text) >= _PROSE for line in lines[max(1, listed) :]):
        return 0
    return listed or int(is_label(lines[0].text))


def _refers(line: Line) -> bool:
    return line.linked or _ADDRESS.search(line.text) is not None or _CITATION.match(line.text) is not None


_FORMS: dict[ZoneName, Callable[[Rest], int]] = {
    "summary": _summary, "analysis": _comment, "prediction": _comment, "quotes": _quotes, "qa": _questions,
    "references": _references,
}  # fmt: skip
