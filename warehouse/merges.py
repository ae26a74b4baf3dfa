"""Merges: which ids lead to which article, by decisions that stay on record and can be undone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from warehouse import keys
from warehouse.connection import Connection
from warehouse.identity.merging import Merge, merges
from warehouse.load import append, joined, staged

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
    undone = undone_pairs(db)
    roots = roots_of(db, {*pages, *(i for pair in undone for i in pair)})
    looks = keys.looks(db, [*pages, *(roots[page] for page in pages)])
    usable = [s for s in shared if {s.page_id, s.other_id, roots[s.page_id], roots[s.other_id]} <= looks.keys()]
    found = merges(looks, usable, roots, undone)
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
    again = [row for row in rows if _said(row) in standing]
    if again:
        with staged(db, "store.duplicates", again) as name:
            db.execute(
                f"update store.duplicates set confirmed = true from {name} s where duplicates.undone_at is null "
                "and duplicates.article_id = s.article_id and duplicates.duplicate_of = s.duplicate_of "
                "and duplicates.rule = s.rule"
            )
    return append(db, "store.duplicates", [row for row in rows if _said(row) not in standing])


def _said(row: DecisionRow) -> tuple[str, str, str]:
    return row.article_id, row.duplicate_of, row.rule


def _standing(db: Connection, ids: Sequence[str]) -> set[tuple[str, str, str]]:
    rows = db.execute(
        "select article_id::varchar, duplicate_of::varchar, rule from store.duplicates "
        "where undone_at is null and article_id in (from store.ids(?))",
        [joined(ids)],
    ).fetchall()
    return set(rows)


def lay_redirects(db: Connection, pairs: Sequence[tuple[str, str]]) -> None:
    """Makes each younger id, and all that led to it, lead to where its elder leads in the end."""
    elders = dict(pairs)
    led = db.execute(
        "delete from store.redirects where leads_to in (from store.ids(?)) "
        "returning article_id::varchar, leads_to::varchar",
        [joined(elders)],
    ).fetchall()
    rows = [RedirectRow(article_id=younger, leads_to=_end(elder, elders)) for younger, elder in [*led, *pairs]]
    append(db, "store.redirects", rows)


def _end(article_id: str, elders: Mapping[str, str]) -> str:
    while article_id in elders:
        article_id = elders[article_id]
    return article_id


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
