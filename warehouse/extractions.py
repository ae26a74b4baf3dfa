"""Extractions: what each archived page says, or why it says nothing; and which pages still wait to be read."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sources.types import ArchiveRef, Article, Extraction
from warehouse import looks
from warehouse.connection import Connection
from warehouse.identity.ids import article_id
from warehouse.load import append, joined


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadPage:
    """An archived page that waits to be read."""

    document_id: str
    outlet_id: str
    url: str
    fetched_at: datetime
    ref: ArchiveRef


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractionRow:
    """A row of `store.extractions`; all but the first eight columns are null where there is no article."""

    document_id: str
    outlet_id: str
    url: str
    observed_at: datetime
    page_id: str
    extractor: str
    outcome: str
    detail: str
    title: str | None = None
    text: str | None = None
    body: str | None = None
    lang: str | None = None
    access: str | None = None
    word_count: int | None = None
    published_at: datetime | None = None
    published_from: str | None = None
    published_precision: str | None = None
    modified_at: datetime | None = None
    authors: tuple[str, ...] | None = None
    section: str | None = None
    description: str | None = None
    tags: tuple[str, ...] | None = None
    canonical_url: str | None = None
    dateline: str | None = None
    desk: str | None = None
    text_digest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneRow:
    """A row of `store.zones`."""

    document_id: str
    zone: str
    char_start: int
    char_end: int


def unread(db: Connection) -> tuple[UnreadPage, ...]:
    """The archived pages with no extraction, oldest first: challenge pages are not among them."""
    rows = db.execute(
        'select document_id::varchar, outlet_id, key, fetched_at, file, "offset", length, digest from store.documents '
        "where not extracted and purpose = 'page' and outcome = 'ok' order by fetched_at, document_id"
    ).fetchall()
    return tuple(
        UnreadPage(
            document_id=row[0],
            outlet_id=row[1],
            url=row[2],
            fetched_at=row[3],
            ref=ArchiveRef(file=row[4], offset=row[5], length=row[6], digest=row[7]),
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """A row of `store.links`."""

    document_id: str
    url: str
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """Of what was written: the documents whose page had shown an article before, and pages that read differently."""

    again: frozenset[str]
    changed: tuple[UnreadPage, ...]


def record(db: Connection, read: Sequence[tuple[UnreadPage, Extraction]], extractor: str) -> Recorded:
    """Writes what became of each page, with the zones and links of its article; what is written already stays as it is.

    An article that reads as at the look before is `unchanged` and not written out again, so that looking often costs
    next to nothing. Where the page was away in between it is written out: that is how it came back. A teaser of an
    article that was had whole is `walled`: a wall went up before it, and it reads as it did.
    """
    fresh = _not_recorded(db, {page.document_id: (page, e) for page, e in read})
    fresh.sort(key=lambda one: (one[0].fetched_at, one[0].document_id))
    seen = looks.others(db, [page for page, _ in fresh])
    compared = [_compare(seen, page, e, extractor) for page, e in fresh]
    append(db, "store.extractions", [c.row for c in compared])
    db.execute(
        "update store.documents set extracted = true where document_id in (from store.ids(?))",
        [joined(page.document_id for page, _ in fresh)],
    )
    append(db, "store.zones", [zone for (_, e), c in zip(fresh, compared, strict=True) for zone in _zones(c.row, e)])
    append(db, "store.links", [link for (_, e), c in zip(fresh, compared, strict=True) for link in _links(c.row, e)])
    if seen.are_there:
        looks.doubt(db, [page for page, _ in fresh])
    return Recorded(
        again=frozenset(c.page.document_id for c in compared if c.again),
        changed=tuple(c.page for c in compared if c.changed),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """A page as it was read, beside what was read of it before."""

    page: UnreadPage
    row: ExtractionRow
    again: bool
    changed: bool


def _compare(seen: looks.Looks, page: UnreadPage, extraction: Extraction, extractor: str) -> _Compared:
    row, before = _row(page, extraction, extractor), seen.before(page)
    shown = [look for look in before if look.digest]
    look = _look(page, row)
    if look.is_wall_after(before):
        walled = replace(_without_text(row), outcome="walled", text_digest=None)
        return _Compared(page=page, row=walled, again=True, changed=False)
    if row.text_digest:
        seen.add(page, look)
    return _Compared(
        page=page,
        row=_without_text(row) if before and before[-1].digest == row.text_digest else row,
        again=bool(shown),
        changed=bool(shown and row.text_digest and row.text_digest != shown[-1].digest),
    )


def _look(page: UnreadPage, row: ExtractionRow) -> looks.Look:
    return looks.Look(
        at=page.fetched_at,
        document_id=page.document_id,
        digest=row.text_digest or "",
        access=row.access or "",
        words=row.word_count or 0,
    )


def _without_text(row: ExtractionRow) -> ExtractionRow:
    return replace(row, outcome="unchanged", title=None, text=None, body=None, description=None)


def _zones(row: ExtractionRow, extraction: Extraction) -> list[ZoneRow]:
    found = extraction.article.zones if extraction.article and row.outcome == "ok" else ()
    return [
        ZoneRow(document_id=row.document_id, zone=z.zone, char_start=z.char_start, char_end=z.char_end) for z in found
    ]


def _links(row: ExtractionRow, extraction: Extraction) -> list[LinkRow]:
    found = extraction.article.links if extraction.article and row.outcome == "ok" else ()
    return [LinkRow(document_id=row.document_id, url=url, char_start=start, char_end=end) for url, start, end in found]


def _not_recorded(
    db: Connection, read: dict[str, tuple[UnreadPage, Extraction]]
) -> list[tuple[UnreadPage, Extraction]]:
    there = db.execute(
        "select document_id::varchar from store.extractions where document_id in (from store.ids(?))",
        [joined(read)],
    ).fetchall()
    recorded = {document_id for (document_id,) in there}
    return [one for document_id, one in read.items() if document_id not in recorded]


def forget(db: Connection, since: datetime | None, outlet_ids: Sequence[str]) -> None:
    """Takes away these outlets' extractions of documents fetched since (all, without `since`), and what hangs on them.

    Their documents are pending again. The versions that show them are made right when they are identified again. A page
    of which a copy that was read has left the archive stays as it was read: it is read again whole, or not at all.
    """
    looks.take_back(db, _CHOSEN, _values(since, outlet_ids))


_CHOSEN = (
    "select document_id from store.extractions where ($since is null or observed_at >= $since) "
    "and outlet_id in (select unnest($outlets::varchar[])) and (outlet_id, url) not in ("
    "    select (outlet_id, key) from store.documents where gone_at is not null and extracted and purpose = 'page'"
    ")"
)


def _values(since: datetime | None, outlet_ids: Sequence[str]) -> dict[str, object]:
    return {"since": since, "outlets": list(outlet_ids)}


def _row(page: UnreadPage, extraction: Extraction, extractor: str) -> ExtractionRow:
    base = ExtractionRow(
        document_id=page.document_id,
        outlet_id=page.outlet_id,
        url=page.url,
        observed_at=page.fetched_at,
        page_id=article_id(page.outlet_id, page.url),
        extractor=extractor,
        outcome=extraction.outcome,
        detail=extraction.detail,
    )
    return _with_article(base, extraction.article) if extraction.article else base


def _with_article(base: ExtractionRow, article: Article) -> ExtractionRow:
    published = article.published
    return ExtractionRow(
        document_id=base.document_id,
        outlet_id=base.outlet_id,
        url=base.url,
        observed_at=base.observed_at,
        page_id=base.page_id,
        extractor=base.extractor,
        outcome=base.outcome,
        detail=base.detail,
        title=article.title,
        text=article.text,
        body=article.body,
        lang=article.lang,
        access=article.access,
        word_count=article.word_count,
        published_at=published.at if published else None,
        published_from=published.source if published else None,
        published_precision=published.precision if published else None,
        modified_at=article.modified_at,
        authors=article.authors,
        section=article.section,
        description=article.description,
        tags=article.tags,
        canonical_url=article.canonical_url,
        dateline=article.dateline,
        desk=article.desk,
        text_digest=hashlib.sha256(f"{article.title}\x1f{article.body}".encode()).hexdigest(),
    )
