"""The command line: each command parses, calls one function, and prints. Results on stdout, all else on stderr."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from flows import console
from flows.lock import LockedError
from flows.settings import VERSION, Settings, SettingsError, unknown_variables
from sources.errors import ArchiveError, BadAddress, CatalogueError, FetchError
from warehouse.errors import QueryError, WarehouseError

if TYPE_CHECKING:
    from flows.run import Summary

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode="markdown", add_completion=False, pretty_exceptions_enable=False,
    help="News from feeds to SQL: who wrote about whom, first or after whom, with the evidence.",
)  # fmt: skip

DONE, FAILED, MISUSED, STOPPED = 0, 1, 2, 130


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


class Brief(StrEnum):
    """How a report is written: for people, or for programs."""

    table = "table"
    json = "json"


class Step(StrEnum):
    """From where on everything is made again."""

    extract = "extract"
    identify = "identify"


BriefOption = Annotated[Brief, typer.Option("--format", help="table for people, json for programs.")]
OutletOption = Annotated[list[str] | None, typer.Option("--outlet", metavar="ID", help="Only this outlet; may repeat.")]


@app.callback(invoke_without_command=True)
def kabar(version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False) -> None:
    """News from feeds to SQL: who wrote about whom, first or after whom, with the evidence."""
    if version:
        console.out.print(f"kabar {VERSION}", highlight=False)
        raise typer.Exit(DONE)


@app.command(epilog="Example: `kabar run --outlet techcrunch --limit 5`")
def run(
    outlet: OutletOption = None,
    force: Annotated[bool, typer.Option("--force", help="Also what is not due yet.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Only the newest N entries of each feed.")] = None,
) -> None:
    """One pass over what is due: poll, fetch, extract, identify, publish."""
    settings = _settings()
    console.err.print(f"kabar {VERSION}: asking the outlets what is new", highlight=False)
    for sentence in unknown_variables(dict(os.environ)):
        console.err.print(f"[yellow]warning:[/] {sentence}")
    with _told():
        summary = _run_here_or_there(settings, outlet or [], force=force, limit=limit)
    console.show_summary(summary, str(settings.home))


def _run_here_or_there(settings: Settings, outlets: list[str], *, force: bool, limit: int | None) -> "Summary":
    """As a flow run where a Prefect server is named, else directly: its temporary server takes 15 s to start."""
    if os.environ.get("PREFECT_API_URL"):
        from flows.poll import poll

        return poll(outlets=outlets, force=force, limit=limit)
    from flows.batches import in_threads
    from flows.run import Call, run_pass

    with console.progress() as progress:
        call = Call(command="run", each=in_threads(settings.fetchers), progress=progress)
        return run_pass(settings, call, outlet_ids=outlets, force=force, limit=limit)


@app.command(epilog="Example: `kabar rebuild --step extract --since 2025-06-09`")
def rebuild(
    step: Annotated[Step, typer.Option(help="Where to begin.")] = Step.extract,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only pages fetched on this UTC day or later.")
    ] = None,
) -> None:
    """Make the articles again from the archive, with not one request."""
    settings = _settings()
    from flows.batches import in_threads
    from flows.run import Call
    from flows.run import rebuild as rebuild_all

    with _told(), console.progress() as progress:
        call = Call(command="rebuild", each=in_threads(1), progress=progress)
        summary = rebuild_all(settings, call, step=step.value, since=since.date() if since else None)
    console.show_summary(summary, str(settings.home))


# A query may well begin with a comment: what looks like an option and is none is the query.
@app.command(
    context_settings={"ignore_unknown_options": True},
    epilog='Example: `kabar sql "select outlet_id, count(*) from articles group by all" --format csv`',
)
def sql(
    query: Annotated[str, typer.Argument(help="A query of the published file; `-` reads it from standard input.")],
    format: Annotated[Format, typer.Option("--format", help="How the answer is written.")] = Format.table,  # noqa: A002
) -> None:
    """Answer SQL from the published file: read-only, no files, no network."""
    from warehouse import query as queries

    published = _settings().published
    text = sys.stdin.read() if query == "-" else query
    with _told():
        if format in (Format.csv, Format.parquet):
            table = queries.arrow_answer(published, text)
            encoded = queries.as_csv(table) if format is Format.csv else queries.as_parquet(table)
            sys.stdout.buffer.write(encoded)
            return
        answer = queries.answer(published, text)
    if format is Format.json:
        sys.stdout.write(queries.as_json(answer) + "\n")
    else:
        console.show_table(answer.columns, answer.rows)


@app.command(epilog="Example: `kabar status --feeds --format json`")
def status(
    feeds: Annotated[bool, typer.Option("--feeds", help="A line per feed.")] = False,
    check: Annotated[bool, typer.Option("--check", help="What contradicts itself in it.")] = False,
    format: BriefOption = Brief.table,  # noqa: A002
) -> None:
    """How the outlets and feeds are: last poll, newest item, failures, what is pending or blocked."""
    from warehouse import integrity
    from warehouse import status as statuses

    published = _settings().published
    with _told():
        look = integrity.contradictions if check else statuses.feeds if feeds else statuses.outlets
        lines: tuple[object, ...] = look(published)
    _show_records(lines, format)
    if check:
        console.err.print(f"{len(lines)} contradictions found", highlight=False)
        raise typer.Exit(FAILED if lines else DONE)


@app.command(epilog="Example: `kabar explain https://techcrunch.com/2025/06/10/a-slug/`")
def explain(
    url: Annotated[str, typer.Argument(help="The article's address, in any of its forms, or its article_id.")],
    text: Annotated[bool, typer.Option("--text", help="Show the article's body, too.")] = False,
    format: BriefOption = Brief.table,  # noqa: A002
) -> None:
    """Everything known about one article: entries, fetches, keys, decisions, versions and what they changed, zones."""
    from flows.lookup import look_up
    from warehouse import explain as explanations

    settings = _settings()
    with _told():
        canonical, fetched = look_up(settings, url)
        sections = explanations.explain(settings.published, canonical, fetched)
        body = explanations.text_of(settings.published, canonical) if text else ""
    if format is Brief.json:
        _write_json(
            [{"section": s.name, "rows": [dict(zip(s.columns, r, strict=True)) for r in s.rows]} for s in sections]
        )
        return
    for section in sections:
        console.show_section(section.name, section.columns, section.rows)
    if body:
        console.out.print(console.cell(body), markup=False, highlight=False)


@app.command(epilog="Example: `kabar forget https://techcrunch.com/2025/06/10/a-slug/ --yes`")
def forget(
    url: Annotated[str, typer.Argument(help="The article's address, in any of its forms.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove one article everywhere: warehouse, published file, archive. Its addresses are not asked for again."""
    from flows.forget import forget_page
    from flows.lookup import look_up

    settings = _settings()
    with _told():
        canonical, _ = look_up(settings, url)
        if not yes:
            typer.confirm(f"Forget {canonical} for good?", abort=True, err=True)
        gone = forget_page(settings, canonical)
    said = ", ".join(f"{n} {table}" for table, n in gone.rows) or "nothing was left of it"
    console.err.print(f"Forgotten: {canonical} ({said}; {len(gone.records)} archive records erased)", highlight=False)


@app.command("undo-duplicate", epilog="Example: `kabar undo-duplicate https://contoh.test/berita/123/a-copy`")
def undo_duplicate(
    article: Annotated[str, typer.Argument(help="The duplicate: its address in any form, or its article_id.")],
    of: Annotated[str | None, typer.Argument(help="Only that it is a duplicate of this one.")] = None,
    restore: Annotated[bool, typer.Option("--restore", help="Take an earlier undoing back.")] = False,
) -> None:
    """Undo the decision that an article is another, or carries its text. No later run or rebuild decides it again."""
    from flows.undo import undo_duplicate as undo

    with _told():
        decisions = undo(_settings(), article, of, restore=restore)
    said = "Stands again" if restore else "Undone"
    for d in decisions:
        what = "is the same article as" if d.relation == "same article" else "carries the text of"
        console.err.print(f"{said}: that {d.url} {what} {d.duplicate_of_url} ({d.rule})", highlight=False)


@app.command(epilog="Example: `kabar doctor --format json`")
def doctor(format: BriefOption = Brief.table) -> None:  # noqa: A002
    """What could keep kabar from working here, and the way out."""
    from flows.doctor import examine

    findings = examine(_settings())
    _show_records(findings, format)


def main() -> None:
    """The entry point of the command `kabar`."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    app()


# ------------------------------------------------------------------ what commands share


def _settings() -> Settings:
    try:
        return Settings.load()
    except SettingsError as error:
        _fail(str(error), MISUSED)


@contextmanager
def _told() -> Iterator[None]:
    """Turns what can be expected to go wrong into one sentence and the exit code that says so."""
    from flows.errors import RunFailedError

    try:
        yield
    except (CatalogueError, BadAddress, QueryError) as error:
        _fail(str(error), MISUSED)
    except (LockedError, WarehouseError, ArchiveError, RunFailedError) as error:
        _fail(str(error), FAILED)
    except FetchError as error:  # a page's own end in the warehouse; this is the way to the web, which is no way
        from flows.doctor import way_out

        _fail(way_out(error), FAILED)
    except KeyboardInterrupt:
        _stop()


def _stop() -> NoReturn:
    """Ends the process at once: threads may be waiting for their turn at a host, and nothing they hold gets lost."""
    console.err.print("kabar: stopped. Nothing is lost: the next run goes on from here.", highlight=False)
    sys.stdout.flush()
    os._exit(STOPPED)


def _fail(sentence: str, code: int) -> NoReturn:
    console.err.print(f"kabar: {sentence}", markup=False, highlight=False, style="red")
    raise typer.Exit(code)


def _show_records(records: tuple[object, ...], format: Brief) -> None:  # noqa: A002
    rows = [{name: getattr(record, name) for name in record.__slots__} for record in records]  # type: ignore[attr-defined]
    if format is Brief.json:
        _write_json(rows)
    elif rows:
        console.show_table(tuple(rows[0]), [tuple(row.values()) for row in rows])


def _write_json(rows: list[dict[str, object]]) -> None:
    import json

    from warehouse.query import jsonable

    sys.stdout.write(json.dumps(jsonable(rows), ensure_ascii=False, indent=1) + "\n")
