"""Reports: the questions that people ask again and again, each a file of `warehouse/reports`, and what it was given.

A report is one query of the published file. Its first line is the question it answers, in plain words; the comment
lines after it say what else is to be known, then, as `-- column: meaning`, what columns mean where that is not plain.
What it takes is what it names: `$entity` and `$outlet` (ids; null: all), `$since` and `$until` (timestamptz, the
second not included; null: no end), `$most` (rows, or whatever it says; null: its own default), `$watched` (varchar[])
and `$now` (timestamptz). How an answer is written: `warehouse.query` and `warehouse.arrow`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import takewhile
from pathlib import Path

from warehouse import query
from warehouse.errors import QueryError
from warehouse.refusing import ENTITIES, OUTLETS, refuse_no_time, refuse_unknown
from warehouse.sentence import one_line

# What a person may say, in the order of the help. Reports may name $watched and $now, too: those come from settings.
OPTIONS = ("entity", "outlet", "since", "until", "most")
_PARAMETER = re.compile(r"\$([a-z]+)\b")
_COLUMN = re.compile(r"([a-z_]+(?:, [a-z_]+)*): (.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A question that is asked again and again; `notes` and the `meanings` of columns are for people, one line each."""

    name: str
    question: str
    notes: str
    meanings: tuple[tuple[str, str], ...]
    sql: str

    @property
    def parameters(self) -> tuple[str, ...]:
        """What it names, in the order of OPTIONS, then the rest."""
        named = set(_PARAMETER.findall(self.sql))
        return tuple(p for p in (*OPTIONS, *sorted(named - {*OPTIONS})) if p in named)

    @property
    def options(self) -> tuple[str, ...]:
        """Those of its parameters that a person may say."""
        return tuple(p for p in self.parameters if p in OPTIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a report is asked about; `None` is everything. Until is not included."""

    now: datetime
    watched: tuple[str, ...] = ()
    entity: str | None = None
    outlet: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    most: int | None = None


def reports() -> tuple[Report, ...]:
    """All of them, by name."""
    there = files("warehouse").joinpath("reports").iterdir()
    return tuple(_read(file) for file in sorted(there, key=lambda f: f.name) if file.name.endswith(".sql"))


def report(name: str) -> Report:
    """The one of this name. Raises QueryError that says which there are."""
    by_name = {one.name: one for one in reports()}
    if found := by_name.get(name):
        return found
    near = get_close_matches(name.lower().replace("-", "_"), by_name, n=1)
    way = f"did you mean {near[0]}?" if near else "`kabar report --list` shows them all"
    raise QueryError(f"there is no report {one_line(name)[:80]!r}; {way}")


def values(published: Path, asked: Report, wanted: Wanted) -> dict[str, object]:
    """What the report's query is to be given: a value for each of its parameters.

    Raises QueryError for an option that it does not take, an entity or outlet that nobody knows, and a time that ends
    before it begins; WarehouseError where nothing is published.
    """
    _refuse_options(asked, wanted)
    refuse_no_time(wanted.since, wanted.until)
    if wanted.entity is not None:
        refuse_unknown("entity", wanted.entity, query.answer(published, ENTITIES).rows, "kabar entities")
    if wanted.outlet is not None:
        refuse_unknown("outlet", wanted.outlet, query.answer(published, OUTLETS).rows, "kabar status")
    return {name: _value(getattr(wanted, name)) for name in asked.parameters}


def _value(of: object) -> object:
    return list(of) if isinstance(of, tuple) else of


def _refuse_options(asked: Report, wanted: Wanted) -> None:
    for name in OPTIONS:
        if getattr(wanted, name) is not None and name not in asked.options:
            takes = ", ".join(f"--{one}" for one in asked.options) or "nothing"
            raise QueryError(f"report {asked.name} takes no --{name}: it takes {takes}")


# ------------------------------------------------------------------ files


def _read(file: Traversable) -> Report:
    lines = file.read_text("utf-8").splitlines()
    head = [line[2:].strip() for line in takewhile(lambda line: line.startswith("--"), lines)]
    notes, meanings = _told(head[1:])
    sql = "\n".join(line for line in lines if not line.lstrip().startswith("--"))
    return Report(name=file.name.removesuffix(".sql"), question=head[0], notes=notes, meanings=meanings, sql=sql)


def _told(lines: Iterable[str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The lines before the first that tells of columns as one text, and the columns with theirs."""
    notes: list[str] = []
    meanings: list[tuple[str, list[str]]] = []
    for line in lines:
        if begun := _COLUMN.fullmatch(line):
            meanings.append((begun[1], [begun[2]]))
        else:
            (meanings[-1][1] if meanings else notes).append(line)
    return " ".join(notes), tuple((columns, " ".join(said)) for columns, said in meanings)
