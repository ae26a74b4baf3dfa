"""Copies: which articles carry the text of an earlier one, decided once, on record, and never again what was undone."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from warehouse import chosen, merges, signatures
from warehouse.connection import Connection
from warehouse.identity.copies import WINDOW, Copy, Piece, earlier, judge
from warehouse.load import joined
from warehouse.merges import SAME_ARTICLE, DecisionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """One document's text as a piece to be compared, and when it was fetched."""

    piece: Piece
    observed_at: datetime


def find(db: Connection, document_ids: Sequence[str]) -> int:
    """Fingerprints what these documents say, and decides which are copies; returns how many decisions are new."""
    fresh = signatures.add(db, document_ids)
    pairs = signatures.candidates(db, fresh, WINDOW) if fresh else ()
    texts = _texts(db, {d for pair in pairs for d in (pair.document_id, pair.other_id)})
    others: dict[str, list[_Text]] = defaultdict(list)
    for pair in pairs:
        others[pair.document_id].append(texts[pair.other_id])
    pointing = standing(db, {text.piece.article_id for text in texts.values()})
    decisions = _decide([(texts[new], old) for new, old in others.items()], pointing, _parted(db))
    return merges.record(db, decisions)


def find_again(db: Connection, document_ids: Sequence[str]) -> int:
    """The same for documents that are fingerprinted already: what they belong to has changed."""
    signatures.forget(db, document_ids)
    return find(db, document_ids)


def look_again(db: Connection, article_ids: Collection[str], now: datetime) -> None:
    """Decides anew what points to these articles, and to what they point: their texts are not what they were.

    Decisions that it does not come to again are undone at `now`, as a rebuild undoes them.
    """
    values = {"same": SAME_ARTICLE, "ids": joined(article_ids)}
    doubted = db.execute(
        "update store.duplicates set confirmed = false where undone_at is null and relation <> $same "
        "and (article_id in (from store.ids($ids)) or duplicate_of in (from store.ids($ids))) "
        "returning article_id::varchar",
        values,
    ).fetchall()
    concerned = set(merges.roots_of(db, {*article_ids, *(i for (i,) in doubted)}).values())
    documents = db.execute(
        "select distinct document_id::varchar from store.versions where article_id in (from store.ids(?))",
        [joined(concerned)],
    ).fetchall()
    find_again(db, [document_id for (document_id,) in documents])
    db.execute(
        "update store.duplicates set undone_at = $now, undone_by = 'rebuild' "
        "where undone_at is null and not confirmed and relation <> $same "
        "and (article_id in (from store.ids($ids)) or duplicate_of in (from store.ids($ids)))",
        {"now": now, **values},
    )


def _parted(db: Connection) -> set[frozenset[str]]:
    """The pairs of articles that a person said are two, by where their ids lead now."""
    pairs = merges.undone_pairs(db)
    roots = merges.roots_of(db, {i for pair in pairs for i in pair})
    return {frozenset((roots[a], roots[b])) for a, b in pairs}


def _decide(
    compared: Sequence[tuple[_Text, list[_Text]]], pointing: Mapping[str, str], parted: set[frozenset[str]]
) -> list[DecisionRow]:
    """A text points to the earliest it is a copy of; what is later than it and points nowhere points to it."""
    copy_of = dict(pointing)
    rows = []
    for new, others in compared:
        for row in [*_earliest(new, others, copy_of), *_later(new, others, copy_of)]:
            if row.article_id not in copy_of and _is_open(row, copy_of, parted):
                copy_of[row.article_id] = row.duplicate_of
                rows.append(row)
    return rows


def _is_open(row: DecisionRow, copy_of: Mapping[str, str], parted: set[frozenset[str]]) -> bool:
    """Whether the article may point there: not in a circle, and to nothing, by way of nothing, that a person parted."""
    on: str | None = row.duplicate_of
    passed: set[str] = set()
    while on is not None and on not in passed:
        if on == row.article_id or frozenset((row.article_id, on)) in parted:
            return False
        passed.add(on)
        on = copy_of.get(on)
    return True


def _earliest(new: _Text, others: list[_Text], copy_of: Mapping[str, str]) -> list[DecisionRow]:
    if new.piece.article_id in copy_of:
        return []
    before = _oldest_first([other for other in others if earlier(other.piece, new.piece)])
    return list(islice((_row(new, other, copy) for other in before if (copy := _judged(new, other))), 1))


def _later(new: _Text, others: list[_Text], copy_of: Mapping[str, str]) -> list[DecisionRow]:
    after = [o for o in others if o.piece.article_id not in copy_of and not earlier(o.piece, new.piece)]
    return [_row(other, new, copy) for other in _oldest_first(after) if (copy := _judged(other, new))]


def _oldest_first(texts: list[_Text]) -> list[_Text]:
    """Insertion sort by `earlier`: there are few."""
    ordered: list[_Text] = []
    for text in texts:
        place = next((i for i, other in enumerate(ordered) if earlier(text.piece, other.piece)), len(ordered))
        ordered.insert(place, text)
    return ordered


def _judged(copy: _Text, of: _Text) -> Copy | None:
    return None if copy.piece.article_id == of.piece.article_id else judge(copy.piece, of.piece)


def _row(copy: _Text, of: _Text, found: Copy) -> DecisionRow:
    return DecisionRow(
        article_id=copy.piece.article_id,
        duplicate_of=of.piece.article_id,
        rule=found.rule,
        score=found.score,
        evidence=found.evidence,
        decided_at=max(copy.observed_at, of.observed_at),
        undone_at=None,
        relation=found.relation,
        agency=found.agency,
        undone_by=None,
        confirmed=True,
    )


def standing(db: Connection, article_ids: set[str]) -> dict[str, str]:
    """What these articles point to, and what that points to, to the end; by where ids lead now."""
    rows = db.execute(_STANDING, {"same": SAME_ARTICLE, "articles": joined(article_ids)}).fetchall()
    return dict(rows)


_STANDING = """
    with recursive
        copies as (
            select coalesce(a.leads_to, d.article_id) as article_id,
                   coalesce(o.leads_to, d.duplicate_of) as duplicate_of, d.decided_at
            from store.duplicates d
            left join store.redirects a on a.article_id = d.article_id
            left join store.redirects o on o.article_id = d.duplicate_of
            where d.undone_at is null and d.confirmed and d.relation <> $same
        ),
        nearest as (
            select article_id, arg_min(duplicate_of, (decided_at, duplicate_of)) as duplicate_of
            from copies where article_id <> duplicate_of group by article_id
        ),
        ways as (
            select * from nearest where article_id in (from store.ids($articles))
            union
            select n.* from ways w join nearest n on n.article_id = w.duplicate_of
        )
    select article_id::varchar, duplicate_of::varchar from ways
"""

_TEXTS = """
    select
        e.document_id::varchar, coalesce(r.leads_to, e.page_id)::varchar, e.outlet_id,
        coalesce(o.group_id, e.outlet_id),
        e.url, e.title, e.body, e.text, e.lang, e.access, coalesce(v.first_published_at, e.published_at),
        coalesce(a.first_seen_at, p.first_seen_at), e.authors, coalesce(e.description, ''), e.observed_at
    from {chosen} e
    join store.pages p using (page_id)
    left join store.outlets o on o.outlet_id = e.outlet_id
    left join store.redirects r on r.article_id = e.page_id
    left join store.articles a on a.article_id = coalesce(r.leads_to, e.page_id)
    left join (from store.versions where latest) v on v.article_id = coalesce(r.leads_to, e.page_id)
"""


def _texts(db: Connection, document_ids: set[str]) -> dict[str, _Text]:
    with chosen.extractions(db, "document_id", document_ids) as read:
        rows = db.execute(_TEXTS.format(chosen=read)).fetchall()
    return {row[0]: _Text(piece=_piece(row), observed_at=row[14]) for row in rows}


def _piece(row: Sequence[object]) -> Piece:
    _, article_id, outlet, group, url, title, body, text, lang, access, published, first_seen, authors, about, _ = row
    return Piece(
        article_id=str(article_id),
        outlet_id=str(outlet),
        group_id=str(group),
        url=str(url),
        title=str(title),
        body=str(body),
        text=str(text),
        lang=str(lang),
        access=str(access),
        published_at=published,  # type: ignore[arg-type]
        first_seen_at=first_seen,  # type: ignore[arg-type]
        authors=tuple(authors or ()),  # type: ignore[arg-type]
        description=str(about),
    )
