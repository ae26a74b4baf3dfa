"""`kabar report`: the report page, or one of the questions that are asked again and again."""

import sys
import webbrowser
from typing import TYPE_CHECKING, Annotated

import typer

from flows import console
from flows.commands.telling import MISUSED, Format, fail, say, settings, told, write_json

if TYPE_CHECKING:
    from flows.settings import Settings
    from warehouse.asked import Report, Wanted

commands = typer.Typer()


@commands.command(epilog="Example: `kabar report attention --entity meta-platforms --since 2025-06-01`")
def report(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="A question; without it, the page.")] = None,
    entity: Annotated[str | None, typer.Option("--entity", metavar="ID", help="About this entity alone.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", metavar="ID", help="About this outlet alone.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE|7d", help="From then on: a day, an instant, or so long ago.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE|7d", help="Until then; a day is included whole.")
    ] = None,
    most: Annotated[int | None, typer.Option("--most", min=1, max=1_000_000, help="So many lines, not more.")] = None,
    format: Annotated[Format | None, typer.Option("--format", help="How the answer is written.")] = None,  # noqa: A002
    listed: Annotated[bool, typer.Option("--list", help="Show the questions, and what each takes.")] = False,
    open: Annotated[bool, typer.Option("--open", help="Show the page in a browser.")] = False,  # noqa: A002
) -> None:
    """Write the report page, or answer one of the questions that `--list` shows, from what is published."""
    if listed:
        _list(format or Format.table)
        return
    options = {"entity": entity, "outlet": outlet, "since": since, "until": until, "most": most, "format": format}
    if name is None:
        if given := [option for option, value in options.items() if value is not None]:
            fail(f"--{given[0]} is for one of the questions: name it, `kabar report --list` shows them", MISUSED)
        _page(show=open)
        return
    if open:
        fail(f"--open shows the page: leave {name} away, or --open", MISUSED)
    from flows.since import end, moment
    from warehouse.asked import Wanted
    from warehouse.asked import report as report_of

    here = settings()
    now = here.clock()
    with told():
        wanted = Wanted(
            now=now, watched=here.watch, entity=entity, outlet=outlet, most=most,
            since=moment(since, now) if since is not None else None,
            until=end(until, now) if until is not None else None,
        )  # fmt: skip
        _answer(here, report_of(name), wanted, format or Format.table)


def _page(*, show: bool) -> None:
    """Writes the page, and says where it lies."""
    from flows.reporting import write_report

    here = settings()
    with told():
        page = write_report(here, here.clock())
    console.out.print(page, markup=False, highlight=False)
    if show and not webbrowser.open(page.absolute().as_uri()):
        say("no browser was found here")


def _answer(here: "Settings", asked: "Report", wanted: "Wanted", format: Format) -> None:  # noqa: A002
    """Writes the answer; under a table, what its columns mean is said beside it."""
    from warehouse import query
    from warehouse.asked import values

    given = values(here.published, asked, wanted)
    if format in (Format.csv, Format.parquet):
        from warehouse import arrow

        table = arrow.arrow_answer(here.published, asked.sql, given)
        sys.stdout.buffer.write(arrow.as_csv(table) if format is Format.csv else arrow.as_parquet(table))
        return
    answer = query.answer(here.published, asked.sql, given)
    if format is Format.json:
        sys.stdout.write(query.as_json(answer) + "\n")
        return
    say(asked.question)
    if answer.rows:
        console.show_table(answer.columns, answer.rows)
    for columns, meaning in asked.meanings if answer.rows else ():
        say(f"{columns}: {meaning}")
    if not answer.rows:
        say("Nothing to show: the published file has no such rows for what was asked.")


def _list(format: Format) -> None:  # noqa: A002
    from warehouse.asked import reports

    if format not in (Format.table, Format.json):
        fail(f"--list comes as table or json, not as {format.value}", MISUSED)
    lines = [(one.name, one.question, one.options) for one in reports()]
    if format is Format.json:
        write_json([{"name": name, "question": asks, "options": list(takes)} for name, asks, takes in lines])
        return
    rows = [(name, asks, " ".join(f"--{option}" for option in takes)) for name, asks, takes in lines]
    console.show_table(("name", "question", "takes"), rows)
