"""A migrated, empty warehouse for every test that asks for one: a real file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from warehouse.connection import Connection, connect
from warehouse.migrate import migrate


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    with connect(tmp_path / "warehouse.duckdb") as opened:
        migrate(opened)
        yield opened
