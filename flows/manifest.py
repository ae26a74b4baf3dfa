"""What a back-up consists of: its files with their sizes and digests, in `manifest.json`, which signs itself.

The manifest is the last thing that a back-up writes and the first that is read of one: without it there is none.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from flows.errors import RunFailedError
from sources import durable

NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUpFile:
    """A file: where it belongs in a home, where it lies in the back-up, its bytes, and when the original changed."""

    path: str
    stored: str
    bytes: int
    sha256: str
    mtime_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A whole back-up: when and of which home it was made, by which kabar, and its files."""

    made_at: datetime
    home: str
    kabar: str
    schema_version: int
    files: tuple[BackedUpFile, ...]


def write(folder: Path, manifest: Manifest) -> None:
    """Puts the manifest in its place: from now on this is what the back-up is. Raises OSError."""
    said = {**asdict(manifest), "made_at": manifest.made_at.isoformat(), "format": FORMAT}
    durable.written(folder / NAME, json.dumps({"sha256": _signed(said), "backup": said}, indent=1) + "\n")


def read(folder: Path) -> Manifest:
    """The manifest of the back-up in `folder`. Raises RunFailedError where there is none, or a damaged one."""
    try:
        text = (folder / NAME).read_text("utf-8")
    except FileNotFoundError:
        raise RunFailedError(
            f"{folder} is no whole back-up: it has no {NAME}. One that was cut down is made whole by `kabar backup`"
        ) from None
    except (OSError, UnicodeDecodeError) as problem:
        raise RunFailedError(f"{folder / NAME} cannot be read: {problem}") from problem
    try:
        return _parsed(text)
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise RunFailedError(
            f"{folder / NAME} is damaged, or of another kabar ({problem}): use another back-up"
        ) from None


def _parsed(text: str) -> Manifest:
    whole = json.loads(text)
    said = whole["backup"]
    if whole["sha256"] != _signed(said):
        raise ValueError("it does not carry its own digest")
    if said["format"] != FORMAT:
        raise ValueError(f"format {said['format']}")
    return Manifest(
        made_at=datetime.fromisoformat(said["made_at"]),
        home=said["home"],
        kabar=said["kabar"],
        schema_version=said["schema_version"],
        files=tuple(BackedUpFile(**file) for file in said["files"]),
    )


def _signed(said: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
