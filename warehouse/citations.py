"""Citations as rows: what documents name as their sources, and the addresses that they are taken from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from warehouse.connection import Connection
from warehouse.load import append, joined
from warehouse.stories.model import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationRow:
    """A row of `store.citations`."""

    document_id: str
    outlet_id: str | None
    url: str | None
    kind: str
    evidence: str
    char_start: int | None
    char_end: int | None
    role: str


def record(db: Connection, found: Mapping[str, Sequence[Citation]]) -> None:
    """Writes what these documents cite, in place of what they were found to cite before."""
    db.execute("delete from store.citations where document_id in (from store.ids(?))", [joined(found)])
    rows = [
        CitationRow(
            document_id=document,
            outlet_id=one.outlet_id,
            url=one.url,
            kind=one.kind,
            evidence=one.evidence,
            char_start=one.char_start,
            char_end=one.char_end,
            role=one.role,
        )
        for document, cited in found.items()
        for one in cited
    ]
    append(db, "store.citations", rows)


def cited(db: Connection, article_ids: Iterable[str]) -> dict[str, list[Citation]]:
    """By article, what the document cites as which it was read; in the order of the text."""
    rows = db.execute(
        "select l.article_id::varchar, c.outlet_id, c.url, c.kind, c.evidence, c.char_start, c.char_end, c.role "
        "from store.citations c join (from store.linked where article_id in (from store.ids(?))) l using (document_id) "
        "order by l.article_id, c.char_start nulls first, c.char_end, c.kind, c.url, c.outlet_id, c.evidence",
        [joined(article_ids)],
    ).fetchall()
    found: dict[str, list[Citation]] = defaultdict(list)
    for article_id, outlet_id, url, kind, evidence, start, end, role in rows:
        found[article_id].append(
            Citation(
                outlet_id=outlet_id, url=url, kind=kind, evidence=evidence, char_start=start, char_end=end, role=role
            )
        )
    return found


def sources(cited: Iterable[Citation]) -> tuple[str, ...]:
    """The addresses of articles that these citations give as the source; a site's front page is no article."""
    urls = (one.url for one in cited if one.role == "source" and one.url and has_path(one.url))
    return tuple(dict.fromkeys(urls))


def has_path(url: str) -> bool:
    """Whether an address can be an article's: more than a site's name."""
    parts = urlsplit(url)
    return len(parts.path) > 1 or bool(parts.query)
