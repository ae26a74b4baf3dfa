"""Merges: which ids lead to which article, by decisions that stay on record and can be undone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from warehouse import keys
from warehouse.connection import Connection
from warehouse.identity.merging import Merge, merges
from warehouse.load import append, joined

SAME_ARTICLE = "same article"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """A row of `store.duplicates`."""

    article_id: str
    duplicate_of: str
    rule: str
    score: float
    evidence: str
    decided_at: datetime
    undone_at: datetime | None
    relation: str
    agency: str | None
    undone_by: str | None
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectRow:
    """A row of `store.redirects`."""

    article_id: str
    leads_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """How many merges were decided, and the ids of the articles that changed by them, those merged away included."""

    decisions: int
    changed: frozenset[str]


def merge_shared(db: Connection, page_ids: Sequence[str]) -> Merged:
    """Merges what shares a key with one of these pages."""
    shared = keys.shared(db, page_ids)
    pages = {page for s in shared for page in (s.page_id, s.other_id)}
    if not pages:
        return Merged(decisions=0, changed=frozenset())
    roots = roots_of(db, pages)
    looks = keys.looks(db, [*pages, *roots.values()])
    usable = [s for s in shared if s.page_id in looks and s.other_id in looks]
    found = merges(looks, usable, roots, undone_pairs(db))
    new = record(db, [_row(merge) for merge in found])
    lay_redirects(db, [(merge.article_id, merge.into) for merge in found])
    return Merged(decisions=new, changed=frozenset(i for merge in found for i in (merge.into, merge.article_id)))


def roots_of(db: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Which article each of these ids leads to now: itself, unless it was merged."""
    wanted = list(ids)
    led = db.execute(
        "select article_id::varchar, leads_to::varchar from store.redirects where article_id in (from store.ids(?))",
        [joined(wanted)],
    ).fetchall()
    return {i: i for i in wanted} | dict(led)


def undone_pairs(db: Connection) -> list[tuple[str, str]]:
    """The pairs of ids that a person said are two."""
    return db.execute(
        "select article_id::varchar, duplicate_of::varchar from store.duplicates where undone_by = 'person'"
    ).fetchall()


def record(db: Connection, rows: Sequence[DecisionRow]) -> int:
    """Writes decisions; one that stands (a rebuild comes to it again) is confirmed. Returns how many are new."""
    standing = _standing(db, [row.article_id for row in rows])
    again = [row for row in rows if (row.article_id, row.duplicate_of, row.rule) in standing]
    for row in again:
        db.execute(
            "update store.duplicates set confirmed = true "
            "where article_id = ? and duplicate_of = ? and rule = ? and undone_at is null",
            [row.article_id, row.duplicate_of, row.rule],
        )
    return append(
        db,
        "store.duplicates",
        [row for row in rows if (row.article_id, row.duplicate_of, row.rule) not in standing],
    )


def _standing(db: Connection, ids: Sequence[str]) -> set[tuple[str, str, str]]:
    rows = db.execute(
        "select article_id::varchar, duplicate_of::varchar, rule from store.duplicates "
        "where undone_at is null and article_id in (from store.ids(?))",
        [joined(ids)],
    ).fetchall()
    return set(rows)


def lay_redirects(db: Connection, joined: Sequence[tuple[str, str]]) -> None:
    """Makes each younger id, and all that led to it, lead to the elder, in order."""
    for younger, elder in joined:
        db.execute("update store.redirects set leads_to = ? where leads_to = ?", [elder, younger])
        append(db, "store.redirects", [RedirectRow(article_id=younger, leads_to=elder)])


def relay_redirects(db: Connection) -> None:
    """Makes every redirect anew from the merges that stand: after one was undone, or all were looked at again."""
    db.execute("delete from store.redirects")
    db.execute(
        "insert into store.redirects (article_id, leads_to) "
        "with recursive standing as ("
        "    select article_id, duplicate_of from store.duplicates "
        "    where relation = $same and undone_at is null and confirmed"
        "), "
        "ways as ("
        "    select article_id, duplicate_of as leads_to from standing "
        "    union "
        "    select w.article_id, s.duplicate_of from ways w join standing s on s.article_id = w.leads_to"
        ") "
        "select article_id, leads_to from ways anti join standing on standing.article_id = ways.leads_to",
        {"same": SAME_ARTICLE},
    )


def _row(merge: Merge) -> DecisionRow:
    return DecisionRow(
        article_id=merge.article_id,
        duplicate_of=merge.into,
        rule=merge.rule,
        score=merge.score,
        evidence=merge.evidence,
        decided_at=merge.decided_at,
        undone_at=None,
        relation=SAME_ARTICLE,
        agency=None,
        undone_by=None,
        confirmed=True,
    )
