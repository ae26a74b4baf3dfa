"""What each line of an article is: body, or furniture that stays in the text as a zone of its own.

Single lines are told here by their words, with the dateline in front of the first sentence and the desk's initials
behind the last. What lines are by their place is told in `edges`, what headings open in `sections`.
"""

import re
from dataclasses import dataclass

from sources.extract import edges, phrases, sections
from sources.extract.markup import Line
from sources.types import PageRules, Zone, ZoneName


@dataclass(frozen=True, slots=True, kw_only=True)
class Furnished:
    """A text with its zones, and the furniture kept as data."""

    text: str
    body: str
    zones: tuple[Zone, ...]
    dateline: str = ""
    desk: str = ""


_Piece = tuple[ZoneName, str]
_RIGHTS = 160  # characters at the end of a line
_SENTENCE = (".", "!", "?", "…", "]", "”", '"')
_LEAD = 6  # short lines of the body that may precede the dateline


def furnish(lines: tuple[Line, ...], rules: PageRules, *, indonesian: bool, writers: tuple[str, ...] = ()) -> Furnished:
    """The lines as one text, tiled by zones (newlines between paragraphs belong to none).

    `writers` are the persons whose names may stand above the text.
    """
    patterns = tuple(re.compile(pattern) for pattern in rules.boilerplate)
    cuts = [_before_rights(line.text) for line in lines]
    told = [line._replace(text=line.text[:cut]) for line, cut in zip(lines, cuts, strict=True)]
    roles = edges.head(told, [_role(line, patterns) for line in told], (*writers, *rules.brands))
    roles = sections.divide(told, edges.foot(told, roles), rules)
    paragraphs: list[list[_Piece]] = [
        [(role, line.text[:cut]), ("boilerplate", line.text[cut:])] if cut < len(line.text) else [(role, line.text)]
        for role, line, cut in zip(roles, lines, cuts, strict=True)
    ]
    dateline = _cut_dateline(paragraphs, indonesian=indonesian)
    desk = _cut_desk(paragraphs) if indonesian else ""
    return _tile(paragraphs, dateline, desk)


def _before_rights(text: str) -> int:
    """Where the sentences of a line end and whose rights they are begins; the line's length if that is not said."""
    start = max(0, len(text) - _RIGHTS)
    found = phrases.RIGHTS.search(text, start)
    return found.start() if found and text[: found.start()].endswith(_SENTENCE) else len(text)


def _role(line: Line, patterns: tuple[re.Pattern[str], ...]) -> ZoneName:
    text = line.text
    if any(pattern.fullmatch(text) for pattern in patterns):
        return "boilerplate"
    if line.zone is not None:
        return line.zone
    if line.caption:
        return "caption"
    if len(text) > phrases.LONGEST:
        return "body"
    bare = text.lstrip("-–•*·>»|[( ").lstrip()
    if phrases.REFERENCE.match(text):
        return "caption" if phrases.AGENCY.search(text) else "references"
    if len(text) <= phrases.LONGEST_RELATED and (line.linked or phrases.RELATED.match(bare)):
        return "related"
    if any(pattern.match(bare) or pattern.match(text) for pattern in _FURNITURE) or _asks_to_subscribe(text):
        return "boilerplate"
    if len(text) <= phrases.LONGEST_RELATED and phrases.CAPTION.match(text):
        return "caption"
    return "body"


def _asks_to_subscribe(text: str) -> bool:
    return len(text) <= phrases.LONGEST_RELATED and phrases.WALL.search(text) is not None


_FURNITURE = (phrases.BOILERPLATE, phrases.COUNTER, phrases.FOLLOW, phrases.CREDIT, phrases.ADDRESS)


def _cut_dateline(paragraphs: list[list[_Piece]], *, indonesian: bool) -> str:
    """Split the dateline off the first body paragraph; what it says, without the dash."""
    for paragraph in [paragraph for paragraph in paragraphs if paragraph[0][0] == "body"][:_LEAD]:
        text = paragraph[0][1]
        found = next((m for pattern in phrases.DATELINES if (m := pattern.match(text))), None)
        if found is None and indonesian:
            found = phrases.PLACE_ALONE.match(text)
        if found is not None and found.end() < len(text):
            paragraph[:] = [("boilerplate", found[0]), ("body", text[found.end() :])]
            return found[0].strip(" -–—―")
        if len(text) > 60:
            return ""
    return ""


def _cut_desk(paragraphs: list[list[_Piece]]) -> str:
    """Split the desk's initials off the end of one of the last body paragraphs; what they say."""
    bodies = [paragraph for paragraph in paragraphs if paragraph[-1][0] == "body"]
    for paragraph in bodies[:-4:-1]:
        text = paragraph[-1][1]
        found = phrases.DESK.search(text[-40:])
        if found is None:
            continue
        cut = len(text) - (len(text[-40:]) - found.start())
        before: list[_Piece] = [("body", text[:cut])] if cut else []
        paragraph[-1:] = [*before, ("boilerplate", text[cut:])]
        return found[1]
    return ""


def _tile(paragraphs: list[list[_Piece]], dateline: str, desk: str) -> Furnished:
    zones: list[Zone] = []
    at = 0
    for number, paragraph in enumerate(paragraphs):
        at += number > 0
        for role, text in paragraph:
            if number and zones and zones[-1].zone == role and zones[-1].char_end == at - 1:
                start = zones.pop().char_start  # goes on over the newline
            else:
                start = at
            zones.append(Zone(zone=role, char_start=start, char_end=at + len(text)))
            at += len(text)
    return Furnished(
        text="\n".join("".join(text for _, text in paragraph) for paragraph in paragraphs),
        body="\n".join(text for paragraph in paragraphs for role, text in paragraph if role == "body"),
        zones=tuple(zones), dateline=dateline, desk=desk,
    )  # fmt: skip
