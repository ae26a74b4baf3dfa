"""One file of entities: its stanzas, checked key by key, and turned into entities.

Every mistake is noted with line and remedy; a stanza with one is left out, and the others of the file count. Which
files there are, and what two stanzas may not both say, is the gazetteer's business.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from typing import cast, get_args

from warehouse.entities.model import Alias, Entity, EntityType
from warehouse.entities.toml_source import HEADER, Source
from warehouse.entities.toml_stanza import MOST_FAULTS, Table, nearest
from warehouse.errors import EntityError

KEYS = (
    "id", "name", "type", "aliases", "weak_aliases", "parent", "wikidata", "requires", "vetoes", "valid_from", "field",
)  # fmt: skip
ALIAS_KEYS = ("alias", "from", "until", "language", "requires", "lower_case")
TYPES: tuple[str, ...] = get_args(EntityType)
MOST_STANZAS = 20_000  # of a file
LONGEST_ID = 64
SHORTEST_STRONG = 3  # letters and digits, unless dotted ("U.S."): two letters are an abbreviation of many things

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WIKIDATA = re.compile(r"Q[1-9]\d{0,11}")
_FIELD = re.compile(r"[a-z]{2,40}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_WIDE = "\N{CJK RADICAL REPEAT}"  # from here on a character is a syllable or a word: two make a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Stanza:
    """One `[[entity]]`: which it is, the entity unless something is wrong in it, and where it stands."""

    entity_id: str
    entity: Entity | None
    table: Table

    def fault(self, key: str, value: str, remedy: str) -> EntityError:
        """What is wrong with it, seen beside the others."""
        return self.table.mistake(key, remedy, value)


def read_stanzas(source: Source) -> tuple[tuple[Stanza, ...], tuple[EntityError, ...]]:
    """The stanzas of the file, and its mistakes. Never raises for what stands in it."""
    try:
        top = source.values()
    except EntityError as fault:
        return (), (fault,)
    strange = tuple(_stray(source, key) for key in islice((key for key in top if key != HEADER), MOST_FAULTS))
    found = top.get(HEADER, [])
    if not isinstance(found, list) or not all(isinstance(values, dict) for values in found):
        wrong = EntityError(source.file, source.key_line(HEADER), HEADER, "", "write it in two brackets: [[entity]]")
        return (), (*strange, wrong)
    if len(found) > MOST_STANZAS:
        wrong = EntityError(source.file, 1, HEADER, "", f"more than {MOST_STANZAS} entities; split the file")
        return (), (*strange, wrong)
    tables = [Table(source=source, number=n, values=values) for n, values in enumerate(found, 1)]
    stanzas = tuple(_stanza(table) for table in tables)
    return stanzas, (*strange, *(fault for table in tables for fault in table.faults))


def _stray(source: Source, key: str) -> EntityError:
    if nearest(key, [HEADER]):
        remedy = 'no such table; did you mean "[[entity]]"?'
    elif key in KEYS:
        remedy = "belongs under an [[entity]] line; move it there"
    else:
        remedy = "no such key; a file holds [[entity]] stanzas and nothing else"
    return EntityError(source.file, source.key_line(key), key, "", remedy)


def _stanza(table: Table) -> Stanza:
    table.only(KEYS)
    entity = Entity(
        entity_id=table.text("id", _id_fault),
        name=table.text("name", _wordless_fault),
        type=cast(EntityType, table.text("type", _type_fault)),
        aliases=_aliases(table),
        parent_id=table.text("parent", _id_fault, ""),
        wikidata_id=table.text("wikidata", _wikidata_fault, ""),
        requires=table.texts("requires", _wordless_fault),
        vetoes=table.texts("vetoes", _wordless_fault),
        valid_from=table.day("valid_from"),
        field=table.text("field", _field_fault, ""),
    )
    return Stanza(entity_id=entity.entity_id, entity=None if table.faults else entity, table=table)


def _aliases(table: Table) -> tuple[Alias, ...]:
    """The strong ones, then the weak, in the order of the alphabet: the order they are written in says nothing."""
    faults = len(table.faults)
    found = [*_listed(table, "aliases", weak=False), *_listed(table, "weak_aliases", weak=True)]
    if not found and len(table.faults) == faults:
        table.wrong("aliases", 'there is none; add the forms in which texts have it, as aliases = ["..."]')
    for n, alias in enumerate(found):
        if alias.text and any(alias.text == other.text and overlapping(alias, other) for other in found[:n]):
            table.wrong("weak_aliases" if alias.weak else "aliases", "is there twice; delete one", alias.text)
    return tuple(sorted(found, key=lambda a: (a.weak, a.text, a.since or date.min, a.until or date.max, a.language)))


def overlapping(one: Alias, other: Alias) -> bool:
    """Whether there are days and a language in which both count."""
    begin = max(one.since or date.min, other.since or date.min)
    same_days = all(begin < until for until in (one.until, other.until) if until)
    return same_days and (one.language == other.language or not one.language or not other.language)


def _listed(table: Table, key: str, *, weak: bool) -> list[Alias]:
    return [_alias(table.inner(key, n, value, "alias"), weak=weak) for n, value in enumerate(table.list(key), 1)]


def _alias(table: Table, *, weak: bool) -> Alias:
    bare = "" in table.values
    table.only(("",) if bare else ALIAS_KEYS)
    lower_case = table.flag("lower_case")
    alias = Alias(
        text=table.text(
            "" if bare else "alias", _wordless_fault if weak else partial(_strong_fault, lower_case=lower_case)
        ),
        weak=weak,
        requires=table.texts("requires", _wordless_fault),
        since=table.day("from"),
        until=table.day("until"),
        language=table.text("language", _language_fault, ""),
    )
    if alias.since and alias.until and alias.since >= alias.until:
        table.wrong("until", f"ends before it begins on {alias.since}; correct one of the two", alias.until)
    if alias.requires and not weak:
        table.wrong("requires", "counts for nothing under a strong alias; move the alias to weak_aliases")
    return alias


# ------------------------------------------------------------------ what a text may be: the objection, or nothing


def _id_fault(text: str) -> str:
    if _ID.fullmatch(text) and len(text) <= LONGEST_ID:
        return ""
    return f"is no id; write at most {LONGEST_ID} small letters and digits, with single hyphens between"


def _field_fault(text: str) -> str:
    return "" if _FIELD.fullmatch(text) else "is no field; write one word in small letters, such as technology"


def _type_fault(text: str) -> str:
    return "" if text in TYPES else f"is no type{nearest(text, TYPES) or '; there are ' + ', '.join(TYPES)}"


def _wikidata_fault(text: str) -> str:
    return "" if _WIKIDATA.fullmatch(text) else "is no item of Wikidata; write Q and its number, such as Q380"


def _language_fault(text: str) -> str:
    return "" if _LANGUAGE.fullmatch(text) else "is no language; write two small letters, such as id or en"


def _wordless_fault(text: str) -> str:
    return "" if any(c.isalnum() for c in text) else "has neither letter nor digit, so that no text has it as a word"


def _strong_fault(text: str, *, lower_case: bool) -> str:
    """A strong alias counts wherever it stands: it must be a name by the look of it."""
    if fault := _wordless_fault(text):
        return fault
    if sum(c.isalnum() for c in text) < SHORTEST_STRONG and "." not in text[:-1] and max(text) < _WIDE:
        return "is too short to count wherever it stands; move it to weak_aliases"
    if text.islower() and not lower_case and not re.search(r"[\d.]", text):
        return (
            "in small letters is an ordinary word; write its capitals, move it to weak_aliases, "
            'or say that it is written so: { alias = "...", lower_case = true }'
        )
    return ""
