"""The parts of a page that headings open: which of them do, and what the article keeps in any case.

A heading alone proves little, since articles have chapters and some are nothing but questions and answers. So a
section needs the form of its kind (`extents`), a place that fits, and must leave the article its prose.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from sources.extract import headings, phrases
from sources.extract.extents import Rest, extent, is_label, is_question, is_quotation, items
from sources.extract.headings import Heading
from sources.extract.markup import Line
from sources.types import PageRules, ZoneName

PROSE = 80  # characters of a paragraph
_BEFORE = 2  # paragraphs that may precede a summary
_BEHIND = 25  # words of prose that follow one
_KEPT = 0.3  # of the words: what sections leave the article
_KEPT_OF_PARTS = 0.15  # what they leave it on a page of so many kinds of parts that it is made of them
_PARTS = 3
_MOST = 40  # headings that are looked at; the time grows with their number times the text
_FEWEST = 25  # words that they leave it; with fewer a page is hardly an article
_PROMOTION = 8  # lines of a promotion
_PROMOTED = 2  # paragraphs of one
_CARD = 150  # characters of prose, of which a list of other articles has little
_COMMENTS: frozenset[ZoneName] = frozenset({"analysis", "prediction", "quotes", "qa"})


class Section(NamedTuple):
    """Lines from `start`, the heading, up to `end`, which is no part of it."""

    heading: Heading
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A text with the roles that its lines have by themselves, and the headings in it by their lines."""

    lines: Sequence[Line]
    roles: Sequence[ZoneName]
    opened: Mapping[int, Heading]
    words: Sequence[int]
    prose: Sequence[int]  # the words of paragraphs; 0 for all other lines

    def furniture(self, n: int) -> bool:
        """Whether the line keeps its role inside a section: that it is a link alone makes no pointer of it there."""
        line, role = self.lines[n], self.roles[n]
        if line.zone is not None:
            return True
        pointer = role == "related" and not (line.linked and not phrases.RELATED.match(line.text))
        return pointer or role in ("boilerplate", "caption", "hashtags")


def divide(lines: Sequence[Line], roles: Sequence[ZoneName], rules: PageRules) -> list[ZoneName]:
    """`roles` with those of the lines in sections told; furniture inside a section stays what it is."""
    text = _read(lines, _with_promotions(lines, roles), rules)
    result = list(text.roles)
    sections = _beside_others(list(_sections(text)), text)
    for start, end in _other_articles(text, sections):
        result[start:end] = ["hashtags" if role == "hashtags" else "related" for role in result[start:end]]
        sections = [section for section in sections if not start <= section.start < end]
    for section in _kept(sections, text, result):
        for n in range(section.start, section.end):
            if n == section.start or not text.furniture(n):
                result[n] = section.heading.zone
    return result


def _read(lines: Sequence[Line], roles: Sequence[ZoneName], rules: PageRules) -> _Text:
    found = (
        (n, heading)
        for n, line in enumerate(lines)
        if line.zone is None and roles[n] not in ("caption", "hashtags")
        and (heading := headings.read(line.text, rules)) and (heading.own or roles[n] != "boilerplate")
    )  # fmt: skip
    opened = dict(islice(found, _MOST))
    # A heading that the outlet says is none is a line of the article.
    told: list[ZoneName] = [
        "body" if n in opened and opened[n].zone == "body" else role for n, role in enumerate(roles)
    ]
    words = [len(line.text.split()) for line in lines]
    prose = [
        count if role == "body" and _is_prose(line) else 0 for line, role, count in zip(lines, told, words, strict=True)
    ]
    return _Text(lines=lines, roles=told, opened=opened, words=words, prose=prose)


def _is_prose(line: Line) -> bool:
    return len(line.text) >= PROSE and not line.linked and not line.heading and not items([line])


def _with_promotions(lines: Sequence[Line], roles: Sequence[ZoneName]) -> list[ZoneName]:
    """The blocks of several lines that promote an event or a newsletter, from their heading to what to do there."""
    result = list(roles)
    for n, line in enumerate(lines):
        if len(line.text) <= headings.LONGEST and phrases.PROMOTION.fullmatch(line.text):
            near = range(n + 1, min(n + _PROMOTION, len(lines)))
            end = max((m + 1 for m in near if phrases.PROMOTION_END.match(lines[m].text)), default=n)
            if sum(map(_is_prose, lines[n:end])) <= _PROMOTED:
                result[n:end] = [
                    r if told.zone else "boilerplate" for r, told in zip(result[n:end], lines[n:end], strict=True)
                ]
    return result


def _sections(text: _Text) -> Iterator[Section]:
    """What each heading opens that has the form of its kind and a place that fits."""
    for n, heading in text.opened.items():
        section = Section(heading, n, n + 1 if heading.inline else _end(text, n))
        if section.end > n and (heading.own or _fits(section, text)):
            yield section


def _end(text: _Text, n: int) -> int:
    """Where the section of the heading `n` ends; `n` if none opens."""
    zone, lines = text.opened[n].zone, text.lines
    stop = next((m for m in range(n + 1, len(lines)) if m in text.opened or _stops(zone, lines, m)), len(lines))
    own = [m for m in range(n + 1, stop) if not text.furniture(m)]
    beyond = 0 if stop in text.opened else sum(text.prose[stop:])
    taken = extent(zone, Rest([lines[m] for m in own], closed=stop < len(lines), prose=beyond))
    return own[taken - 1] + 1 if taken else n


def _stops(zone: ZoneName, lines: Sequence[Line], m: int) -> bool:
    """Whether a section ends in front of the line because the markup calls it a heading, and it is no part of it."""
    if not lines[m].heading:
        return False
    if zone == "qa":
        return not is_question(lines[m].text)
    return not (zone == "quotes" and is_label(lines[m].text) and any(map(is_quotation, lines[m + 1 : m + 3])))


def _fits(section: Section, text: _Text) -> bool:
    """Whether a summary stands at the head of a text that is no summary itself, and questions behind an article."""
    heading, start, end = section
    before = sum(map(bool, text.prose[:start]))
    if heading.zone == "qa":
        return before > 0
    if heading.zone != "summary":
        return True
    boxes = (n for n, other in text.opened.items() if n >= end and other.sure and other.zone != "summary")
    behind = sum(text.prose[end : next(boxes, len(text.lines))])
    listed = heading.inline or items(text.lines[start + 1 : end]) > 0
    most = _BEFORE if heading.sure else 1 if listed else 0
    return before <= most and behind >= max(_BEHIND, sum(text.words[start:end]) / 2)


def _beside_others(sections: Sequence[Section], text: _Text) -> list[Section]:
    """Those that are sure, and those beside them that are not: one box explains the other."""
    sure = [s for s in sections if s.heading.sure or s.heading.zone == "summary"]
    doubtful = [s for s in sections if s not in sure]
    while beside := [s for s in doubtful if any(_touch(s, other, text) for other in sure)]:
        sure += beside
        doubtful = [s for s in doubtful if s not in beside]
    return sorted(sure, key=lambda s: s.start)


def _touch(one: Section, other: Section, text: _Text) -> bool:
    first, second = sorted((one, other), key=lambda s: s.start)
    return other.heading.zone in _COMMENTS and all(map(text.furniture, range(first.end, second.start)))


def _other_articles(text: _Text, sections: Sequence[Section]) -> Iterator[tuple[int, int]]:
    """Where lists of other articles begin and end: at the next box, or with the text.

    Early in a text only links follow such a heading, as in a box amid the article; and before more prose than the
    article has had by then, a list ends with its links and short lines.
    """
    lines, upto = text.lines, 0
    for n, heading in text.opened.items():
        if heading.zone != "related" or n < upto:
            continue
        upto = next((s.start for s in sections if s.start > n and s.heading.zone in _COMMENTS), len(lines))
        cards = [m for m in range(n + 1, upto) if len(lines[m].text) >= _CARD and _is_prose(lines[m])]
        if n < len(lines) // 3 and not heading.own:
            upto = next((m for m in range(n + 1, upto) if not (lines[m].linked or lines[m].item)), upto)
        elif sum(text.words[m] for m in cards) > sum(text.prose[:n]):
            upto = cards[0]
        yield n, upto


def _kept(sections: Sequence[Section], text: _Text, roles: Sequence[ZoneName]) -> list[Section]:
    """The sections without the largest ones, until the rest leaves the article enough."""
    kept = list(sections)
    while kept:
        inside = {n for s in kept for n in range(s.start, s.end)}
        body = sum(count for n, count in enumerate(text.words) if n not in inside and roles[n] == "body")
        sizes = {s: sum(text.words[s.start : s.end]) for s in kept if s.heading.zone != "references"}
        parts = len({s.heading.zone for s in kept if s.heading.sure}) >= _PARTS
        share = _KEPT_OF_PARTS if parts else _KEPT
        largest = max(sizes, key=lambda s: sizes[s], default=None)
        enough = body >= _FEWEST and body >= share * (body + sum(sizes.values()))
        if largest is None or (enough and (parts or sizes[largest] <= body)):
            break
        kept.remove(largest)
    return kept
