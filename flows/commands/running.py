"""The commands that write the warehouse: `run` asks the outlets, `rebuild` asks nobody."""

import os
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from flows import console
from flows.commands.telling import MISUSED, Brief, BriefOption, fail, say, settings, show_records, told

if TYPE_CHECKING:
    from flows.run import Summary
    from flows.settings import Settings

commands = typer.Typer()

OutletOption = Annotated[list[str] | None, typer.Option("--outlet", metavar="ID", help="Only this outlet; may repeat.")]


class Step(StrEnum):
    """From where on everything is made again."""

    extract = "extract"
    identify = "identify"
    tag = "tag"
    link = "link"


@commands.command(epilog="Example: `kabar run --outlet techcrunch --limit 5`")
def run(
    outlet: OutletOption = None,
    force: Annotated[bool, typer.Option("--force", help="Also what is not due yet.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Only the newest N entries of each feed.")] = None,
) -> None:
    """One pass over what is due: poll, fetch, extract, identify, tag, link, publish."""
    from flows.settings import VERSION, unknown_variables

    here = settings()
    console.err.print(f"kabar {VERSION}: asking the outlets what is new", highlight=False)
    for sentence in unknown_variables(dict(os.environ)):
        console.err.print(f"[yellow]warning:[/] {sentence}")
    with told():
        summary = _run_here_or_there(here, outlet or [], force=force, limit=limit)
    console.show_summary(summary, str(here.home))


def _run_here_or_there(here: "Settings", outlets: list[str], *, force: bool, limit: int | None) -> "Summary":
    """As a flow run where a Prefect server is named, else directly: its temporary server takes 15 s to start."""
    if os.environ.get("PREFECT_API_URL"):
        from flows.poll import poll

        return poll(outlets=tuple(outlets), force=force, limit=limit)
    from flows.batches import in_threads
    from flows.run import Call, run_pass

    with console.progress() as progress:
        call = Call(command="run", each=in_threads(here.fetchers), progress=progress)
        return run_pass(here, call, outlet_ids=outlets, force=force, limit=limit)


@commands.command(epilog="Example: `kabar rebuild --step tag --compare`")
def rebuild(
    step: Annotated[
        Step, typer.Option(help="Where to begin; tag: only who is in them; link: only where they came from.")
    ] = Step.extract,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only pages fetched on this UTC day or later.")
    ] = None,
    compare: Annotated[bool, typer.Option("--compare", help="With --step tag: which mentions came and went.")] = False,
    format: BriefOption = Brief.table,  # noqa: A002
) -> None:
    """Make the articles, or what was found in them, again from the archive, with not one request."""
    if compare and step is not Step.tag:
        fail("--compare shows what another gazetteer changes: add --step tag, or leave it away", MISUSED)
    here = settings()
    from flows.batches import in_threads
    from flows.run import Call
    from flows.run import rebuild as rebuild_all

    with told(), console.progress() as progress:
        call = Call(command="rebuild", each=in_threads(1), progress=progress)
        summary = rebuild_all(here, call, step=step.value, since=since.date() if since else None)
    console.show_summary(summary, str(here.home))
    if compare:
        _show_changes(here, format, is_new=dict(summary.counts).get("changed", 0) > 0)


def _show_changes(here: "Settings", format: Brief, *, is_new: bool) -> None:  # noqa: A002
    from warehouse.retagged import changes

    with told():
        found = changes(here.published)
    if found and not is_new:
        say("This tagging changed nothing. What the last change of entity files or rules had changed:")
    show_records(found, format)
    appeared, vanished = sum(c.appeared for c in found), sum(c.vanished for c in found)
    say(f"{appeared} mentions appeared and {vanished} vanished, of {len(found)} entities")
