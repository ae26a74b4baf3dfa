"""Looking again at pages that were fetched: which are due, what a look told, and which pages feeds speak of.

A page that was fetched once is `ok` for ever. What later looks told is when it is looked at next, `detail`, and the
absences: where it was not there. How long one waits between looks is decided elsewhere.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sources.types import PageFetch, Poll, WantedPage
from warehouse import pages
from warehouse.connection import Connection
from warehouse.identity.ids import article_id
from warehouse.load import append_new, staged
from warehouse.pages import PageRow


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceRow:
    """A row of `store.absences`."""

    page_id: str
    observed_at: datetime
    outcome: str


LATELY = timedelta(minutes=10)  # less than the quarter of an hour between two runs of a schedule
_HOST = "regexp_extract(url, '^[a-z]+://([^/:?#]+)', 1)"

# Addresses that their article has left for a newer one: what they show says nothing more (`identity.history`), so they
# are not asked for. The newest is that of `warehouse.articles`. Should the merge be undone, they are due at once.
_LEFT = """
    select page_id
    from (
        select leads_to as article_id, article_id as page_id from store.redirects
        union
        select leads_to, leads_to from store.redirects
    ) m
    join store.pages p using (page_id)
    where page_id in (select page_id from store.extractions where outcome in ('ok', 'unchanged'))
    qualify row_number() over (partition by m.article_id order by p.first_seen_at desc, p.url desc) > 1
"""


def due(db: Connection, now: datetime, outlet_ids: Sequence[str], per_host: int) -> tuple[WantedPage, ...]:
    """The pages to look at again now, those that wait longest first: of these outlets, at most `per_host` of a host.

    What was looked at within the last `LATELY` counts, so that a run right after another asks a host for nothing. Of
    an article with several addresses, the newest.
    """
    chosen = (
        "outcome = 'ok' and check_at <= $now and outlet_id in (select unnest($outlets::varchar[])) "
        f"and page_id not in ({_LEFT}) qualify row_number() over (partition by {_HOST} order by check_at, url) <= $most"
    )
    values = {"now": now, "outlets": list(outlet_ids), "most": per_host}
    spent = Counter(_looked_at_lately(db, now))
    return tuple(
        page for page in pages.wanted(db, chosen, values, order="check_at, url") if _within(page, spent, per_host)
    )


def _looked_at_lately(db: Connection, now: datetime) -> dict[str, int]:
    rows = db.execute(
        f"select {_HOST} as host, count(*) from store.pages "
        "where checks > 0 and last_attempt_at > ? and last_attempt_at <= ? group by host",
        [now - LATELY, now],
    ).fetchall()
    return dict(rows)


def _within(page: WantedPage, spent: Counter[str], per_host: int) -> bool:
    host = urlsplit(page.url).hostname or ""
    spent[host] += 1
    return spent[host] <= per_host


def record(db: Connection, fetched: Sequence[PageFetch]) -> None:
    """Writes what looks at fetched pages told, and when each is looked at again; first fetches are not of these.

    A page that was not there, and a server that would not answer, take nothing away: the page stays fetched.
    """
    looks = [f for f in fetched if f.page.is_check]
    if looks:
        with staged(db, "store.pages", [_row(f) for f in looks]) as name:
            db.execute(
                "update store.pages set attempts = s.attempts, last_attempt_at = s.last_attempt_at, "
                f"detail = s.detail, check_at = s.check_at, checks = s.checks from {name} s "
                "where pages.outlet_id = s.outlet_id and pages.url = s.url and pages.outcome = 'ok'"
            )
    append_new(db, "store.absences", [_absence(f) for f in looks if _is_absent(f)], ["page_id", "observed_at"])


def _row(fetch: PageFetch) -> PageRow:
    told = "" if fetch.outcome in ("ok", "not_modified") else f"when looked at again: {fetch.outcome} {fetch.detail}"
    row = replace(pages.fetched_row(fetch), outcome="ok", detail=told.strip(), checks=fetch.page.checks)
    if not fetch.is_attempt:  # no look: the last is still the one before
        return replace(row, last_attempt_at=fetch.page.looked_at)
    return replace(row, checks=row.checks + 1)


def _is_absent(fetch: PageFetch) -> bool:
    return fetch.outcome in ("not_found", "gone")


def _absence(fetch: PageFetch) -> AbsenceRow:
    page_id = article_id(fetch.page.outlet_id, fetch.page.url)
    return AbsenceRow(page_id=page_id, observed_at=fetch.fetched_at, outcome=fetch.outcome)


# The pages of which a feed's poll brought an entry, and the same feed had said something else before.
_SPOKEN_OF = """
    with
        polled as (select unnest($feeds::varchar[]) as feed_url, unnest($times::timestamptz[]) as polled_at),
        fresh as (
            select e.* from store.entries e join polled p on p.feed_url = e.feed_url and p.polled_at = e.first_seen_at
            where e.page_id is not null
        ),
        before as (
            select e.* from store.entries e semi join fresh f on f.feed_url = e.feed_url and f.page_id = e.page_id
            join polled p on p.feed_url = e.feed_url
            where e.first_seen_at < p.polled_at
            qualify row_number() over (
                partition by e.feed_url, e.page_id order by e.last_seen_at desc, e.first_seen_at desc, e.entry_id
            ) = 1
        )
    select distinct f.page_id::varchar
    from fresh f join before b on b.feed_url = f.feed_url and b.page_id = f.page_id
    where (f.title, f.excerpt, f.published_at, f.updated_at)
          is distinct from (b.title, b.excerpt, b.published_at, b.updated_at)
"""


def spoken_of(db: Connection, polls: Sequence[Poll]) -> tuple[WantedPage, ...]:
    """The fetched pages of which these polls say something else than their feeds did before: they may have changed.

    To be called when the polls' entries are recorded.
    """
    telling = [poll for poll in polls if poll.entries]
    values = {"feeds": [p.feed.url for p in telling], "times": [p.polled_at for p in telling]}
    ids = [page_id for (page_id,) in db.execute(_SPOKEN_OF, values).fetchall()] if telling else []
    return tuple(page for page in pages.known(db, ids) if page.is_check) if ids else ()


def look_at(db: Connection, page: WantedPage, at: datetime) -> None:
    """The page is looked at again at this instant, unless that was to be sooner anyway."""
    db.execute(
        "update store.pages set check_at = least(coalesce(check_at, $at), $at) "
        "where outlet_id = $outlet and url = $url and outcome = 'ok'",
        {"outlet": page.outlet_id, "url": page.url, "at": at},
    )
