"""Articles as the linker reads them: what the current version says, and all that was found in it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sources.types import Link
from warehouse import chosen, untagged
from warehouse.connection import Connection
from warehouse.entities.model import Amount, Mention, Name
from warehouse.load import joined
from warehouse.stories.model import Told

# When an article counts as published: when it was first seen where it does not say itself, or says only the month, or
# says only the day and was seen on it; the earliest that any of its versions says. `v`: its version; `a`: itself.
DATED = """
    case
        when v.published_at is null or v.published_precision = 'month' then a.first_seen_at
        when v.published_precision = 'day' and a.first_seen_at >= v.published_at
            and a.first_seen_at < v.published_at + interval 24 hours then a.first_seen_at
        else least(v.published_at, coalesce(v.first_published_at, v.published_at))
    end
"""
# The version of an article that counts: its last, unless it is not there any more. Of `store.versions`.
CURRENT = "latest and change_kind is distinct from 'unpublished'"

_ARTICLES = f"""
    select
        a.article_id::varchar, v.document_id::varchar, a.outlet_id, coalesce(o.group_id, a.outlet_id), a.url,
        coalesce(v.section, ''), {DATED}
    from store.articles a
    join (from store.versions where {CURRENT}) v using (article_id)
    left join store.outlets o using (outlet_id)
    where a.article_id in (from store.ids(?))
"""
_TEXTS = "select document_id::varchar, title, text, lang, canonical_url, tags from {chosen}"

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class _Read:
    """What a document says itself."""

    title: str
    text: str
    lang: str
    canonical_url: str
    tags: tuple[str, ...]


def read(db: Connection, article_ids: Iterable[str]) -> tuple[Told, ...]:
    """These articles, in the order of their ids; those that have no current version are not among them."""
    rows = db.execute(_ARTICLES, [joined(article_ids)]).fetchall()
    documents = sorted({row[1] for row in rows})
    if not documents:
        return ()
    texts, zones = _texts(db, documents), untagged.zones_of(db, documents)
    links = _found(db, documents, "links", "url, char_start, char_end", Link)
    mentions = _found(db, documents, "mentions", "entity_id, char_start, char_end, surface, zone, score, rule", Mention)
    amounts = _found(
        db, documents, "amounts",
        "char_start, char_end, surface, value, value_to, currency, converted_from, converted_from_start, zone", Amount,
    )  # fmt: skip
    names = _found(db, documents, "names", "name, mentions", Name)
    return tuple(
        Told(
            article_id=article_id, document_id=document, outlet_id=outlet, group_id=group, url=url, section=section,
            published_at=published, title=said.title, text=said.text, lang=said.lang, canonical_url=said.canonical_url,
            tags=said.tags, zones=tuple(zones[document]), links=tuple(links[document]),
            mentions=tuple(mentions[document]), amounts=tuple(amounts[document]), names=tuple(names[document]),
        )
        for article_id, document, outlet, group, url, section, published in sorted(rows)
        if (said := texts.get(document))
    )  # fmt: skip


def _texts(db: Connection, documents: Sequence[str]) -> dict[str, _Read]:
    with chosen.extractions(db, "document_id", documents) as texts:
        rows = db.execute(_TEXTS.format(chosen=texts)).fetchall()
    return {
        document: _Read(title or "", text or "", lang or "", canonical or "", tuple(tags or ()))
        for document, title, text, lang, canonical, tags in rows
    }


def _found(
    db: Connection, documents: Sequence[str], table: str, columns: str, kind: Callable[..., Found]
) -> dict[str, list[Found]]:
    """What stands in a table of these documents, in the order of its columns, by document."""
    rows: list[tuple[Any, ...]] = db.execute(
        f"select document_id::varchar, {columns} from store.{table} where document_id in (from store.ids(?)) "
        "order by all",
        [joined(documents)],
    ).fetchall()
    found: dict[str, list[Found]] = defaultdict(list)
    for document, *values in rows:
        found[document].append(kind(*values))
    return found
