"""`kabar report NAME` and `kabar schema` from outside: formats, what times mean, and what is asked wrongly."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pyarrow.csv
import pyarrow.parquet
import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.errors import MisuseError
from flows.since import end
from tests.warehouse.files import a_file
from warehouse.asked import reports
from warehouse.migrate import shipped_macros, shipped_views

NOW = "2025-06-11T12:00:00Z"
Kabar = Callable[..., Result]


@pytest.fixture(scope="module")
def _seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_file(tmp_path_factory.mktemp("seeded") / "kabar.duckdb")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder and the home, both empty; no settings from outside."""
    for name in [name for name in os.environ if name.startswith(("KABAR_", "PREFECT_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KABAR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("KABAR_NOW", NOW)
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


@pytest.fixture
def kabar(home: Path, _seeded: Path) -> Kabar:
    """Runs a command in a home with a published file."""
    shutil.copy(_seeded, home / "kabar.duckdb")
    return lambda *arguments: CliRunner().invoke(app, arguments)


# ------------------------------------------------------------------ report NAME


def test_a_report_is_a_table_with_its_question_and_what_columns_mean_beside_it(kabar: Kabar) -> None:
    said = kabar("report", "attention", "--entity", "contoh-ai", "--since", "3d")
    assert said.exit_code == 0
    assert "Contoh AI" in said.stdout
    assert "2025-06-08" in said.stdout
    assert "How much is written about an entity" not in said.stdout
    assert said.stderr.splitlines()[0] == "How much is written about an entity, period by period?"
    assert said.stderr.splitlines()[1].startswith("Periods are days where five weeks or less are asked for, weeks")
    assert "texts: how many of these are no copies" in said.stderr.splitlines()


def test_json_and_csv_and_parquet_hold_the_same(kabar: Kabar) -> None:
    asked = (
        "report",
        "attention",
        "--entity",
        "contoh-ai",
        "--since",
        "2025-06-09",
        "--until",
        "2025-06-11",
        "--format",
    )
    (written,) = [json.loads(kabar(*asked, "json").stdout)]
    assert [row["from"] for row in written] == ["2025-06-09", "2025-06-10", "2025-06-11"]
    assert written[-1] == {"entity": "Contoh AI", "from": "2025-06-11", "articles": 2, "texts": 1, "outlets": 2}
    for format, read in (("csv", pyarrow.csv.read_csv), ("parquet", pyarrow.parquet.read_table)):  # noqa: A001
        rows = read(BytesIO(kabar(*asked, format).stdout_bytes)).to_pylist()
        assert [{**row, "from": str(row["from"])} for row in rows] == written


def test_most_lines(kabar: Kabar) -> None:
    assert len(json.loads(kabar("report", "share_of_voice", "--most", "1", "--format", "json").stdout)) == 1


def test_no_rows_are_said_and_are_no_error(kabar: Kabar) -> None:
    said = kabar("report", "headline_changes")
    assert (said.exit_code, said.stdout) == (0, "")
    assert said.stderr.splitlines()[1:] == ["Nothing to show: the published file has no such rows for what was asked."]
    assert json.loads(kabar("report", "headline_changes", "--format", "json").stdout) == []


def test_the_list_has_every_report_with_its_question_and_what_it_takes(kabar: Kabar) -> None:
    listed = json.loads(kabar("report", "--list", "--format", "json").stdout)
    assert listed == [{"name": r.name, "question": r.question, "options": [*r.options]} for r in reports()]
    table = kabar("report", "--list").stdout
    assert [one["name"] for one in listed if one["name"] not in table] == []
    assert "--entity --outlet --since --until --most" in table


MISUSED = {
    "two entities": (
        ("report", "attention", "--entity", "contoh-ai", "--entity", "contoh-ai"),
        "--entity takes one id: a report is about one, or without it about all; ask once for each",
    ),
    "no such report": (["report", "zzz"], "there is no report 'zzz'; `kabar report --list` shows them all"),
    "no such entity": (["report", "attention", "--entity", "contoh"], "'contoh' is no entity; did you mean contoh-ai?"),
    "an option it does not take": (
        ["report", "momentum", "--outlet", "contoh"],
        "report momentum takes no --outlet",
    ),
    "no moment": (["report", "attention", "--since", "lately"], "'lately' is no moment: write a day"),
    "an option of no report": (["report", "--entity", "contoh-ai"], "--entity is for one of the questions: name it"),
    "a format of no report": (["report", "--format", "csv"], "--format is for one of the questions: name it"),
    "a page of a report": (["report", "attention", "--open"], "--open shows the page"),
    "a list in parquet": (["report", "--list", "--format", "parquet"], "--list comes as table or json"),
    "no such relation": (["schema", "artikel"], "there is no relation 'artikel'; did you mean articles?"),
}


@pytest.mark.parametrize(("arguments", "said"), MISUSED.values(), ids=MISUSED)
def test_what_is_asked_wrongly_is_one_sentence_and_2(kabar: Kabar, arguments: list[str], said: str) -> None:
    done = kabar(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"kabar: {said}")
    assert done.stderr.count("\n") == 1


def test_before_the_first_run_there_is_nothing_to_report(home: Path) -> None:
    done = CliRunner().invoke(app, ["report", "gaps"])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "is not there yet: it is written by the first `kabar run`" in done.stderr


# ------------------------------------------------------------------ schema


def test_the_schema_lists_every_relation(kabar: Kabar) -> None:
    listed = kabar("schema")
    assert listed.exit_code == 0
    assert [one.name for one in (*shipped_views(), *shipped_macros()) if f" {one.name}" not in listed.stdout] == []


def test_a_relation_is_shown_with_columns_types_and_an_example(kabar: Kabar) -> None:
    shown = kabar("schema", "gaps").stdout
    assert "One row per stretch of time in which a feed may have dropped items unseen." in shown
    for words in ("missing_until", "timestamptz", "the first moment that is covered again", "Example: select feed_url"):
        assert words in shown
    (described,) = json.loads(kabar("schema", "gaps", "--format", "json").stdout)
    assert described["columns"][3] == {
        "name": "missing_from", "type": "timestamptz", "comment": "the last moment that is covered",
    }  # fmt: skip
    assert kabar("schema", "gaps", "--format", "markdown").stdout.startswith(
        "### `gaps`\n\nOne row per stretch of time"
    )


def test_the_schema_is_told_before_the_first_run_and_leaves_nothing_behind(home: Path, kabar: Kabar) -> None:
    there = kabar("schema", "--format", "json").stdout
    (home / "kabar.duckdb").unlink()
    assert kabar("schema", "--format", "json").stdout == there
    assert list(home.iterdir()) == []


# ------------------------------------------------------------------ until when

AT = datetime(2025, 6, 11, 12, tzinfo=UTC)
UNTIL = {
    "a day, whole": ("2025-06-11", datetime(2025, 6, 12, tzinfo=UTC)),
    "an instant": ("2025-06-11T09:00Z", AT - timedelta(hours=3)),
    "the last day there is": ("9999-12-31", datetime.max.replace(tzinfo=UTC)),
    "so long ago": ("2d", AT - timedelta(days=2)),
}


@pytest.mark.parametrize(("text", "moment"), UNTIL.values(), ids=UNTIL)
def test_until_when(text: str, moment: datetime) -> None:
    assert end(text, AT) == moment


@pytest.mark.parametrize("text", ["", "9999-12-32", "tomorrow"])
def test_until_no_moment(text: str) -> None:
    with pytest.raises(MisuseError):
        end(text, AT)
