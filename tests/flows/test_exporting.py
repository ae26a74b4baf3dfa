"""`kabar export` from outside: what it says and writes, and where it refuses to."""

import json
from pathlib import Path

import pytest

from tests.web.kabar import Kabar
from warehouse.connection import connect


def test_the_command_writes_says_and_does_it_once(ran: Kabar, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    done = ran.command("export", str(folder), "--format", "json")
    assert done.returncode == 0, done.stderr
    lines = {line["relation"]: line for line in json.loads(done.stdout)}
    assert lines["articles"]["rows"] > 0
    assert all(line["written"] == line["files"] for line in lines.values())
    assert f"MB in all: {folder}; views over them: {folder}/read.sql" in done.stderr
    with connect(tmp_path / "mine.duckdb") as db:
        db.execute((folder / "read.sql").read_text("utf-8"))
        ((found,),) = db.execute("select count(*) from articles").fetchall()
    assert found == lines["articles"]["rows"]
    again = ran.said("export", str(folder))
    assert again.returncode == 0
    assert again.stderr.splitlines()[-1].startswith("0 of ")


@pytest.mark.parametrize("where", ["home", "home/archive/news", "."])
def test_kabars_own_folders_are_refused(ran: Kabar, tmp_path: Path, where: str) -> None:
    done = ran.said("export", str(tmp_path / where))
    assert done.returncode == 2
    assert "is where kabar keeps its own files: export into a folder of its own" in done.stderr


def test_before_the_first_run_there_is_nothing_to_export(kabar: Kabar, tmp_path: Path) -> None:
    done = kabar.said("export", str(tmp_path / "news"))
    assert done.returncode == 1
    assert "it is written by the first `kabar run`" in done.stderr
