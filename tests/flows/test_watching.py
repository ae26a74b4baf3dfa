"""`kabar watch`: nothing skipped, nothing twice, whatever is published between two looks."""

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from flows import looks
from flows.errors import MisuseError, RunFailedError
from flows.looks import Look
from flows.since import moment
from flows.watching import since, since_last
from tests.warehouse.desk import LINTANG, TIGA, Desk, a_desk
from tests.warehouse.files import a_file
from tests.warehouse.laid import DAY, HOUR, MINUTE, Of, a_story, an_id, drifted, lay, mentioned, retells
from tests.warehouse.seeding import NOW
from warehouse.connection import Connection
from warehouse.errors import QueryError, WarehouseError
from warehouse.watch.model import Happening

WATCHED = (LINTANG, TIGA)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_file(tmp_path_factory.mktemp("desk") / "warehouse.duckdb", seeded=False)


@pytest.fixture
def desk(empty: Path, tmp_path: Path) -> Desk:
    return a_desk(empty, tmp_path / "home")


def told(db: Connection, outlet: str, n: int = 1, *, at: datetime = NOW - HOUR, of: str = LINTANG) -> str:
    """An article that names an entity; its id."""
    article = lay(db, outlet, n, at=at)
    mentioned(db, article, of)
    return article


def look(desk: Desk, *entities: str) -> list[tuple[str, str]]:
    """A look that is remembered: the kind of each piece of news, and the outlet."""
    found = since_last(desk.settings, entities or WATCHED)
    looks.note(desk.home, found.look)
    return kinds(found.happenings)


def kinds(happenings: tuple[Happening, ...]) -> list[tuple[str, str]]:
    return sorted((one.found.kind, one.piece.outlet_id) for one in happenings)


# ------------------------------------------------------------------ what is news


def test_an_article_in_title_or_body_is_news_and_what_stands_elsewhere_is_not(desk: Desk) -> None:
    with desk.publishing() as db:
        told(db, "ledger")
        mentioned(db, lay(db, "warta", at=NOW - HOUR), LINTANG, zone="related")
        mentioned(db, lay(db, "harian", at=NOW - HOUR), "somebody-else")
    assert look(desk) == [("article", "ledger")]


def test_an_article_that_names_both_is_one_piece_of_news(desk: Desk) -> None:
    with desk.publishing() as db:
        mentioned(db, told(db, "ledger"), TIGA)
    (one,) = since(desk.settings, WATCHED, None).happenings
    assert one.found.about == (LINTANG, TIGA)


def test_a_story_is_news_when_a_second_owner_tells_it(desk: Desk) -> None:
    with desk.publishing() as db:
        first, second = told(db, "kabarkini"), lay(db, "warta", at=NOW)  # one owner
        a_story(db, first, second)
    assert look(desk) == [("article", "kabarkini")]
    with desk.publishing(NOW + HOUR) as db:
        third = lay(db, "harian", at=NOW + MINUTE)
        db.execute("insert into store.story_articles select story_id, ?, .5, '' from store.stories", [third])
    (story,) = since_last(desk.settings, WATCHED).happenings
    assert (story.found.kind, story.piece.article_id, story.found.known_at) == ("story", first, NOW + MINUTE)
    assert story.says == "3 outlets tell it in 3 articles: Kabarkini, Warta, Harian"


def test_a_retelling_is_news_about_whom_only_its_original_names(desk: Desk) -> None:
    with desk.publishing() as db:
        original, retelling = told(db, "ledger", at=NOW - 3 * HOUR), lay(db, "warta", at=NOW - 10 * MINUTE)
        retells(db, retelling, Of(article=original), how="inferred")
    one = next(h for h in since(desk.settings, WATCHED, NOW - 7 * DAY).happenings if h.found.kind == "retelling")
    assert (one.found.about, one.original_id) == ((LINTANG,), original)
    assert one.says == "retells Ledger 2 h 50 min later, as its facts and words show: ledger 1"


def test_better_evidence_for_a_retelling_is_no_second_piece_of_news(desk: Desk) -> None:
    with desk.publishing() as db:
        original, retelling = told(db, "ledger"), told(db, "warta")
        retells(db, retelling, Of(outlet="ledger"), how="named")
    assert ("retelling", "warta") in kinds(since(desk.settings, WATCHED, NOW - 7 * DAY).happenings)
    look(desk)
    with desk.publishing(NOW + HOUR) as db:
        db.execute("update store.derivations set until_at = ?", [NOW + HOUR])
        retells(db, retelling, Of(article=original), how="stated")
    assert look(desk) == []


def test_only_a_figure_that_is_contradicted_is_news_and_each_once(desk: Desk) -> None:
    with desk.publishing() as db:
        original, retelling = told(db, "ledger"), told(db, "warta")
        retells(db, retelling, Of(article=original))
        drifted(db, retelling, original, "converted", ("$42M", "Rp 684 miliar"))
    look(desk)
    with desk.publishing(NOW + HOUR) as db:
        drifted(db, retelling, original, "contradicted", ("$310M", "$130M"), place=20)
        drifted(db, retelling, original, "contradicted", ("$310M", "$130M"), place=90)
    (one,) = since_last(desk.settings, WATCHED).happenings
    assert (one.found.kind, one.says) == ("contradiction", "has $130M where Ledger has $310M")


def test_a_copy_says_so_and_is_not_told_again_as_an_article(desk: Desk) -> None:
    with desk.publishing() as db:
        original, copy = told(db, "ledger"), told(db, "gazette")
        db.execute(
            "insert into store.duplicates by name select ?::uuid as article_id, ?::uuid as duplicate_of, "
            "'text' as rule, 1.0 as score, '' as evidence, ?::timestamptz as decided_at, 'same owner' as relation",
            [copy, original, NOW],
        )
    assert look(desk) == [("article", "ledger"), ("copy", "gazette")]
    with desk.publishing(NOW + HOUR) as db:
        db.execute("update store.duplicates set undone_at = ?", [NOW])
    assert look(desk) == []


# ------------------------------------------------------------------ since the last look


def test_the_first_look_tells_a_day_and_the_second_nothing(desk: Desk) -> None:
    with desk.publishing() as db:
        told(db, "ledger", at=NOW - 25 * HOUR)
        told(db, "warta", at=NOW - 23 * HOUR)
    found = since_last(desk.settings, WATCHED)
    assert (found.is_first, found.since, found.until) == (True, NOW - DAY, NOW)
    assert look(desk) == [("article", "warta")]
    assert look(desk) == []


def test_what_is_found_late_is_news_however_old_it_is(desk: Desk) -> None:
    with desk.publishing() as db:
        told(db, "ledger")
    look(desk)
    with desk.publishing(NOW + HOUR) as db:
        told(db, "warta", at=NOW - 400 * DAY)  # fetched, listed and published long ago: out of a WARC file
    assert look(desk) == [("article", "warta")]


def test_two_runs_at_one_moment_are_told_apart(desk: Desk) -> None:
    with desk.publishing() as db:
        told(db, "ledger")
    look(desk)
    with desk.publishing() as db:  # the same published_at, as with KABAR_NOW
        told(db, "warta")
    assert look(desk) == [("article", "warta")]


def test_an_article_that_is_tagged_later_than_it_was_published_is_not_lost(desk: Desk) -> None:
    with desk.publishing() as db:
        late = lay(db, "ledger", at=NOW - HOUR)
    assert look(desk) == []
    with desk.publishing(NOW + HOUR) as db:
        mentioned(db, late, LINTANG)
    assert look(desk) == [("article", "ledger")]


def test_nothing_is_told_again_when_everything_is_made_again(desk: Desk) -> None:
    with desk.publishing() as db:
        original, retelling = told(db, "ledger"), told(db, "warta")
        retells(db, retelling, Of(article=original))
        a_story(db, original, retelling)
    look(desk)
    with desk.publishing(NOW + HOUR) as db:
        db.execute("update store.derivations set since_at = $now", {"now": NOW + HOUR})
        db.execute("update store.versions set observed_at = $now", {"now": NOW + HOUR})
    assert look(desk) == []


def test_what_is_away_for_a_while_is_not_news_when_it_is_back(desk: Desk) -> None:
    with desk.publishing() as db:
        article = told(db, "ledger")
    look(desk)
    with desk.publishing(NOW + HOUR) as db:
        db.execute("create temp table kept as from store.mentions; delete from store.mentions")
        told(db, "warta")
    assert look(desk) == [("article", "warta")]
    with desk.publishing(NOW + 2 * HOUR) as db:
        mentioned(db, article, LINTANG)
    assert look(desk) == []


def test_an_article_told_under_an_id_that_was_merged_is_not_told_again(desk: Desk) -> None:
    with desk.publishing() as db:
        younger = told(db, "ledger", 2)
        elder = lay(db, "ledger", 1, at=NOW - 2 * HOUR)
    look(desk)
    with desk.publishing(NOW + HOUR) as db:
        db.execute("delete from store.articles where article_id = ?", [younger])
        db.execute("delete from store.versions where article_id = ?", [younger])
        db.execute("insert into store.redirects values (?, ?)", [younger, elder])
        mentioned(db, elder, LINTANG)
    assert look(desk) == []


def test_a_story_told_under_the_name_of_one_it_took_in_is_not_told_again(desk: Desk) -> None:
    with desk.publishing() as db:
        one, other, third = told(db, "ledger"), told(db, "warta"), lay(db, "gazette", at=NOW)
        absorbed, kept = a_story(db, one, other), a_story(db, third, name="elder")
    assert ("story", "ledger") in look(desk)
    with desk.publishing(NOW + HOUR) as db:
        db.execute("update store.story_articles set story_id = ?", [kept])
        db.execute("delete from store.stories where story_id = ?", [absorbed])
        db.execute("insert into store.story_changes values (?, 'merged', ?, [], ?, ?)", [absorbed, kept, NOW, absorbed])
    assert look(desk) == []


def test_each_set_of_entities_has_its_own_look_in_whichever_order(desk: Desk) -> None:
    with desk.publishing() as db:
        told(db, "ledger")
    assert look(desk, LINTANG) == look(desk, LINTANG, TIGA) == [("article", "ledger")]
    assert look(desk, TIGA, LINTANG) == look(desk, LINTANG, LINTANG) == []


def test_since_a_moment_remembers_nothing(desk: Desk) -> None:
    with desk.publishing() as db:
        told(db, "ledger", at=NOW - 30 * HOUR)
    assert kinds(since(desk.settings, WATCHED, None).happenings) == []
    assert kinds(since(desk.settings, WATCHED, NOW - 2 * DAY).happenings) == [("article", "ledger")]
    assert not (desk.home / "looks").exists()


def test_an_unknown_entity_is_named_with_the_nearest(desk: Desk) -> None:
    with pytest.raises(QueryError, match=r"'lintang-robotic' is no entity; did you mean lintang-robotics\?"):
        since(desk.settings, ["lintang-robotic"], None)
    with pytest.raises(QueryError, match=r"did you mean lintang-robotics\?"):
        since_last(desk.settings, ["robot malam"])
    with pytest.raises(QueryError, match="`kabar entities` lists them all"):
        since(desk.settings, ["\x1b[2Jzzz"], None)


def test_nothing_is_published_yet(tmp_path: Path, desk: Desk) -> None:
    with pytest.raises(WarehouseError, match="written by the first"):
        since_last(replace(desk, home=tmp_path / "nowhere").settings, WATCHED)


# ------------------------------------------------------------------ the note of a look


def test_a_look_comes_back_as_it_was_noted(tmp_path: Path) -> None:
    noted = Look(entities=("a", "b"), published_at=NOW, told=frozenset({b"12345678", b"\x00" * 8}))
    looks.note(tmp_path, noted)
    assert looks.last(tmp_path, ("b", "a", "b")) == noted
    assert looks.last(tmp_path, ("a",)) is None


@pytest.mark.parametrize(
    "damage", ["", "[]", "{}", '{"format": 9}', '{"format": 1, "entities": [], "published_at": "x", "told": ""}',
               '{"format": 1, "entities": [], "published_at": "2025-06-11T12:00:00+00:00", "told": "AAAA"}',
               '{"format": 1, "entities": [], "published_at": "2025-06-11T12:00:00+00:00", "told": "?"}'],
)  # fmt: skip
def test_a_damaged_note_is_named_with_the_way_out(tmp_path: Path, damage: str) -> None:
    looks.note(tmp_path, Look(entities=("a",), published_at=NOW, told=frozenset()))
    (file,) = (tmp_path / "looks").iterdir()
    file.write_text(damage)
    with pytest.raises(RunFailedError, match="remove it"):
        looks.last(tmp_path, ("a",))


# ------------------------------------------------------------------ since when


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2025-06-01", "2025-06-01T00:00:00+00:00"), ("2025-06-01T12:00Z", "2025-06-01T12:00:00+00:00"),
        ("2025-06-01T12:00", "2025-06-01T12:00:00+00:00"), ("2025-06-01 12:00+07:00", "2025-06-01T05:00:00+00:00"),
        ("7d", "2025-06-04T12:00:00+00:00"), ("12h", "2025-06-11T00:00:00+00:00"),
        (" 2w ", "2025-05-28T12:00:00+00:00"),
    ],
)  # fmt: skip
def test_moments(text: str, meant: str) -> None:
    assert moment(text, NOW) == datetime.fromisoformat(meant)


@pytest.mark.parametrize("text", ["", "d", "7", "-7d", "7m", "yesterday", "2025-13-01", "99999d", "9999w", "\x1b[2J"])
def test_no_moments(text: str) -> None:
    if text == "9999w":
        assert moment(text, NOW) == NOW - timedelta(weeks=9999)
        return
    with pytest.raises(MisuseError, match="is no moment"):
        moment(text, NOW)


# ------------------------------------------------------------------ the command


def command(desk: Desk, *arguments: str) -> subprocess.Popen[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-c", "from flows.cli import main; main()", "watch", *arguments],
        env=kept | {"KABAR_HOME": str(desk.home), "PYTHONPATH": str(Path(__file__).parents[2]), "COLUMNS": "200"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def ended(process: subprocess.Popen[str]) -> tuple[str, str, int]:
    out, err = process.communicate(timeout=60)
    return out, err, process.returncode


HOSTILE = '=HYPERLINK("x")\x1b[2J</script>\u202e'


def test_the_command_writes_json_csv_and_a_table_and_remembers_what_it_told(desk: Desk) -> None:
    with desk.publishing() as db:
        article = lay(db, "ledger", at=NOW - HOUR, title=HOSTILE)
        mentioned(db, article, LINTANG)
    started = [
        command(desk, LINTANG, "--format", "json"), command(desk, LINTANG, "--format", "csv"), command(desk, LINTANG),
        command(desk, LINTANG, "--since-last", "--since", "7d"), command(desk, "lintang"),
    ]  # fmt: skip
    (as_json, _, _), (as_csv, _, _), (table, said, _), (_, both, misused), (_, unknown, unknown_code) = map(
        ended, started
    )
    (one,) = json.loads(as_json)
    assert (one["kind"], one["article_id"], one["about"]) == ("article", an_id("ledger"), [LINTANG])
    assert one["published_at"] == "2025-06-11T11:00:00Z"
    (row,) = csv.DictReader(io.StringIO(as_csv))
    assert row["title"].startswith("'=HYPERLINK")
    assert "\x1b" not in as_json + as_csv + table
    assert "ledger" in table
    assert "1 piece of news since 2025-06-10 12:00:00Z" in said
    assert (misused, "two questions" in both) == (2, True)
    assert (unknown_code, "did you mean" in unknown) == (2, True)


def test_what_was_lost_in_a_broken_pipe_is_told_again(desk: Desk) -> None:
    with desk.publishing() as db:
        for n in range(1, 4):
            told(db, "ledger", n)
    process = command(desk, LINTANG, "--since-last", "--format", "json")
    assert process.stdout
    process.stdout.close()
    process.wait(60)
    assert process.stderr
    process.stderr.close()
    assert process.returncode != 0
    out, said, code = ended(command(desk, LINTANG, "--since-last", "--format", "json"))
    assert (len(json.loads(out)), code) == (3, 0)
    assert "first look" in said
    out, _, _ = ended(command(desk, LINTANG, "--since-last", "--format", "json"))
    assert json.loads(out) == []
