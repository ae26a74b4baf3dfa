"""The catalogue: every outlet that a file declares, and every file that could not be used, with the way out.

Files are `<id>.toml`, shipped in `sources/outlets` or in folders of the user's. What one file may say is
`sources.outlet_file`'s business; here is what concerns several: which file counts, and feeds claimed twice.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from sources.errors import CatalogueError
from sources.outlet_file import read_outlet
from sources.toml_table import listed, nearest
from sources.types import Outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The outlets whose files are right, by id, and what is wrong with the other files."""

    outlets: tuple[Outlet, ...]
    faults: tuple[CatalogueError, ...] = ()

    def outlet(self, outlet_id: str) -> Outlet:
        """The outlet of that id; `CatalogueError` with the nearest known ids where there is none."""
        known = [outlet.outlet_id for outlet in self.outlets]
        if outlet_id in known:
            return self.outlets[known.index(outlet_id)]
        raise next((fault for fault in self.faults if _outlet_id(fault.file) == outlet_id), None) or CatalogueError(
            "the catalogue",
            outlet_id,
            f"no such outlet{nearest(outlet_id, known, 3) or '; there are ' + listed(known)}",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    outlet_id: str
    name: str  # as messages call it
    place: Traversable


def load(folders: Sequence[Path] = ()) -> Catalogue:
    """The shipped outlets and those of `folders`; where ids are the same, the last folder's file counts.

    Never raises for what stands in a file, nor for a missing folder: these become faults.
    """
    found, faults = _find(folders)
    outlets: list[Outlet] = []
    for file in found:
        try:
            outlet = read_outlet(file.outlet_id, file.name, _read(file))
            _refuse_claimed(outlet, file.name, outlets)
        except CatalogueError as fault:
            faults.append(fault)
        else:
            outlets.append(outlet)
    return Catalogue(outlets=tuple(sorted(outlets, key=lambda outlet: outlet.outlet_id)), faults=tuple(faults))


def _find(folders: Sequence[Path]) -> tuple[list[_File], list[CatalogueError]]:
    """The files that count, the shipped ones first, and the folders that are none."""
    shipped = files("sources") / "outlets"
    counts = {file.outlet_id: file for file in _outlet_files(shipped, "sources/outlets")}
    faults: list[CatalogueError] = []
    for folder in folders:
        try:
            for file in _outlet_files(folder, str(folder)):
                counts.pop(file.outlet_id, None)  # so that it moves to the end: the user's comes after the shipped
                counts[file.outlet_id] = file
        except OSError as error:
            remedy = f"cannot be listed ({error.strerror}); create it, or correct KABAR_OUTLETS"
            faults.append(CatalogueError(str(folder), "the folder", remedy))
    return list(counts.values()), faults


def _outlet_files(folder: Traversable, name: str) -> Iterator[_File]:
    for place in sorted(folder.iterdir(), key=lambda place: place.name):
        if place.name.endswith(".toml") and not place.name.startswith("."):
            yield _File(outlet_id=_outlet_id(place.name), name=f"{name}/{place.name}", place=place)


def _outlet_id(file: str) -> str:
    return file.rpartition("/")[2].removesuffix(".toml")


def _read(file: _File) -> bytes:
    try:
        return file.place.read_bytes()
    except OSError as error:
        raise CatalogueError(file.name, "the file", f"cannot be read ({error.strerror}); check its rights") from error


def _refuse_claimed(outlet: Outlet, file: str, others: Iterable[Outlet]) -> None:
    claimed = {feed.url: other.outlet_id for other in others for feed in other.feeds}
    for place, feed in enumerate(outlet.feeds, 1):
        if feed.url in claimed:
            remedy = f'"{feed.url}" is a feed of "{claimed[feed.url]}" already; delete it in one of the two files'
            raise CatalogueError(file, f"feeds[{place}].url", remedy)
