"""The gazetteer: every entity that a file declares, and every mistake in those files, with the way out.

Files are `*.toml`, shipped in `warehouse/entities` or in folders of the user's. What one file may say is
`entity_file`'s business, what two may not both say `agreement`'s; here is which files count, and the digest.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from warehouse.entities.agreement import agreed
from warehouse.entities.entity_file import read_stanzas
from warehouse.entities.model import Alias, Entity, Gazetteer
from warehouse.entities.toml_source import LARGEST_FILE, Source
from warehouse.errors import EntityError

SHIPPED = "warehouse/entities"
MOST_FILES = 1000  # of a folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The entities whose stanzas are right, and what is wrong with the others."""

    gazetteer: Gazetteer
    faults: tuple[EntityError, ...] = ()


def load(folders: Sequence[Path] = ()) -> Loaded:
    """The shipped entities and those of `folders`; where ids are the same, the last folder's counts.

    Never raises for what stands in a file, nor for a missing folder: these become faults.
    """
    sources, faults = find(folders)
    loaded = made_of(sources)
    return Loaded(gazetteer=loaded.gazetteer, faults=(*faults, *loaded.faults))


def made_of(sources: Sequence[Source]) -> Loaded:
    """The gazetteer that these files make, the shipped ones first."""
    return _made_of(tuple(sources))


@lru_cache(maxsize=8)  # reading the shipped files takes .15 s, and a process may make many runs
def _made_of(sources: tuple[Source, ...]) -> Loaded:
    read = [read_stanzas(source) for source in sources]
    entities, disagreements = agreed([stanza for stanzas, _ in read for stanza in stanzas])
    order = {source.file: n for n, source in enumerate(sources)}
    faults = [*(fault for _, found in read for fault in found), *disagreements]
    return Loaded(
        gazetteer=Gazetteer(entities=entities, digest=digest(entities)),
        faults=tuple(sorted(faults, key=lambda fault: (order[fault.file], fault.line))),
    )


def digest(entities: Iterable[Entity]) -> str:
    """Names what the entities say: it is the same for the same entities, however their files are laid out."""
    in_order = sorted(entities, key=lambda entity: entity.entity_id)
    return sha256(json.dumps(in_order, default=_as_json).encode()).hexdigest()


def _as_json(value: Entity | Alias | date) -> object:
    return str(value) if isinstance(value, date) else [getattr(value, name) for name in value.__slots__]


def find(folders: Sequence[Path] = ()) -> tuple[tuple[Source, ...], tuple[EntityError, ...]]:
    """The files that count, the shipped ones first, and the folders and files that could not be read."""
    shipped: Traversable = files("warehouse") / "entities"
    sources: list[Source] = []
    faults: list[EntityError] = []
    for number, (folder, name) in enumerate([(shipped, SHIPPED), *((folder, str(folder)) for folder in folders)]):
        try:
            places = list(_toml_files(folder))
        except OSError as error:
            remedy = f"cannot be listed ({error.strerror}); create it, or correct KABAR_ENTITIES"
            faults.append(EntityError(name, 0, "the folder", "", remedy))
            continue
        if len(places) > MOST_FILES:
            remedy = f"holds more than {MOST_FILES} files; only the first {MOST_FILES} count: join some"
            faults.append(EntityError(name, 0, "the folder", "", remedy))
        for place in places[:MOST_FILES]:
            try:
                sources.append(Source(file=f"{name}/{place.name}", content=_read(place), folder=number))
            except OSError as error:
                remedy = f"cannot be read ({error.strerror}); check what it is, and its rights"
                faults.append(EntityError(f"{name}/{place.name}", 0, "the file", "", remedy))
    return tuple(sources), tuple(faults)


def _toml_files(folder: Traversable) -> Iterator[Traversable]:
    for place in sorted(folder.iterdir(), key=lambda place: place.name):
        if place.name.endswith(".toml") and not place.name.startswith("."):
            yield place


def _read(place: Traversable) -> bytes:
    """Its bytes, one more than a file may have at most."""
    if not place.is_file():  # a pipe would be waited for
        raise OSError(0, "no file")
    with place.open("rb") as opened:
        return opened.read(LARGEST_FILE + 1)
