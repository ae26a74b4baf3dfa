"""`kabar sql` as it is started: at once, within its limit, with no word in its answer that a terminal would obey."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import home
from flows.errors import FAILED, MISUSED
from flows.settings import Settings
from flows.sql import Asked, plainly
from tests.warehouse.files import a_file
from tests.web.kabar import Kabar

ROOT = Path(__file__).parents[2]
# What takes longer to load than a query takes: the command line's library, what checks settings, Arrow's writers.
HEAVY = {"typer", "pydantic", "pydantic_settings", "pyarrow", "prefect", "httpx", "lxml", "altair", "tantivy"}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_file(tmp_path_factory.mktemp("home") / "kabar.duckdb", seeded=False)


def run(published: Path, code: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    program = f"import sys; sys.argv = ['kabar', *sys.argv[1:]]; {code}"
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, timeout=60, cwd=published.parent,
        env=kept | {"KABAR_HOME": str(published.parent), "PYTHONPATH": str(ROOT), "COLUMNS": "200"}, check=False,
    )  # fmt: skip


MAIN = "from flows.sql import main; main()"


def test_a_query_loads_nothing_that_takes_longer_than_it(published: Path) -> None:
    code = f"sql._answered(sql.plainly(sys.argv[1:])); print(sorted(sys.modules.keys() & {HEAVY!r}))"
    done = run(published, f"from flows import sql; {code}", "sql", "select 1 as one")
    assert done.stdout.splitlines()[-1] == "[]", done


def test_plainly_asked_or_not_the_answer_is_the_same(published: Path) -> None:
    for name in ("table", "csv", "json"):
        plain = run(published, MAIN, "sql", "select 1 as a, 'x' as b", "--format", name)
        other = run(published, MAIN, "sql", "--timeout", "60", "--format", name, "select 1 as a, 'x' as b")
        assert plain.stdout == other.stdout
        assert plain.stdout
        assert (plain.returncode, other.returncode, plain.stderr) == (0, 0, "")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("sql", "selct 1"), MISUSED, "syntax error"),
        (("sql", "drop view articles"), MISUSED, "DROP is none"),
        (("sql", "select 1", "--format", "xml"), MISUSED, "xml"),
        (("sql", "select pg_sleep(1000)", "--timeout", "0.3"), MISUSED, "stopped after 0.3 s"),
        (("sql", "select error('a\x1b[31mb\x9b1m')"), MISUSED, "a\ufffd[31mb\ufffd1m"),
    ],
    ids=["a slip", "no query", "no format", "its limit", "an error that would colour the terminal"],
)
def test_what_cannot_be_answered_is_one_sentence(
    published: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = run(published, MAIN, *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_query_that_does_not_listen_ends_with_its_process(published: Path) -> None:
    code = "query.GRACE = 0.2; sql.ask(sql.Asked(query=sys.argv[1], seconds=0.2))"
    done = run(
        published,
        f"from flows import sql; from warehouse import query; {code}",
        "select length(repeat('x', 2000000000))",
    )
    assert done.returncode == MISUSED
    said = "kabar: stopped: the query went on after its limit; ask for less, or give it more with --timeout\n"
    assert done.stderr == said


def test_who_reads_no_further_is_no_error_of_ours(published: Path) -> None:
    piped = f"{sys.executable} -c '{MAIN}' sql 'from range(10_000_000)' --format csv | head -2"
    done = subprocess.run(
        ["bash", "-c", piped], capture_output=True, text=True, timeout=60, check=False,
        env={"PATH": os.environ["PATH"], "KABAR_HOME": str(published.parent), "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout == '"range"\n0\n'
    assert done.stderr == ""


ASKING = ("table", "csv", "json")
NO_ROOM = (
    *(f"sql 'from range(100_000)' --format {name}" for name in ASKING),
    "schema articles", "report --list --format json", "report gaps --format csv", "--help",
)  # fmt: skip


def test_an_answer_that_has_no_room_is_one_sentence(published: Path) -> None:
    for asked in NO_ROOM:
        piped = f"{sys.executable} -c '{MAIN}' {asked} > /dev/full"
        done = subprocess.run(
            ["bash", "-c", piped], capture_output=True, text=True, timeout=60, check=False,
            env={"PATH": os.environ["PATH"], "KABAR_HOME": str(published.parent), "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (FAILED, "")
        assert done.stderr.startswith("kabar: the answer could not be written (No space left on device)"), done.stderr


def test_rows_too_wide_for_the_screen_are_lines(published: Path) -> None:
    many = ", ".join(f"{n} as c{n}" for n in range(40))
    lines = run(published, MAIN, "sql", f"select {many} from range(2)").stdout.splitlines()
    assert [line.split()[:2] for line in lines if line.startswith("row ")] == [["row", "1"], ["row", "2"]]
    assert [line.split() for line in lines if line.startswith(("c7 ", "c39 "))] == [["c7", "7"], ["c39", "39"]] * 2
    assert run(published, MAIN, "sql", f"select {many} where false").stdout.startswith(
        "┏"
    )  # no rows: the columns alone


HOSTILE = "<script>\x1b]0;title\x07\x1b[2J\x9b31m\u202egnp.exe\r\n[red]"


def test_a_headline_that_would_control_the_terminal_is_shown_as_text(published: Path) -> None:
    query = f"select '{HOSTILE}' as v"
    for name in ("table", "csv", "json"):
        shown = run(published, MAIN, "sql", query, "--format", name).stdout
        assert "<script>" in shown
        assert "[red]" in shown
        assert not set(shown) & ({chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))} - {"\n", "\t"})


# ------------------------------------------------------------------ which queries are plain, and where the file lies


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        (["sql", "select 1"], Asked(query="select 1")),
        (["sql", "select 1", "--format", "csv"], Asked(query="select 1", format="csv")),
        (["sql", "--format", "json", "select 1"], Asked(query="select 1", format="json")),
        (["sql"], None),
        (["sql", "-"], None),
        (["sql", "--help"], None),
        (["sql", "-- a comment\nselect 1"], None),
        (["sql", "select 1", "select 2"], None),
        (["sql", "select 1", "--format"], None),
        (["sql", "select 1", "--format", "xml"], None),
        (["sql", "select 1", "--timeout", "3"], None),
        (["status"], None),
        ([], None),
    ],
)
def test_what_is_plain(arguments: list[str], asked: Asked | None) -> None:
    assert plainly(arguments) == asked


@given(st.lists(st.text(max_size=8) | st.sampled_from(["sql", "--format", "csv", "-", "select 1"]), max_size=5))
def test_nothing_is_taken_for_plain_that_says_more(arguments: list[str]) -> None:
    asked = plainly(arguments)
    if asked:
        chosen = {"--format", asked.format} if "--format" in arguments else set()
        assert {"sql", asked.query} | chosen == set(arguments)


@pytest.mark.parametrize("set_in", ["nowhere", "environment", "file", "both", "wrongly"])
def test_the_file_lies_where_the_settings_say(set_in: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KABAR_HOME", raising=False)
    if set_in in ("environment", "both"):
        monkeypatch.setenv("KABAR_HOME", "/srv/one")
    if set_in in ("file", "both"):
        (tmp_path / "kabar.toml").write_text('home = "/srv/two"\n')
    if set_in == "wrongly":
        (tmp_path / "kabar.toml").write_text("home = [\n")
        assert home.published() == Path("data/kabar.duckdb")
        return
    assert home.published() == Settings.load().published


def test_the_command_of_an_installation_is_the_same(ran: Kabar) -> None:
    done = ran.command("sql", "select count(*) > 0 as some from articles", "--format", "csv")
    assert (done.returncode, done.stdout) == (0, '"some"\ntrue\n')
