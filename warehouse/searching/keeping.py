"""Keeping the search index: made anew, or brought up to date with the published file; and where it lies.

`search/current` names the folder of the index that counts, and what it was made of. A change in place is one commit
of the index's own, all or nothing; one that is made anew lies in a folder of its own until it is whole. So whoever
searches has an index at every moment, and a process that is killed leaves at most a folder that the next removes.
One keeper at a time: the caller sees to that. The index knows itself which articles it has, in which state, so nothing
beside it can contradict it.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

from warehouse import publish
from warehouse.connection import Connection, connect_to_read
from warehouse.searching import articles
from warehouse.searching.articles import Made
from warehouse.searching.index import LIBRARY, Index
from warehouse.searching.model import DamagedIndexError, Indexed

FORMAT = f"1, tantivy {LIBRARY}"  # the number goes up with any change of fields, of how words are folded, of states
_CURRENT = "current"

Moved = Callable[[int, int], None]  # how many articles are in it, and of how many


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What `current` says: the index's folder, its format, and the published file it was last brought up to."""

    folder: str
    format: str
    made: Made

    @property
    def is_readable(self) -> bool:
        """Whether it is of a format that this kabar reads."""
        return self.format == FORMAT


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was done to an index: articles put in, articles taken out; whether it was made anew."""

    come: int
    gone: int
    anew: bool


def keep(published: Path, folder: Path, moved: Moved = lambda _done, _all: None, *, anew: bool = False) -> Kept:
    """Brings the index in `folder` up to date with the published file; makes it anew where there is none of use.

    `anew`: in any case. `moved` is told of articles while an index is made anew. Raises WarehouseError where the file
    cannot be read, OSError where the index cannot be written.
    """
    with connect_to_read(published) as db:
        made = articles.made(db)
        place = current(folder)
        if place and not anew and place.is_readable and place.made.engine == made.engine:
            try:
                if kept := _mended(db, folder / place.folder):
                    _settle(folder, Place(folder=place.folder, format=FORMAT, made=made))
                    return kept
            except DamagedIndexError:
                pass  # which is why it is made anew
        return _anew(db, folder, made, moved)


def current(folder: Path) -> Place | None:
    """Which index counts; `None` where none does."""
    try:
        said = json.loads((folder / _CURRENT).read_text("utf-8"))
        return Place(folder=Path(said["folder"]).name, format=said["format"], made=Made(**said["made"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _mended(db: Connection, folder: Path) -> Kept | None:
    """The index brought up to date in place; `None` where that does not do. Raises DamagedIndexError, OSError."""
    index = Index(folder)
    change = articles.difference(db, *index.states())
    if change.anew:
        return None
    if change.come or change.gone:
        index.change((*change.gone, *change.come), articles.some_of(db, change.come))
    return Kept(come=len(change.come), gone=len(change.gone), anew=False)


def _anew(db: Connection, folder: Path, made: Made, moved: Moved) -> Kept:
    name = uuid4().hex
    total = articles.how_many(db)
    _clear(folder)
    try:
        (folder / name).mkdir(parents=True)
        Index(folder / name, create=True).change((), _counted(articles.all_of(db), total, moved))
        publish.flush(folder / name)
    except (OSError, DamagedIndexError) as fault:
        shutil.rmtree(folder / name, ignore_errors=True)
        raise fault if isinstance(fault, OSError) else OSError(str(fault)) from fault
    _settle(folder, Place(folder=name, format=FORMAT, made=made))
    _clear(folder)
    return Kept(come=total, gone=0, anew=True)


def _counted(all_of_them: Iterable[Indexed], total: int, moved: Moved) -> Iterator[Indexed]:
    for n, one in enumerate(all_of_them):
        if n % 1000 == 0:
            moved(n, total)
        yield one
    moved(total, total)


def _settle(folder: Path, place: Place) -> None:
    """Says which index counts, whole or not at all."""
    beside = folder / f"{_CURRENT}.next"
    with beside.open("w", encoding="utf-8") as stream:
        json.dump(asdict(place), stream)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(folder / _CURRENT)
    publish.flush(folder)


def _clear(folder: Path) -> None:
    """Removes every index but the one that counts. Who searches in one keeps what he has open."""
    place = current(folder)
    for index in folder.glob("*/"):
        if not place or index.name != place.folder:
            shutil.rmtree(index, ignore_errors=True)
