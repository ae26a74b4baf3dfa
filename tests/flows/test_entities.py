"""`kabar entities` and its suggestions: who is looked for, and who might be missing."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.commands.entities import Kind
from tests.warehouse.files import a_file
from tests.warehouse.seeding import keep_anew
from warehouse.connection import connect
from warehouse.entities.gazetteer import load
from warehouse.entities.model import EntityType

CONTOH = """\
[[entity]]
id = "contoh-ai"
name = "Contoh AI"
type = "ORG"
aliases = ["Contoh AI"]
weak_aliases = ["Satu"]
parent = "kelompok-contoh"

[[entity]]
id = "kelompok-contoh"
name = "Kelompok Contoh"
type = "ORG"
aliases = ["Kelompok Contoh"]
"""
# In two articles of the seeded file.
NAMES = "insert into store.names select document_id, ?, 2 from store.versions where latest"

Kabar = Callable[..., Result]


@pytest.fixture(scope="module")
def _seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    published = a_file(tmp_path_factory.mktemp("seeded") / "kabar.duckdb")
    with connect(published) as db:
        db.execute("delete from store.names")
        db.execute("delete from store.duplicates")
        keep_anew(db)
    return published


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the user's, with two entities in it; nothing else is set but an empty home."""
    for name in [name for name in os.environ if name.startswith(("KABAR_", "PREFECT_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "home").mkdir()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "contoh.toml").write_text(CONTOH)
    monkeypatch.setenv("KABAR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("KABAR_ENTITIES", str(tmp_path / "mine"))
    return tmp_path / "mine"


@pytest.fixture
def published(_seeded: Path, folder: Path) -> Path:
    return Path(shutil.copy(_seeded, folder.parent / "home" / "kabar.duckdb"))


@pytest.fixture
def kabar(folder: Path) -> Kabar:
    return lambda *arguments: CliRunner().invoke(app, ["entities", *arguments])


def add_names(published: Path, *names: str) -> None:
    with connect(published) as db:
        for name in names:
            db.execute(NAMES, [name])
        keep_anew(db)


# ------------------------------------------------------------------ who is looked for


def test_everybody_is_listed_with_aliases_and_articles(kabar: Kabar, published: Path) -> None:
    said = kabar("--format", "json")
    assert (said.exit_code, said.stderr) == (0, "")
    lines = {line["entity_id"]: line for line in json.loads(said.stdout)}
    assert list(lines) == sorted(lines)
    assert len(lines) == len(load().gazetteer.entities) + 2
    assert lines["contoh-ai"] == {
        "entity_id": "contoh-ai",
        "name": "Contoh AI",
        "type": "ORG",
        "parent": "kelompok-contoh",
        "aliases": ["Contoh AI"],
        "weak_aliases": ["Satu"],
        "articles": 2,
    }
    assert lines["kelompok-contoh"]["articles"] == 0


def test_as_a_table(kabar: Kabar, published: Path) -> None:
    said = kabar()
    assert said.exit_code == 0
    assert "kelompok-contoh" in said.stdout
    assert said.stderr == f"{len(load().gazetteer.entities) + 2} entities\n"


def test_before_the_first_run_they_are_listed_without_counts(kabar: Kabar) -> None:
    said = kabar("--format", "json")
    assert {line["articles"] for line in json.loads(said.stdout)} == {None}


def test_what_is_left_out_is_said(kabar: Kabar, folder: Path) -> None:
    (folder / "wrong.toml").write_text("[[entity]]\nid = 7\n")
    said = kabar("--format", "json")
    assert said.exit_code == 0
    assert f'left out: {folder}/wrong.toml, line 2: id: "7" is no text; write it in quotes\n' in said.stderr
    assert json.loads(said.stdout)


def test_every_kind_of_entity_can_be_added() -> None:
    assert tuple(Kind) == get_args(EntityType)


# ------------------------------------------------------------------ who might be missing


def test_names_in_no_file_are_suggested_with_a_line_to_add_the_first(kabar: Kabar, published: Path) -> None:
    add_names(published, "Lintang's Robotics")
    said = kabar("suggest")
    assert said.exit_code == 0
    assert "Lintang's Robotics" in said.stdout
    assert "example_title" in said.stdout
    assert said.stderr == "To look for the first of them: kabar entities add 'Lintang'\"'\"'s Robotics' --type ORG\n"


def test_suggestions_as_json_are_whole(kabar: Kabar, published: Path) -> None:
    add_names(published, "Lintang Robotics", "Harbour Peak")
    found = json.loads(kabar("suggest", "--format", "json").stdout)
    assert [line["name"] for line in found] == ["Harbour Peak", "Lintang Robotics"]
    assert {line["articles"] for line in found} == {2}
    assert all(line["example_url"].startswith("https://") and line["first_seen_at"].endswith("Z") for line in found)
    assert len(json.loads(kabar("suggest", "--format", "json", "--limit", "1").stdout)) == 1


def test_names_that_first_stood_before_these_days_are_not_suggested(kabar: Kabar, published: Path) -> None:
    add_names(published, "Lintang Robotics")
    with connect(published) as db:
        db.execute("update store.published set published_at = published_at + interval 9 day")
    assert json.loads(kabar("suggest", "--format", "json").stdout) == []
    assert len(json.loads(kabar("suggest", "--format", "json", "--days", "10").stdout)) == 1


@pytest.mark.parametrize(("of", "shown"), [("table", ""), ("json", "[]\n")])
def test_where_no_name_recurs_a_sentence_says_so(kabar: Kabar, published: Path, of: str, shown: str) -> None:
    said = kabar("suggest", "--format", of)
    assert (said.exit_code, said.stdout) == (0, shown)
    assert said.stderr.startswith("No name of the last 7 days recurs that is in no file yet;")


def test_a_file_that_an_older_kabar_published_has_no_suggestions(kabar: Kabar, published: Path) -> None:
    with connect(published) as db:
        db.execute("drop view new_names")
    said = kabar("suggest")
    assert (said.exit_code, said.stdout) == (1, "")
    assert said.stderr.endswith("an older kabar published it: `kabar rebuild --step tag` adds them\n")


def test_before_the_first_run_there_are_none(kabar: Kabar, folder: Path) -> None:
    said = kabar("suggest")
    assert (said.exit_code, said.stdout) == (1, "")
    assert said.stderr.endswith("is not there yet: it is written by the first `kabar run`\n")


@pytest.mark.parametrize("option", [("--days", "0"), ("--limit", "0"), ("--days", "1 day; drop")])
def test_days_and_limit_are_numbers(kabar: Kabar, published: Path, option: tuple[str, str]) -> None:
    said = kabar("suggest", *option)
    assert (said.exit_code, said.stdout) == (2, "")
    assert option[0] in said.stderr


@pytest.mark.parametrize("command", ["add", "suggest"])
def test_each_says_what_it_does_with_an_example(kabar: Kabar, command: str) -> None:
    said = kabar(command, "--help")
    assert said.exit_code == 0
    assert f"Example: kabar entities {command}" in said.stdout
