"""Tags: what a tagger found in documents, in place of what was found before; which tagger that was.

A number in `store.tagged` is that of today's tagger, or below zero: tagged by that one, and to be tagged again.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from warehouse.connection import Connection
from warehouse.entities.model import Amount, Mention, Name
from warehouse.load import append, joined
from warehouse.retagged import ChangeRow, compare

# Every table that holds what was found in a document, for those who take documents away.
OF_DOCUMENTS = ("mentions", "amounts", "names", "tagged", "mention_changes", "links", "citations", "current")
_MOST = 32_767  # of one name in one document: what its column holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """What the tagger found in one document."""

    document_id: str
    mentions: Sequence[Mention] = ()
    amounts: Sequence[Amount] = ()
    names: Sequence[Name] = ()


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A row of `store.mentions`."""

    document_id: str
    entity_id: str
    char_start: int
    char_end: int
    surface: str
    zone: str
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class AmountRow:
    """A row of `store.amounts`."""

    document_id: str
    char_start: int
    char_end: int
    surface: str
    value: float
    value_to: float | None
    currency: str | None
    converted_from: str | None
    converted_from_start: int | None
    zone: str


@dataclass(frozen=True, slots=True)
class NameRow:
    """A row of `store.names`."""

    document_id: str
    name: str
    mentions: int


@dataclass(frozen=True, slots=True)
class TaggedRow:
    """A row of `store.tagged`."""

    document_id: str
    tagger_no: int


def record(db: Connection, tagger_no: int, tagged: Sequence[Tagged]) -> int:
    """Writes what this tagger found in these documents, in place of what was found in them before.

    Returns how many mentions that brought or took away where another tagger had been before.

    Where another tagger had tagged a document, what that changes is added to `store.mention_changes`, and what taggers
    before this one had changed goes: re-tagging in several runs gives one comparison. The transaction is the caller's.
    """
    before = _taggers_of(db, [t.document_id for t in tagged])
    others = {document_id: number for document_id, number in before.items() if number != tagger_no}
    changes: list[ChangeRow] = []
    if others:
        changes = _changes(tagger_no, tagged, others, _mentions(db, others))
        db.execute("delete from store.mention_changes where tagger_no <> ?", [tagger_no])
        append(db, "store.mention_changes", changes)
    for table in ("mentions", "amounts", "names", "tagged") if before else ():
        db.execute(f"delete from store.{table} where document_id in (from store.ids(?))", [joined(before)])
    # What is kept of the articles that show them is made anew, also of those that were never tagged before.
    db.execute(
        "delete from store.current where document_id in (from store.ids(?))", [joined(t.document_id for t in tagged)]
    )
    append(db, "store.mentions", [MentionRow(t.document_id, *m) for t in tagged for m in t.mentions])
    append(db, "store.amounts", [AmountRow(t.document_id, *a) for t in tagged for a in t.amounts])
    append(db, "store.names", [NameRow(t.document_id, n.name, min(n.mentions, _MOST)) for t in tagged for n in t.names])
    append(db, "store.tagged", [TaggedRow(t.document_id, tagger_no) for t in tagged])
    return len(changes)


def _taggers_of(db: Connection, ids: Iterable[str]) -> dict[str, int]:
    """By which tagger each of these documents was tagged last; those that never were are not among them."""
    rows = db.execute(
        "select document_id::varchar, abs(tagger_no) from store.tagged where document_id in (from store.ids(?))",
        [joined(ids)],
    ).fetchall()
    return dict(rows)


def _mentions(db: Connection, ids: Iterable[str]) -> dict[str, list[Mention]]:
    rows = db.execute(
        "select document_id::varchar, entity_id, char_start, char_end, surface, zone, score, rule "
        "from store.mentions where document_id in (from store.ids(?))",
        [joined(ids)],
    ).fetchall()
    found: dict[str, list[Mention]] = defaultdict(list)
    for document_id, *mention in rows:
        found[document_id].append(Mention(*mention))
    return found


def _changes(
    tagger_no: int, tagged: Sequence[Tagged], before: dict[str, int], old: dict[str, list[Mention]]
) -> list[ChangeRow]:
    return [
        row
        for t in tagged
        if t.document_id in before
        for row in compare(t.document_id, tagger_no, before[t.document_id], old.get(t.document_id, ()), t.mentions)
    ]


def reset(db: Connection, since: datetime | None) -> None:
    """Makes documents (of versions observed since, or all) wait again; what was found in them stays until then."""
    db.execute(
        "update store.tagged set tagger_no = -tagger_no where tagger_no > 0 and document_id in "
        "(select document_id from store.versions where $since is null or observed_at >= $since)",
        {"since": since},
    )
