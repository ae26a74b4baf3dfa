"""Originals that articles give by address and that are not in the warehouse: noted, and asked for some at a time.

Only those of outlets that kabar reads are asked for. Their pages count as found afterwards, by route `citation`: no
feed showed them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from warehouse import pages
from warehouse.citations import has_path
from warehouse.connection import Connection
from warehouse.identity.ids import article_id
from warehouse.load import append_new, joined
from warehouse.pages import PageRow
from warehouse.stories.model import Citation

ASKED_A_RUN = 50
ROUTE = "citation"


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalRow:
    """A row of `store.originals`."""

    url: str
    outlet_id: str | None
    page_id: str | None
    asked_by: str
    wanted_at: datetime
    asked_at: datetime | None


# Whether an address can be an article of an outlet that is read, by that outlet's rules: (outlet id, address).
Readable = Callable[[str, str], bool]


def note(db: Connection, given: Mapping[str, Sequence[Citation]], readable: Readable, now: datetime) -> int:
    """Notes the sources that these articles give by address and whose pages nobody knows; how many are new."""
    sources = [
        (by, one)
        for by, cited in sorted(given.items())
        for one in cited
        if one.role == "source" and one.url and has_path(one.url)
    ]
    known = _known(db, [article_id(one.outlet_id, one.url) for _, one in sources if one.outlet_id and one.url])
    rows = []
    for by, one in sources:
        ours = one.outlet_id if one.outlet_id and one.url and readable(one.outlet_id, one.url) else None
        if one.url and not (one.outlet_id and article_id(one.outlet_id, one.url) in known):
            rows.append(
                OriginalRow(
                    url=one.url, outlet_id=ours, page_id=None, asked_by=by, wanted_at=now, asked_at=None
                )
            )  # fmt: skip
    return append_new(db, "store.originals", rows, ["url"])


def _known(db: Connection, page_ids: Sequence[str]) -> frozenset[str]:
    rows = db.execute(
        "select page_id::varchar from store.pages where page_id in (from store.ids(?))", [joined(page_ids)]
    ).fetchall()
    return frozenset(page_id for (page_id,) in rows)


def ask(db: Connection, outlet_ids: Sequence[str], now: datetime, limit: int = ASKED_A_RUN) -> int:
    """Puts at most `limit` of the originals of these outlets among the pages to fetch, the newest wish first.

    Returns how many. A page that became known since is not asked for again: whatever led there takes care of it.
    """
    rows = db.execute(
        "select url, outlet_id from store.originals "
        "where page_id is null and outlet_id in (from store.texts($outlets)) order by wanted_at desc, url limit $limit",
        {"outlets": joined(outlet_ids), "limit": limit},
    ).fetchall()
    known = _known(db, [article_id(outlet, url) for url, outlet in rows])
    fresh = [(url, outlet) for url, outlet in rows if article_id(outlet, url) not in known]
    pages.add(db, [_page(url, outlet, now) for url, outlet in fresh])
    asked = {url for url, _ in fresh}
    for url, outlet in rows:
        db.execute(
            "update store.originals set page_id = ?, asked_at = ? where url = ?",
            [article_id(outlet, url), now if url in asked else None, url],
        )
    return len(fresh)


def _page(url: str, outlet_id: str, now: datetime) -> PageRow:
    return PageRow(
        page_id=article_id(outlet_id, url),
        outlet_id=outlet_id,
        url=url,
        discovered_via=ROUTE,
        first_seen_at=now,
        attempts=0,
        last_attempt_at=None,
        next_attempt_at=now,
        outcome="pending",
        detail="",
        route=ROUTE,
    )
