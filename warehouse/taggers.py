"""Taggers: the states of gazetteer and rules that tagged something, and the gazetteer of today as people query it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from warehouse.connection import Connection
from warehouse.entities.model import Gazetteer
from warehouse.load import append


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRow:
    """A row of `store.entities`."""

    entity_id: str
    name: str
    type: str
    wikidata_id: str | None
    parent_id: str | None
    valid_from: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasRow:
    """A row of `store.aliases`."""

    entity_id: str
    alias: str
    weak: bool
    requires: tuple[str, ...]
    valid_from: date | None
    valid_until: date | None
    lang: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggerRow:
    """A row of `store.taggers`."""

    tagger_no: int
    digest: str
    first_used_at: datetime
    entities: int
    aliases: int


def declare(db: Connection, gazetteer: Gazetteer, version: str, now: datetime) -> int:
    """Writes down the gazetteer of today; returns the number of the tagger of this `version`, the old one if any.

    What another tagger had tagged waits from now on. The transaction is the caller's.
    """
    entities, aliases = _entities(gazetteer), _aliases(gazetteer)
    _lay_anew(db, "store.entities", entities, _ENTITIES)
    _lay_anew(db, "store.aliases", aliases, _ALIASES)
    numbers = dict(db.execute("select digest, tagger_no from store.taggers").fetchall())
    if version not in numbers:
        numbers[version] = 1 + max(numbers.values(), default=0)
        tagger = TaggerRow(
            tagger_no=numbers[version],
            digest=version,
            first_used_at=now,
            entities=len(entities),
            aliases=len(aliases),
        )
        append(db, "store.taggers", [tagger])
    db.execute(
        "update store.tagged set tagger_no = -tagger_no where tagger_no > 0 and tagger_no <> ?", [numbers[version]]
    )
    return int(numbers[version])


_ENTITIES = "select entity_id, name, type, wikidata_id, parent_id, valid_from from store.entities order by rowid"
_ALIASES = "select entity_id, alias, weak, requires, valid_from, valid_until, lang from store.aliases order by rowid"


def _lay_anew(db: Connection, table: str, rows: Sequence[EntityRow] | Sequence[AliasRow], query: str) -> None:
    """Makes the table these rows; one that is so already stays untouched."""
    there = [tuple(tuple(v) if isinstance(v, list) else v for v in row) for row in db.execute(query).fetchall()]
    wanted = [tuple(getattr(row, name) for name in row.__slots__) for row in rows]
    if there != wanted:
        db.execute(f"delete from {table}")
        append(db, table, rows)


def _entities(gazetteer: Gazetteer) -> list[EntityRow]:
    return [
        EntityRow(
            entity_id=entity.entity_id,
            name=entity.name,
            type=entity.type,
            wikidata_id=entity.wikidata_id or None,
            parent_id=entity.parent_id or None,
            valid_from=entity.valid_from,
        )
        for entity in gazetteer.entities
    ]


def _aliases(gazetteer: Gazetteer) -> list[AliasRow]:
    return [
        AliasRow(
            entity_id=entity.entity_id,
            alias=alias.text,
            weak=alias.weak,
            requires=alias.requires,
            valid_from=alias.since,
            valid_until=alias.until,
            lang=alias.language or None,
        )
        for entity in gazetteer.entities
        for alias in entity.aliases
    ]
