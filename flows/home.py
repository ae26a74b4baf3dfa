"""Where a home's files lie, without the rest of the settings: for commands that only read and should start at once.

Importing what checks all the settings takes longer than most queries do.
"""

import os
import tomllib
from pathlib import Path

DEFAULT = Path("data")
PUBLISHED = "kabar.duckdb"
_FILE = Path("kabar.toml")


def home() -> Path:
    """KABAR_HOME of the environment, or of kabar.toml, or the default; as `flows.settings` would read it.

    A kabar.toml that cannot be read, or says something else there, is left to the commands that check it.
    """
    if "KABAR_HOME" in os.environ:
        return Path(os.environ["KABAR_HOME"])
    try:
        said = tomllib.loads(_FILE.read_text("utf-8")).get("home")
    except (OSError, ValueError):
        return DEFAULT
    return Path(said) if isinstance(said, str) else DEFAULT


def published() -> Path:
    """The file that people open."""
    return home() / PUBLISHED
