"""The gazetteer as people ask about it: who is in it and how many articles name them, and who is not."""

from dataclasses import dataclass
from pathlib import Path

from flows.settings import Settings
from warehouse import query
from warehouse.entities.gazetteer import load
from warehouse.errors import EntityError, QueryError, WarehouseError

NAMING = "select entity_id, count(distinct article_id) from mentions_body group by all"


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
    counts = _counts(settings.published)
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


def _counts(published: Path) -> dict[str, int] | None:
    try:
        return dict(query.answer(published, NAMING).rows)
    except WarehouseError:  # not there yet, or published by a kabar that did not tag: the list is good without it
        return None


def suggestions(settings: Settings, *, days: int, limit: int) -> query.Answer:
    """Names in no file that first stood in the published file's last `days`, the most telling first.

    Raises WarehouseError where nothing was published yet, or no names were looked for when it was.
    """
    sql = (
        "select * from new_names where first_seen_at >= "  # noqa: S608 - two whole numbers
        f"(select published_at from kabar_info) - interval {days:d} day order by score desc, name limit {limit:d}"
    )
    try:
        return query.answer(settings.published, sql)
    except QueryError as missing:
        raise WarehouseError(
            f"{settings.published} has no new names, an older kabar published it: `kabar rebuild --step tag` adds them"
        ) from missing
