"""`kabar search`: articles by their words."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from flows import console
from flows.commands.telling import say, settings, told, write_json

if TYPE_CHECKING:
    from warehouse.search import Found, Hit

commands = typer.Typer()


class Format(StrEnum):
    """How what was found is written."""

    table = "table"
    csv = "csv"
    json = "json"


@commands.command(
    context_settings={"ignore_unknown_options": True},  # "-5 persen" is words
    epilog="""Example: `kabar search 'pendanaan awal' --entity scale-ai --since 30d`""",
)
def search(
    words: Annotated[
        list[str], typer.Argument(help='All of which must stand in an article; "in quotes", beside each other.')
    ],
    entity: Annotated[str, typer.Option("--entity", metavar="ID", help="Where this entity is named, too.")] = "",
    outlet: Annotated[list[str] | None, typer.Option("--outlet", metavar="ID", help="Of this outlet.")] = None,
    since: Annotated[
        str, typer.Option("--since", metavar="DATE|7d", help="Published from then on: a day, an instant, so long ago.")
    ] = "",
    until: Annotated[
        str, typer.Option("--until", metavar="DATE|7d", help="Published until then; a day is included whole.")
    ] = "",
    lang: Annotated[str, typer.Option("--lang", metavar="en|id", help="In this language.")] = "",
    most: Annotated[int, typer.Option("--most", min=1, max=200, help="So many of the best.")] = 20,
    format: Annotated[Format, typer.Option("--format", help="How it is written.")] = Format.table,  # noqa: A002
) -> None:
    """Articles that have all the words, the best first: English and Indonesian, in any of their forms."""
    here = settings()
    from flows import searching
    from flows.since import end, moment
    from warehouse.search import Wanted

    now = here.clock()
    with told():
        wanted = Wanted(
            words=" ".join(words), entity_id=entity, outlet_ids=tuple(outlet or ()), lang=lang.lower(), most=most,
            since=moment(since, now) if since else None, until=end(until, now) if until else None,
        )  # fmt: skip
        with console.progress() as progress:
            found = searching.find(here, wanted, progress, progress.say)
    _write(found, format)
    if not found.hits:
        say(f"Nothing found. {found.advice}")
    else:
        articles = "1 article" if found.total == 1 else f"{found.total:,} articles"
        say(f"{articles} found" + (f", the best {len(found.hits)} shown" if len(found.hits) < found.total else ""))


def _write(found: "Found", format: Format) -> None:  # noqa: A002
    if format is Format.json:
        write_json([_whole(hit) for hit in found.hits])
    elif format is Format.csv:
        from flows.csv_text import csv_text

        sys.stdout.write(csv_text(_COLUMNS, [tuple(_whole(hit).values()) for hit in found.hits]))
    elif found.hits:
        console.show_table(("date", "outlet", "what"), [_line(hit) for hit in found.hits])


_COLUMNS = ("published_at", "outlet_id", "lang", "title", "sentence", "url", "article_id", "score")


def _whole(hit: "Hit") -> dict[str, object]:
    title, sentence = hit.title.text, hit.sentence.text
    values = (hit.published_at, hit.outlet_id, hit.lang, title, sentence, hit.url, hit.article_id, hit.score)
    return dict(zip(_COLUMNS, values, strict=True))


def _line(hit: "Hit") -> tuple[object, ...]:
    shown = console.marked(hit.title.text, hit.title.marks).append("\n")
    shown.append(console.marked(hit.sentence.text, hit.sentence.marks))
    return f"{hit.published_at:%Y-%m-%d}", hit.outlet_id, shown
