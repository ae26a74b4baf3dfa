"""The commands that help to add an outlet: a file proposed for a site, and a page for its test."""

import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows import console
from flows.commands.telling import FAILED, MISUSED, Brief, BriefOption, fail, say, settings, told, write_json

if TYPE_CHECKING:
    from flows.adding import Site
    from flows.adding_file import Draft
    from flows.golden import Golden
    from flows.settings import Settings
    from sources.types import Outlet

commands = typer.Typer()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLine:
    """A feed, as it is shown."""

    feed: str
    kind: str
    items: int
    newest: datetime | None
    interval: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialLine:
    """An entry that was tried, as it is shown."""

    title: str
    published: datetime | None
    dated_by: str | None
    authors: tuple[str, ...]
    words: int | None
    access: str
    lang: str
    begins: str
    url: str


@commands.command(epilog="Example: `kabar add https://www.contoh.test/ --dry-run`")
def add(
    url: Annotated[str, typer.Argument(metavar="FEED_OR_SITE_URL", help="A site, a page of it, a feed or a sitemap.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be written, write nothing.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file, or propose one for a known outlet.")] = False,
    format: BriefOption = Brief.table,  # noqa: A002
) -> None:
    """Propose an outlet file: find a site's feeds, try the newest entries, show the result.

    The file goes into the first folder of `KABAR_OUTLETS`, else into `./outlets`. Nothing goes into the warehouse.
    """
    from flows import adding, adding_doubts, adding_file
    from sources.catalogue import load

    here = settings()
    with told():
        address = adding.address_of(url)
        catalogue = load(here.outlets)
        known = adding.known_outlet(catalogue, address)
        _tell_of(known, address, go_on=force or dry_run)
        if not (force or dry_run):
            adding_file.refuse_taken(here, catalogue, address)
        site = adding.explore(here, address, say)
        if known is None:  # unless the address led to one
            known = adding.known_outlet(catalogue, site.homepage)
            _tell_of(known, site.homepage, go_on=force or dry_run)
        planned = adding_file.draft(here, catalogue, site, replacing=known)
        wrong = adding_doubts.doubts(site, planned.outlet, here.clock())
        if not dry_run:
            adding_file.write(planned, force=force)
    _show(site, planned, wrong, format)
    _next(here, planned, written=not dry_run)


def _tell_of(known: "Outlet | None", address: str, *, go_on: bool) -> None:
    """Names the outlet that is there already; ends the command unless it was said that this is meant."""
    from flows.errors import MisuseError

    if known is None:
        return
    feeds = f"{len(known.feeds)} feed" + ("s" if len(known.feeds) != 1 else "")
    sentence = f"{address} is {known.name}'s, which is there as {known.outlet_id} with {feeds}"
    if not go_on:
        raise MisuseError(f"{sentence}: --dry-run shows what would be proposed, --force writes a file in its place")
    say(f"{sentence}.")


def _show(site: "Site", planned: "Draft", wrong: tuple[str, ...], format: Brief) -> None:  # noqa: A002
    feeds, trials = _feeds(site), _trials(site)
    if format is Brief.json:
        record: dict[str, object] = {
            "outlet_id": planned.outlet.outlet_id, "file": str(planned.path), "toml": planned.text, "doubts": wrong,
            "feeds": [{name: getattr(line, name) for name in line.__slots__} for line in feeds],
            "entries": [{name: getattr(line, name) for name in line.__slots__} for line in trials],
        }  # fmt: skip
        write_json([record])
        return
    console.show_table(FeedLine.__slots__, [_cells(line) for line in feeds])
    for line in trials:
        console.show_section(
            line.title or line.url, line.__slots__[1:], [tuple(getattr(line, n) for n in line.__slots__[1:])]
        )
    for sentence in wrong:
        console.out.print(console.cell(f"look at: {sentence}"), markup=False, highlight=False)
    console.out.rule(str(planned.path), align="left")
    console.out.print(console.cell(planned.text), markup=False, highlight=False, end="")


def _cells(line: FeedLine) -> tuple[object, ...]:
    minutes = round(line.interval.total_seconds() / 60)
    often = f"{minutes} min" if minutes < 60 else f"{minutes / 60:.3g} h"
    return (line.feed, line.kind, line.items, line.newest, often)


def _feeds(site: "Site") -> tuple[FeedLine, ...]:
    return tuple(
        FeedLine(
            feed=feed.url, kind=feed.document.format, items=len(feed.document.entries), newest=feed.newest,
            interval=feed.interval,
        )
        for feed in site.feeds
    )  # fmt: skip


def _trials(site: "Site") -> tuple[TrialLine, ...]:
    """At most a headline and a sentence of each article."""
    from warehouse.sentence import first_sentence, headline

    lines = []
    for trial in site.trials:
        article = trial.article
        when = article.published if article else None
        lines.append(
            TrialLine(
                title=headline(article.title if article else trial.entry.title),
                published=when.at if when else trial.entry.published.at if trial.entry.published else None,
                dated_by=when.source if when else "feed" if trial.entry.published else None,
                authors=article.authors if article else (),
                words=article.word_count if article else None,
                access=article.access if article else trial.outcome,
                lang=article.lang if article else "",
                begins=first_sentence(article.body) if article else "",
                url=trial.entry.link,
            )
        )
    return tuple(lines)


def _next(here: "Settings", planned: "Draft", *, written: bool) -> None:
    """What to do now."""
    if not written:
        say(f"Not written: without --dry-run it would be {planned.path}.")
        return
    folder = planned.path.parent.absolute()
    setting = "" if here.outlets else f"KABAR_OUTLETS={folder} "
    say(f"Written: {planned.path}. Look at it, then: {setting}kabar run --outlet {planned.outlet.outlet_id} --limit 3")
    if setting:
        say(f"kabar reads that folder where KABAR_OUTLETS names it: export KABAR_OUTLETS={folder}")


@commands.command(epilog="Example: `kabar fixture https://www.contoh.test/a/1 --output contoh.html`")
def fixture(
    url: Annotated[str, typer.Argument(help="An article's address: taken from the archive, or asked for.")],
    output: Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Where the page goes.")] = None,
) -> None:
    """Make the golden page for an outlet's test: the markup kept, all prose, names and numbers invented.

    The page goes to standard output, or into `--output`; what it is read as, to standard error, as a row of the test.
    """
    from flows.adding import address_of
    from flows.golden import expected, golden

    with told():
        made = golden(settings(), address_of(url), say)
    if made.fixture.survivors:
        fail(f"not written: of its own words {made.fixture.survivors[0]!r} would be left", FAILED)
    if output is None:
        sys.stdout.write(made.fixture.page)
    else:
        _put(output, made.fixture.page)
    say(f"its address would be {made.fixture.url}")
    say(_compared(made))
    if row := expected(made, output.stem if output else made.outlet_id):
        say(f"for EXPECTED in tests/sources/extract/test_pages.py, to be looked through:\n{console.cell(row)}")


def _put(output: Path, text: str) -> None:
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        fail(f"{output} cannot be written ({error.strerror})", MISUSED)


def _compared(made: "Golden") -> str:
    """Whether the fixture is read as the page is, in a sentence."""
    if made.after is None:
        return "look at: no article is read in the fixture, though one is in the page"
    before, after = (len(article.body.splitlines()) for article in (made.before, made.after))
    if before != after:
        return f"look at: {after} paragraphs are read in the fixture, {before} in the page"
    return f"{after} paragraphs are read in it, as in the page; no five words of the page in a row are left"
