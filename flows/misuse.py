"""Requests that make no sense, said in one sentence with the way out, before anything is locked or asked."""

from datetime import UTC, date, datetime

from flows.backfill_plan import BackfillRequest, every_route
from flows.errors import MisuseError
from sources.types import Outlet

_FIRST = date(1991, 8, 6)  # the day on which the World Wide Web was announced: nobody lists anything before


def refuse_nonsense(request: BackfillRequest, outlets: tuple[Outlet, ...], now: datetime) -> None:
    """Raises MisuseError for a backfill that cannot be meant."""
    today = now.astimezone(UTC).date()
    if request.last < request.first:
        raise MisuseError(f"--to {request.last} is before --from {request.first}: give the first day first")
    if request.last > today:
        raise MisuseError(f"--to {request.last} has not come yet: today is {today} (days are UTC)")
    if request.first < _FIRST:
        raise MisuseError(f"--from {request.first} is before there was a web: {_FIRST} is the earliest day to ask for")
    _refuse_files(request)
    if request.outlet_ids and request.via not in ("auto", "warc"):
        _refuse_routes(request, outlets)


def _refuse_files(request: BackfillRequest) -> None:
    if request.via == "warc" and not request.warc:
        raise MisuseError("--via warc reads files: name them with --warc FILE")
    if request.warc and request.via not in ("auto", "warc"):
        raise MisuseError(f"--warc FILE is read in place of asking anybody: leave --via {request.via} away")
    for file in request.warc:
        if not file.is_file():
            raise MisuseError(f"--warc {file}: there is no such file")


def _refuse_routes(request: BackfillRequest, outlets: tuple[Outlet, ...]) -> None:
    for outlet in outlets:
        kinds = list(dict.fromkeys(route.kind for route in every_route(outlet)))
        if request.via not in kinds:
            there = f"there are {', '.join(kinds)}" if kinds else "there is none at all"
            raise MisuseError(f"{outlet.outlet_id} has no route of kind {request.via}: {there}")
