"""One story as people ask for it: by id or address, with all that is known of where it came from."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from flows.story_tree import as_record, lines
from tests.warehouse.files import a_file
from tests.warehouse.laid import DAY, HOUR, MINUTE, Of, a_story, an_id, declare, drifted, lay, retells, url
from tests.warehouse.seeding import NOW, RUN
from warehouse import explain, story
from warehouse.connection import Connection, connect
from warehouse.errors import WarehouseError
from warehouse.stories.tree import Node, every_article

HOSTILE = "Judul \x1b[31mmerah\x07\r\nbaris \x9b2J dua"
AGENCY = "https://agency.test/wire/1"


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story of five articles, one with its original elsewhere; a column that retells the first; another story."""
    path = a_file(tmp_path_factory.mktemp("laid") / "kabar.duckdb", seeded=False)
    with connect(path) as db:
        declare(db)
        _lay_all(db)
    return path


@pytest.fixture
def file(laid: Path, tmp_path: Path) -> Path:
    """A file of the test's own with them in it."""
    return Path(shutil.copy(laid, tmp_path / "kabar.duckdb"))


def _lay_all(db: Connection) -> None:
    original = lay(db, "ledger", at=NOW, title="Lintang raises $42M")
    stated = lay(db, "kabarkini", at=NOW + 95 * MINUTE, title=HOSTILE)
    through = lay(db, "harian", at=NOW + 200 * MINUTE, title="Lintang Dapat Dana")
    own = lay(db, "gazette", at=NOW + 2 * HOUR, title="Money for robots")
    wired = lay(db, "warta", at=NOW + 3 * HOUR, title="Robot malam")
    column = lay(db, "harian", 2, at=NOW + 3 * DAY, title="Kolom: robot", kind="column")
    retells(
        db, stated, Of(article=original), confidence=0.98, evidence="gives the address: \x1b]0;x\x07\nboth name Ratri"
    )
    retells(db, through, Of(article=stated), how="inferred", confidence=0.8, evidence="a\nb\nc\nd\ne")
    retells(db, through, Of(article=original), how="inferred", confidence=0.7)
    retells(db, wired, Of(url=AGENCY))
    retells(db, column, Of(article=original))
    drifted(db, stated, original, "equal", ("1,150", "1.150"))
    drifted(db, stated, original, "converted", ("$42 million", "Rp 684 miliar"), rate=16285.714, place=3)
    drifted(db, stated, original, "missing", ("$310 million", None), place=6)
    db.execute("insert into store.derivation_candidates values (?, ?, .4, 'too little agrees')", [own, original])
    a_story(db, original, stated, through, own, wired)
    a_story(db, lay(db, "ledger", 2, at=NOW), name="another")


def the_story(file: Path) -> story.Story:
    return story.of_article(file, url("ledger", 1))


def found(nodes: tuple[Node, ...], article_id: str) -> Node:
    """The node of an article, wherever it stands."""
    every = [*nodes]
    for node in every:
        every += node.retellings
    return next(node for node in every if node.article and node.article.article_id == article_id)


# ------------------------------------------------------------------ which story


def test_the_same_story_by_id_by_its_beginning_and_by_any_of_its_articles(file: Path) -> None:
    one = the_story(file)
    assert one.story_id is not None
    for what in (one.story_id, one.story_id[:4], one.story_id[:8], one.story_id.upper(), one.story_id[:13]):
        assert story.of_id(file, story.named(file, what)) == one
    assert story.of_article(file, url("warta", 1)) == one
    assert story.of_article(file, url("ledger", 2)) != one


@pytest.mark.parametrize("what", ["https://ledger.test/a/1", "123", "12345678x", "", "12345678-zzzz"])
def test_what_can_be_no_story_id(file: Path, what: str) -> None:
    assert story.named(file, what) == ""


def test_an_articles_id_is_no_storys(file: Path) -> None:
    assert story.named(file, an_id("ledger")) == ""


def test_a_beginning_that_no_story_has(file: Path) -> None:
    with pytest.raises(WarehouseError, match=r"no story has an id that begins with 00000000; `kabar sql"):
        story.named(file, "00000000")


def test_a_beginning_that_several_stories_have(file: Path) -> None:
    with connect(file) as db:
        for n in range(5):
            db.execute(
                "insert into store.stories select ?::uuid, * exclude (story_id) from store.stories limit 1",
                [f"abcdabcd-0000-0000-0000-00000000000{n}"],
            )
    with pytest.raises(
        WarehouseError, match=r"several stories begin with abcdabcd: abcdabcd-.*0, .*1, .*2 \.\.\.; give"
    ):
        story.named(file, "abcdabcd")
    assert story.named(file, "abcdabcd-0000-0000-0000-000000000003").endswith("3")


def _became(file: Path, story_id: str, change: str, other: str | None) -> None:
    with connect(file) as db:
        db.execute("insert into store.story_changes values (?, ?, ?, [], ?, ?)", [story_id, change, other, NOW, RUN])


def test_a_story_that_was_merged_is_the_one_it_went_into(file: Path) -> None:
    here = the_story(file).story_id
    assert here is not None
    one, two = ("aaaaaaaa-0000-0000-0000-000000000001", "bbbbbbbb-0000-0000-0000-000000000002")
    _became(file, one, "merged", two)
    _became(file, two, "merged", here)
    assert story.named(file, "aaaaaaaa") == here


@pytest.mark.parametrize("change", ["ended", "circle"])
def test_a_story_that_ended_says_so(file: Path, change: str) -> None:
    gone = "aaaaaaaa-0000-0000-0000-000000000001"
    _became(file, gone, *(("ended", None) if change == "ended" else ("merged", gone)))
    with pytest.raises(WarehouseError, match="story aaaaaaaa has ended"):
        story.named(file, "aaaaaaaa")


def test_an_address_at_which_no_article_was_read(file: Path) -> None:
    with pytest.raises(
        WarehouseError, match=r"no article was read at https://x\.test/; `kabar explain https://x\.test/`"
    ):
        story.of_article(file, "https://x.test/")


# ------------------------------------------------------------------ what is known of it


def test_the_story_and_its_tree(file: Path) -> None:
    one = the_story(file)
    assert (one.title, one.first_at, one.last_at, one.first_outlet) == (
        "Lintang raises $42M", NOW, NOW + 200 * MINUTE, "Ledger",
    )  # fmt: skip
    assert (one.articles, len(one.outlets), one.languages, len(one.groups)) == (5, 5, ("en", "id"), 4)
    assert one.independent_voices == 3
    retold, wired, own = one.tree
    assert [article.article_id for article in every_article(retold)] == [
        an_id("ledger"), an_id("kabarkini"), an_id("harian"), an_id("harian", 2),
    ]  # fmt: skip
    assert (wired.article, wired.url, wired.outlet) == (None, AGENCY, "agency.test")
    assert own.article is not None
    assert own.article.article_id == an_id("gazette")


def test_a_retelling_has_its_lag_its_reasons_and_its_figures(file: Path) -> None:
    node = found(the_story(file).tree, an_id("kabarkini"))
    assert node.lag == 95 * MINUTE
    assert node.link is not None
    assert (node.link.how, node.link.confidence) == ("stated", 0.98)
    assert [(f.verdict, f.original, f.derived) for f in node.link.figures] == [
        ("equal", "1,150", "1.150"), ("converted", "$42 million", "Rp 684 miliar"), ("missing", "$310 million", None),
    ]  # fmt: skip


def test_what_else_it_retells_and_what_was_not_taken(file: Path) -> None:
    tree = the_story(file).tree
    (beside,) = found(tree, an_id("harian")).beside
    assert beside.original_id == an_id("ledger")
    (doubt,) = found(tree, an_id("gazette")).doubts
    assert (doubt.outlet, doubt.title, doubt.url) == ("Ledger", "Lintang raises $42M", url("ledger", 1))


def test_an_article_that_tells_no_story_with_what_it_retells(file: Path) -> None:
    alone = story.of_article(file, url("harian", 2))
    assert (alone.story_id, alone.title, alone.articles) == (None, "Kolom: robot", 1)
    (root,) = alone.tree
    assert [article.article_id for article in every_article(root)] == [an_id("ledger"), an_id("harian", 2)]


# ------------------------------------------------------------------ as people read it


def test_as_printed(file: Path) -> None:
    one = the_story(file)
    assert list(lines(one)) == [
        "Lintang raises $42M",
        f"story {one.story_id}",
        "11 Jun 2025 12:00 to 15:20 UTC (3 h 20 min), first: Ledger",
        "5 articles of 5 outlets (4 owners) in en and id; 3 independent voices",
        "",
        "11 Jun 2025 12:00  Ledger (en)  Lintang raises $42M",
        "│  https://ledger.test/a/1",
        "├─ +1 h 35 min  Kabarkini (id)  Judul �[31mmerah�� baris �2J dua",
        "│  │  https://kabarkini.test/a/1",
        "│  │  stated (0.98): gives the address: �]0;x�",
        "│  │    both name Ratri",
        "│  │  converted: $42 million -> Rp 684 miliar (at 16,285.7)",
        "│  │  missing: $310 million",
        "│  │  1 figure as in the original",
        "│  └─ +1 h 45 min  Harian (id)  Lintang Dapat Dana",
        "│        https://harian.test/a/1",
        "│        inferred (0.80): a",
        "│          b",
        "│          c",
        "│          d",
        "│          and 1 more (--all)",
        "│        also retells https://ledger.test/a/1 (inferred, 0.70)",
        "└─ +3 d  Harian (id)  Kolom: robot",
        "      https://harian.test/a/2",
        "      stated (0.90): says so",
        "      (tells another story, or none)",
        "",
        "agency.test: not in the warehouse",
        "│  https://agency.test/wire/1",
        "└─ 11 Jun 2025 15:00  Warta (id)  Robot malam",
        "      https://warta.test/a/1",
        "      stated (0.90): says so",
        "",
        "Reports of their own",
        "11 Jun 2025 14:00  Gazette (en)  Money for robots",
        "   https://gazette.test/a/1",
        "   here because: both name what is named 3 times",
    ]


def test_with_everything(file: Path) -> None:
    said = "\n".join(lines(the_story(file), everything=True))
    for line in (
        "│  │  equal: 1,150 -> 1.150", "│          e\n", "here because: both name what is named 1 times",
        "   not taken (0.40): Ledger, Lintang raises $42M https://ledger.test/a/1: too little agrees",
    ):  # fmt: skip
        assert line in said
    assert "--all" not in said


def test_a_story_of_one_article(file: Path) -> None:
    said = list(lines(story.of_article(file, url("ledger", 2))))
    assert said[2:4] == [
        "11 Jun 2025 12:00 UTC, first: Ledger", "1 article of 1 outlet (1 owner) in en; 1 independent voice",
    ]  # fmt: skip
    assert said[4:] == ["", "11 Jun 2025 12:00  Ledger (en)  ledger 2", "   https://ledger.test/a/2"]


def test_an_article_in_no_story_says_why(file: Path) -> None:
    column = story.of_article(file, url("harian", 2))
    assert list(lines(column))[:2] == ["Kolom: robot", "in no story: a column tells no one event"]
    with connect(file) as db:
        db.execute("delete from store.fingerprints where article_id = ?", [an_id("harian", 2)])
    fresh = story.of_article(file, url("harian", 2))
    assert list(lines(fresh))[1] == "in no story yet: the next `kabar run` compares it with what else there is"


def test_no_line_is_endless(file: Path) -> None:
    with connect(file) as db:
        db.execute("update store.fingerprints set title = repeat('panjang ', 10000)")
        db.execute("update store.derivations set evidence = repeat('x', 100000)")
        db.execute("update store.drifts set original = repeat('9', 100000)")
    assert max(map(len, lines(the_story(file), everything=True))) < 600


@pytest.mark.parametrize(
    ("lag", "said"),
    [
        (timedelta(0), "+0 min"), (59 * MINUTE, "+59 min"), (HOUR, "+1 h"), (3 * HOUR + 20 * MINUTE, "+3 h 20 min"),
        (47 * HOUR, "+47 h"), (2 * DAY, "+2 d"), (2 * DAY + 5 * HOUR, "+2 d 5 h"), (-5 * MINUTE, "-5 min"),
    ],
    ids=str,
)  # fmt: skip
def test_lags_in_words(tmp_path: Path, lag: timedelta, said: str) -> None:
    path = a_file(tmp_path / "kabar.duckdb", seeded=False)
    with connect(path) as db:
        declare(db)
        original, retelling = lay(db, "ledger", at=NOW), lay(db, "warta", at=NOW + lag)
        retells(db, retelling, Of(article=original))
        a_story(db, original, retelling)
    assert f"└─ {said}  Warta" in "\n".join(lines(the_story(path)))


def test_as_programs_read_it(file: Path) -> None:
    record = as_record(the_story(file))
    assert [node["article_id"] for node in record["tree"]] == [an_id("ledger"), None, an_id("gazette")]
    first = record["tree"][0]["retellings"][0]
    assert (first["title"], first["lag"]) == (HOSTILE, 95 * MINUTE)
    assert first["link"]["evidence"] == ["gives the address: \x1b]0;x\x07", "both name Ratri"]
    assert first["link"]["figures"][1]["rate"] == 16285.714


# ------------------------------------------------------------------ explain


def test_explain_says_where_an_article_came_from_and_where_it_went(file: Path) -> None:
    with connect(file) as db:
        db.execute(
            "insert into store.citations select document_id, 'ledger', null, 'phrase', 'dilansir Ledger', 3, 9, "
            "'source' from store.versions where article_id = ?",
            [an_id("kabarkini")],
        )
    address = url("kabarkini", 1)
    sections = {s.name: [dict(zip(s.columns, row, strict=True)) for row in s.rows] for s in
                explain.explain(file, address, address)}  # fmt: skip
    assert [(row["role"], row["evidence"]) for row in sections["citations"]] == [("source", "dilansir Ledger")]
    assert [(row["how"], row["original_url"], row["is_here"]) for row in sections["derivations"]] == [
        ("stated", url("ledger", 1), True),
    ]  # fmt: skip
    assert [(row["outlet_id"], row["how"]) for row in sections["retellings"]] == [("harian", "inferred")]
    assert [(row["title"], row["articles"]) for row in sections["story"]] == [("Lintang raises $42M", 5)]
