"""A table of a file that is asked for its values: each answer is checked, each mistake is noted with line and remedy.

Nothing is raised, so that all the mistakes of a stanza are known at once: a value that will not do is noted and
answered with nothing. What the keys mean is not known here.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from difflib import get_close_matches
from itertools import islice

from warehouse.entities.toml_source import Source
from warehouse.errors import EntityError

LONGEST_TEXT = 100  # code points of a name, alias or phrase; the longest shipped has half of it
LONGEST_LIST = 200
MOST_FAULTS = 50  # of a stanza, that are told: each is looked for in the file

Objection = Callable[[str], str]


def no_objection(_: str) -> str:
    """Every text will do."""
    return ""


def nearest(word: str, known: Iterable[str]) -> str:
    """`; did you mean "..."?` with the nearest of `known`, or nothing where none is near."""
    words = {each.casefold(): each for each in known}
    begun = [each for each in words if len(word) > 2 and each.startswith(word.casefold())]
    near = [*begun, *get_close_matches(word.casefold(), words, n=1)]
    return f'; did you mean "{words[near[0]]}"?' if near else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a file: its values, where it stands, and what is wrong in it so far."""

    source: Source
    number: int  # of the [[entity]], from 1
    values: dict[str, object]
    path: str = ""  # "aliases[2]."
    around: tuple[str, ...] = ()  # what leads to this table's line: the key it is in, a value it has
    faults: list[EntityError] = field(default_factory=list)

    def wrong(self, key: str, remedy: str, value: object = "") -> None:
        """Notes a mistake of `key`; `value` is what stands there. Of a stanza with very many, only the first."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(self.mistake(key, remedy, value))

    def mistake(self, key: str, remedy: str, value: object = "") -> EntityError:
        """A mistake of `key` as people are told of it, with its line."""
        said = _written(value)[:LONGEST_TEXT]
        place, *around = self.around or (re.sub(r"\[\d+\]$", "", key),)
        line = self.source.line(self.number, place, *around, *([said] if said else []))
        return EntityError(self.source.file, line, self.path + key, said, remedy)

    def only(self, known: tuple[str, ...]) -> None:
        """Notes the keys other than the `known` ones, with the one that was perhaps meant."""
        for key in islice((key for key in self.values if key not in known), MOST_FAULTS):
            way_out = nearest(key, known) or f"; the keys here are {', '.join(known)}"
            self.wrong(key, f"no such key{way_out}")

    def text(self, key: str, objection: Objection = no_objection, default: str | None = None) -> str:
        """The text of `key`; without a default it has to be there."""
        value = self.values.get(key, default)
        if value is None:
            self.wrong(key, "missing; add it as text in quotes")
        elif value != default and (fault := self._fault(value, objection)):
            self.wrong(key, fault, value)
        return value if isinstance(value, str) else ""

    def texts(self, key: str, objection: Objection = no_objection) -> tuple[str, ...]:
        """The texts of `key`, in the order of the alphabet, each once; none where it is not given."""
        for place, value in enumerate(self.list(key), 1):
            if fault := self._fault(value, objection):
                self.wrong(f"{key}[{place}]", fault, value)
        return tuple(sorted({value for value in self.list(key, quietly=True) if isinstance(value, str)}))

    def day(self, key: str) -> date | None:
        """The day of `key`."""
        value = self.values.get(key)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        self.wrong(key, "is no day; write it as year-month-day without quotes, such as 2021-10-28", value)
        return None

    def flag(self, key: str) -> bool:
        """Whether `key` is true."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self.wrong(key, "stands where true or false belongs, without quotes", value)
        return value is True

    def list(self, key: str, *, quietly: bool = False) -> list[object]:
        """The list of `key`, whatever it holds; empty where it is not given."""
        value = self.values.get(key, [])
        if isinstance(value, list) and len(value) <= LONGEST_LIST:
            return value
        if not quietly:
            found = f"holds more than {LONGEST_LIST}; keep what is needed" if isinstance(value, list) else ""
            self.wrong(key, found or "stands where a list in [brackets] belongs", "" if found else value)
        return []

    def inner(self, key: str, place: int, value: object, name: str) -> "Table":
        """What stands at `place` (from 1) of the list of `key`: a table, or a bare value, which is its `name`'s."""
        if isinstance(value, dict):
            path, values = f"{self.path}{key}[{place}].", value
        else:
            path, values = f"{self.path}{key}[{place}]", {"": value}
        known_by = values.get(name)
        around = (key, known_by) if isinstance(known_by, str) and known_by else (key,)
        return replace(self, values=values, path=path, around=around)

    def _fault(self, value: object, objection: Objection) -> str:
        if not isinstance(value, str):
            return "is no text; write it in quotes"
        return _unfit(value) or objection(value)


def _written(value: object) -> str:
    try:
        return str(value)
    except ValueError:  # a hexadecimal number of thousands of digits is read, and not written
        return "a number"


def _unfit(text: str) -> str:
    if not text.strip():
        return "is blank; write something, or delete it"
    if len(text) > LONGEST_TEXT:
        return f"is longer than {LONGEST_TEXT} characters; write what stands in texts"
    if not text.isprintable():
        return f"holds {next(c for c in text if not c.isprintable())!a}, which cannot be seen; delete it"
    return "" if text == " ".join(text.split()) else "has blanks at an end, or two in a row; delete them"
