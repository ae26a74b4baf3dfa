"""Fetching one page: asked for whole, kept in the archive, and when to try again where that failed."""

from datetime import datetime, timedelta

from sources.http import Web
from sources.keeping import Shelf
from sources.types import Answer, Ask, FetchOutcome, Outlet, PageFetch, WantedPage
from sources.urls import fetch_url

# What may be gone in a moment: tried again at the very next run, twice, then as the waits below say, and on.
_PASSING = frozenset({"rate_limited", "server_error", "connection", "cut", "timeout", "dns"})
# What no later attempt changes: the publisher took it away, or its address can never be asked for.
_FINAL = frozenset({"gone", "bad_address", "private_address"})
_OUR_OWN = frozenset({"robots", *_FINAL})  # settled without asking
_LAST_TRY = 30  # attempts at a page whose server is in trouble: about a month
# A page that is not there yet (feeds run ahead of their pages) is there within minutes; one that fails for days stays
# away. The last wait is followed by a last attempt.
_WAITS = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6), timedelta(days=1))


def next_attempt(outcome: FetchOutcome, attempts: int, now: datetime) -> datetime | None:
    """When a page is asked for again after its `attempts`-th request ended so; `None`: never."""
    if outcome in ("ok", *_FINAL):
        return None
    if outcome in _PASSING:
        return now + _wait_for_passing(attempts) if attempts < _LAST_TRY else None
    return now + _WAITS[attempts - 1] if attempts <= len(_WAITS) else None


def _wait_for_passing(attempts: int) -> timedelta:
    """Nothing twice, then the waits, then a day each time: a server that is down for a week loses nothing."""
    return timedelta() if attempts <= 2 else _WAITS[min(attempts - 3, len(_WAITS) - 1)]


def fetch_page(web: Web, shelf: Shelf, outlet: Outlet, page: WantedPage) -> PageFetch:
    """Fetches and archives one page; every way this can fail is an outcome. Raises ArchiveError alone."""
    answer = web.get(Ask(url=fetch_url(page.url, outlet.addresses), purpose="page"))
    return settle(shelf, page, answer)


def settle(shelf: Shelf, page: WantedPage, answer: Answer) -> PageFetch:
    """What an answer means for a page. What answered with a document is archived before this returns."""
    last, response = answer.exchanges[-1], answer.response
    asked = answer.outcome in _OUR_OWN or any(e.sent for e in answer.exchanges if e.purpose == "page")
    attempts = page.attempts + asked
    kept = None
    if response and answer.outcome in ("ok", "blocked"):
        kept = shelf.keep(
            response, purpose="page", key=page.url, outlet_id=page.outlet_id, blocked=answer.outcome == "blocked"
        )
    return PageFetch(
        page=page,
        fetched_at=last.started_at,
        outcome=answer.outcome,
        exchanges=answer.exchanges,
        attempts=attempts,
        next_attempt_at=next_attempt(answer.outcome, attempts, last.started_at) if asked else last.started_at,
        kept=kept,
        detail=last.detail,
    )
