"""The commands that keep a home in order: upkeep, back-up, and putting a back-up back."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows import console
from flows.commands.telling import FAILED, Brief, BriefOption, fail, say, settings, show_records, told

if TYPE_CHECKING:
    from flows.maintaining import MaintainSummary

commands = typer.Typer()

_MIB = 1024**2


class Check(StrEnum):
    """How thoroughly the archive is compared with its index."""

    sample = "sample"
    all = "all"
    none = "none"


@commands.command(epilog="Example: `kabar maintain --check all`")
def maintain(
    compact: Annotated[
        bool | None,
        typer.Option("--compact/--no-compact", help="Write the warehouse anew, or not; else where a fifth is empty."),
    ] = None,
    retention: Annotated[
        bool, typer.Option("--retention/--no-retention", help="Let go what KABAR_ARCHIVE_DAYS and _GB say.")
    ] = True,
    check: Annotated[Check, typer.Option(help="How much of the archive is read and compared.")] = Check.sample,
    format: BriefOption = Brief.table,  # noqa: A002
) -> None:
    """Upkeep: old files leave the archive, the archive is checked, the warehouse is compacted where that pays."""
    here = settings()
    from flows.batches import in_threads
    from flows.maintaining import maintain as maintain_all
    from flows.session import Call

    with told(), console.progress() as progress:
        call = Call(command="maintain", each=in_threads(1), progress=progress)
        done = maintain_all(
            here, call, compact=compact is not False, always=compact is True, retention=retention, check=check.value
        )
    if format is Brief.json:
        show_records([done], format)
    _tell(done)
    if done.troubles:
        raise typer.Exit(FAILED)


def _tell(done: "MaintainSummary") -> None:
    if done.files_retired:
        say(
            f"Out of the archive: {done.files_retired} files of {done.bytes_retired / _MIB:,.1f} MiB, with "
            f"{done.documents_retired} documents. What was read of them stays"
        )
    for sentence in done.notes:
        say(f"note: {sentence}")
    for sentence in done.troubles:
        console.err.print(f"trouble: {sentence}", markup=False, highlight=False, style="red")
    if done.flow_runs_deleted:
        say(f"Out of the Prefect server: {done.flow_runs_deleted} flow runs")
    before, after = done.size_before / _MIB, done.size_after / _MIB
    size = f"{after:,.1f} MiB" if before == after else f"{after:,.1f} MiB, was {before:,.1f} MiB"
    say(
        f"{done.documents_checked} documents and {done.files_checked} whole files checked, "
        f"{len(done.troubles)} troubles; the warehouse has {size}; in {done.seconds:.1f} s"
    )


@commands.command(epilog="Example: `kabar backup /mnt/disk2/kabar`")
def backup(
    folder: Annotated[Path, typer.Argument(help="An empty folder, or one with a back-up of this home.")],
    link: Annotated[
        bool, typer.Option("--link/--copy", help="Share the archive's files where the folder is on the same disk.")
    ] = True,
    format: BriefOption = Brief.table,  # noqa: A002
) -> None:
    """Back up warehouse and archive into a folder, consistent and verified; what lies there already is not copied."""
    here = settings()
    from flows.backing_up import backup as back_up

    with told(), console.progress() as progress:
        made = back_up(here, folder, progress, link=link)
    if format is Brief.json:
        show_records([made], format)
    say(
        f"Backed up: {made.files} files of {made.bytes / _MIB:,.1f} MiB in {made.folder}, {made.new_files} of them "
        f"({made.new_bytes / _MIB:,.1f} MiB) new or changed. To verify it: kabar restore --check {folder}"
    )


@commands.command(epilog="Example: `kabar restore --check /mnt/disk2/kabar`")
def restore(
    folder: Annotated[Path, typer.Argument(help="What `kabar backup` made.")],
    check: Annotated[bool, typer.Option("--check", help="Only verify it, every byte; nothing is written.")] = False,
    format: BriefOption = Brief.table,  # noqa: A002
) -> None:
    """Put a back-up into an empty KABAR_HOME, verified; or with --check only verify it."""
    here = settings()
    from flows import restoring

    if not check:
        with told(), console.progress() as progress:
            found = restoring.restore(here, folder, progress)
        say(
            f"Restored: {len(found.files)} files into {here.home}, as of {found.made_at:%Y-%m-%d %H:%M:%S}Z. "
            "`kabar run` goes on from there"
        )
        return
    with told(), console.progress() as progress:
        report = restoring.check_backup(folder, progress)
    show_records([report], format)
    if report.troubles:
        fail(f"{folder} is no good back-up ({len(report.troubles)} troubles)", FAILED)
    say(f"{folder} is whole: {report.files} files of {report.bytes / _MIB:,.1f} MiB, {report.articles} articles")
