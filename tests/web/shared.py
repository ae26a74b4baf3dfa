"""What takes long to make and is only read or copied: made once, however many processes share the tests."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder of this process's own with what `make` puts into the folder it is given.

    The first process that asks makes it; the others wait for it and copy it, for two cannot open one warehouse.
    """
    root = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    made, beside = root / f"shared-{name}", root / f"shared-{name}.making"
    with FileLock(root / f"shared-{name}.lock"):
        if not made.exists():
            shutil.rmtree(beside, ignore_errors=True)  # of one that failed
            beside.mkdir()
            make(beside)
            beside.rename(made)
    return Path(shutil.copytree(made, factory.mktemp("own") / name))
