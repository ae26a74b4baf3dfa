"""A migrated, empty warehouse for every test that asks for one, and a seeded file: real files both."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.warehouse.files import a_file
from warehouse.connection import Connection, connect


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    with connect(a_file(tmp_path / "warehouse.duckdb", seeded=False)) as opened:
        yield opened


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A published file as people open it."""
    return a_file(tmp_path / "kabar.duckdb")
