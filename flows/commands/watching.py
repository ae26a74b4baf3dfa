"""`kabar watch`: what is news about somebody since a moment, or since the last look."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from flows import console
from flows.commands.telling import say, settings, told, write_json

if TYPE_CHECKING:
    from flows.watching import Watched
    from warehouse.watch.model import Happening

commands = typer.Typer()


class Format(StrEnum):
    """How what is news is written."""

    table = "table"
    csv = "csv"
    json = "json"


@commands.command(epilog="Example: `kabar watch meta-platforms scale-ai --since-last`")
def watch(
    entities: Annotated[
        list[str] | None, typer.Argument(metavar="[ENTITY]...", help="Entity ids; else those of KABAR_WATCH.")
    ] = None,
    since_last: Annotated[
        bool, typer.Option("--since-last", help="What no look at these entities told yet; this one is remembered.")
    ] = False,
    since: Annotated[
        str, typer.Option("--since", metavar="DATE|7d", help="What kabar came to know since then; else 24 hours.")
    ] = "",
    format: Annotated[Format, typer.Option("--format", help="How it is written.")] = Format.table,  # noqa: A002
) -> None:
    """What is news about somebody: articles, stories that spread, retellings, figures that are contradicted.

    What counts is when kabar came to know of it, not when it was published: what is found late is news, too.
    """
    here = settings()
    from flows import looks, watching
    from flows.errors import MisuseError
    from flows.since import moment

    with told():
        wanted = tuple(dict.fromkeys(entities or here.watch))
        if since and since_last:
            raise MisuseError("--since and --since-last are two questions: ask one of them")
        if not wanted:
            raise MisuseError("nobody is watched: name an entity, or set KABAR_WATCH; `kabar entities` lists them all")
        if since_last:
            found = watching.since_last(here, wanted)
        else:
            found = watching.since(here, wanted, moment(since, here.clock()) if since else None)
        _write(found.happenings, format)
        _say(found, since_last=since_last)
        if since_last:  # not before all of it was written: what got lost in a broken pipe is told again
            looks.note(here.home, found.look)


def _write(happenings: Sequence["Happening"], format: Format) -> None:  # noqa: A002
    if format is Format.json:
        write_json([_whole(one) for one in happenings])
    elif format is Format.csv:
        from flows.csv_text import csv_text

        sys.stdout.write(csv_text(_COLUMNS, [tuple(_whole(one).values()) for one in happenings]))
    elif happenings:
        columns = ("published", "what", "about", "outlet", "title")
        console.show_table(columns, [_line(one) for one in happenings])
    sys.stdout.flush()


_COLUMNS = (
    "kind", "known_at", "about", "outlet_id", "published_at", "title", "says", "url", "article_id", "story_id",
    "original_id", "original_url",
)  # fmt: skip


def _whole(one: "Happening") -> dict[str, object]:
    found, piece = one.found, one.piece
    values = (
        found.kind, found.known_at, found.about, piece.outlet_id, piece.dated_at, piece.title, one.says, piece.url,
        piece.article_id, one.story_id, one.original_id, one.original_url,
    )  # fmt: skip
    return dict(zip(_COLUMNS, values, strict=True))


def _line(one: "Happening") -> tuple[object, ...]:
    title = f"{one.piece.title}\n{one.says}" if one.says else one.piece.title
    return f"{one.piece.dated_at:%Y-%m-%d %H:%M}", one.found.kind, one.found.about, one.piece.outlet_id, title


def _say(found: "Watched", *, since_last: bool) -> None:
    """What was looked at, on stderr: how many pieces of news, and between which moments kabar came to know of them."""
    n = len(found.happenings)
    news = "No news" if n == 0 else "1 piece of news" if n == 1 else f"{n} pieces of news"
    begin = console.cell(found.since)
    if not since_last:
        since = f"since {begin}"
    elif found.is_first:
        since = f"since {begin}: this is the first look, the next one begins where this one ends"
    else:
        since = f"since the last look (of {begin})"
    say(f"{news} {since}. Published last: {console.cell(found.until)}")
