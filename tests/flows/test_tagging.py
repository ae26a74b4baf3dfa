"""Who is in the articles, in whole runs: tagged once, tagged again when the gazetteer changes, never from the web."""

import json

from tests.web import entities, rows
from tests.web.entities import MERANTAU, PEOPLE
from tests.web.harm import kill_in
from tests.web.kabar import Kabar, only
from tests.web.publishers import Web
from warehouse.integrity import contradictions

BY_OUTLET = (
    "select entity_id, a.outlet_id, count(*) from mentions_body join articles a using (article_id) "
    "where entity_id in ('lintang-robotics', 'harbour-peak', 'ratri-wulandhani', 'merantau-capital') group by all "
    "order by all"
)
RUN = ("run", *only())


def test_a_run_says_who_is_in_the_articles_and_how_much_money(watching: Kabar) -> None:
    assert rows.published(watching.home, BY_OUTLET) == [
        ("harbour-peak", "kabarkini", 1),
        ("harbour-peak", "startup-ledger", 2),
        ("harbour-peak", "warta-nusa", 2),
        ("lintang-robotics", "kabarkini", 4),
        ("lintang-robotics", "startup-ledger", 5),
        ("lintang-robotics", "warta-nusa", 2),
        ("ratri-wulandhani", "kabarkini", 1),
        ("ratri-wulandhani", "startup-ledger", 1),
    ]
    amounts = "select surface, value, currency, converted_from from amounts m join articles a using (article_id) "
    assert rows.published(
        watching.home, amounts + "where outlet_id = 'kabarkini' and zone = 'body' order by char_start"
    ) == [
        ("US$ 42 juta", 42e6, "USD", None),
        ("Rp 684 miliar", 684e9, "IDR", "US$ 42 juta"),
        ("US$ 310 juta", 310e6, "USD", None),
    ]
    assert contradictions(watching.home / "kabar.duckdb") == ()


def test_what_is_tagged_is_not_tagged_again(watching: Kabar, web: Web) -> None:
    web.clear()
    before = rows.everything(watching.home, "mentions", "amounts", "names", "tagged", "taggers")
    counts = dict(watching.run().counts)
    assert (counts.get("tagged", 0), web.requests()) == (0, [])
    assert rows.everything(watching.home, "mentions", "amounts", "names", "tagged", "taggers") == before


def test_a_changed_gazetteer_tags_history_again_without_a_request(watching: Kabar, web: Web) -> None:
    assert watching.entities
    entities.declare(watching.entities, PEOPLE + MERANTAU)
    web.clear()
    counts = dict(watching.run().counts)
    assert (counts["tagged"], web.requests()) == (9, [])
    merantau = [row for row in rows.published(watching.home, BY_OUTLET) if row[0] == "merantau-capital"]
    assert merantau == [("merantau-capital", "kabarkini", 1), ("merantau-capital", "startup-ledger", 1)]


def test_rebuild_shows_what_appeared_and_what_vanished(watching: Kabar) -> None:
    assert watching.entities
    entities.declare(watching.entities, PEOPLE.replace('["Lintang"]', "[]") + MERANTAU)
    done = watching.said("rebuild", "--step", "tag", "--compare", "--format", "json")
    assert done.returncode == 0, done.stderr
    changes = {row["entity_id"]: row for row in json.loads(done.stdout)}
    assert (changes["merantau-capital"]["appeared"], changes["merantau-capital"]["vanished"]) == (2, 0)
    assert changes["lintang-robotics"]["appeared"] == 0
    assert changes["lintang-robotics"]["vanished"] > 0
    assert any("Merantau Capital" in example for example in changes["merantau-capital"]["examples"])
    assert "mentions came or went" in done.stderr
    assert "changed nothing" not in done.stderr
    again = watching.said("rebuild", "--step", "tag", "--compare", "--format", "json")
    assert (again.returncode, json.loads(again.stdout)) == (0, list(changes.values()))
    assert "This tagging changed nothing" in again.stderr


def test_rebuilding_the_articles_tags_them_again_the_same(watching: Kabar) -> None:
    before = rows.published(watching.home, "from mentions order by all"), rows.published(watching.home, BY_OUTLET)
    for step in ("extract", "identify", "tag"):
        assert dict(watching.rebuild(step).counts).get("tagged", 0) == (9 if step != "identify" else 0)
        after = rows.published(watching.home, "from mentions order by all"), rows.published(watching.home, BY_OUTLET)
        assert after == before


def test_a_faulty_entity_is_named_and_keeps_nobody_else_out(watching: Kabar) -> None:
    assert watching.entities
    entities.declare(watching.entities, PEOPLE + MERANTAU.replace('"ORG"', '"FUND"'))
    done = watching.said(*RUN)
    assert done.returncode == 0, done.stderr
    assert "warehouse-robots.toml" in done.stderr
    assert "FUND" in done.stderr
    assert {entity for entity, *_ in rows.published(watching.home, BY_OUTLET)} == {
        "harbour-peak", "lintang-robotics", "ratri-wulandhani",
    }  # fmt: skip


def test_what_is_forgotten_leaves_no_mention(watching: Kabar) -> None:
    url = rows.published(
        watching.home, "select url from articles where outlet_id = 'warta-nusa' and title like 'Sewa%'"
    )
    done = watching.said("forget", url[0][0], "--yes")
    assert done.returncode == 0, done.stderr
    assert not [row for row in rows.published(watching.home, BY_OUTLET) if row[1] == "warta-nusa"]
    assert contradictions(watching.home / "kabar.duckdb") == ()


def test_a_run_killed_while_tagging_is_made_whole_by_the_next(watching: Kabar) -> None:
    assert watching.entities
    whole = watching.apart("whole")
    entities.declare(watching.entities, PEOPLE + MERANTAU)
    whole.run()
    kill_in(watching, RUN, "tag", 0.001)
    watching.run()
    for table in ("mentions", "amounts", "names"):
        assert rows.everything(watching.home, table) == rows.everything(whole.home, table)
