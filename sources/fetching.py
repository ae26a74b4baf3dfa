"""Fetching one page: asked for whole, kept in the archive, and when to ask again.

A page is fetched until it was had once; what is done afterwards are looks at it (`WantedPage.is_check`), conditional
where the copy in the archive came with validators. A look that fails takes nothing away from what is there. A page of
which somebody else has a copy (`copy_url`) is had from there; looks are at its own address, whatever was there before.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sources import claims, rechecks
from sources.http import Web
from sources.keeping import Shelf, kept_before
from sources.outcomes import is_wall
from sources.polling import exchange_of
from sources.routes.wayback import is_notice, original_of
from sources.types import (
    Answer,
    ArchivedDocument,
    Ask,
    Exchange,
    FetchOutcome,
    Kept,
    Outlet,
    PageFetch,
    WantedPage,
)
from sources.urls import fetch_url

# What may be gone in a moment: tried again at the very next run, twice, then as the waits below say, and on.
_PASSING = frozenset({"rate_limited", "server_error", "connection", "cut", "timeout", "dns"})
# What no later attempt changes: the publisher took it away, or its address can never be asked for.
_FINAL = frozenset({"gone", "bad_address", "private_address"})
_OUR_OWN = frozenset({"robots", *_FINAL})  # settled without asking
# A host that has had its requests of the day has more at midnight; a row for each page at every run would say nothing.
_BUDGET_WAIT = timedelta(hours=1)
_LAST_TRY = 30  # attempts at a page whose server is in trouble: about a month
# A page that is not there yet (feeds run ahead of their pages) is there within minutes; one that fails for days stays
# away. The last wait is followed by a last attempt.
_WAITS = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6), timedelta(days=1))
# Where a page that was read before leads to when it is not there any more: outlets send who asks for a page that they
# took away to their front page, to a list, or to another article, and answer 200.
_ELSEWHERE = frozenset({"home", "index", "not_an_article", "other_article"})
_DETAIL = 200  # characters
# What a look at a page tells: it is there, or it is not. Everything else tells nothing of the page.
_THERE = frozenset({"ok", "not_modified"})
ABSENT = frozenset({"not_found", "gone"})


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
    held = shelf.held(page.document) if page.document else None
    is_copied = page.copy_url and not page.is_check
    answer = web.get(_ask(held, page, page.copy_url if is_copied else fetch_url(page.url, outlet.addresses)))
    return settle(shelf, outlet, page, answer, held)


def _ask(held: ArchivedDocument | None, page: WantedPage, url: str) -> Ask:
    """Asks whether the page changed since the copy we hold, if that is of this very address.

    One that was not there when last asked for is asked for whole: a 304 would not say that it is there again.
    """
    if held is None or page.is_absent or held.url != url:
        return Ask(url=url, purpose="page")
    return Ask(url=url, purpose="page", etag=held.header("etag"), last_modified=held.header("last-modified"))


def settle(
    shelf: Shelf, outlet: Outlet, page: WantedPage, answer: Answer, held: ArchivedDocument | None = None
) -> PageFetch:
    """What an answer means for a page. What answered with a document is archived before this returns.

    `held` is the copy of the page that was had before. What an archive of the web gave in the page's place was found
    where it was captured: that it was asked for at the archive stays on record, and says nothing of the article.
    """
    last, response, outcome = answer.exchanges[-1], answer.response, answer.outcome
    kept = None
    if response and outcome == "ok" and is_notice(response.url, response.headers):
        outcome = "blocked"
    if response and outcome in ("ok", "blocked"):
        found_at = replace(response, final_url=original_of(response.final_url))
        kept = shelf.keep(
            found_at, purpose="page", key=page.url, outlet_id=page.outlet_id, blocked=outcome == "blocked"
        )
    asked = outcome in _OUR_OWN or any(e.sent for e in answer.exchanges if e.purpose == "page")
    if kept and _is_elsewhere(kept, page, outlet, held):
        return _led_away(page, answer.exchanges, kept)
    fetched = _fetched(page, outcome, answer.exchanges, kept, asked=asked)
    return replace(fetched, detail=last.detail)


def read_again(
    page: WantedPage, document: ArchivedDocument, outlet: Outlet | None = None, held: ArchivedDocument | None = None
) -> PageFetch:
    """The fetch of a page that a run made and did not live to record, from what it archived.

    Without its `outlet` (its file is gone) nothing is known of where its addresses lead.
    """
    blocked = is_wall(document.headers, document.body) or is_notice(document.url, document.headers)
    kept = kept_before(document, blocked=blocked)
    if outlet and _is_elsewhere(kept, page, outlet, held):
        return _led_away(page, (exchange_of(document),), kept)
    outcome: FetchOutcome = "blocked" if kept.outcome == "blocked" else "ok"
    return _fetched(page, outcome, (exchange_of(document),), kept, asked=True)


def _is_elsewhere(kept: Kept, page: WantedPage, outlet: Outlet, held: ArchivedDocument | None) -> bool:
    """Whether a look was led to what is not this article, and the copy that we hold of it was not had there, too."""
    if not page.is_check or kept.outcome != "ok" or kept.final_url in (kept.url, held.final_url if held else ""):
        return False
    return claims.weigh(kept.final_url, page.url, outlet).reason in _ELSEWHERE


def _led_away(page: WantedPage, exchanges: Sequence[Exchange], kept: Kept) -> PageFetch:
    """A page that is not there any more, though something else is. What was had in its place is kept, and not read."""
    fetched = _fetched(page, "not_found", exchanges, replace(kept, outcome="elsewhere"), asked=True)
    return replace(fetched, detail=f"leads to {kept.final_url}"[:_DETAIL])


def _fetched(
    page: WantedPage, outcome: FetchOutcome, exchanges: Sequence[Exchange], kept: Kept | None, *, asked: bool
) -> PageFetch:
    at, attempts = exchanges[-1].started_at, page.attempts + asked
    again = (
        next_attempt(outcome, attempts, at) if asked else at + (_BUDGET_WAIT if outcome == "budget" else timedelta())
    )
    return PageFetch(
        page=page,
        fetched_at=at,
        outcome=outcome,
        exchanges=tuple(exchanges),
        attempts=attempts,
        next_attempt_at=None if page.is_check else again,
        check_at=_next_look(page, outcome, at, asked=asked) if page.is_check or outcome == "ok" else None,
        kept=kept and _compared(page, kept),
    )


def _compared(page: WantedPage, kept: Kept) -> Kept:
    """A copy with the very bytes of the newest before it says nothing new, unless the page was away meanwhile."""
    is_same = page.document is not None and page.document.digest == kept.ref.digest
    return replace(kept, outcome="unchanged") if is_same and not page.is_absent and kept.outcome == "ok" else kept


def _next_look(page: WantedPage, outcome: FetchOutcome, at: datetime, *, asked: bool) -> datetime | None:
    """A page that went or came back has changed; what its text says is known when it was read."""
    first_seen_at = page.first_seen_at or at
    if not asked:
        return rechecks.after_silence(first_seen_at=first_seen_at, now=at, is_host_down=outcome == "robots_unreachable")
    if outcome not in _THERE | ABSENT:
        return rechecks.after_failure(first_seen_at=first_seen_at, looked_at=at)
    is_moved = page.is_check and page.is_absent == (outcome in _THERE)
    return rechecks.next_check(
        published_at=page.published_at,
        first_seen_at=first_seen_at,
        looked_at=at,
        checks=page.checks + page.is_check,
        changed_at=at if is_moved else None,
    )
