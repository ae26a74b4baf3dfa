"""The command line from outside: exit codes, what goes to which stream, formats, and what a start may cost."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pyarrow.csv
import pyarrow.parquet
import pytest
from typer.main import get_command
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.settings import VERSION
from tests.warehouse.files import a_file

COMMANDS = sorted(get_command(app).commands)  # type: ignore[attr-defined]
KABAR = (sys.executable, "-c", "from flows.cli import main; main()")
URL = "https://contoh.test/a/1"

Kabar = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder and the home, both empty; no settings from outside."""
    for name in [name for name in os.environ if name.startswith(("KABAR_", "PREFECT_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KABAR_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


@pytest.fixture
def kabar(home: Path) -> Kabar:
    """Runs a command; `name=value` are variables of its environment."""

    def call(*arguments: str, stdin: str = "", **environment: str) -> Result:
        return CliRunner(env=environment).invoke(app, arguments, input=stdin)

    return call


@pytest.fixture(scope="module")
def _seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_file(tmp_path_factory.mktemp("seeded") / "kabar.duckdb")


@pytest.fixture
def full(_seeded: Path, home: Path) -> Path:
    """A home with a published file."""
    return Path(shutil.copy(_seeded, home / "kabar.duckdb"))


# ------------------------------------------------------------------ help


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does_with_an_example(kabar: Kabar, command: str) -> None:
    said = kabar(command, "--help")
    assert said.exit_code == 0
    assert f"Example: kabar {command}" in said.stdout


def test_help_lists_every_command(kabar: Kabar) -> None:
    said = kabar("--help")
    assert said.exit_code == 0
    assert [command for command in COMMANDS if f" {command} " not in said.stdout] == []


def test_the_version_is_one_line(kabar: Kabar) -> None:
    said = kabar("--version")
    assert (said.exit_code, said.stdout, said.stderr) == (0, f"kabar {VERSION}\n", "")


# ------------------------------------------------------------------ misused: exit 2, one sentence, nothing on stdout

MISUSED: dict[str, tuple[tuple[str, ...], dict[str, str], str]] = {
    "an unknown outlet": (("run", "--outlet", "techcrunk"), {}, 'techcrunk: no such outlet; did you mean "techcrunch"'),
    "an unknown option": (("run", "--fast"), {}, "No such option"),
    "an unknown command": (("rum",), {}, "No such command"),
    "a limit of none": (("run", "--limit", "0"), {}, "--limit"),
    "an unknown step": (("rebuild", "--step", "publish"), {}, "--step"),
    "comparing what is not tagged": (
        ("rebuild", "--compare"),
        {},
        "--compare shows what another gazetteer changes: add",
    ),
    "a wrong day": (("rebuild", "--since", "2025-06-31"), {}, "--since"),
    "an unknown format": (("sql", "select 1", "--format", "xml"), {}, "--format"),
    "a slip in SQL": (("sql", "selct 1"), {}, 'syntax error at or near "selct"'),
    "no query": (("sql", " "), {}, "there is no query in that"),
    "SQL that writes": (("sql", "drop view articles"), {}, "only queries of the published file are answered here"),
    "SQL that reads a file": (("sql", "from '/etc/hosts.csv'"), {}, "only queries of the published file"),
    "no address": (("explain", "contoh"), {}, "contoh: not an http or https address"),
    "no instant": (("status",), {"KABAR_NOW": "kemarin"}, "KABAR_NOW='kemarin'"),
    "a gap below none": (("status",), {"KABAR_HOST_GAP": "-1"}, "KABAR_HOST_GAP='-1'"),
    "a gap that is no number": (("run",), {"KABAR_HOST_GAP": "soon"}, "KABAR_HOST_GAP='soon'"),
    "two wrong settings": (("doctor",), {"KABAR_WORKERS": "0", "KABAR_LOCK_WAIT": "x"}, "KABAR_LOCK_WAIT='x'"),
}


@pytest.mark.parametrize(("arguments", "environment", "said"), MISUSED.values(), ids=MISUSED)
def test_misuse_is_one_sentence_on_stderr_and_exit_2(
    kabar: Kabar, full: Path, arguments: tuple[str, ...], environment: dict[str, str], said: str
) -> None:
    ended = kabar(*arguments, **environment)
    assert ended.exit_code == 2
    assert ended.stdout == ""
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (full.parent / "warehouse.duckdb").exists()


def test_a_key_of_the_file_of_settings_that_is_none_is_named_with_the_nearest(kabar: Kabar, full: Path) -> None:
    Path("kabar.toml").write_text('contakt = "me"\n')
    ended = kabar("status")
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert ended.stderr == "kabar: kabar.toml: contakt is no setting; did you mean contact?\n"


# ------------------------------------------------------------------ could not: exit 1

EMPTY = [("entities", "suggest"), ("sql", "select 1"), ("status",), ("explain", URL), ("forget", URL, "--yes")]


@pytest.mark.parametrize("arguments", EMPTY, ids=lambda a: a[0])
def test_before_the_first_run_a_sentence_says_what_to_do(kabar: Kabar, home: Path, arguments: tuple[str, ...]) -> None:
    ended = kabar(*arguments)
    assert (ended.exit_code, ended.stdout) == (1, "")
    file = home / "kabar.duckdb"
    assert ended.stderr == f"kabar: {file} is not there yet: it is written by the first `kabar run`\n"


def test_an_article_that_nobody_listed(kabar: Kabar, full: Path) -> None:
    ended = kabar("explain", "https://contoh.test/a/99")
    assert (ended.exit_code, ended.stdout) == (1, "")
    assert "nothing is known of https://contoh.test/a/99" in ended.stderr


NO_WAY = {
    "another kind of proxy": ("ALL_PROXY", "socks5h://127.0.0.1:1080", "ALL_PROXY names no http or https proxy: write"),
    "no certificates": ("SSL_CERT_FILE", "/nowhere/ca.pem", "SSL_CERT_FILE cannot be read as certificates ("),
}


@pytest.mark.parametrize(("name", "value", "said"), NO_WAY.values(), ids=NO_WAY)
def test_no_way_to_the_web_is_one_sentence(kabar: Kabar, home: Path, name: str, value: str, said: str) -> None:
    a_file(home / "warehouse.duckdb", seeded=False)
    ended = kabar("run", "--outlet", "techcrunch", HTTP_PROXY="", HTTPS_PROXY="", **{name: value})
    assert (ended.exit_code, ended.stdout) == (1, "")
    assert f"kabar: {said}" in " ".join(ended.stderr.split())
    assert "unset it" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_home_that_cannot_be_made(kabar: Kabar, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = kabar("rebuild", KABAR_HOME=str(tmp_path / "file" / "home"))
    assert (ended.exit_code, ended.stdout) == (1, "")
    assert "cannot be written" in ended.stderr
    assert "set KABAR_HOME" in ended.stderr


# ------------------------------------------------------------------ answers


def test_sql_as_a_table(kabar: Kabar, full: Path) -> None:
    ended = kabar("sql", "select url, published_at, authors from articles order by url")
    assert ended.exit_code == 0
    assert ended.stderr == ""
    assert "published_at" in ended.stdout
    assert URL in ended.stdout
    assert "2025-06-11 12:00:00Z" in ended.stdout


def test_sql_as_csv_and_parquet(kabar: Kabar, full: Path) -> None:
    sql = "select url, published_at, authors from articles order by url"
    in_csv = pyarrow.csv.read_csv(BytesIO(kabar("sql", sql, "--format", "csv").stdout_bytes))
    in_parquet = pyarrow.parquet.read_table(BytesIO(kabar("sql", sql, "--format", "parquet").stdout_bytes))
    assert in_csv.column("url").to_pylist() == in_parquet.column("url").to_pylist() == [URL, "https://lain.test/a/4"]
    assert in_csv.column("authors").to_pylist() == ['["Ani"]', "[]"]
    assert in_parquet.column("authors").to_pylist() == [["Ani"], []]


@pytest.mark.parametrize("of", ["table", "csv", "json"])
def test_sql_from_standard_input(kabar: Kabar, full: Path, of: str) -> None:
    ended = kabar("sql", "-", "--format", of, stdin="select count(*) as articles\nfrom articles;\n")
    assert ended.exit_code == 0
    assert "articles" in ended.stdout
    assert "2" in ended.stdout


JSON = {
    "sql": ("sql", "select * from articles"),
    "status": ("status",),
    "status of feeds": ("status", "--feeds"),
    "status of gaps": ("status", "--gaps"),
    "explain": ("explain", URL),
    "explain what was refused": ("explain", URL, "--refused"),
    "entities": ("entities",),
    "doctor": ("doctor",),
}


@pytest.mark.parametrize("arguments", JSON.values(), ids=JSON)
def test_json_is_one_array_of_objects_and_nothing_else(kabar: Kabar, full: Path, arguments: tuple[str, ...]) -> None:
    ended = kabar(*arguments, "--format", "json")
    assert (ended.exit_code, ended.stderr) == (0, "")
    found = json.loads(ended.stdout)
    assert found
    assert all(isinstance(one, dict) for one in found)


def test_times_in_json_are_iso_8601_with_z(kabar: Kabar, full: Path) -> None:
    noon = "2025-06-11T12:00:00Z"
    sql = f"select first_seen_at from articles where url = '{URL}'"
    assert json.loads(kabar("sql", sql, "--format", "json").stdout) == [{"first_seen_at": noon}]
    assert {line["last_ok_at"] for line in json.loads(kabar("status", "--format", "json").stdout)} == {noon}
    sections = {s["section"]: s["rows"] for s in json.loads(kabar("explain", URL, "--format", "json").stdout)}
    assert sections["article"][0]["first_seen_at"] == noon


def test_status_has_a_line_for_each_outlet_and_each_feed(kabar: Kabar, full: Path) -> None:
    outlets, feeds = kabar("status"), kabar("status", "--feeds")
    assert "contoh" in outlets.stdout
    assert "lain" in outlets.stdout
    assert "https://lain.test/rss" in feeds.stdout
    assert outlets.stderr == feeds.stderr == ""


def test_status_says_below_its_table_what_was_missed(kabar: Kabar, full: Path) -> None:
    sentence = "Contoh: nothing missed since 11 June 2025, except 1 June 00:00 to 2 June 00:00 UTC, not closed yet"
    assert sentence in kabar("status").stdout.splitlines()
    assert sentence in [line["missed"] for line in json.loads(kabar("status", "--format", "json").stdout)]
    assert "missing_from" in kabar("status", "--gaps").stdout


def test_explain_tells_all_that_is_known(kabar: Kabar, full: Path) -> None:
    said = kabar("explain", URL, "--text").stdout
    for word in (
        "article",
        "page",
        "entries",
        "archive",
        "versions",
        "zones",
        "mentions",
        "citations",
        "story",
        "Ani",
        "Satu dua",
    ):
        assert word in said


def test_explain_finds_an_article_by_what_a_feed_called_it(kabar: Kabar, full: Path) -> None:
    assert kabar("explain", URL + "?utm_source=x#top").stdout == kabar("explain", URL).stdout


def test_story_prints_the_tree_whatever_names_it(kabar: Kabar, full: Path) -> None:
    said = kabar("story", URL)
    assert (said.exit_code, said.stderr) == (0, "")
    assert "└─ +0 min  Contoh (en)  Judul" in said.stdout
    story_id = said.stdout.splitlines()[1].removeprefix("story ")
    article_id = json.loads(
        kabar("sql", f"select article_id from articles where url = '{URL}'", "--format", "json").stdout
    )
    for what in (story_id, story_id[:8], URL + "?utm_source=x#top", article_id[0]["article_id"]):
        assert kabar("story", what).stdout == said.stdout


def test_a_story_for_programs_is_one_object_with_its_tree(kabar: Kabar, full: Path) -> None:
    (story,) = json.loads(kabar("story", URL, "--format", "json").stdout)
    assert (story["title"], story["first_at"], story["articles"]) == ("Judul", "2025-06-01T00:00:00Z", 2)
    (root,) = story["tree"]
    assert (root["retellings"][0]["lag"], root["retellings"][0]["link"]["how"]) == (0.0, "stated")


@pytest.mark.parametrize(
    ("what", "code", "says"),
    [
        ("00000000", 1, "no story has an id that begins with 00000000"),
        ("00000000-0000-0000-0000-000000000000", 1, "nothing is known of 00000000-"),
        ("https://contoh.test/a/99", 1, "nothing is known of https://contoh.test/a/99"),
        ("https://contoh.test/a/2", 1, "no article was read at https://contoh.test/a/2; `kabar explain"),
        ("no address", 2, "no address"),
    ],
)
def test_story_of_what_is_not_there_is_one_sentence(kabar: Kabar, full: Path, what: str, code: int, says: str) -> None:
    said = kabar("story", what)
    assert (said.exit_code, said.stdout) == (code, "")
    assert says in said.stderr
    assert len(said.stderr.splitlines()) == 1


@pytest.fixture
def ordinary(full: Path) -> Path:
    """A folder of entities whose names are words of the article."""
    folder = full.parent / "mine"
    folder.mkdir()
    (folder / "words.toml").write_text(
        '[[entity]]\nid = "dua-corp"\nname = "Dua Corp"\ntype = "ORG"\naliases = ["Dua Corp"]\nweak_aliases = ["dua"]\n'
    )
    return folder


def test_explain_shows_the_aliases_that_were_not_taken_with_rule_score_and_words(kabar: Kabar, ordinary: Path) -> None:
    said = kabar("explain", URL, "--refused", "--format", "json", KABAR_ENTITIES=str(ordinary))
    (section,) = [s for s in json.loads(said.stdout) if s["section"] == "refused"]
    assert section["rows"]
    for row in section["rows"]:
        assert (row["entity_id"], row["surface"], row["zone"]) == ("dua-corp", "dua", "body")
        assert row["rule"]
        assert 0 <= row["score"] < 0.7
        assert "dua" in row["context"]
        assert "\n" not in row["context"]
    assert "refused" in kabar("explain", URL, "--refused", KABAR_ENTITIES=str(ordinary)).stdout
    assert "refused" not in kabar("explain", URL, KABAR_ENTITIES=str(ordinary)).stdout


def test_explain_says_where_nothing_was_refused(kabar: Kabar, full: Path) -> None:
    said = kabar("explain", URL, "--refused")
    assert said.stderr == "Nothing was refused: no alias stands there that was not taken.\n"


HOSTILE = "select '[red]x[/]' as \"[b]\", '[/]' as \"[/]\", chr(27) || ']0;x' || chr(7) as esc, ['[/i]'] as l"


def test_what_a_feed_says_is_shown_and_not_obeyed(kabar: Kabar, full: Path) -> None:
    ended = kabar("sql", HOSTILE)
    assert ended.exit_code == 0
    for shown in ("[b]", "[red]x[/]", "[/]", "[/i]"):
        assert shown in ended.stdout
    assert not {"\x1b", "\x07"} & set(ended.stdout)


# ------------------------------------------------------------------ forgetting


def test_forgetting_asks_first(kabar: Kabar, full: Path) -> None:
    ended = kabar("forget", URL, stdin="n\n")
    assert ended.exit_code == 1
    assert f"Forget {URL} for good?" in ended.stderr
    assert not (full.parent / "warehouse.duckdb").exists()


# ------------------------------------------------------------------ as a process


def _process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*KABAR, *arguments], capture_output=True, check=False, timeout=60, env={**os.environ, **environment}
    )


def test_a_wrong_variable_is_warned_about_before_a_run(home: Path) -> None:
    ended = _process("run", "--outlet", "nobody", KABAR_CONTAKT="me", KABAR_HOST_GAPS="0")
    assert ended.returncode == 2
    assert ended.stdout == b""
    assert b"warning: KABAR_CONTAKT is no setting; did you mean KABAR_CONTACT?" in ended.stderr
    assert b"warning: KABAR_HOST_GAPS is no setting; did you mean KABAR_HOST_GAP?" in ended.stderr


def test_who_stops_reading_breaks_nothing(full: Path) -> None:
    command = [*KABAR, "sql", "select * from range(200000)", "--format", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(5)
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_a_pipe_gets_wide_tables_and_no_colours(full: Path) -> None:
    sql = "select repeat('x', 60) as a, repeat('y', 60) as b from articles limit 1"
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    ended = subprocess.run(
        [*KABAR, "sql", sql], capture_output=True, text=True, check=True, timeout=60, env=environment
    )
    assert "x" * 60 in ended.stdout
    assert "y" * 60 in ended.stdout
    assert "\x1b" not in ended.stdout


HEAVY = ("prefect", "trafilatura", "feedparser", "httpx", "lxml", "dateparser", "langdetect")
LIGHT = [
    ("--help",),
    ("--version",),
    ("sql", "select 1"),
    ("status",),
    ("run", "--help"),
    ("entities", "--help"),
    ("entities", "add", "--help"),
]
LOADED = """
import sys
from flows.cli import main
try:
    main()
finally:
    print(*sorted(set(HEAVY) & set(sys.modules)), sep=",", file=sys.stderr)
"""


@pytest.mark.parametrize("arguments", LIGHT, ids=" ".join)
def test_what_answers_from_the_published_file_starts_light(full: Path, arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-c", f"{HEAVY=}\n{LOADED}", *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert ended.stderr == "\n"
