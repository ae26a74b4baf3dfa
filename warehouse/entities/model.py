"""The values that pass between the gazetteer, the tagger and the warehouse. Offsets count Unicode code points.

Mentions, refused candidates, amounts and names are named tuples: there are ten million of them, and a frozen
dataclass takes four times as long to make.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

from sources.types import Zone

EntityType = Literal["ORG", "PERSON", "PRODUCT", "PLACE", "EVENT", "LAW"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A form in which an entity appears in text, in the case in which it is written.

    A strong alias is the entity wherever it stands as a word of its own; a `weak` one only with evidence beside it:
    of `requires`, where it has any, else of whatever kind the tagger knows. `since` and `until` (not included) bound
    the days on which the form meant this entity. `language`: it has this meaning only in texts of that language.
    """

    text: str
    weak: bool = False
    requires: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Something that people ask for.

    `requires` holds ids of entities, and words or phrases, one of which must stand in the document for a weak alias to
    count (an alias's own come in their place). `vetoes` are phrases around an alias in which it is something else
    ("Meta analysis"). `parent_id` is the entity it belongs to; `valid_from` the first day on which it existed. `field`
    is one word for the trade of a firm: others of the same in a document speak for its weak alias there.
    """

    entity_id: str
    name: str
    type: EntityType
    aliases: tuple[Alias, ...]
    parent_id: str = ""
    wikidata_id: str = ""
    requires: tuple[str, ...] = ()
    vetoes: tuple[str, ...] = ()
    valid_from: date | None = None
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """Every entity, by id. `digest` names this state of it: it changes whenever what the tagger would find may."""

    entities: tuple[Entity, ...]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One version of an article as the tagger reads it; the zones tile `text`, zone `title` is of `title`."""

    document_id: str
    title: str
    text: str
    zones: tuple[Zone, ...]
    lang: str = ""
    url: str = ""
    outlet_id: str = ""
    section: str = ""
    published_at: datetime | None = None


class Mention(NamedTuple):
    """An entity at a place: `surface` is `text[char_start:char_end]`, of the title in zone `title`."""

    entity_id: str
    char_start: int
    char_end: int
    surface: str
    zone: str
    score: float  # how sure, 0 to 1
    rule: str  # what accepted it


class Refused(NamedTuple):
    """A place where an alias stands and is not taken for the entity, and why not (`rule`)."""

    entity_id: str
    char_start: int
    char_end: int
    surface: str
    zone: str
    score: float  # what spoke for it, 0 to 1
    rule: str


class Amount(NamedTuple):
    """An amount of money: `value` (the lower end of a range), `value_to` (its upper end), both in whole units."""

    char_start: int
    char_end: int
    surface: str
    value: float
    value_to: float | None
    currency: str | None  # ISO 4217; None where the text names none
    converted_from: str | None  # the surface of the amount that this one converts
    converted_from_start: int | None  # and its char_start
    zone: str


class Name(NamedTuple):
    """A capitalised name that is in no gazetteer: how often it stands in title and body."""

    name: str
    mentions: int
