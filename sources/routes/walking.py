"""How a walk along a route goes on and ends: pure rules over its checkpoints, so that a killed walk goes on.

A walk is of one slice. `begun` are the steps that `Kind.begin` gives for it (free, and the same in every run), `walked`
the steps that were taken, as they went the last time. Steps that failed in a former run are tried again: leave them
out of `walked` with `done` when a run takes the slice up, and they are in `after` once more.
"""

from collections import deque
from dataclasses import dataclass
from datetime import date, datetime

from sources.routes import windows
from sources.routes.doubts import doubt
from sources.routes.model import reached
from sources.types import Days, Route, RouteKind, SliceEnd, Step, Walked

# How each kind answers for the page after the last. A WordPress takes a number that is too high for a mistake (400
# rest_post_invalid_page_number); nothing but the number differs from the page before, which it answered.
_ENDS: dict[RouteKind, frozenset[str]] = {
    "api": frozenset({"client_error"}),
    "index": frozenset({"not_found"}),
    "feed": frozenset({"not_found"}),
}
_TOO_HIGH = "400"  # of the errors that are a client_error the one that WordPress means
# These failures concern one document; after any other the host is left alone, and the slice with it.
_OF_ONE_STEP = frozenset({
    "not_found", "gone", "client_error", "too_large", "bad_encoding", "redirect_loop", "bad_address", "not_a_feed",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Course:
    """Where a walk stands: the steps still to take, and the two in a row by which its pages repeat themselves."""

    open: tuple[Step, ...]
    repeats: tuple[Walked, ...]


def done(route: Route, walked: tuple[Walked, ...]) -> tuple[Walked, ...]:
    """Of `walked` the steps that are never asked for again: those that went well, and regular ends of a listing."""
    return tuple(step for step in walked if step.is_finished or _is_regular_end(route, step))


def after(route: Route, part: Days, walked: tuple[Walked, ...], begun: tuple[Step, ...]) -> tuple[Step, ...]:  # noqa: ARG001
    """The steps of the slice that are still to take, in order; those that failed come last, and none come after
    `route.most`."""
    finished = done(route, walked)
    if len(finished) >= route.most:
        return ()
    failed = {step.step.name for step in walked} - {step.step.name for step in finished}
    return tuple(sorted(_course(route, finished, begun).open, key=lambda step: step.name in failed))


def ended(
    route: Route, part: Days, walked: tuple[Walked, ...], begun: tuple[Step, ...], now: datetime, zone: str
) -> SliceEnd | None:
    """How the walk of the slice ended; `None` while there are steps to take. `zone` is the outlet's.

    A page that lists nothing ends its listing, and so do two in a row that bring nothing new. What then speaks against
    its having shown everything is in `sources.routes.doubts`.
    """
    finished = done(route, walked)
    course = _course(route, finished, begun)
    if course.open and len(finished) >= route.most:
        return _partial("too_many_pages")
    if failure := _failure(walked, course.open):
        return _partial(failure)
    if course.open:
        return None
    begins, until = windows.bounds(part, windows.zone_of(route, zone))
    if reason := doubt(route, finished, course.repeats, begins, until):
        return _partial(reason)
    asked_at = min((step.asked_at for step in finished), default=now)
    if asked_at < until:
        return SliceEnd(status="partial", reason="not_over", covered_until=asked_at if asked_at > begins else None)
    return SliceEnd(status="complete", covered_until=until)


def by_day(
    end: SliceEnd, route: Route, part: Days, walked: tuple[Walked, ...], zone: str
) -> tuple[tuple[date, SliceEnd], ...]:
    """What `end`, of the slice `part`, means for each of its days: one that is covered whole is complete, though the
    slice is not; one that is covered from its beginning up to an instant says so."""
    home = windows.zone_of(route, zone)
    since, until = _covered(end, route, done(route, walked), windows.bounds(part, home))
    return tuple(
        (day.first, _of_day(end.reason, windows.bounds(day, home), since, until)) for day in windows.single_days(part)
    )


def _covered(
    end: SliceEnd, route: Route, finished: tuple[Walked, ...], bounds: tuple[datetime, datetime]
) -> tuple[datetime, datetime]:
    """The stretch of the slice that is known whole; an empty one where none is. Of a sitemap that holds only the
    newest, it is what lies between its oldest and when it was asked for."""
    begins, until = bounds
    if end.reason == "out_of_reach" and route.kind == "sitemap":
        since = max((back for step in finished if (back := reached(step.detail))), default=until)
        return since, min((step.asked_at for step in finished), default=begins)
    return begins, end.covered_until or begins


def _of_day(reason: str, day: tuple[datetime, datetime], since: datetime, until: datetime) -> SliceEnd:
    begins, over = day
    if since > begins or until <= begins:
        return _partial(reason)
    if until >= over:
        return SliceEnd(status="complete", covered_until=over)
    return SliceEnd(status="partial", reason="not_over", covered_until=until)


def _partial(reason: str) -> SliceEnd:
    return SliceEnd(status="partial", reason=reason)


# ------------------------------------------------------------------ the course of a walk


def _course(route: Route, finished: tuple[Walked, ...], begun: tuple[Step, ...]) -> _Course:
    """Follows what was taken to what it leads to, each step once, however its answers are knotted."""
    taken = {step.step.name: step for step in finished}
    ahead: deque[tuple[Walked | None, Step]] = deque((None, step) for step in begun)
    met: set[str] = set()
    still_open: list[Step] = []
    repeats: tuple[Walked, ...] = ()
    while ahead:
        before, step = ahead.popleft()
        if step.name in met:
            continue
        met.add(step.name)
        here = taken.get(step.name)
        if here is None:
            still_open.append(step)
        elif before and _repeats(route, before, here):
            repeats = (before, here)
        else:
            ahead.extend((here, following) for following in here.leads_to)
    return _Course(tuple(still_open), repeats)


def _repeats(route: Route, before: Walked, here: Walked) -> bool:
    """Whether two pages in a row brought nothing new. Pages of a feed that are newer than the slice bring nothing
    either: there both have to be the same, too, by how far back they go."""
    if route.kind not in _ENDS or not (before.listed and here.listed) or before.new or here.new:
        return False
    return route.kind != "feed" or bool(here.detail and before.detail == here.detail)


def _is_regular_end(route: Route, step: Walked) -> bool:
    is_end = windows.page_of(step.step.name) > 1 and step.outcome in _ENDS.get(route.kind, ())
    return is_end and (step.outcome != "client_error" or step.detail == _TOO_HIGH)


def _failure(walked: tuple[Walked, ...], still_open: tuple[Step, ...]) -> str:
    """The outcome that stops the walk; empty where it goes on."""
    names = {step.name for step in still_open}
    failed = [step for step in walked if step.step.name in names]
    stopping = next((step.outcome for step in failed if step.outcome not in _OF_ONE_STEP), "")
    if stopping or len(failed) < len(names):
        return stopping
    return failed[0].outcome if failed else ""
