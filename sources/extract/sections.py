"""The parts of a page that headings open: which of them do, and what the article keeps in any case.

A heading alone proves little, since articles have chapters and some are nothing but questions and answers. So a
section needs the form of its kind (`extents`), a place that fits, and must leave the article its prose.
"""

from collections.abc import Iterator, Mapping, Sequence
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
_FEWEST = 40  # words that they leave it
_PROMOTION = 8  # lines of a promotion
_CARD = 150  # characters of prose, of which a list of other articles has little
_COMMENTS: frozenset[ZoneName] = frozenset({"analysis", "prediction", "quotes", "qa"})


class Section(NamedTuple):
    """Lines from `start`, the heading, up to `end`, which is no part of it."""

    heading: Heading
    start: int
    end: int


def divide(lines: Sequence[Line], roles: Sequence[ZoneName], rules: PageRules) -> list[ZoneName]:
    """`roles` with those of the lines in sections told; furniture inside a section stays what it is."""
    result = _with_promotions(lines, roles)
    opened = {
        n: heading
        for n, line in enumerate(lines)
        if line.zone is None and result[n] not in ("caption", "hashtags")
        and (heading := headings.read(line.text, rules)) and (heading.own or result[n] != "boilerplate")
    }  # fmt: skip
    result = [  # a heading that the outlet says is none
        "body" if n in opened and opened[n].zone == "body" else role for n, role in enumerate(result)
    ]
    sections = list(_beside_others(list(_sections(lines, result, opened)), lines, result))
    for start, end in _other_articles(lines, result, opened, sections):
        result[start:end] = ["hashtags" if role == "hashtags" else "related" for role in result[start:end]]
        sections = [section for section in sections if not start <= section.start < end]
    for section in _kept(sections, lines, result):
        for n in range(section.start, section.end):
            if n == section.start or not _is_furniture(lines[n], result[n]):
                result[n] = section.heading.zone
    return result


def _is_furniture(line: Line, role: ZoneName) -> bool:
    """Whether the line keeps its role inside a section: links of its own make no line a pointer there."""
    if line.zone is not None:
        return True
    pointer = role == "related" and not (line.linked and not phrases.RELATED.match(line.text))
    return pointer or role in ("boilerplate", "caption", "hashtags")


def _with_promotions(lines: Sequence[Line], roles: Sequence[ZoneName]) -> list[ZoneName]:
    """The blocks of several lines that promote an event or a newsletter, from their heading to what to do there."""
    result = list(roles)
    for n, line in enumerate(lines):
        if phrases.PROMOTION.fullmatch(line.text):
            near = range(n + 1, min(n + _PROMOTION, len(lines)))
            for m in range(n, max((m + 1 for m in near if phrases.PROMOTION_END.match(lines[m].text)), default=n)):
                if lines[m].zone is None:
                    result[m] = "boilerplate"
    return result


def _sections(lines: Sequence[Line], roles: Sequence[ZoneName], opened: Mapping[int, Heading]) -> Iterator[Section]:
    """What each heading opens that has the form of its kind and a place that fits."""
    for n, heading in opened.items():
        end = n + 1 if heading.inline else _end(lines, roles, opened, n)
        section = Section(heading, n, end)
        if end > n and (heading.own or _fits(section, lines, roles, opened)):
            yield section


def _end(lines: Sequence[Line], roles: Sequence[ZoneName], opened: Mapping[int, Heading], n: int) -> int:
    """Where the section of the heading `n` ends; `n` if none opens."""
    zone = opened[n].zone
    stop = next((m for m in range(n + 1, len(lines)) if m in opened or _stops(zone, lines, m)), len(lines))
    own = [m for m in range(n + 1, stop) if not _is_furniture(lines[m], roles[m])]
    beyond = 0 if stop in opened else _prose(lines, roles, stop, len(lines))
    taken = extent(zone, Rest([lines[m] for m in own], closed=stop < len(lines), prose=beyond))
    return own[taken - 1] + 1 if taken else n


def _stops(zone: ZoneName, lines: Sequence[Line], m: int) -> bool:
    """Whether a section ends in front of the line because the markup calls it a heading, and it is no part of it."""
    if not lines[m].heading:
        return False
    if zone == "qa":
        return not is_question(lines[m].text)
    return not (zone == "quotes" and is_label(lines[m].text) and any(map(is_quotation, lines[m + 1 : m + 3])))


def _fits(section: Section, lines: Sequence[Line], roles: Sequence[ZoneName], opened: Mapping[int, Heading]) -> bool:
    """Whether a summary stands at the head of a text that is no summary itself, and questions behind an article."""
    start, end = section.start, section.end
    before = sum(_is_prose(lines[n], roles[n]) for n in range(start))
    if section.heading.zone == "qa":
        return before > 0
    if section.heading.zone != "summary":
        return True
    behind = next((n for n in opened if n >= end and opened[n].sure and opened[n].zone != "summary"), len(lines))
    prose = _prose(lines, roles, end, behind)
    listed = section.heading.inline or items(lines[start + 1 : end]) > 0
    most = _BEFORE if section.heading.sure else 1 if listed else 0
    return before <= most and prose >= max(_BEHIND, _words(lines, start, end) / 2)


def _beside_others(sections: Sequence[Section], lines: Sequence[Line], roles: Sequence[ZoneName]) -> Iterator[Section]:
    """Those that are sure, and those beside them that are not: one box explains the other."""
    sure = [s for s in sections if s.heading.sure or s.heading.zone == "summary"]
    doubtful = [s for s in sections if s not in sure]
    for _ in range(len(doubtful)):
        for section in [s for s in doubtful if any(_touch(s, other, lines, roles) for other in sure)]:
            doubtful.remove(section)
            sure.append(section)
    yield from sorted(sure, key=lambda s: s.start)


def _touch(one: Section, other: Section, lines: Sequence[Line], roles: Sequence[ZoneName]) -> bool:
    first, second = sorted((one, other), key=lambda s: s.start)
    between = range(first.end, second.start)
    return other.heading.zone in _COMMENTS and all(_is_furniture(lines[n], roles[n]) for n in between)


def _other_articles(
    lines: Sequence[Line], roles: Sequence[ZoneName], opened: Mapping[int, Heading], sections: Sequence[Section]
) -> Iterator[tuple[int, int]]:
    """Where lists of other articles begin and end: at the next box, or with the text.

    In front of more prose than the article has had by then, a list ends with its links and short lines.
    """
    upto = 0
    for n, heading in opened.items():
        if heading.zone != "related" or n < upto or (n < len(lines) // 3 and not heading.own):
            continue
        upto = next((s.start for s in sections if s.start > n and s.heading.zone in _COMMENTS), len(lines))
        prose = sum(_words(lines, m, m + 1) for m in range(n, upto) if _is_prose(lines[m], "body", _CARD))
        if prose > _prose(lines, roles, 0, n):
            upto = next((m for m in range(n + 1, upto) if _is_prose(lines[m], "body", _CARD)), upto)
        yield n, upto


def _kept(sections: Sequence[Section], lines: Sequence[Line], roles: Sequence[ZoneName]) -> list[Section]:
    """The sections without the largest ones, until the rest leaves the article enough."""
    kept = list(sections)
    while kept:
        inside = {n for s in kept for n in range(s.start, s.end)}
        body = sum(_words(lines, n, n + 1) for n in range(len(lines)) if n not in inside and roles[n] == "body")
        sizes = {s: _words(lines, s.start, s.end) for s in kept if s.heading.zone != "references"}
        parts = len({s.heading.zone for s in kept if s.heading.sure}) >= _PARTS
        share = _KEPT_OF_PARTS if parts else _KEPT
        largest = max(sizes, key=lambda s: sizes[s], default=None)
        enough = body >= _FEWEST and body >= share * (body + sum(sizes.values()))
        if largest is None or (enough and (parts or sizes[largest] <= body)):
            break
        kept.remove(largest)
    return kept


def _words(lines: Sequence[Line], start: int, end: int) -> int:
    return sum(len(line.text.split()) for line in lines[start:end])


def _prose(lines: Sequence[Line], roles: Sequence[ZoneName], start: int, end: int) -> int:
    """The words of the paragraphs of the article from `start` up to `end`."""
    return sum(_words(lines, n, n + 1) for n in range(start, end) if _is_prose(lines[n], roles[n]))


def _is_prose(line: Line, role: ZoneName, least: int = PROSE) -> bool:
    long = len(line.text) >= least and not items([line])
    return long and role == "body" and not line.linked and not line.heading
