"""The commands that only read: how the outlets are, one article, and what keeps kabar from working."""

from typing import Annotated

import typer

from flows import console
from flows.commands.telling import DONE, FAILED, Brief, BriefOption, say, settings, show_records, told, write_json

commands = typer.Typer()


@commands.command(epilog="Example: `kabar status --feeds --format json`")
def status(
    feeds: Annotated[bool, typer.Option("--feeds", help="A line per feed.")] = False,
    gaps: Annotated[bool, typer.Option("--gaps", help="A line per gap: what feeds may have dropped unseen.")] = False,
    check: Annotated[bool, typer.Option("--check", help="What contradicts itself in it.")] = False,
    format: BriefOption = Brief.table,  # noqa: A002
) -> None:
    """How the outlets and feeds are: last poll, newest item, failures, what is pending, blocked or was missed."""
    from warehouse import coverage, integrity
    from warehouse import status as statuses

    published = settings().published
    if not (feeds or gaps or check):
        with told():
            outlets = statuses.outlets(published)
        show_records(outlets, format, below=("missed",))
        return
    with told():
        look = integrity.contradictions if check else coverage.gaps if gaps else statuses.feeds
        lines: tuple[object, ...] = look(published)
    show_records(lines, format)
    if check:
        say(f"{len(lines)} contradictions found")
        raise typer.Exit(FAILED if lines else DONE)


@commands.command(epilog="Example: `kabar explain https://techcrunch.com/2025/06/10/a-slug/`")
def explain(
    url: Annotated[str, typer.Argument(help="The article's address, in any of its forms, or its article_id.")],
    text: Annotated[bool, typer.Option("--text", help="Show the article's body, too.")] = False,
    refused: Annotated[bool, typer.Option("--refused", help="Show the aliases that were not taken, too.")] = False,
    format: BriefOption = Brief.table,  # noqa: A002
) -> None:
    """Everything known about one article: entries, fetches, keys, decisions, versions and what they changed, zones."""
    from flows.lookup import look_up
    from warehouse import explain as explanations

    here = settings()
    with told():
        canonical, fetched = look_up(here, url)
        sections = explanations.explain(here.published, canonical, fetched)
        body = explanations.text_of(here.published, canonical) if text else ""
        if refused:
            from flows.entities_refused import refused_section

            sections = (*sections, refused_section(here, canonical))
    if format is Brief.json:
        write_json(
            [{"section": s.name, "rows": [dict(zip(s.columns, r, strict=True)) for r in s.rows]} for s in sections]
        )
        return
    for section in sections:
        if section.rows:
            console.show_section(section.name, section.columns, section.rows)
    if refused and not sections[-1].rows:
        say("Nothing was refused: no alias stands there that was not taken.")
    if body:
        console.out.print(console.cell(body), markup=False, highlight=False)


@commands.command(epilog="Example: `kabar story https://techcrunch.com/2025/06/10/a-slug/`")
def story(
    what: Annotated[
        str, typer.Argument(metavar="ID|URL", help="A story's id or how it begins, or an article's address or id.")
    ],
    everything: Annotated[
        bool, typer.Option("--all", help="Show all evidence and figures, and originals that were not taken.")
    ] = False,
    format: BriefOption = Brief.table,  # noqa: A002
) -> None:
    """Where a story came from: its original, what retells that, how late, on what evidence, and what changed."""
    from flows.lookup import look_up
    from flows.story_tree import as_record, lines
    from warehouse import story as stories

    here = settings()
    with told():
        story_id = stories.named(here.published, what)
        if story_id:
            found = stories.of_id(here.published, story_id)
        else:
            found = stories.of_article(here.published, look_up(here, what)[0])
    if format is Brief.json:
        write_json([as_record(found)])
        return
    for line in lines(found, everything=everything):
        console.out.print(line, markup=False, highlight=False)


@commands.command(epilog="Example: `kabar doctor --format json`")
def doctor(format: BriefOption = Brief.table) -> None:  # noqa: A002
    """What could keep kabar from working here, and the way out."""
    from flows.doctor import examine

    show_records(examine(settings()), format)
