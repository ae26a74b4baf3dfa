"""`kabar entities`: who is looked for in the news, how to add somebody, and who might be missing."""

import shlex
from enum import StrEnum
from typing import Annotated

import typer

from flows import console
from flows.commands.telling import MISUSED, Brief, BriefOption, fail, say, settings, show_records, told, write_json

commands = typer.Typer(invoke_without_command=True, epilog="Example: `kabar entities --format json`")

# Of a name that is suggested, what fits a terminal; JSON has it all.
TELLING = ("name", "score", "articles", "outlets", "first_seen_at", "example_title")
NEXT = "Next: `kabar rebuild --step tag --compare` tags all that is stored anew, and shows what that changes."


class Kind(StrEnum):
    """What an entity is."""

    ORG = "ORG"
    PERSON = "PERSON"
    PRODUCT = "PRODUCT"
    PLACE = "PLACE"
    EVENT = "EVENT"
    LAW = "LAW"


@commands.callback()
def entities(context: typer.Context, format: BriefOption = Brief.table) -> None:  # noqa: A002
    """Who is looked for in the news, by which aliases, and how many articles name them."""
    if context.invoked_subcommand:
        return
    from flows.entities import listed

    with told():
        everybody = listed(settings())
    show_records(everybody.entities, format)
    for fault in everybody.faults:
        say(f"left out: {fault}")
    if format is Brief.table:
        say(f"{len(everybody.entities)} entities")


@commands.command(epilog='Example: `kabar entities add "Lintang Robotics" --type ORG --weak Lintang --requires robot`')
def add(
    name: Annotated[str, typer.Argument(help="As people write it; a strong alias, unless it is among --weak.")],
    type: Annotated[Kind, typer.Option("--type", case_sensitive=False, help="What it is.")],  # noqa: A002
    alias: Annotated[list[str] | None, typer.Option("--alias", help="Counts wherever it stands; may repeat.")] = None,
    weak: Annotated[
        list[str] | None, typer.Option("--weak", help="Counts with evidence beside it; may repeat.")
    ] = None,
    parent: Annotated[str, typer.Option("--parent", metavar="ID", help="The entity it belongs to.")] = "",
    requires: Annotated[
        list[str] | None,
        typer.Option("--requires", help="An entity's id, or words: weak aliases count only beside one. May repeat."),
    ] = None,
    id: Annotated[str, typer.Option("--id", metavar="ID", help="Names it for ever; else made of the name.")] = "",  # noqa: A002
    file: Annotated[str, typer.Option("--file", help="In the first folder of KABAR_ENTITIES.")] = "added.toml",
) -> None:
    """Write somebody into a file of yours, in the first folder of KABAR_ENTITIES."""
    from flows.entities_add import NotAddedError, Wanted, add_entity

    wanted = Wanted(
        name=name, type=type.value, aliases=tuple(alias or ()), weak_aliases=tuple(weak or ()), parent=parent,
        requires=tuple(requires or ()), entity_id=id, file=file,
    )  # fmt: skip
    try:
        with told():
            added = add_entity(settings(), wanted)
    except NotAddedError as refusal:
        fail(str(refusal), MISUSED)
    console.out.print(added.stanza, markup=False, highlight=False, end="")
    say(f"Added to {added.file}. {NEXT}")


@commands.command(epilog="Example: `kabar entities suggest --days 3 --limit 10`")
def suggest(
    days: Annotated[int, typer.Option("--days", min=1, max=36_500, help="Names that first stood in these days.")] = 7,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="The first so many.")] = 20,
    format: BriefOption = Brief.table,  # noqa: A002
) -> None:
    """Who might be missing: names that recur and are in no file, the newest and most widely reported first."""
    from warehouse.named import new_names

    with told():
        found = new_names(settings().published, days=days, limit=limit)
    if format is Brief.json:
        write_json([dict(zip(found.columns, row, strict=True)) for row in found.rows])
    elif found.rows:
        shown = [place for place, column in enumerate(found.columns) if column in TELLING]
        console.show_table([found.columns[p] for p in shown], [[row[p] for p in shown] for row in found.rows])
    if not found.rows:
        say(f"No name of the last {days} days recurs that is in no file yet; look further back with --days.")
        return
    first = str(found.rows[0][found.columns.index("name")])
    say(f"To look for the first of them: kabar entities add {shlex.quote(first)} --type ORG")
