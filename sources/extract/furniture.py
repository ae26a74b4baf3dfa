"""What each line of an article is: body, or furniture that stays in the text as a zone of its own.

Whole lines are told here, with the dateline in front of the first sentence and the desk's initials behind the
last. Richer roles of a text's parts (quotes, questions, references) would be told beside these, on the same pieces.
"""

import re
from dataclasses import dataclass

from sources.dates import parse_stamp
from sources.extract import phrases
from sources.extract.markup import Line
from sources.types import PageRules, Zone, ZoneName

_DATE = 60  # characters of a line that holds a date and no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Furnished:
    """A text with its zones, and the furniture kept as data."""

    text: str
    body: str
    zones: tuple[Zone, ...]
    dateline: str = ""
    desk: str = ""


_Piece = tuple[ZoneName, str]


def furnish(lines: tuple[Line, ...], rules: PageRules, *, indonesian: bool) -> Furnished:
    """The lines as one text, tiled by zones (newlines between paragraphs belong to none)."""
    patterns = tuple(re.compile(pattern) for pattern in rules.boilerplate)
    roles = _in_context([(_role(line, patterns), line) for line in lines])
    paragraphs: list[list[_Piece]] = [[(role, line.text)] for role, line in roles]
    dateline = _cut_dateline(paragraphs, indonesian=indonesian)
    desk = _cut_desk(paragraphs) if indonesian else ""
    return _tile(paragraphs, dateline, desk)


def _role(line: Line, patterns: tuple[re.Pattern[str], ...]) -> ZoneName:
    text = line.text
    if line.caption:
        return "caption"
    if any(pattern.fullmatch(text) for pattern in patterns):
        return "boilerplate"
    if len(text) > phrases.LONGEST:
        return "body"
    bare = text.lstrip("-–•*·>»|[( ").lstrip()
    if phrases.REFERENCE.match(text):
        return "references"
    if len(text) <= phrases.LONGEST_RELATED and (line.linked or phrases.RELATED.match(bare)):
        return "related"
    if any(pattern.match(bare) or pattern.match(text) for pattern in _FURNITURE) or _asks_to_subscribe(text):
        return "boilerplate"
    if len(text) <= phrases.LONGEST_RELATED and phrases.CAPTION.match(text):
        return "caption"
    return "body"


def _asks_to_subscribe(text: str) -> bool:
    return len(text) <= phrases.LONGEST_RELATED and phrases.WALL.search(text) is not None


_FURNITURE = (phrases.BOILERPLATE, phrases.FOLLOW, phrases.CREDIT, phrases.ADDRESS)


def _in_context(roles: list[tuple[ZoneName, Line]]) -> list[tuple[ZoneName, Line]]:
    """Roles that a line has by its place: dates at the head, the foot behind "More news"."""
    body = [n for n, (role, _) in enumerate(roles) if role == "body"]
    for n in body[:3]:
        if _is_date(roles[n][1].text):
            roles[n] = ("boilerplate", roles[n][1])
    for n in range(len(roles) // 3, len(roles)):
        if phrases.RELATED_FROM.fullmatch(roles[n][1].text.strip(" :.…")):
            return roles[:n] + [("related", line) for _, line in roles[n:]]
    return roles


def _is_date(text: str) -> bool:
    return len(text) <= _DATE and len(text.split()) <= 9 and parse_stamp(text, zone="UTC") is not None


def _cut_dateline(paragraphs: list[list[_Piece]], *, indonesian: bool) -> str:
    """Split the dateline off the first body paragraph; what it says, without the dash."""
    for paragraph in paragraphs[:6]:
        role, text = paragraph[0]
        if role != "body":
            continue
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
