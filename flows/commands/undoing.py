"""The commands that take something back: an article, or a decision about two."""

from typing import Annotated

import typer

from flows.commands.telling import say, settings, told

commands = typer.Typer()


@commands.command("undo-duplicate", epilog="Example: `kabar undo-duplicate https://contoh.test/berita/123/a-copy`")
def undo_duplicate(
    article: Annotated[str, typer.Argument(help="The duplicate: its address in any form, or its article_id.")],
    of: Annotated[str | None, typer.Argument(help="Only that it is a duplicate of this one.")] = None,
    restore: Annotated[bool, typer.Option("--restore", help="Take an earlier undoing back.")] = False,
) -> None:
    """Undo the decision that an article is another, or carries its text. No later run or rebuild decides it again."""
    from flows.undo import undo_duplicate as undo

    with told():
        decisions = undo(settings(), article, of, restore=restore)
    said = "Stands again" if restore else "Undone"
    for d in decisions:
        what = "is the same article as" if d.relation == "same article" else "carries the text of"
        say(f"{said}: that {d.url} {what} {d.duplicate_of_url} ({d.rule})")


@commands.command(epilog="Example: `kabar forget https://techcrunch.com/2025/06/10/a-slug/ --yes`")
def forget(
    url: Annotated[str, typer.Argument(help="The article's address, in any of its forms.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove one article everywhere: warehouse, published file, archive. Its addresses are not asked for again."""
    from flows.forget import forget_page
    from flows.lookup import look_up

    here = settings()
    with told():
        canonical, _ = look_up(here, url)
        if not yes:
            typer.confirm(f"Forget {canonical} for good?", abort=True, err=True)
        gone = forget_page(here, canonical)
    said = ", ".join(f"{n} {table}" for table, n in gone.rows) or "nothing was left of it"
    say(f"Forgotten: {canonical} ({said}; {len(gone.records)} archive records erased)")
