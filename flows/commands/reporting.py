"""What is asked again and again (`kabar report`), and what there is to ask (`kabar schema`)."""

import sys
import webbrowser
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from flows import console
from flows.commands.telling import MISUSED, Format, fail, say, settings, told, write_json
from flows.errors import MisuseError

if TYPE_CHECKING:
    from flows.settings import Settings
    from warehouse.asked import Report, Wanted
    from warehouse.schema import Relation

commands = typer.Typer()


class Description(StrEnum):
    """How relations are described."""

    table = "table"
    json = "json"
    markdown = "markdown"


@commands.command(epilog="Example: `kabar report attention --entity meta-platforms --since 2025-06-01`")
def report(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="A question; without it, the page.")] = None,
    entity: Annotated[list[str] | None, typer.Option("--entity", metavar="ID", help="About this entity alone.")] = None,
    outlet: Annotated[list[str] | None, typer.Option("--outlet", metavar="ID", help="About this outlet alone.")] = None,
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
            now=now, watched=here.watch, entity=_one("entity", entity), outlet=_one("outlet", outlet), most=most,
            since=moment(since, now) if since is not None else None,
            until=end(until, now) if until is not None else None,
        )  # fmt: skip
        _answer(here, report_of(name), wanted, format or Format.table)


def _one(option: str, given: list[str] | None) -> str | None:
    """Raises MisuseError where it was given more than once: all but the last would go unheard."""
    if given and len(given) > 1:
        raise MisuseError(f"--{option} takes one id: a report is about one, or without it about all; ask once for each")
    return given[0] if given else None


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
    """Writes the answer; beside a table, what it is of and what its columns mean is said."""
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
    if not answer.rows:
        say("Nothing to show: the published file has no such rows for what was asked.")
        return
    for line in (asked.notes, *(f"{columns}: {meaning}" for columns, meaning in asked.meanings)):
        if line:
            say(line)


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


@commands.command(epilog="Example: `kabar schema articles`")
def schema(
    relation: Annotated[str | None, typer.Argument(metavar="[RELATION]", help="One of them, with its columns.")] = None,
    format: Annotated[  # noqa: A002
        Description, typer.Option("--format", help="table for people, json for programs, markdown for a page.")
    ] = Description.table,
) -> None:
    """What there is to ask: the relations, or the columns of one with their types, what they mean, and an example."""
    from flows.home import published
    from warehouse import schema as schemas

    with told():
        file = published()
        found = (schemas.relation(file, relation),) if relation else schemas.relations(file)
    if format is Description.markdown:
        from flows import schema_page

        sys.stdout.write(schema_page.of_one(found[0]) if relation else schema_page.of_all(found))
    elif format is Description.json:
        write_json([_described(one) for one in found])
    elif relation:
        _describe(found[0])
    else:
        console.show_table(("relation", "one row per"), [(one.called, _short(one.grain)) for one in found])
        say("`kabar schema RELATION` shows the columns of one")


def _described(one: "Relation") -> dict[str, object]:
    return {
        "relation": one.name,
        "parameters": list(one.parameters),
        "comment": one.comment,
        "columns": [{"name": c.name, "type": c.type, "comment": c.comment} for c in one.columns],
        "example": one.example,
    }


def _describe(one: "Relation") -> None:
    for line in (one.called, one.comment):
        console.out.print(console.cell(line), markup=False, highlight=False)
    console.show_table(("column", "type", "what it means"), [(c.name, c.type, c.comment) for c in one.columns])
    if one.example:
        console.out.print(f"Example: {console.cell(one.example)}", markup=False, highlight=False)


def _short(grain: str) -> str:
    """Under the heading "one row per", the same words are not said again."""
    return grain.removeprefix("One row per ")
