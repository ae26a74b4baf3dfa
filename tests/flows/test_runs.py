"""Whole passes over the simulated web: what is asked for, what is kept, what is said."""

from tests.web import rows, stories
from tests.web.clock import START
from tests.web.kabar import Kabar, only
from tests.web.publishers import Web

NOWHERE = "http://127.0.0.1:9"  # the discard port: nobody listens there


def test_every_listed_piece_becomes_an_article_with_its_language_and_date(kabar: Kabar, web: Web) -> None:
    kabar.run()
    found = rows.published(kabar.home, "select url, title, lang, published_at, published_from from articles")
    told = {row[0]: row[1:] for row in found}
    assert len(told) == len(found) == 9
    assert told[stories.ORIGINAL_URL] == (stories.ORIGINAL.title, "en", stories.ORIGINAL.published, "jsonld")
    for host, piece in (("kabarkini", stories.NAMED_REWRITE), ("kabarkini", stories.UNRELATED)):
        assert told[f"http://{host}.test:8080{piece.path}"] == (piece.title, "id", piece.published, "jsonld")
    assert rows.twice(kabar.home) == {}
    assert rows.archived(kabar.home) == len(set(web.requests())) == 4 + 3 + 9  # feeds, robots.txt, pages


def test_bodies_hold_the_story_and_none_of_the_furniture(ran: Kabar) -> None:
    bodies = dict(rows.published(ran.home, "select title, body from articles"))
    assert bodies[stories.ORIGINAL.title] == "\n".join(stories.ORIGINAL.paragraphs)
    rewrite = bodies[stories.NAMED_REWRITE.title]
    assert rewrite.startswith("Perusahaan rintisan")
    assert rewrite.endswith("kembali ikut serta.")
    assert "dikutip dari Startup Ledger" in rewrite
    assert not any(word in " ".join(bodies.values()) for word in ("Baca juga", "REGISTER NOW", "ADVERTISEMENT"))


def test_authors_are_persons_whoever_names_them(ran: Kabar) -> None:
    found = rows.published(ran.home, "select distinct unnest(authors) from articles")
    people = {piece.author for piece in (*stories.LEDGER, *stories.KABARKINI, *stories.WARTA)}
    assert {name for (name,) in found} == people - {"Tim Kabarkini", "Warta Nusa"}


def test_a_second_run_at_once_asks_for_nothing(ran: Kabar, web: Web) -> None:
    web.clear()
    before = rows.counts(ran.home)
    ran.run()
    assert web.requests() == []
    assert rows.counts(ran.home) == before | {"runs": before["runs"] + 1}


def test_force_asks_conditionally_and_adds_only_runs_polls_and_fetches(ran: Kabar, web: Web) -> None:
    web.clear()
    before = rows.counts(ran.home)
    ran.run(force=True)
    asked = web.state.seen
    assert len(asked) == 4
    assert all(seen.header("If-None-Match") and seen.header("If-Modified-Since") for seen in asked)
    grown = {"runs": 1, "polls": 4, "fetches": 4}
    assert rows.counts(ran.home) == before | {table: before[table] + n for table, n in grown.items()}


def test_one_broken_outlet_keeps_nobody_else_from_arriving(kabar: Kabar, web: Web) -> None:
    web.down.add("kabarkini.test")
    done = kabar.command("run", *only())
    assert done.returncode == 0, done.stderr
    found = rows.published(kabar.home, "select outlet_id, count(*) from articles group by all order by all")
    assert found == [("startup-ledger", 3), ("warta-nusa", 3)]
    why = rows.published(kabar.home, "select outcome, detail from polls where feed_url like '%kabarkini%'")
    assert len(why) == 1
    assert why[0][0] == "failed"
    assert "server_error" in why[0][1]


def test_an_outlet_that_is_back_is_taken_up_by_the_next_run(kabar: Kabar, web: Web) -> None:
    web.down.add("kabarkini.test")
    kabar.run("kabarkini", "warta-nusa")
    assert rows.published(kabar.home, "select distinct outlet_id from articles") == [("warta-nusa",)]
    web.down.clear()
    kabar.run("kabarkini", "warta-nusa")
    assert rows.published(kabar.home, "select count(*) from articles where outlet_id = 'kabarkini'") == [(3,)]


def test_without_a_connection_the_run_fails_with_one_sentence(kabar: Kabar) -> None:
    done = kabar.said("run", *only(), HTTP_PROXY=NOWHERE)
    said = [line for line in done.stderr.splitlines() if line.startswith("kabar: ")]
    assert done.returncode == 1
    assert len(said) == 1
    assert "make demo" in said[0]
    assert "Traceback" not in done.stderr


def test_a_limit_takes_the_newest_and_counts_what_is_left(kabar: Kabar, web: Web) -> None:
    done = kabar.said("run", "--limit", "1", *only())
    assert done.returncode == 0
    assert "6 more pages are listed" in done.stderr
    titles = {title for (title,) in rows.published(kabar.home, "select title from articles")}
    assert titles == {stories.ORIGINAL.title, stories.UNRELATED.title, stories.LINKED_REWRITE.title}
    web.clear()
    rest = kabar.run()
    assert (dict(rest.counts)["fetched"], rest.left, len(web.requests())) == (6, 0, 6)


def test_rebuilding_asks_for_nothing_and_gives_the_same_rows(ran: Kabar, web: Web) -> None:
    web.clear()
    before = rows.everything(ran.home, "extractions", "zones", "versions", "articles")
    ran.rebuild("extract")
    assert web.requests() == []
    assert rows.everything(ran.home, *before) == before
    assert all(before.values())


def test_an_edited_entry_is_a_second_sighting_with_its_own_dates_untouched(ran: Kabar, web: Web) -> None:
    web.clock.move(hours=3)
    ran.run()
    sql = "select entry_title, s.first_seen_at, published_raw from sightings s join articles a using (article_id)"
    seen = rows.published(ran.home, f"{sql} where url = '{stories.ORIGINAL_URL}' order by s.first_seen_at")
    raw = "Wed, 11 Jun 2025 08:50:00 +0000"
    assert seen == [(stories.ORIGINAL.title, START, raw), (stories.ORIGINAL.edits[0].title, web.clock.now, raw)]
    assert rows.published(ran.home, "select count(*) from articles") == [(10,)]  # one more was published meanwhile


def test_a_day_of_runs_ends_with_every_piece_once(ran: Kabar, web: Web) -> None:
    for _ in range(3):
        web.clock.move(hours=3)
        ran.run()
    published = sum(len(pieces) for pieces in (stories.LEDGER, stories.KABARKINI, stories.WARTA))
    assert rows.published(ran.home, "select count(*), count(distinct url) from articles") == [(published, published)]
    assert rows.twice(ran.home) == {}
