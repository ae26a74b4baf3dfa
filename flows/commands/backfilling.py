"""The command `backfill`: past days, fetched afterwards along the outlets' routes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from flows import console
from flows.commands.running import OutletOption
from flows.commands.telling import MISUSED, Brief, BriefOption, fail, say, settings, show_records, told

if TYPE_CHECKING:
    from flows.backfill_plan import BackfillRequest
    from flows.backfilling import BackfillSummary
    from flows.settings import Settings
    from warehouse.days import DayLine

commands = typer.Typer()

_DAY = ["%Y-%m-%d"]
MOST_LINES = 40  # of the final table; json has them all


@commands.command(epilog="Example: `kabar backfill --from 2025-06-01 --to 2025-06-12 --outlet techcrunch --dry-run`")
def backfill(
    first: Annotated[datetime, typer.Option("--from", formats=_DAY, help="The first day, in UTC.")],
    last: Annotated[datetime, typer.Option("--to", formats=_DAY, help="The last day, in UTC; it is filled, too.")],
    outlet: OutletOption = None,
    via: Annotated[
        str, typer.Option(help="Only by this kind of route: api, index, sitemap, feed, wayback or warc.")
    ] = "auto",
    warc: Annotated[
        list[Path] | None, typer.Option("--warc", metavar="FILE", help="Read this WARC file, ask nobody; may repeat.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be asked for; asks nobody.")] = False,
    format: BriefOption = Brief.table,  # noqa: A002
) -> None:
    """Fill past days: walk the outlets' archives, fetch what is found there. Goes on where it was stopped."""
    from flows.backfill_plan import BackfillRequest, Via

    if via not in get_args(Via):
        fail(f"--via {via}: there are {', '.join(get_args(Via))}", MISUSED)
    request = BackfillRequest(
        first=first.date(),
        last=last.date(),
        outlet_ids=tuple(outlet or ()),
        via=via,  # type: ignore[arg-type]
        warc=tuple(warc or ()),
    )
    here = settings()
    if dry_run:
        _estimate(here, request, format)
        return
    console.err.print(f"kabar: filling {request.first} to {request.last}", highlight=False)
    with told():
        summary = _backfill(here, request)
    _show(summary, str(here.home), format)


def _backfill(here: "Settings", request: "BackfillRequest") -> "BackfillSummary":
    from flows import backfilling
    from flows.batches import in_threads
    from flows.session import Call

    with console.progress() as progress:
        call = Call(command="backfill", each=in_threads(here.fetchers), progress=progress)
        return backfilling.backfill(here, call, request)


def _estimate(here: "Settings", request: "BackfillRequest", format: Brief) -> None:  # noqa: A002
    from flows.backfill_estimate import estimate

    with told():
        found = estimate(here, request)
    show_records(found.hosts, format)
    if not found.hosts:
        say("Nothing is left to ask for: every day is known by the routes that come first. Nobody was asked.")
        return
    listings, pages = (sum(getattr(host, name) for host in found.hosts) for name in ("listings", "pages"))
    say(
        f"At least {listings} requests for listings, and about {pages} pages: {_spoken(found.seconds)} at the least, "
        "for hosts are asked side by side, each with its gap. Nobody was asked."
    )


def _spoken(seconds: float) -> str:
    """A time as people say it, to the minute."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return "less than a minute"
    hours, rest = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "day"), (hours, "hour"), (rest, "minute")]
    return " ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in parts if n)


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysLine:
    """Days in a row of one route that stand alike."""

    outlet_id: str
    route: str
    days: str
    status: str
    reason: str
    found: int
    new: int


def _folded(days: Sequence["DayLine"]) -> Iterator[DaysLine]:
    """A line for days in a row that stand alike: a year of them would fill many screens."""

    def alike(day: "DayLine") -> tuple[object, ...]:
        return day.outlet_id, day.route, day.status, day.reason

    in_order = sorted(days, key=lambda day: (day.outlet_id, day.route, day.day))
    for (outlet_id, route, status, reason), some in groupby(in_order, key=alike):
        same = list(some)
        yield DaysLine(
            outlet_id=str(outlet_id),
            route=str(route),
            days=f"{same[0].day} to {same[-1].day}" if len(same) > 1 else str(same[0].day),
            status=str(status),
            reason=str(reason),
            found=sum(day.found for day in same),
            new=sum(day.new for day in same),
        )


def _show(summary: "BackfillSummary", home: str, format: Brief) -> None:  # noqa: A002
    is_short = format is Brief.json or len(summary.days) <= MOST_LINES
    show_records(summary.days if is_short else tuple(_folded(summary.days)), format)
    for note in summary.notes:
        say(f"note: {note}")
    for fault in summary.faults:
        say(f"left out: {fault}")
    counts = dict(summary.counts)
    partial = sum(day.status == "partial" for day in summary.days)
    say(
        f"Listings read: {counts.get('listings', 0)}; pages found that no feed had shown: {counts.get('found', 0)}; "
        f"fetched: {counts.get('fetched', 0)}; articles: {counts.get('articles', 0)}; "
        f"failures: {counts.get('failed', 0)}. It took {summary.seconds:.1f} s. Published: {home}/kabar.duckdb"
    )
    if partial:
        say(f"Partial days: {partial}. `kabar backfill` with the same days tries them again.")
    if summary.left:
        say(f"Pages left: {summary.left}. `kabar run` takes some of them each time.")
