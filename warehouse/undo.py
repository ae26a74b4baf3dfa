"""Undoing a decision that two articles are one, or carry one text; and taking such an undoing back.

What a person undid stays undone: neither a later run nor a rebuild decides it again.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from warehouse import articles, copies, keys, linked, merges, unlinking
from warehouse.connection import Connection
from warehouse.errors import WarehouseError
from warehouse.listed import Persons
from warehouse.load import append, joined
from warehouse.merges import SAME_ARTICLE, DecisionRow

BY_WAY = "by_way"  # the rule of a row that says nothing but that two stay apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """A decision that was undone, or stands again."""

    article_id: str
    duplicate_of: str
    url: str
    duplicate_of_url: str
    rule: str
    relation: str
    evidence: str


def undo(db: Connection, what: str, of: str | None, persons: Persons, now: datetime) -> tuple[Undone, ...]:
    """Undoes every standing decision on `what` (an article's id or address), or only that it is a duplicate of `of`.

    Raises WarehouseError where there is none.
    """
    chosen = _decisions(db, what, of, "undone_at is null") or _leading(db, what, of)
    if not chosen:
        raise WarehouseError(_nothing(db, what, of))
    before = [(row, _with(db, row)) for row in chosen]
    for row in chosen:
        db.execute(
            "update store.duplicates set undone_at = ?, undone_by = 'person' "
            "where article_id = ? and duplicate_of = ? and undone_at is null",
            [now, row.article_id, row.duplicate_of],
        )
    _settle(db, chosen, persons, now)
    append(db, "store.duplicates", [apart for row, others in before for apart in _apart(db, row, others, now)])
    return _told(db, chosen)


def _leading(db: Connection, what: str, of: str | None) -> list[DecisionRow]:
    """The decisions by which it leads to `of` in several steps, as people see it in `articles`."""
    parts = set(_parts(db, of)) if of else set()
    return [row for row in _decisions(db, what, None, "undone_at is null") if not parts.isdisjoint(_with(db, row))]


def _with(db: Connection, row: DecisionRow) -> tuple[str, ...]:
    """What a decision joins its article with: the parts of the one article, or the copies on the way to the first."""
    if row.relation == SAME_ARTICLE:
        return tuple(_parts(db, row.article_id))
    root = merges.roots_of(db, [row.article_id])[row.article_id]
    pointing = copies.standing(db, {root})
    passed: list[str] = []
    while (root := pointing.get(root, "")) and root not in passed:
        passed.append(root)
    return tuple(passed)


def _apart(db: Connection, row: DecisionRow, others: tuple[str, ...], now: datetime) -> list[DecisionRow]:
    """What else stays apart from now on: a rebuild would join it by way of a third."""
    own = _parts(db, row.article_id) if row.relation == SAME_ARTICLE else [row.article_id]
    return [
        replace(
            row, article_id=i, duplicate_of=other, rule=BY_WAY, score=0.0, decided_at=now, undone_at=now,
            undone_by="person", evidence=f"parted with {row.article_id} from {row.duplicate_of}",
        )
        for i in own
        for other in others
        if other not in own and (i, other) != (row.article_id, row.duplicate_of)
    ]  # fmt: skip


def restore(db: Connection, what: str, of: str | None, persons: Persons, now: datetime) -> tuple[Undone, ...]:
    """Takes back what a person undid: the decisions stand again, as of `now`. Raises WarehouseError for none."""
    chosen = _decisions(db, what, of, "undone_by = 'person'")
    if not chosen:
        raise WarehouseError(f"nobody undid a decision on {what}; `kabar explain` shows what was decided")
    for row in chosen:
        db.execute(
            "update store.duplicates set undone_by = 'person, taken back' where undone_by = 'person' "
            "and ((article_id = $of_id and duplicate_of = $other) or evidence = $said)",
            {
                "of_id": row.article_id,
                "other": row.duplicate_of,
                "said": f"parted with {row.article_id} from {row.duplicate_of}",
            },
        )
    again = [replace(row, decided_at=now, undone_at=None, undone_by=None, confirmed=True) for row in chosen]
    append(db, "store.duplicates", [row for r in again if r.rule != BY_WAY for row in _between_roots(db, r)])
    _settle(db, chosen, persons, now)
    return _told(db, chosen)


def _between_roots(db: Connection, row: DecisionRow) -> tuple[DecisionRow, ...]:
    """The decision as it reads now that either id may have been merged with others since: none where they are one."""
    roots = merges.roots_of(db, (row.article_id, row.duplicate_of))
    younger, elder = roots[row.article_id], roots[row.duplicate_of]
    if row.relation == SAME_ARTICLE:
        ages = keys.looks(db, (younger, elder))
        elder, younger = sorted((younger, elder), key=lambda i: (ages[i].first_seen_at, ages[i].url))
    return () if younger == elder else (replace(row, article_id=younger, duplicate_of=elder),)


def _settle(db: Connection, chosen: list[DecisionRow], persons: Persons, now: datetime) -> None:
    """Ids lead where the standing decisions say, and each article has the versions of its own pages."""
    if any(row.relation == SAME_ARTICLE for row in chosen):
        concerned = {i for row in chosen for i in (row.article_id, row.duplicate_of)}
        before = set(merges.roots_of(db, concerned).values())
        merges.relay_redirects(db)
        after = set(merges.roots_of(db, concerned).values())
        articles.write(db, concerned | before | after, persons)
        copies.look_again(db, concerned | before | after, now)
        linked.read_again(db, concerned | before | after)
        unlinking.sweep(db, now)


def _decisions(db: Connection, what: str, of: str | None, where: str) -> list[DecisionRow]:
    """The decisions on what a person means: merges of that very id or address, copies of any part of its article."""
    rows = db.execute(
        "select article_id::varchar, duplicate_of::varchar, rule, score, evidence, decided_at, undone_at, relation, "
        f"agency, undone_by, confirmed from store.duplicates where {where} "
        "and (article_id in (from store.ids($own)) or (relation <> $same and article_id in (from store.ids($all)))) "
        "and ($others is null or duplicate_of in (from store.ids($others))) order by decided_at, duplicate_of",
        {
            "own": joined(_ids(db, what)),
            "all": joined(_parts(db, what)),
            "others": joined(_parts(db, of)) if of else None,
            "same": SAME_ARTICLE,
        },
    ).fetchall()
    return [DecisionRow(**dict(zip(DecisionRow.__slots__, row, strict=True))) for row in rows]


def _ids(db: Connection, what: str) -> list[str]:
    """The id given, or those of the pages at the address given."""
    try:
        return [str(UUID(what))]
    except ValueError:
        pages = [p for (p,) in db.execute("select page_id::varchar from store.pages where url = ?", [what]).fetchall()]
    if not pages:
        raise WarehouseError(f"nothing is known of {what}: give an article's address, or its id")
    return pages


def _parts(db: Connection, what: str) -> list[str]:
    """Every id that leads to the article that is meant."""
    roots = set(merges.roots_of(db, _ids(db, what)).values())
    led = db.execute(
        "select article_id::varchar from store.redirects where leads_to in (from store.ids(?))", [joined(roots)]
    ).fetchall()
    return [*roots, *(i for (i,) in led)]


def _nothing(db: Connection, what: str, of: str | None) -> str:
    ids = _parts(db, what)
    rows = db.execute(
        "select coalesce(p.url, d.article_id::varchar) from store.duplicates d "
        "left join store.pages p on p.page_id = d.article_id "
        "where d.undone_at is null and d.duplicate_of in (from store.ids(?)) order by 1 limit 5",
        [joined(ids)],
    ).fetchall()
    said = f"no standing decision makes {what} a duplicate" + (f" of {of}" if of else "")
    if not rows:
        return said
    return f"{said}; it is others that are duplicates of it, name one of these: {', '.join(url for (url,) in rows)}"


def _told(db: Connection, rows: list[DecisionRow]) -> tuple[Undone, ...]:
    ids = [i for row in rows for i in (row.article_id, row.duplicate_of)]
    urls = dict(
        db.execute(
            "select page_id::varchar, url from store.pages where page_id in (from store.ids(?))", [joined(ids)]
        ).fetchall()
    )
    return tuple(
        Undone(
            article_id=row.article_id,
            duplicate_of=row.duplicate_of,
            url=urls.get(row.article_id, row.article_id),
            duplicate_of_url=urls.get(row.duplicate_of, row.duplicate_of),
            rule=row.rule,
            relation=row.relation,
            evidence=row.evidence,
        )
        for row in rows
    )
