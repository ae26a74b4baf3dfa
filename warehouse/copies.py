"""Copies: which articles carry the text of an earlier one, decided once, on record, and never again what was undone."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

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
    ids = {text.piece.article_id for text in texts.values()}
    parted = {frozenset(pair) for pair in merges.undone_pairs(db)}
    decisions = _decide([(texts[new], old) for new, old in others.items()], _standing(db, ids), parted)
    return merges.record(db, decisions)


def _decide(
    compared: Sequence[tuple[_Text, list[_Text]]], standing: Mapping[str, str], parted: set[frozenset[str]]
) -> list[DecisionRow]:
    """A text points to the earliest it is a copy of; what is later than it and points nowhere points to it."""
    copy_of = dict(standing)
    rows = []
    for new, others in compared:
        for row in [*_earliest(new, others), *_later(new, others)]:
            if row.article_id in copy_of or not parted.isdisjoint(_ways(row, copy_of)):
                continue
            copy_of[row.article_id] = row.duplicate_of
            rows.append(row)
    return rows


def _ways(row: DecisionRow, copy_of: Mapping[str, str]) -> Iterator[frozenset[str]]:
    """The article with each that it would point to: what a person parted is not joined by way of a third."""
    on: str | None = row.duplicate_of
    passed = {row.article_id}
    while on is not None and on not in passed:
        yield frozenset((row.article_id, on))
        passed.add(on)
        on = copy_of.get(on)


def _earliest(new: _Text, others: list[_Text]) -> list[DecisionRow]:
    before = [other for other in others if earlier(other.piece, new.piece)]
    found = [_row(new, other, copy) for other in _oldest_first(before) if (copy := _judged(new, other))]
    return found[:1]


def _later(new: _Text, others: list[_Text]) -> list[DecisionRow]:
    after = [other for other in others if not earlier(other.piece, new.piece)]
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


def _standing(db: Connection, article_ids: set[str]) -> dict[str, str]:
    rows = db.execute(
        "select article_id::varchar, duplicate_of::varchar from store.duplicates "
        "where undone_at is null and confirmed and relation <> $same "
        "and article_id in (from store.ids($articles))",
        {"same": SAME_ARTICLE, "articles": joined(article_ids)},
    ).fetchall()
    return dict(rows)


_TEXTS = """
    select
        e.document_id::varchar, coalesce(r.leads_to, e.page_id)::varchar, e.outlet_id,
        coalesce(o.group_id, e.outlet_id),
        e.url, e.title, e.body, e.text, e.lang, e.access, e.published_at, p.first_seen_at, e.authors,
        coalesce(e.description, ''), e.observed_at
    from {chosen} e
    join store.pages p using (page_id)
    left join store.outlets o on o.outlet_id = e.outlet_id
    left join store.redirects r on r.article_id = e.page_id
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
