"""Servers that misbehave: each way of it ends as its own row, and does no harm."""

from pathlib import Path

import pytest

from tests.web import rows
from tests.web.kabar import Kabar
from tests.web.outlets import FEEDS, PAGES, feed_url, page_url
from tests.web.publishers import publishing

FINAL = ("gone",)  # outcomes after which a page is not asked for again


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of an installation that has polled the broken and the hostile outlets once."""
    folder = tmp_path_factory.mktemp("broken")
    with publishing() as web, pytest.MonkeyPatch.context() as patch:
        patch.setenv("HTTP_PROXY", web.url)
        kabar = Kabar(home=folder / "home", outlets=web.declare(folder / "outlets"), web=web)
        kabar.run("rusak", "rusak-pages", "hostile")
    return folder / "home"


def test_every_misbehaving_feed_ends_as_its_outcome(broken: Path) -> None:
    polls = dict(rows.published(broken, "select feed_url, outcome from polls"))
    last = "select url, arg_max(outcome, rowid) from store.fetches where purpose = 'feed' group by url"
    fetches = dict(rows.store(broken, last))
    found = {name: (FEEDS[name][0], polls[feed_url(name)], fetches.get(feed_url(name), "ok")) for name in FEEDS}
    expected = {name: (path, poll, "redirect" if name == "loop" else fetch)
                for name, (path, poll, fetch) in FEEDS.items()}  # fmt: skip
    assert {name: seen for name, seen in found.items() if name != "loop"} == {
        name: meant for name, meant in expected.items() if name != "loop"
    }
    assert polls[feed_url("loop")] == "failed"
    assert ("redirect_loop",) in rows.published(broken, "select outcome from fetches where host = 'loop.rusak.test'")


def test_every_failed_poll_says_why(broken: Path) -> None:
    bad = rows.published(broken, "select feed_url, detail from polls where outcome <> 'ok'")
    assert len(bad) == len(FEEDS)
    assert all(detail for _, detail in bad)


@pytest.mark.parametrize("name", PAGES)
def test_every_misbehaving_page_ends_as_its_outcome_and_is_tried_again_where_that_may_help(
    broken: Path, name: str
) -> None:
    outcome = PAGES[name][1]
    sql = f"select outcome, attempts, next_attempt_at is not null from pages where url = '{page_url(name)}'"
    assert rows.published(broken, sql) == [(outcome, 1, outcome not in ("ok", *FINAL))]


def test_what_was_served_in_a_wrong_charset_is_read_right(broken: Path) -> None:
    sql = f"select text from articles where url = '{page_url('page-wrong-charset')}'"
    assert rows.published(broken, sql) == [("Café “itu” tutup.",)]


def test_a_challenge_page_is_archived_and_never_an_article(broken: Path) -> None:
    sql = f"select outcome, extraction, article_id from pages where url = '{page_url('page-wall')}'"
    assert rows.published(broken, sql) == [("blocked", None, None)]
    kept = rows.store(broken, f"select outcome from store.documents where key = '{page_url('page-wall')}'")
    assert kept == [("blocked",)]


def test_hostile_entries_arrive_harmless(broken: Path) -> None:
    said = rows.published(broken, "select title, excerpt, said, link from entries where outlet_id = 'hostile'")
    assert len(said) == 4  # javascript: and file: links are no links
    everything = "\n".join(text for row in said for text in row)
    assert not any(ord(character) < 32 and character not in "\n\t" for character in everything)
    assert "<" not in "".join(title for title, *_ in said)
    assert {"Harga cabai naik", "Robert'); drop table store.articles; --"} <= {title for title, *_ in said}
    assert max(len(text) for row in said for text in row) <= 20_000  # of 4 MB


def test_hostile_pages_become_text_and_nothing_else(broken: Path) -> None:
    texts = rows.published(broken, "select title, text from articles where outlet_id = 'hostile'")
    assert len(texts) == 4
    for title, text in texts:
        assert title == "Harga cabai naik"
        assert not any(word in text for word in ("alert", "<", "passwd", "\x00", "\x1b"))
        assert "Pemerintah kota" in text


def test_nothing_is_there_twice_after_misbehaviour(broken: Path) -> None:
    assert rows.twice(broken) == {}
