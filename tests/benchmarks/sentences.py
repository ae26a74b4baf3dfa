"""Labelled sentences (`*.conll`: a word and its label a line) put together again as a newspaper would print them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

KINDS = {
    "person": ("per", "person", "ppl", "politician", "researcher"),
    "org": ("org", "organisation", "organization", "corporation", "group", "politicalparty", "university"),
    "place": ("loc", "location", "place", "plc", "country"),
    "product": ("ind", "product", "programlang"),
    "event": ("evt", "event", "conference", "election"),
    "other": ("misc", "creative-work", "algorithm"),
}
KIND_OF = {label: kind for kind, labels in KINDS.items() for label in labels}
NO_NAME = {
    "time",
    "quantity",
    "temporal",
    "documentreference",
    "money",
    "weapon",
    "militaryplatform",
    "commsidentifier",
}
NO_NAME |= {"field", "task", "metrics", "fnb", "coordinate", "frequency", "vehicle"}
OPEN, CLOSED = set("([{“‘$#"), set(".,;:!?)]}%”’…")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A name somebody marked: its place in the sentence and its kind (one of KINDS)."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence as printed, and the names in it."""

    text: str
    names: tuple[Labelled, ...]


def sentences(path: Path) -> Iterator[Sentence]:
    """Those of one file; a blank line ends each, the label is the last column."""
    tokens: list[tuple[str, str]] = []
    for line in [*path.read_text("utf-8").split("\n"), ""]:
        columns = line.split()
        if len(columns) > 1:
            tokens.append((columns[0], columns[-1]))
        elif not columns and tokens:
            yield _join(tokens)
            tokens = []


def _join(tokens: list[tuple[str, str]]) -> Sentence:
    text, names, before, quoted = "", list[Labelled](), "O", False
    for number, (word, label) in enumerate(tokens):
        last = tokens[number - 1][0] if number else ""
        glued = not text or word[0] in CLOSED or last in OPEN or word in {"'s", "’s", "n't"}
        glued = glued or (word == "s" and last in {"'", "’"})
        if word in {'"', "''", "``"}:
            glued, quoted = glued or quoted, not quoted
        elif last in {'"', "''", "``"}:
            glued = glued or quoted
        # "sumber - sumber" is one reduplicated word
        if word == "-" and number + 1 < len(tokens):
            glued = glued or last.lower() == tokens[number + 1][0].lower()
        elif last == "-" and number > 1:
            glued = glued or word.lower() == tokens[number - 2][0].lower()
        text += "" if glued else " "
        start, kind = len(text), _kind(label)
        text += word
        if kind and names and _goes_on(label, before):
            names[-1] = Labelled(start=names[-1].start, end=len(text), kind=kind)
        elif kind:
            names.append(Labelled(start=start, end=len(text), kind=kind))
        before = label
    return Sentence(text=text, names=tuple(names))


def _kind(label: str) -> str:
    bare = re.sub(r"^[BIES]-", "", label).lower()
    return "" if bare == "o" or bare in NO_NAME else KIND_OF.get(bare, "other")


def _goes_on(label: str, before: str) -> bool:
    return label.startswith("I-") and before[2:] == label[2:]
