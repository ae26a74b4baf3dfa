"""Looks: what was seen of a page before, so that a page which reads as it did is not written down again.

A look showed an article's text (its digest), or that the page was not there, or it waits to be read. One that met a
wall, a teaser where the article had been had whole, showed nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from warehouse.connection import Connection
from warehouse.identity.ids import article_id
from warehouse.load import joined
from warehouse.tags import OF_DOCUMENTS


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
    access: str = ""
    words: int = 0  # in its body

    def is_wall_after(self, before: Sequence["Look"]) -> bool:
        """Whether this shows a teaser, less than half as long as the whole article that the looks `before` saw last.

        Not where the page was away since: that it is back is worth telling.
        """
        telling = [look for look in before if look.digest or not look.document_id]
        is_teaser = self.access in ("teaser", "headline")
        return is_teaser and bool(telling) and telling[-1].access == "full" and 2 * self.words < telling[-1].words


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

    def add(self, document: Document, look: Look) -> None:
        """Notes what the document shows."""
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
    select page_id::varchar, observed_at, document_id::varchar, coalesce(text_digest, ''), coalesce(access, ''),
           coalesce(word_count, 0)
    from store.extractions where page_id in (from store.ids($pages)) and outcome in ('ok', 'unchanged')
    union all
    select c.page_id::varchar, d.fetched_at, d.document_id::varchar, '', '', 0
    from unread d join chosen c on c.outlet_id = d.outlet_id and c.url = d.key
    anti join reading r on r.document_id = d.document_id
    union all
    select page_id::varchar, observed_at, '', '', '', 0 from store.absences semi join chosen using (page_id)
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
        for page_id, at, document_id, digest, access, words in db.execute(_OTHERS, values).fetchall():
            look = Look(at=at, document_id=document_id, digest=digest, access=access, words=words)
            by_page.setdefault(page_id, []).append(look)
    return Looks(by_page)


# Of these pages, what was taken to be unchanged, or a wall, and is not, now that a look before it became known; and
# what is a wall and was not taken for one. `before` is what was seen of the page last: its article, or its absence.
_MISTAKEN = """
    with
        wanted as (select id as page_id from store.ids(?)),
        looks as (
            select page_id, observed_at, document_id, outcome, text_digest, access, word_count,
                   if(text_digest is null, null, {'digest': text_digest, 'access': access, 'words': word_count}) as it
            from store.extractions semi join wanted using (page_id)
            where outcome in ('ok', 'unchanged', 'walled')
            union all
            select page_id, observed_at, null, outcome, null, null, null, {'digest': '', 'access': '', 'words': 0}
            from store.absences semi join wanted using (page_id)
        ),
        compared as (
            select *, lag(it ignore nulls) over (
                partition by page_id order by observed_at, document_id nulls first
            ) as before
            from looks
        )
    select document_id::varchar
    from compared
    where document_id is not null and if(
        outcome = 'unchanged',
        text_digest is distinct from before.digest,
        (outcome = 'walled') <> coalesce(
            access in ('teaser', 'headline') and before.access = 'full' and 2 * word_count < before.words, false
        )
    )
"""


def doubt(db: Connection, reading: Sequence[Document]) -> None:
    """Takes back what no longer follows from the looks before it: those documents wait to be read again."""
    pages = sorted({article_id(d.outlet_id, d.url) for d in reading})
    mistaken = joined(d for (d,) in db.execute(_MISTAKEN, [joined(pages)]).fetchall())
    if mistaken:
        take_back(db, "from store.ids($documents)", {"documents": mistaken})


_THERE = "select document_id from store.documents where gone_at is null"


def take_back(db: Connection, documents: str, values: dict[str, object]) -> None:
    """Takes away the extractions of these documents (a query, ours), with their zones, fingerprints and mentions.

    The documents are pending again. The versions that show them are made right when they are identified again. What can
    not be read again, because it has left the archive, stays.
    """
    documents = f"{_THERE} and document_id in ({documents})"
    db.execute(f"update store.documents set extracted = false where document_id in ({documents})", values)
    numbers = f"select signature_no from store.signatures where document_id in ({documents})"
    db.execute(f"delete from store.bands where signature_no in ({numbers})", values)
    db.execute(
        f"update store.linked set linker_no = -linker_no where linker_no > 0 and document_id in ({documents})", values
    )
    for table in ("signatures", "zones", *OF_DOCUMENTS, "extractions"):
        db.execute(f"delete from store.{table} where document_id in ({documents})", values)
