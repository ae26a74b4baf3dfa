"""The manifest of an export: which parts it has, and by what each is known to be as the published file has it."""

import json
from dataclasses import asdict, dataclass

MANIFEST = "manifest.json"
_FORMAT = 1  # of exports; one of another format is written anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file: its month (empty where the relation is one file), its rows, and what tells other rows from these.

    `digest` is the sum of the rows' hashes, in whatever order they come; `bytes` is the file's size.
    """

    month: str
    rows: int
    digest: str
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """The parts of one relation, and the columns (name, DuckDB's type) that they were written with."""

    name: str
    columns: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an export is of, and what is in it. `hashed_by` is the DuckDB whose hashes the digests are made of."""

    kabar: str
    hashed_by: str
    schema_version: int
    run_id: str
    published_at: str
    text: bool
    relations: tuple[Exported, ...]

    def part(self, relation: str, columns: tuple[tuple[str, str], ...], month: str) -> Part | None:
        """The part as it was written, if it was written with these columns."""
        found = (one for one in self.relations if one.name == relation and one.columns == columns)
        return next((part for one in found for part in one.parts if part.month == month), None)


def written(manifest: Manifest) -> str:
    """The manifest as its file has it."""
    return json.dumps({"format": _FORMAT, **asdict(manifest)}, indent=1) + "\n"


def read(text: str) -> Manifest | None:
    """The manifest that a file holds; `None` where it is damaged, or of another format: then all is written anew."""
    try:
        said = json.loads(text)
        return _manifest(said) if said.pop("format") == _FORMAT else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def is_anothers(text: str) -> bool:
    """Whether the file is some other program's manifest: JSON that says something which none of ours does."""
    try:
        said = json.loads(text)
    except ValueError:
        return False
    return not isinstance(said, dict) or not said.keys() <= {"format", *Manifest.__slots__}


def _manifest(said: dict[str, list[dict[str, list[dict[str, str]]]]]) -> Manifest:
    relations = tuple(
        Exported(
            name=str(one["name"]),
            columns=tuple((str(name), str(kind)) for name, kind in one["columns"]),
            parts=tuple(Part(**part) for part in one["parts"]),  # type: ignore[arg-type]
        )
        for one in said.pop("relations")
    )
    return Manifest(relations=relations, **said)  # type: ignore[arg-type]
