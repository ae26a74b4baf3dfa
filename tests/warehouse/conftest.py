"""A migrated, empty warehouse for every test that asks for one, and a seeded file: real files both."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.warehouse.seeding import a_warehouse
from warehouse.connection import Connection, connect


@pytest.fixture(scope="session")
def _empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_warehouse(tmp_path_factory.mktemp("empty") / "warehouse.duckdb", seeded=False)


@pytest.fixture(scope="session")
def _seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_warehouse(tmp_path_factory.mktemp("seeded") / "warehouse.duckdb")


@pytest.fixture
def db(_empty: Path, tmp_path: Path) -> Iterator[Connection]:
    with connect(Path(shutil.copy(_empty, tmp_path / "warehouse.duckdb"))) as opened:
        yield opened


@pytest.fixture
def published(_seeded: Path, tmp_path: Path) -> Path:
    """A published file as people open it."""
    return Path(shutil.copy(_seeded, tmp_path / "kabar.duckdb"))
