"""The folder of an export: which may be written into, and what is taken out of it; files of others are left alone."""

import shutil
from collections.abc import Collection
from pathlib import Path

from warehouse.errors import WarehouseError
from warehouse.exporting.manifest import MANIFEST, is_anothers

WORK = ".kabar-export"  # what is being written; gone when it is done
PART = "part.parquet"


def refuse_unfit(folder: Path) -> None:
    """Raises WarehouseError for a folder with something else in it, or a name that says more in SQL than a name."""
    if set(str(folder)) & set("*?[]{}") or not str(folder).isprintable():
        raise WarehouseError(
            f"{str(folder)!r} has one of * ? [ ] {{ }} or a line break in it: export into another folder"
        )
    there = [p.name for p in folder.iterdir() if not p.name.startswith(".")] if folder.is_dir() else []
    if there and (MANIFEST not in there or is_anothers((folder / MANIFEST).read_text("utf-8", "replace"))):
        raise WarehouseError(f"{folder} is not empty and no export of kabar's: export into a folder of its own")


def clear(folder: Path) -> None:
    """Removes what one that was killed left half written."""
    shutil.rmtree(folder / WORK, ignore_errors=True)


def remove_months(folder: Path, kept: Collection[str]) -> int:
    """Removes the months of a relation but for those `kept`; how many."""
    gone = [path for path in folder.glob("month=*") if path.name.removeprefix("month=") not in kept]
    for path in gone:
        (path / PART).unlink(missing_ok=True)
        path.rmdir()
    return len(gone)


def remove_others(folder: Path, by_month: Collection[str], single: Collection[str]) -> None:
    """Removes relations that are no more, and single files of those that go by month now, or the reverse."""
    for name in by_month:
        (folder / name / PART).unlink(missing_ok=True)
    for name in single:
        remove_months(folder / name, ())
    for path in folder.iterdir():
        if path.name not in {*by_month, *single} and _is_exported(path):
            shutil.rmtree(path)


def _is_exported(folder: Path) -> bool:
    """Whether there is nothing in a folder but what an export writes; somebody's notes beside it stay."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    inside = list(folder.rglob("*"))
    return bool(inside) and all(
        path.name == PART if path.is_file() else path.name.startswith("month=") for path in inside
    )
