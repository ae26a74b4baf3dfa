"""A migrated, empty warehouse for every test that asks for one, and a seeded file: real files both."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.warehouse.files import a_file
from warehouse.connection import Connection, connect


class _OverError(Exception):
    """Nobody opens the file again: to bring all of its log into it, as at the end of a block, takes 20 ms a test."""


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    with suppress(_OverError), connect(a_file(tmp_path / "warehouse.duckdb", seeded=False)) as opened:
        opened.execute("pragma disable_checkpoint_on_shutdown")
        yield opened
        raise _OverError


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A published file as people open it."""
    return a_file(tmp_path / "kabar.duckdb")
