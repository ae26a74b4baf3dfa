"""How a walk along a route goes on and ends: pure rules over its checkpoints, so that a killed walk goes on.

A walk is of one slice. `begun` are the steps that `Kind.begin` gives for it (free, and the same in every
run), `walked` the steps that were taken, as they went the last time. Steps that failed in a former run are tried
again: leave them out of `walked` with `done` when a run takes the slice up, and they are in `after` once more.
"""

from datetime import datetime

from sources.types import Days, Route, SliceEnd, Step, Walked


def done(route: Route, walked: tuple[Walked, ...]) -> tuple[Walked, ...]:
    """Of `walked` the steps that are never asked for again: those that went well, and regular ends of a listing."""
    raise NotImplementedError


def after(route: Route, part: Days, walked: tuple[Walked, ...], begun: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps of the slice that are still to take, in order; those that failed come last."""
    raise NotImplementedError


def ended(
    route: Route, part: Days, walked: tuple[Walked, ...], begun: tuple[Step, ...], now: datetime, zone: str
) -> SliceEnd | None:
    """How the walk of the slice ended; `None` while there are steps to take. `zone` is the outlet's."""
    raise NotImplementedError
