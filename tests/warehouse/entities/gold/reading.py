"""Reads the gold files beside it: documents with every true mention marked.

An empty line ends a document. In one, a line is

    # Words             the title
    : key=value; ...    lang, section, outlet, url, date of this document
    @related            the zone of the lines that follow (body where none is named)
    ; words             a comment
    anything else       a paragraph

and `--- key=value ...` gives what holds for all documents after it. A mention is `[[entity-id|surface]]`; `⏎` stands
for a line break within a paragraph, `⍽` for a no-break space.

What is marked: every place where a reader would say that this entity is meant, in the form that the gazetteer knows
(`Gemini 2.5` of "Gemini 2.5 Pro"), without titles, clitics and possessives; sources ("dilansir TechCrunch") and
datelines too. Not marked: what names another thing (Universitas Airlangga), an address, a currency. Cases on which
editors would differ are left out: "dolar AS", "bahasa Indonesia", "Jakarta Selatan".
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from sources.types import Zone
from warehouse.entities.model import Document

MARK = re.compile(r"\[\[([a-z0-9-]+)\|([^\[\]|]+)\]\]")
KEYS = {"lang", "section", "outlet", "url", "date"}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """Where an entity stands: in the title or in the text, from `start` to before `end`."""

    in_title: bool
    start: int
    end: int
    entity_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One document, where its entities are, and the line of the file on which it begins."""

    document: Document
    places: tuple[Place, ...]
    file: str
    line: int
    sentences: int  # the title and each paragraph count as one


@dataclass(slots=True)
class _Draft:
    settings: dict[str, str]
    line: int
    title: str = ""
    text: str = ""
    zones: list[Zone] = field(default_factory=list)
    zone: str = "body"
    places: list[Place] = field(default_factory=list)
    sentences: int = 0


def read(paths: Iterable[Path]) -> tuple[Case, ...]:
    """Every document of the files; `ValueError` with file and line where one cannot be understood."""
    return tuple(case for path in paths for case in parse(path.read_text("utf-8"), path.name))


def parse(content: str, name: str) -> Iterator[Case]:
    """The documents of one file's content."""
    defaults: dict[str, str] = {}
    draft: _Draft | None = None
    for number, line in enumerate([*content.split("\n"), ""], start=1):
        where = f"{name}:{number}"
        if line.startswith("---"):
            defaults = _settings(line[3:].split(), where)
        elif not line.strip():
            if draft is not None:
                yield _case(draft, name)
            draft = None
        elif not line.startswith("; "):
            draft = draft or _Draft(settings=dict(defaults), line=number)
            _take(draft, line, where)


def _take(draft: _Draft, line: str, where: str) -> None:
    if line.startswith(": "):
        draft.settings |= _settings((part.strip() for part in line[2:].split(";")), where)
    elif line.startswith("@"):
        draft.zone = line[1:]
    elif line.startswith("# "):
        draft.title, places = _unmark(line[2:], 0, where, in_title=True)
        draft.places += places
        draft.sentences += 1
    else:
        _add_paragraph(draft, line, where)


def _add_paragraph(draft: _Draft, line: str, where: str) -> None:
    draft.text += "\n" if draft.text else ""
    words, places = _unmark(line, len(draft.text), where, in_title=False)
    start = len(draft.text)  # the line break before it is still of the zone before
    draft.text += words
    draft.places += places
    draft.sentences += 1
    if draft.zones and draft.zones[-1].zone == draft.zone:
        start = draft.zones.pop().char_start
    elif draft.zones:
        draft.zones[-1] = replace(draft.zones[-1], char_end=start)
    draft.zones.append(Zone(zone=draft.zone, char_start=start, char_end=len(draft.text)))  # type: ignore[arg-type]


def _settings(pairs: Iterable[str], where: str) -> dict[str, str]:
    settings = dict(pair.split("=", 1) for pair in pairs if pair)
    if unknown := settings.keys() - KEYS:
        raise ValueError(f"{where}: unknown {', '.join(sorted(unknown))}; known are {', '.join(sorted(KEYS))}")
    return settings


def _unmark(line: str, offset: int, where: str, *, in_title: bool) -> tuple[str, list[Place]]:
    line, words, at, places = line.replace("⏎", "\n").replace("⍽", "\N{NO-BREAK SPACE}"), "", 0, []
    for mark in MARK.finditer(line):
        words += line[at : mark.start()]
        start = offset + len(words)
        words, at = words + mark[2], mark.end()
        places.append(Place(in_title=in_title, start=start, end=offset + len(words), entity_id=mark[1]))
    words += line[at:]
    if "[[" in words or "]]" in words:
        raise ValueError(f"{where}: a mark is not [[entity-id|surface]]")
    return words, places


def _case(draft: _Draft, name: str) -> Case:
    said = draft.settings
    title = (Zone(zone="title", char_start=0, char_end=len(draft.title)),) if draft.title else ()
    document = Document(
        document_id=f"{name}:{draft.line}", title=draft.title, text=draft.text,
        zones=title + tuple(draft.zones), lang=said["lang"], url=said.get("url", ""),
        outlet_id=said.get("outlet", ""), section=said.get("section", ""),
        published_at=datetime.strptime(f"{said['date']} 05:00", "%Y-%m-%d %H:%M").replace(tzinfo=UTC),
    )  # fmt: skip
    return Case(
        document=document, places=tuple(sorted(draft.places)), file=name, line=draft.line, sentences=draft.sentences
    )
