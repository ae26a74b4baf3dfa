"""Where articles came from, in whole runs: linked once, again by other rules, the original fetched, never from the web.

One story is told three times: by the ledger, by a rewrite that names it, and by one that links to it.
"""

from pathlib import Path

import pytest

from tests.web import rows
from tests.web.harm import kill_in
from tests.web.kabar import Kabar, only
from tests.web.publishers import Web
from tests.web.stories import LINKED_REWRITE, NAMED_REWRITE, ORIGINAL, ORIGINAL_URL
from warehouse.integrity import contradictions

TABLES = ("linked", "fingerprints", "rare_keys", "edges", "story_articles", "stories", "derivations", "drifts")
# What is decided, without the ids of stories and the numbers of articles.
DECIDED = (
    "select list(url order by url) from articles where story_id is not null group by story_id order by all",
    "select a.url, d.original_url, d.original_id, d.how, d.confidence, d.evidence from derivations d "
    "join articles a using (article_id) order by all",
    "select c.article_id, c.outlet_id, c.url, c.kind, c.evidence, c.char_start, c.role from citations c order by all",
    "select * from figure_drift order by all",
)
LEFT = f"select count(*) from articles group by story_id having bool_or(title = '{LINKED_REWRITE.title}')"
RUN = ("run", *only())


@pytest.fixture
def linked(watching: Kabar) -> Kabar:
    """An installation with the story in it."""
    return watching


def decided(home: Path) -> list[rows.Rows]:
    return [rows.published(home, sql) for sql in DECIDED]


def whole(kabar: Kabar) -> bool:
    """What `kabar status --check` asks."""
    return contradictions(kabar.home / "kabar.duckdb") == ()


def test_a_run_says_who_retells_whom(linked: Kabar) -> None:
    told = rows.published(
        linked.home,
        "select a.title, d.original_url, d.original_id is not null from derivations d "
        "join articles a using (article_id) order by all",
    )
    assert told == [(NAMED_REWRITE.title, ORIGINAL_URL, True), (LINKED_REWRITE.title, ORIGINAL_URL, True)]
    story = (
        f"select s.articles, s.languages from stories s join articles a using (story_id) where a.url = '{ORIGINAL_URL}'"
    )
    assert rows.published(linked.home, story) == [(3, ["en", "id"])]
    converted = "select original, derived from figure_drift where verdict = 'converted'"
    assert ("$42 million", "Rp 684 miliar") in rows.published(linked.home, converted)
    assert whole(linked)


def test_what_is_linked_is_not_linked_again(linked: Kabar, web: Web) -> None:
    before = rows.everything(linked.home, *TABLES)
    web.clear()
    counts = dict(linked.run().counts)
    assert (counts.get("linked", 0), counts.get("stories", 0), web.requests()) == (0, 0, [])
    assert rows.everything(linked.home, *TABLES) == before


def test_rebuilding_decides_the_same_without_a_request(linked: Kabar, web: Web) -> None:
    before = decided(linked.home)
    stories = rows.published(linked.home, "select story_id, article_id from story_articles order by all")
    web.clear()
    for step in ("link", "tag", "identify", "extract"):
        counts = dict(linked.rebuild(step).counts)
        assert counts.get("linked", 0) == (9 if step in ("link", "extract") else 0), step
        assert decided(linked.home) == before, step
        assert whole(linked), step
    assert rows.published(linked.home, "select story_id, article_id from story_articles order by all") == stories
    assert web.requests() == []


def test_the_command_links_again(linked: Kabar) -> None:
    done = linked.command("rebuild", "--step", "link")
    assert done.returncode == 0, done.stderr
    assert "9 articles linked" in done.stderr


def test_what_is_forgotten_retells_nothing(linked: Kabar) -> None:
    done = linked.said("forget", ORIGINAL_URL, "--yes")
    assert done.returncode == 0, done.stderr
    assert rows.published(linked.home, "select count(*) from derivations where original_id is not null") == [(0,)]
    assert ORIGINAL.title not in str(rows.published(linked.home, "select title from stories"))
    assert whole(linked)
    linked.run()
    assert rows.published(linked.home, LEFT) == [(2,)]
    assert rows.published(linked.home, f"select outcome from pages where url = '{ORIGINAL_URL}'") == [("forgotten",)]
    assert whole(linked)


def test_a_run_killed_while_linking_is_made_whole_by_the_next(linked: Kabar) -> None:
    """A killed rebuild, and other moments: `make prove`."""
    before = decided(linked.home)
    with_rows = rows.store(linked.home, "select count(*) from store.linked")
    rows.store(linked.home, "update store.linked set linker_no = -linker_no, settled = false")
    kill_in(linked, RUN, "link", 0.001)
    linked.run()
    assert decided(linked.home) == before
    assert rows.store(linked.home, "select count(*) from store.linked where settled and linker_no > 0") == with_rows
    assert whole(linked)


def test_an_original_that_is_given_by_address_alone_is_fetched(kabar: Kabar) -> None:
    kabar.run("kabarkini")
    rows.store(
        kabar.home,
        f"insert into store.originals select '{ORIGINAL_URL}', 'startup-ledger', null, min(article_id), now(), null "
        "from store.articles",
    )
    kabar.run("kabarkini")
    page = f"select outcome, discovered_via, route from pages where url = '{ORIGINAL_URL}'"
    assert rows.published(kabar.home, page) == [("pending", "citation", "citation")]
    kabar.run()
    article = f"select title, discovered_via, backfilled from articles where url = '{ORIGINAL_URL}'"
    assert rows.published(kabar.home, article) == [(ORIGINAL.title, "citation", True)]
    assert whole(kabar)
