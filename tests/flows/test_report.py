"""The report page: what it tells, and that nothing from the web is anything but text on it."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.page import LONGEST_SENTENCE, first_sentence, page
from flows.reporting import write_report
from tests.web import entities, rows
from tests.web.kabar import Kabar
from tests.web.upkeep import settings
from warehouse.connection import connect
from warehouse.errors import WarehouseError
from warehouse.report import NewsItem, Part, Report, report

NOW = datetime(2025, 6, 11, 12, tzinfo=UTC)
TAGS = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "div", "table", "tr", "th", "td", "bdi",
    "time", "ul", "li", "a",
}  # fmt: skip


class Seen(HTMLParser):
    """What a browser would see: tags, addresses, text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


def a_report(*news: NewsItem, **changes: object) -> Report:
    none = Part(columns=("outlet",), rows=())
    watched = Part(columns=("entity", "last day"), rows=(("Lintang", 1),))
    plain = Report(now=NOW, published_at=NOW, watched=watched, news=news, outlets=none, feeds=none, gaps=none)
    return replace(plain, **changes)  # type: ignore[arg-type]


def an_item(title: str = "Judul", summary: str = "Ringkasan.", url: str = "https://contoh.test/1") -> NewsItem:
    return NewsItem(
        entity="Lintang", outlet="Contoh", dated_at=NOW, title=title, summary=summary, url=url, is_copy=False
    )  # fmt: skip


@pytest.fixture
def tagged(ran: Kabar, tmp_path: Path) -> Kabar:
    """An installation after a run, that knows who is in its articles."""
    kabar = replace(ran, entities=entities.declare(tmp_path / "entities"))
    kabar.rebuild("tag")
    return kabar


def test_what_a_run_brought_is_on_the_page(tagged: Kabar) -> None:
    ran, watched = tagged, ("harbour-peak", "lintang-robotics")
    named = (
        "select a.title from article_entities n join articles a using (article_id) where n.entity_id = 'harbour-peak'"
    )
    where = write_report(settings(ran, watch=watched), ran.web.clock.now)
    assert where == ran.home / "report.html"
    seen = Seen(where.read_text("utf-8"))
    titles = [" ".join(title.split()) for (title,) in rows.published(ran.home, named)]
    assert titles
    assert [title for title in titles if title not in seen.text] == []
    assert seen.text.index("Harbour Peak Ventures") < seen.text.index("Lintang Robotics")
    assert "Warta Nusa" in seen.text
    assert "No gap is open." in seen.text
    assert seen.tags <= TAGS
    assert all(link.startswith("http://") for link in seen.links)
    assert not list(ran.home.glob("*.copying"))


def test_no_article_is_there_with_more_than_a_sentence(tagged: Kabar) -> None:
    everybody = [e for (e,) in rows.published(tagged.home, "select distinct entity_id from article_entities")]
    told = Seen(write_report(settings(tagged, watch=tuple(everybody)), tagged.web.clock.now).read_text("utf-8")).text
    bodies = [" ".join(body.split()) for (body,) in rows.published(tagged.home, "select body from articles")]
    assert len(everybody) > 2
    assert not [body for body in bodies if body[: LONGEST_SENTENCE + 10] in told]


def test_a_day_with_nothing_says_so(ran: Kabar) -> None:
    ran.web.clock.move(days=3)
    told = Seen(write_report(settings(ran), ran.web.clock.now).read_text("utf-8")).text
    assert "No article of the last 24 hours names them." in told


def test_gaps_and_troubles_are_told(ran: Kabar) -> None:
    with connect(ran.home / "kabar.duckdb") as db:
        db.execute(
            "insert into store.gaps "
            "select uuid(), feed_url, outlet_id, $at, $at, 'open', null, 'no overlap', $at, null, 0, null "
            "from store.feeds order by feed_url limit 1",
            {"at": NOW},
        )
        db.execute("update store.feeds set status = 'failing', failures = 7 where declared")
    told = report(ran.home / "kabar.duckdb", NOW, ())
    assert [row[4] for row in told.gaps.rows] == ["no overlap"]
    assert {(row[2], row[3]) for row in told.feeds.rows} == {("failing", 7)}
    assert Seen(page(told)).text.count("no overlap") == 1


def test_without_a_published_file_there_is_no_page(kabar: Kabar) -> None:
    with pytest.raises(WarehouseError, match="is not there yet"):
        write_report(settings(kabar), NOW)


def test_the_command_prints_where_the_page_lies(ran: Kabar) -> None:
    done = ran.command("report")
    assert (done.returncode, done.stdout.strip()) == (0, str(ran.home / "report.html")), done.stderr


# ------------------------------------------------------------------ hostile words

HOSTILE = (
    "<script>alert(1)</script>", "</title><img src=x onerror=alert(1)>", "\" onmouseover=\"alert(1)", "&lt;b&gt;",
    "</bdi></td><iframe src='https://jahat.test'>", "\u202egnirts\u202c", "a\x00b\x1b[31mc", "<!--", "]]>",
    "'><a href=//x>",
)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_words_stay_words(words: str) -> None:
    part = Part(columns=("outlet", "last word"), rows=((words, words),))
    told = page(a_report(an_item(words, words, f"https://contoh.test/{words}"), outlets=part, feeds=part, gaps=part))
    seen = Seen(told)
    assert seen.tags <= TAGS
    assert seen.attributes <= {"lang", "charset", "http-equiv", "content", "name", "class", "href", "rel"}
    assert "\x00" not in told
    assert "\x1b" not in told


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:x", "//x.test/", "", "http:[x"])
def test_only_web_addresses_are_links(url: str) -> None:
    assert [link for link in Seen(page(a_report(an_item(url=url)))).links if not re.match("https?://", link)] == []


@given(st.text(max_size=400), st.text(max_size=400))
def test_no_text_breaks_the_page(title: str, summary: str) -> None:
    seen = Seen(page(a_report(an_item(title, summary))))
    assert seen.tags <= TAGS
    assert "Open gaps" in seen.text


def test_the_page_may_load_and_run_nothing() -> None:
    assert "default-src 'none'" in page(a_report())


# ------------------------------------------------------------------ one sentence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("Kapal itu berlayar", "Kapal itu berlayar"),
        (
            "Kapal itu berlayar dari Ambon ke Ternate pagi ini. Lalu badai datang.",
            "Kapal itu berlayar dari Ambon ke Ternate pagi ini.",
        ),
        (
            "Jakarta. Dr. Ani berkata bahwa kapal itu sudah berlayar pagi ini. Badai.",
            "Jakarta. Dr. Ani berkata bahwa kapal itu sudah berlayar pagi ini.",
        ),
        (
            "The firm paid $14.3 billion for 49 percent of it, he said. More.",
            "The firm paid $14.3 billion for 49 percent of it, he said.",
        ),
        (
            "\u201cKapal itu berlayar dari Ambon ke Ternate!\u201d Badai datang.",
            "\u201cKapal itu berlayar dari Ambon ke Ternate!\u201d",
        ),
        ("Kapal\n\nitu\tberlayar\x00 pagi", "Kapal itu berlayar pagi"),
    ],
    ids=["nothing", "no end", "two", "short ends", "a figure", "quoted", "white space"],
)
def test_a_first_sentence(text: str, expected: str) -> None:
    assert first_sentence(text) == expected


@given(st.text(max_size=2000))
def test_a_sentence_is_never_long(text: str) -> None:
    assert len(first_sentence(text)) <= LONGEST_SENTENCE


def test_a_text_without_an_end_takes_no_time() -> None:
    assert len(first_sentence("!\u201d " * 100_000)) <= LONGEST_SENTENCE
