"""Whether a feed may have dropped items between two polls, and from when until when: pure functions of its windows.

A feed is a window on an outlet's newest items: what its last listing showed rolls out at the old end. As long as some
of that still stands there, everything that came since stands above it. Where none of it does, or only what was pinned
or lifted up again, items may have come and gone unseen: a gap. When a feed is polled is `schedule`'s.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from sources.types import FeedPast, FeedState, Listed, Missing, Precision

GONE = 3  # of the newest that were listed: one or two may have been withdrawn by their editors
MOST = 0.5  # share of a listing from which it is no accident
PINS = 3  # items that a feed may have pinned: so many prove nothing by their number, however short the last listing was
ENOUGH = 3  # dated entries in a row: one or two may be dated back
UNANSWERED = timedelta(hours=6)  # a feed that lists nothing for so long leaves a gap that is known before it ends

# An entry printed as of 09:00 may be of 09:00:59: only what is later than that is surely listed.
_GRAIN: dict[Precision, timedelta] = {"second": timedelta(seconds=1), "minute": timedelta(minutes=1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What a window has of the feed's last listing.

    `new` counts entries that the feed had never shown, `overlap` those that the last listing showed, too (`None`:
    there was none). `broken` says why the window does not reach back to that listing (empty: it does).
    `is_old_copy` is a listing of an earlier moment than the last: a cache's, which says nothing of what came since.
    """

    new: int
    overlap: int | None
    broken: str = ""
    is_old_copy: bool = False


def compare(window: Sequence[Listed], known: Sequence[Listed], state: FeedState) -> Compared:
    """Compares a poll's `window` with what is `known` of the feed; `state` is that before the poll.

    `known` are the entries of the last listing, and all that share a GUID or an address with the window.
    """
    names = _Names(known, by_url=state.guids == "reused")
    fresh = [one for one in window if not names.find(one)]
    new = len({names.of(one) for one in fresh})
    if state.listed_at is None or not window:
        return Compared(new=new, overlap=None)
    shown = [one for one in known if state.listed_at <= one.seen_at <= max(state.listed_at, _last(state))]
    before = _Names(shown, by_url=names.by_url)
    kept = [one for one in window if before.find(one)]
    overlap = len({names.of(one) for one in kept})
    broken = _broken(shown, kept, fresh, before)
    if not fresh:
        return Compared(new=new, overlap=overlap, is_old_copy=bool(broken))
    return Compared(new=new, overlap=overlap, broken=broken)


def missing(
    window: Sequence[Listed],
    known: Sequence[Listed],
    compared: Compared,
    state: FeedState,
    past: FeedPast,
    now: datetime,
) -> Missing | None:
    """The gap that a broken comparison at `now` opens; none where the window's own dates show that nothing is missed.

    It begins with the newest item that was listed, not with the last poll: a server that says 304 may be wrong, and a
    cache late. It ends with the oldest of the window's new entries: what is younger would stand beside it.
    """
    if not compared.broken or state.listed_at is None:
        return None
    names = _Names(known, by_url=state.guids == "reused")
    fresh = [one for one in window if not names.find(one)]
    shown = [one for one in known if state.listed_at <= one.seen_at <= max(state.listed_at, _last(state))]
    if _reaches_back(fresh, shown) or _forgets_by_age(window, shown, state, past, now):
        return None
    since, until = _since(state, past), _oldest(fresh, now)
    if since is None or since >= now:
        return None
    return Missing(since=since, until=until if until and since < until < now else now, reason=compared.broken)


def after_listing(after: FeedState, before: FeedState, compared: Compared | None, as_of: datetime | None) -> FeedState:
    """`after`, the state after a good poll, with what it means for the next comparison.

    `compared` is `None` for a poll that listed nothing anew (304, the same bytes): it shows what the one before did.
    `as_of` is the moment whose listing came: that of the poll, or earlier where a cache answered. `None` for a 304,
    which brings none and may be a lie: that nothing was missed until then is known with the next body.
    """
    repeats = before.listed_at is not None and before.listed_at == before.last_ok_at
    if compared.is_old_copy if compared else not repeats:
        return after
    return replace(after, listed_at=after.last_ok_at, covered_until=as_of or before.covered_until)


def is_silent(state: FeedState) -> bool:
    """Whether a feed that once answered was polled and has not answered for hours."""
    if state.covered_until is None or state.last_polled_at is None or not state.failures:
        return False
    return state.last_polled_at - state.covered_until >= UNANSWERED


def unanswered(state: FeedState, past: FeedPast) -> Missing | None:
    """The gap of a feed that is silent: it is there before the feed comes back."""
    since = _since(state, past)
    if since is None or state.last_polled_at is None or not is_silent(state):
        return None
    return Missing(since=since, until=state.last_polled_at, reason="not_answering")


# ------------------------------------------------------------------ does the window reach back?


class _Names:
    """What tells entries apart: the GUID or the address; the address alone where GUIDs are used again."""

    def __init__(self, listed: Iterable[Listed], *, by_url: bool) -> None:
        self.by_url = by_url
        self._guids: dict[str, Listed] = {}
        self._urls: dict[str, Listed] = {}
        for one in listed:
            if not by_url or not one.url:
                self._guids.setdefault(one.guid, one)
            if one.url:
                self._urls.setdefault(one.url, one)

    def of(self, one: Listed) -> str:
        return one.url if self.by_url and one.url else one.guid

    def find(self, one: Listed) -> Listed | None:
        return self._guids.get(one.guid) or (self._urls.get(one.url) if one.url else None)


def _last(state: FeedState) -> datetime:
    return state.last_polled_at or datetime.min.replace(tzinfo=state.listed_at.tzinfo if state.listed_at else None)


def _broken(shown: Sequence[Listed], kept: Sequence[Listed], fresh: Sequence[Listed], before: _Names) -> str:
    """Why `kept` proves nothing of what came since `shown` was listed; empty: it proves that nothing is missing."""
    if not kept:
        return "no_overlap"
    if len(kept) > max(PINS, MOST * len(shown)):
        return ""
    dated = _are_dated(shown) and not _all_dated_anew(kept, before)
    proofs = [one for one in kept if not (dated and (_is_dated_anew(one, before) or _is_pinned(one, fresh)))]
    if not proofs:
        return "only_pinned"
    ranks = {id(one): rank for rank, one in enumerate(_newest_first(shown) if dated else _by_place(shown))}
    gone = min(ranks[id(found)] for one in proofs if (found := before.find(one)))
    if gone >= GONE and gone >= MOST * len(shown):
        return "only_pinned"
    return "only_pinned" if not dated and _stand_above(proofs, fresh) else ""


def _stand_above(kept: Sequence[Listed], fresh: Sequence[Listed]) -> bool:
    """Whether all that is left of the last listing stands above most of what is new: it is pinned there."""
    below = len([one for one in fresh if one.place > max(old.place for old in kept)])
    return below >= GONE and 2 * below > len(fresh)


def _is_pinned(one: Listed, fresh: Sequence[Listed]) -> bool:
    """Whether it stands above some that are new and younger."""
    below = [other for other in fresh if other.published and other.place > one.place]
    return len([other for other in below if one.published and _at(other) > one.published.at]) >= GONE


def _is_dated_anew(one: Listed, before: _Names) -> bool:
    """Whether it carries a later date than when it was listed last: it may have been lifted up for that."""
    then = before.find(one)
    return bool(then and then.published and one.published and one.published.at > then.published.at)


def _all_dated_anew(kept: Sequence[Listed], before: _Names) -> bool:
    """Whether dates are made at each request, so that they say nothing."""
    return len(kept) >= ENOUGH and all(_is_dated_anew(one, before) for one in kept)


def _are_dated(listed: Sequence[Listed]) -> bool:
    """Whether the entries carry dates, all but a few."""
    return len([one for one in listed if one.published]) >= 0.8 * len(listed)


def _newest_first(listed: Sequence[Listed]) -> list[Listed]:
    dated = sorted((one for one in listed if one.published), key=lambda one: (_at(one), -one.place), reverse=True)
    return [*dated, *_by_place([one for one in listed if not one.published])]


def _by_place(listed: Sequence[Listed]) -> list[Listed]:
    return sorted(listed, key=lambda one: one.place)


def _at(one: Listed) -> datetime:
    assert one.published is not None
    return one.published.at


# ------------------------------------------------------------------ from when until when


def _since(state: FeedState, past: FeedPast) -> datetime | None:
    """The newest item that was listed: what came before it is not missing. Without dates, the last whole answer.

    An answer may be a copy that a cache has kept for hours and does not say so; its newest item cannot be younger.
    """
    known = (state.covered_until, state.listed_at, past.body_at, state.newest_item_at)
    return min((at for at in known if at), default=None) if state.listed_at else None


def _reaches_back(fresh: Sequence[Listed], shown: Sequence[Listed]) -> bool:
    """Whether new names stand on items as old as those listed before: a site that gave its items new addresses.

    Compared with the newest date that was listed and not with when: some feeds show their items an hour late.
    """
    listed = [_at(one) for one in shown if one.published]
    if not listed or not _descends(fresh):
        return False
    return len([one for one in fresh if _at(one) <= max(listed)]) >= ENOUGH


def _forgets_by_age(
    window: Sequence[Listed], shown: Sequence[Listed], state: FeedState, past: FeedPast, now: datetime
) -> bool:
    """Whether the feed lists by age and not by number, and was asked within that age: it drops what is too old.

    It lists far fewer entries than it can, so none was pushed out.
    """
    if 2 * len(window) > past.most or "{date" in state.feed_url or not state.last_ok_at or not state.listed_at:
        return False
    names = _Names(window, by_url=state.guids == "reused")
    ages = [state.listed_at - _at(one) for one in shown if one.published and not names.find(one)]
    return bool(ages) and now - state.last_ok_at <= max(ages)


def _oldest(fresh: Sequence[Listed], now: datetime) -> datetime | None:
    """From when on the window lists everything: its oldest new entry's time, if their order makes that sure."""
    if not _descends(fresh):
        return None
    last = min(fresh, key=_at).published
    assert last is not None
    grain = _GRAIN.get(last.precision)
    return min(last.at + grain, now) if grain else None


def _descends(listed: Sequence[Listed]) -> bool:
    """Whether all are dated and each is no younger than the one above it."""
    if not listed or any(one.published is None for one in listed):
        return False
    times = [_at(one) for one in _by_place(listed)]
    return all(above >= below for above, below in pairwise(times))
