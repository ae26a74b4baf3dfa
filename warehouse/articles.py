"""Articles and versions: which article an extraction belongs to, and whether it shows it in a new state.

What a page does not say of itself (its date, authors or section) is taken from the earliest entry that led there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from warehouse.connection import Connection
from warehouse.identity.ids import article_id
from warehouse.load import append, append_new


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """How many articles and versions came of one pass."""

    articles: int
    versions: int


_A_DAY_SOMEWHERE = timedelta(hours=36)
_A_MONTH = timedelta(days=32)

# Extractions that are no version of anything yet and differ from the state their article was last seen in.
_UNPLACED = """
    with
        waiting as (
            select e.* from store.extractions e anti join store.versions v using (document_id)
            where e.outcome = 'ok'
        ),
        placed as (
            select a.outlet_id, a.url, max(v.version) as version, max(v.observed_at) as observed_at,
                   arg_max(e.text_digest, v.version) as text_digest
            from store.articles a semi join waiting using (outlet_id, url)
            join store.versions v using (article_id) join store.extractions e using (document_id)
            group by all
        )
    select
        w.document_id::varchar, w.outlet_id, w.url, w.observed_at, w.text_digest, w.published_at, w.published_from,
        w.published_precision, w.authors, w.section, p.version, p.text_digest
    from waiting w left join placed p using (outlet_id, url)
    where p.observed_at is null or w.observed_at > p.observed_at
    order by w.outlet_id, w.url, w.observed_at, w.document_id
"""

# What feeds had said of each address when its page was first fetched: what they say later changes no version, so that
# deciding again gives the same. Where two said it at once, the feed's address and the entry decide.
_FIRST_ENTRIES = """
    with
        waiting as (
            select distinct outlet_id, url from store.extractions anti join store.versions using (document_id)
            where outcome = 'ok'
        ),
        fetched as (
            select outlet_id, url, min(observed_at) as observed_at
            from store.extractions semi join waiting using (outlet_id, url)
            group by all
        )
    select p.outlet_id, p.url, any_value(p.first_seen_at), any_value(p.discovered_via),
           first(n.published_at order by n.first_seen_at, n.feed_url, n.entry_id) filter (n.published_at is not null),
           first(n.published_precision order by n.first_seen_at, n.feed_url, n.entry_id)
               filter (n.published_at is not null),
           first(f.kind order by n.first_seen_at, n.feed_url, n.entry_id) filter (n.published_at is not null),
           first(n.authors order by n.first_seen_at, n.feed_url, n.entry_id) filter (len(n.authors) > 0),
           first(f.section order by n.first_seen_at, n.feed_url, n.entry_id) filter (f.section <> 'all')
    from store.pages p
    join fetched d using (outlet_id, url)
    left join store.entries n
        on n.outlet_id = p.outlet_id and n.url = p.url and n.first_seen_at <= d.observed_at
    left join store.feeds f using (feed_url)
    group by p.outlet_id, p.url
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """What is known of an address beside its page."""

    first_seen_at: datetime
    discovered_via: str
    published_at: datetime | None
    published_precision: str | None
    dated_by: str  # the kind of the feed that gave that date
    authors: tuple[str, ...]
    section: str


# Which persons the bylines of an outlet's feed name: (outlet id, bylines) -> names.
Persons = Callable[[str, tuple[str, ...]], tuple[str, ...]]


def _all_of_them(outlet_id: str, bylines: tuple[str, ...]) -> tuple[str, ...]:
    del outlet_id
    return bylines


def identify(db: Connection, persons: Persons = _all_of_them) -> Identified:
    """Gives every extraction that shows a new state its article and version.

    `persons` reads the bylines of feeds, which may name the outlet or its desk; needed where the page names nobody.
    """
    listed = _listed(db, persons)
    articles: list[ArticleRow] = []
    versions: list[VersionRow] = []
    last: dict[tuple[str, str], tuple[int, str]] = {}
    for row in db.execute(_UNPLACED).fetchall():
        outlet_id, url, digest = row[1], row[2], row[4]
        version, before = last.get((outlet_id, url), (row[10] or 0, row[11]))
        if digest == before:
            continue
        last[(outlet_id, url)] = (version + 1, digest)
        known = listed[(outlet_id, url)]
        articles.append(_article(outlet_id, url, known))
        versions.append(_version(row, version + 1, known))
    new = append_new(db, "store.articles", articles, ["article_id"])
    return Identified(articles=new, versions=append(db, "store.versions", versions))


def _listed(db: Connection, persons: Persons) -> dict[tuple[str, str], _Listed]:
    return {
        (row[0], row[1]): _Listed(
            first_seen_at=row[2],
            discovered_via=row[3],
            published_at=row[4],
            published_precision=row[5],
            dated_by=row[6] or "",
            authors=persons(row[0], tuple(row[7] or ())),
            section=row[8] or "",
        )
        for row in db.execute(_FIRST_ENTRIES).fetchall()
    }


def _article(outlet_id: str, url: str, known: _Listed) -> ArticleRow:
    return ArticleRow(
        article_id=article_id(outlet_id, url),
        outlet_id=outlet_id,
        url=url,
        first_seen_at=known.first_seen_at,
        discovered_via=known.discovered_via,
    )


def _version(row: tuple[object, ...], version: int, known: _Listed) -> VersionRow:
    document, outlet_id, url, observed_at, _, published_at, source, precision, authors, section, *_ = row
    if known.published_at and _feed_knows_better(published_at, precision, known):  # type: ignore[arg-type]
        source = "sitemap" if known.dated_by == "sitemap" else "feed"
        published_at, precision = known.published_at, known.published_precision
    return VersionRow(
        article_id=article_id(str(outlet_id), str(url)),
        version=version,
        document_id=str(document),
        observed_at=observed_at,  # type: ignore[arg-type]
        change_kind=None,
        published_at=published_at,  # type: ignore[arg-type]
        published_from=source,  # type: ignore[arg-type]
        published_precision=precision,  # type: ignore[arg-type]
        authors=tuple(authors or known.authors),  # type: ignore[arg-type]
        section=str(section or known.section),
    )


def _feed_knows_better(published_at: datetime | None, precision: str | None, known: _Listed) -> bool:
    """A feed's date counts where the page has none, or one that is coarser and agrees with it.

    A day agrees with an instant up to 36 hours from its start: days start at other hours in other zones. A month
    agrees from 36 hours before its start to 32 days after it.
    """
    if published_at is None or known.published_at is None:
        return published_at is None
    later = known.published_at - published_at
    if precision == "month":
        return known.published_precision != "month" and -_A_DAY_SOMEWHERE <= later <= _A_MONTH
    return precision == "day" and known.published_precision in ("second", "minute") and abs(later) <= _A_DAY_SOMEWHERE
