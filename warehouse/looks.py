"""Looks: what was seen of a page before, so that a page which reads as it did is not written down again.

A look showed an article's text (its digest), or that the page was not there, or it waits to be read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from warehouse.connection import Connection
from warehouse.identity.ids import article_id
from warehouse.load import joined


class Document(Protocol):
    """An archived page that is being read."""

    @property
    def document_id(self) -> str: ...  # noqa: D102
    @property
    def outlet_id(self) -> str: ...  # noqa: D102
    @property
    def url(self) -> str: ...  # noqa: D102
    @property
    def fetched_at(self) -> datetime: ...  # noqa: D102


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Look:
    """A look at a page. `digest` is of the article it showed; empty where it showed none, or is not read yet."""

    at: datetime
    document_id: str  # empty for an absence
    digest: str


class Looks:
    """The looks at some pages, to which those that are being read are added as they are."""

    def __init__(self, by_page: dict[str, list[Look]]) -> None:
        self._by_page = by_page
        self.are_there = bool(by_page)  # whether any of the pages was looked at before, or is to be read besides

    def before(self, document: Document) -> list[Look]:
        """The looks at the document's page before it was fetched, in order."""
        place = (document.fetched_at, document.document_id)
        looks = self._by_page.get(article_id(document.outlet_id, document.url), [])
        return sorted(look for look in looks if (look.at, look.document_id) < place)

    def add(self, document: Document, digest: str) -> None:
        """Notes what the document shows."""
        look = Look(at=document.fetched_at, document_id=document.document_id, digest=digest)
        self._by_page.setdefault(article_id(document.outlet_id, document.url), []).append(look)


_OTHERS = """
    with
        unread as materialized (
            select * from store.documents where not extracted and purpose = 'page' and outcome = 'ok'
        ),
        reading as (select id as document_id from store.ids($documents)),
        chosen as (
            select unnest(string_split($pages, chr(31)))::uuid as page_id,
                   unnest(string_split($outlets, chr(31))) as outlet_id, unnest(string_split($urls, chr(31))) as url
        )
    select page_id::varchar, observed_at, document_id::varchar, coalesce(text_digest, '')
    from store.extractions where page_id in (from store.ids($pages)) and outcome in ('ok', 'unchanged')
    union all
    select c.page_id::varchar, d.fetched_at, d.document_id::varchar, ''
    from unread d join chosen c on c.outlet_id = d.outlet_id and c.url = d.key
    anti join reading r on r.document_id = d.document_id
    union all
    select page_id::varchar, observed_at, '', '' from store.absences semi join chosen using (page_id)
"""


def others(db: Connection, reading: Sequence[Document]) -> Looks:
    """The looks at the pages of these documents, but for the documents themselves."""
    by_page: dict[str, list[Look]] = {}
    addresses = sorted({(d.outlet_id, d.url) for d in reading})
    if addresses:
        values = {
            "documents": joined(d.document_id for d in reading),
            "pages": joined(article_id(*address) for address in addresses),
            "outlets": joined(outlet_id for outlet_id, _ in addresses),
            "urls": joined(url for _, url in addresses),
        }
        for page_id, at, document_id, digest in db.execute(_OTHERS, values).fetchall():
            by_page.setdefault(page_id, []).append(Look(at=at, document_id=document_id, digest=digest))
    return Looks(by_page)


# Of these pages, what was taken to be unchanged and is not, now that a look before it became known.
_MISTAKEN = """
    with shown as (
        select document_id, outcome, text_digest,
               lag(text_digest) over (partition by page_id order by observed_at, document_id) as before
        from store.extractions
        where outcome in ('ok', 'unchanged') and page_id in (from store.ids(?))
    )
    select document_id::varchar from shown where outcome = 'unchanged' and text_digest is distinct from before
"""


def doubt(db: Connection, reading: Sequence[Document]) -> None:
    """Takes back that a page was unchanged where it no longer follows: its document waits to be read again."""
    pages = sorted({article_id(d.outlet_id, d.url) for d in reading})
    mistaken = joined(d for (d,) in db.execute(_MISTAKEN, [joined(pages)]).fetchall())
    if mistaken:
        db.execute("delete from store.extractions where document_id in (from store.ids(?))", [mistaken])
        db.execute("update store.documents set extracted = false where document_id in (from store.ids(?))", [mistaken])
