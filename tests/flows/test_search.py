"""`kabar search` from outside, and the index that follows what runs publish and what is forgotten."""

import json
import shutil

from tests.web import rows
from tests.web.kabar import Kabar

ALL = "select count(*) from articles where title || ' ' || body ilike '%surabaya%'"


def test_what_a_run_published_is_found_at_once(ran: Kabar) -> None:
    assert (ran.home / "search" / "current").exists()
    done = ran.command("search", "surabaya", "--format", "json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [(len(found),)] == rows.published(ran.home, ALL)
    assert "index" not in done.stderr
    assert set(found[0]) == {
        "published_at", "outlet_id", "lang", "title", "sentence", "url", "article_id", "score",
    }  # fmt: skip


def test_a_table_for_people_and_a_file_for_programs(ran: Kabar) -> None:
    table = ran.said("search", "surabaya", "--most", "1")
    assert "\x1b" not in table.stdout
    assert "the best 1 shown" in table.stderr or "1 article found" in table.stderr
    csv = ran.said("search", "surabaya", "--format", "csv").stdout.splitlines()
    assert csv[0] == "published_at,outlet_id,lang,title,sentence,url,article_id,score"


def test_an_index_that_is_gone_is_made_again(ran: Kabar) -> None:
    shutil.rmtree(ran.home / "search")
    done = ran.said("search", "surabaya", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)
    assert "index:" in done.stderr


def test_what_is_forgotten_is_found_no_more(ran: Kabar) -> None:
    url = next(url for (url,) in rows.published(ran.home, "select url from articles where url like '%quillfish%'"))
    before = json.loads(ran.said("search", "quillfish", "--format", "json").stdout)
    assert url in [hit["url"] for hit in before]
    assert ran.said("forget", url, "--yes").returncode == 0
    after = json.loads(ran.said("search", "quillfish", "--format", "json").stdout)
    assert [hit["url"] for hit in after] == [hit["url"] for hit in before if hit["url"] != url]


def test_what_cannot_be_asked_is_said_in_a_sentence(ran: Kabar) -> None:
    cases = (
        ("search", "!!!"), ("search", "reef", "--entity", "nobody-at-all"), ("search", "reef", "--since", "soon"),
    )  # fmt: skip
    for case in cases:
        done = ran.said(*case)
        assert (done.returncode, done.stdout) == (2, ""), case
        assert done.stderr.startswith("kabar: ")
        assert "Traceback" not in done.stderr


def test_nothing_found_is_an_answer(ran: Kabar) -> None:
    done = ran.said("search", "zzyzx", "--format", "json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    assert "stands in no article" in done.stderr


def test_without_a_published_file_it_says_so(kabar: Kabar) -> None:
    done = kabar.said("search", "reef")
    assert done.returncode == 1
    assert "not there yet" in done.stderr
