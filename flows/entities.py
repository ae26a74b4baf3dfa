"""The gazetteer as people ask about it: who is in it, and how many articles name them."""

from dataclasses import dataclass

from flows.settings import Settings
from warehouse.entities.gazetteer import load
from warehouse.errors import EntityError
from warehouse.named import articles_by_entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One entity; `articles` have it in title or body. It is `None` where nothing was published yet."""

    entity_id: str
    name: str
    type: str
    parent: str
    aliases: tuple[str, ...]
    weak_aliases: tuple[str, ...]
    articles: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Everybody:
    """Every entity, by id, and what is wrong with the stanzas that are left out."""

    entities: tuple[Listed, ...]
    faults: tuple[EntityError, ...]


def listed(settings: Settings) -> Everybody:
    """Every entity of the shipped files and the user's."""
    loaded = load(settings.entities)
    counts = articles_by_entity(settings.published)
    lines = tuple(
        Listed(
            entity_id=entity.entity_id,
            name=entity.name,
            type=entity.type,
            parent=entity.parent_id,
            aliases=tuple(alias.text for alias in entity.aliases if not alias.weak),
            weak_aliases=tuple(alias.text for alias in entity.aliases if alias.weak),
            articles=counts.get(entity.entity_id, 0) if counts is not None else None,
        )
        for entity in loaded.gazetteer.entities
    )
    return Everybody(entities=lines, faults=loaded.faults)
