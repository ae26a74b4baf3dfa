"""What the last change of the tagger changed: mentions that appeared and vanished in documents that both had tagged."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from warehouse import chosen
from warehouse.connection import Connection, connect_to_read
from warehouse.entities.model import Mention

EXAMPLES = 3  # of an entity, each way
AROUND = 40  # code points either side of an example


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A row of `store.mention_changes`."""

    document_id: str
    tagger_no: int
    tagger_before: int
    change: str
    entity_id: str
    char_start: int
    char_end: int
    surface: str
    zone: str
    score: float
    rule: str


def compare(
    document_id: str, tagger_no: int, tagger_before: int, old: Sequence[Mention], new: Sequence[Mention]
) -> Iterator[ChangeRow]:
    """The mentions that only one of the two taggers found: an entity at a place; its score and rule may differ."""
    there, wanted = {_place(m): m for m in old}, {_place(m): m for m in new}
    for change, these, others in (("appeared", wanted, there), ("vanished", there, wanted)):
        for place, mention in these.items():
            if place not in others:
                yield ChangeRow(document_id, tagger_no, tagger_before, change, *mention)


def _place(m: Mention) -> tuple[str, str, int, int]:
    return m.entity_id, m.zone, m.char_start, m.char_end


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityChange:
    """How many mentions of an entity the tagger of today found that the one before had not, and the other way round.

    An example is `+ outlet 2025-06-10 ...words around the [mention] as they stand...`, or `-` for one that vanished.
    """

    entity_id: str
    appeared: int
    vanished: int
    examples: tuple[str, ...]


def changes(published: Path) -> tuple[EntityChange, ...]:
    """What the last change of the tagger changed, entities with most changes first; at most three examples each way.

    Counted in every part of every version that both taggers tagged. Raises WarehouseError.
    """
    with connect_to_read(published) as db:
        counted = db.execute(_COUNTED).fetchall()
        examples = _examples(db)
    return tuple(
        EntityChange(entity_id=entity_id, appeared=appeared, vanished=vanished, examples=tuple(examples[entity_id]))
        for entity_id, appeared, vanished in counted
    )


_SHOWN = "store.mention_changes semi join store.versions using (document_id)"
_COUNTED = f"""
    select entity_id, count(*) filter (change = 'appeared'), count(*) filter (change = 'vanished')
    from {_SHOWN} group by entity_id order by count(*) desc, entity_id
"""
# Of each entity and way the newest documents, and of each document the first place.
_CHOSEN = f"""
    select m.entity_id, m.change, m.document_id::varchar, m.zone, m.char_start, m.char_end, v.outlet_id, v.day
    from (
        select
            entity_id, change, document_id,
            unnest(arg_min({{'zone': zone, 'char_start': char_start, 'char_end': char_end}},
                           (zone <> 'title', char_start)))
        from {_SHOWN}
        group by entity_id, change, document_id
    ) m
    join (
        select v.document_id, a.outlet_id, max(coalesce(v.published_at, a.first_seen_at)) as at_,
               (at_ at time zone 'UTC')::date as day
        from store.versions v
        join store.articles a using (article_id)
        group by v.document_id, a.outlet_id
    ) v using (document_id)
    qualify row_number() over (partition by m.entity_id, m.change order by v.at_ desc, m.document_id) <= {EXAMPLES}
    order by m.entity_id, m.change, v.at_ desc, m.document_id
"""


def _examples(db: Connection) -> dict[str, list[str]]:
    rows = db.execute(_CHOSEN).fetchall()
    with chosen.extractions(db, "document_id", {row[2] for row in rows}) as texts:
        read = db.execute(f"select document_id::varchar, title, text from {texts}").fetchall()
    parts = {
        (document_id, is_title): t
        for document_id, *both in read
        for is_title, t in zip((True, False), both, strict=True)
    }
    examples: dict[str, list[str]] = defaultdict(list)
    for entity_id, change, document_id, zone, start, end, outlet_id, day in rows:
        words = _around(parts[document_id, zone == "title"], start, end)
        where = "" if zone == "body" else f"{zone}: "
        examples[entity_id].append(f"{'+' if change == 'appeared' else '-'} {outlet_id} {day} {where}{words}")
    return examples


def _around(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if start > AROUND:
        before = f"...{before.partition(' ')[2]}"  # from a whole word on
    if end + AROUND < len(text):
        after = f"{after.rpartition(' ')[0]}..."
    return " ".join(f"{before}[{text[start:end]}]{after}".split())
