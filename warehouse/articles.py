"""Articles and their versions: one article, whatever addresses it has; a version for each state it was seen in."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from warehouse import chosen
from warehouse.connection import Connection
from warehouse.identity.history import Observation, State, history
from warehouse.listed import Dated, Listed, Persons, better_dated, listed
from warehouse.load import append, append_new, joined


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """A row of `store.articles`."""

    article_id: str
    outlet_id: str
    url: str
    first_seen_at: datetime
    discovered_via: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """A row of `store.versions`."""

    article_id: str
    version: int
    document_id: str
    observed_at: datetime
    change_kind: str | None
    published_at: datetime | None
    published_from: str | None
    published_precision: str | None
    authors: tuple[str, ...]
    section: str
    first_published_at: datetime | None  # the earliest that this version or one before it says
    latest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What came of one pass: articles and versions that were not there before, and the documents that they show."""

    articles: int
    versions: int
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What one document says, beside title and body."""

    dated: Dated
    authors: tuple[str, ...]
    section: str


def write(db: Connection, article_ids: Collection[str], persons: Persons) -> Written:
    """Makes the versions of these articles what their pages' observations say; ids that were merged away have none.

    Versions that are right as they are stay untouched.
    """
    if not article_ids:
        return Written(articles=0, versions=0, documents=())
    with _members(db, article_ids) as members:
        known = listed(db, members, persons)
        observed, read = _observed(db, members)
        before = _versions(db, article_ids)
    rows = [
        row
        for article_id, seen in observed.items()
        if article_id in known
        for row in _rows(known[article_id], history(seen), read)
    ]
    new = _replace(db, before, rows)
    _drop_articles(db, set(article_ids) - {row.article_id for row in rows})
    there = [_article(known[article_id]) for article_id in {row.article_id: None for row in rows}]
    return Written(
        articles=append_new(db, "store.articles", there, ["article_id"]),
        versions=new,
        documents=tuple(dict.fromkeys(row.document_id for row in rows)),
    )


@contextmanager
def _members(db: Connection, article_ids: Collection[str]) -> Iterator[str]:
    """A temporary relation of these articles' pages; an id that was merged away is the page of its elder alone."""
    db.execute(
        "create or replace temp table members as "
        "with wanted as (select id as article_id from store.ids(?)), "
        "standing as (select * from wanted anti join store.redirects using (article_id)) "
        "select article_id, article_id as page_id from standing "
        "union all select r.leads_to, r.article_id from store.redirects r "
        "semi join standing on standing.article_id = r.leads_to",
        [joined(article_ids)],
    )
    yield "members"
    db.execute("drop table members")


_OBSERVED = """
    with
        pages as (
            select m.*, row_number() over (
                partition by m.article_id order by p.first_seen_at desc, p.url desc
            ) = 1 as is_latest
            from {members} m join store.pages p using (page_id)
            where m.page_id in (select page_id from {chosen} where outcome in ('ok', 'unchanged'))
        )
    select
        p.article_id::varchar, p.page_id::varchar, e.observed_at, e.document_id::varchar, e.text_digest, e.title,
        e.body, p.is_latest, 'ok', e.published_at, e.published_from, e.published_precision, e.authors, e.section
    from {chosen} e join pages p using (page_id)
    where e.outcome in ('ok', 'unchanged')
    union all
    select
        p.article_id::varchar, p.page_id::varchar, a.observed_at, null, '', null, null,
        p.is_latest, a.outcome, null, null, null, null, null
    from store.absences a join pages p using (page_id)
    order by 1, 2, 3, 4
"""


def _observed(db: Connection, members: str) -> tuple[dict[str, list[Observation]], dict[str, _Read]]:
    """By article, every look at its pages; by document, what else it says.

    A look that found the page as it was has no text of its own: it is one at the document that has it.
    """
    observed: dict[str, list[Observation]] = defaultdict(list)
    read: dict[str, _Read] = {}
    texts: dict[tuple[str, str], Observation] = {}
    pages = [page for (page,) in db.execute(f"select page_id::varchar from {members}").fetchall()]
    with chosen.extractions(db, "page_id", pages) as looks:
        rows = db.execute(_OBSERVED.format(members=members, chosen=looks)).fetchall()
    for row in rows:
        look = Observation(
            page_id=row[1],
            observed_at=row[2],
            document_id=row[3],
            digest=row[4],
            title=row[5] or "",
            body=row[6] or "",
            is_latest_address=row[7],
            outcome=row[8],
        )
        observed[row[0]].append(_with_text(look, texts))
        if look.document_id and row[5] is not None:
            dated = Dated(at=row[9], source=row[10], precision=row[11])
            read[look.document_id] = _Read(dated=dated, authors=tuple(row[12] or ()), section=row[13] or "")
    return observed, read


def _with_text(look: Observation, texts: dict[tuple[str, str], Observation]) -> Observation:
    same = texts.get((look.page_id, look.digest))
    if look.document_id is None or same is None or look.title or look.body:
        texts[(look.page_id, look.digest)] = look
        return look
    return Observation(
        page_id=look.page_id,
        observed_at=look.observed_at,
        document_id=same.document_id,
        digest=look.digest,
        title=same.title,
        body=same.body,
        is_latest_address=look.is_latest_address,
        outcome=look.outcome,
    )


def _rows(known: Listed, states: Sequence[State], read: dict[str, _Read]) -> Iterator[VersionRow]:
    first: datetime | None = None
    for state in states:
        page = read[state.document_id]
        dated = better_dated(page.dated, known.dated)
        first = min((at for at in (first, dated.at) if at), default=None)
        yield VersionRow(
            article_id=known.article_id,
            version=state.version,
            document_id=state.document_id,
            observed_at=state.observed_at,
            change_kind=state.change_kind,
            published_at=dated.at,
            published_from=dated.source,
            published_precision=dated.precision,
            authors=page.authors or known.authors,
            section=page.section or known.section,
            first_published_at=first,
            latest=state is states[-1],
        )


def _article(known: Listed) -> ArticleRow:
    return ArticleRow(
        article_id=known.article_id,
        outlet_id=known.outlet_id,
        url=known.url,
        first_seen_at=known.first_seen_at,
        discovered_via=known.discovered_via,
    )


def _versions(db: Connection, article_ids: Collection[str]) -> list[VersionRow]:
    rows = db.execute(
        "select article_id::varchar, version, document_id::varchar, observed_at, change_kind, published_at, "
        "published_from, published_precision, authors, section, first_published_at, latest from store.versions "
        "where article_id in (from store.ids(?))",
        [joined(article_ids)],
    ).fetchall()
    return [
        VersionRow(
            article_id=row[0],
            version=row[1],
            document_id=row[2],
            observed_at=row[3],
            change_kind=row[4],
            published_at=row[5],
            published_from=row[6],
            published_precision=row[7],
            authors=tuple(row[8]),
            section=row[9],
            first_published_at=row[10],
            latest=row[11],
        )
        for row in rows
    ]


def _replace(db: Connection, before: Sequence[VersionRow], after: Sequence[VersionRow]) -> int:
    """Takes away the versions that are not among `after` and adds those that are not among `before`."""
    there, wanted = {_named(row): row for row in before}, {_named(row): row for row in after}
    wrong = [name for name, row in there.items() if wanted.get(name) != row]
    for article_id, version in wrong:
        db.execute("delete from store.versions where article_id = ? and version = ?", [article_id, version])
    append(db, "store.versions", [row for name, row in wanted.items() if there.get(name) != row])
    return len([name for name in wanted if name not in there])


def _named(row: VersionRow) -> tuple[str, int]:
    return row.article_id, row.version


def _drop_articles(db: Connection, article_ids: Collection[str]) -> None:
    db.execute(
        "delete from store.articles where article_id in (from store.ids(?))",
        [joined(article_ids)],
    )
