"""The Atom feed: valid whatever the web says, stable, never going back, and the same bytes while nothing changes."""

import io
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import watch_feed
from flows.atom import Entry, Feed, atom, may_stand
from flows.settings import Settings
from tests.warehouse.desk import LINTANG, TIGA, Desk, a_desk, repeated
from tests.warehouse.files import a_file
from tests.warehouse.laid import DAY, HOUR, MINUTE, Of, a_story, drifted, lay, mentioned, retells, url
from tests.warehouse.seeding import NOW
from warehouse.connection import Connection

ATOM = "{http://www.w3.org/2005/Atom}"
LATER = NOW + HOUR


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_file(tmp_path_factory.mktemp("desk") / "warehouse.duckdb", seeded=False)


@pytest.fixture
def desk(empty: Path, tmp_path: Path) -> Desk:
    return a_desk(empty, tmp_path / "home")


def told(db: Connection, outlet: str, n: int = 1, *, at: datetime = NOW - HOUR, title: str = "") -> str:
    article = lay(db, outlet, n, at=at, title=title)
    mentioned(db, article, LINTANG)
    return article


def kept(desk: Desk) -> feedparser.FeedParserDict:
    """The feed after it was brought up to date, as a reader has it."""
    watch_feed.keep(desk.settings, NOW)
    text = feed_of(desk).read_bytes()
    ElementTree.fromstring(text)
    read = feedparser.parse(io.BytesIO(text), sanitize_html=False, resolve_relative_uris=False)
    assert not read.bozo
    return read


def feed_of(desk: Desk) -> Path:
    return desk.home / "watch.atom"


def titles(desk: Desk) -> list[str]:
    return [entry.title for entry in kept(desk).entries]


def test_an_article_stands_there_with_its_id_for_ever(desk: Desk) -> None:
    with desk.publishing() as db:
        article = told(db, "ledger", title="Lintang & Co < 3")
    (entry,) = kept(desk).entries
    assert (entry.id, entry.title, entry.link) == (f"urn:uuid:{article}", "Lintang & Co < 3", url("ledger", 1))
    assert (entry.author, entry.summary, [tag.term for tag in entry.tags]) == ("Ledger", "Satu dua tiga.", [LINTANG])
    assert (entry.published, entry.updated) == ("2025-06-11T11:00:00Z", "2025-06-11T11:00:00Z")
    assert entry.title_detail.type == "text/plain"


def test_stories_retellings_and_contradictions_stand_there_and_copies_do_not(desk: Desk) -> None:
    with desk.publishing() as db:
        original, retelling, copy = told(db, "ledger"), told(db, "warta"), told(db, "kabarkini")
        retells(db, retelling, Of(article=original))
        drifted(db, retelling, original, "contradicted", ("$310M", "$130M"))
        a_story(db, original, retelling)
        db.execute(
            "insert into store.duplicates by name select ?::uuid as article_id, ?::uuid as duplicate_of, "
            "'text' as rule, 1.0 as score, '' as evidence, now() as decided_at, 'same owner' as relation",
            [copy, retelling],
        )
    entries = kept(desk).entries
    assert sorted(entry.title for entry in entries) == [
        "Contradiction: warta 1", "Retelling: warta 1", "Story: ledger 1", "ledger 1", "warta 1",
    ]  # fmt: skip
    assert len({entry.id for entry in entries}) == len(entries)
    assert "Warta: has $130M where Ledger has $310M" in [entry.summary for entry in entries]


def test_the_same_bytes_while_nothing_changes(desk: Desk) -> None:
    with desk.publishing() as db:
        told(db, "ledger")
    kept(desk)
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in (feed_of(desk), desk.home / "looks/atom.json")]
    with desk.publishing(LATER) as db:
        mentioned(db, lay(db, "warta", at=NOW), "somebody-else")
    kept(desk)
    after = [(path.read_bytes(), path.stat().st_mtime_ns) for path in (feed_of(desk), desk.home / "looks/atom.json")]
    assert before == after


def test_an_empty_feed_is_valid_and_stays_the_same(desk: Desk) -> None:
    assert kept(desk).entries == []
    before = feed_of(desk).read_bytes()
    with desk.publishing(LATER):
        pass
    kept(desk)
    assert feed_of(desk).read_bytes() == before


def test_what_is_found_late_comes_in_at_the_top(desk: Desk) -> None:
    with desk.publishing() as db:
        told(db, "ledger")
    kept(desk)
    with desk.publishing(LATER) as db:
        told(db, "warta", at=NOW - 400 * DAY)
    first, second = kept(desk).entries
    assert (first.title, first.updated, first.published) == ("warta 1", "2025-06-11T13:00:00Z", "2024-05-07T12:00:00Z")
    assert (second.title, second.updated) == ("ledger 1", "2025-06-11T11:00:00Z")


def test_a_story_that_goes_on_spreading_is_the_same_entry_updated(desk: Desk) -> None:
    with desk.publishing() as db:
        a_story(db, told(db, "ledger"), told(db, "warta"))
    before = next(entry for entry in kept(desk).entries if entry.title.startswith("Story"))
    with desk.publishing(LATER) as db:
        db.execute(
            "insert into store.story_articles select story_id, ?, .5, '' from store.stories", [told(db, "harian")]
        )
    after = next(entry for entry in kept(desk).entries if entry.title.startswith("Story"))
    assert (after.id, after.published, after.updated) == (before.id, before.published, "2025-06-11T13:00:00Z")
    assert after.summary == "Ledger: 3 outlets tell it in 3 articles: Harian, Ledger, Warta"


def test_everything_made_again_leaves_the_feed_as_it_is(desk: Desk) -> None:
    with desk.publishing() as db:
        original, retelling = told(db, "ledger"), told(db, "warta")
        retells(db, retelling, Of(article=original))
    kept(desk)
    before = feed_of(desk).read_bytes()
    with desk.publishing(LATER) as db:
        db.execute("update store.derivations set since_at = $at; ", {"at": LATER})
        db.execute("update store.versions set observed_at = $at", {"at": LATER})
    kept(desk)
    assert feed_of(desk).read_bytes() == before


def test_updated_never_goes_back_not_even_in_a_replay(desk: Desk) -> None:
    with desk.publishing() as db:
        told(db, "ledger")
    kept(desk)
    with desk.publishing(NOW - 9 * DAY) as db:
        told(db, "warta", at=NOW - 10 * DAY)
    read = kept(desk)
    assert [entry.title for entry in read.entries] == ["warta 1", "ledger 1"]
    assert read.feed.updated == read.entries[0].updated == "2025-06-11T12:00:00Z"


def test_what_is_forgotten_leaves_the_feed_and_what_is_kept_of_it(desk: Desk) -> None:
    with desk.publishing() as db:
        article = told(db, "ledger", title="To be forgotten")
        told(db, "warta")
    assert len(kept(desk).entries) == 2
    with desk.publishing(LATER) as db:
        for table in ("articles", "versions", "mentions"):
            where = (
                "document_id not in (select document_id from store.versions)"
                if table == "mentions"
                else f"article_id = '{article}'"
            )
            db.execute(f"delete from store.{table} where {where}")
    assert titles(desk) == ["warta 1"]
    assert "To be forgotten" not in feed_of(desk).read_text() + (desk.home / "looks/atom.json").read_text()


def test_the_newest_hundred(desk: Desk) -> None:
    def shown() -> list[str]:
        return [entry.link.removeprefix("https://ledger.test/a/") for entry in kept(desk).entries]

    with desk.publishing() as db:
        repeated(db, told(db, "ledger"), range(1, 131), MINUTE)
    assert shown() == ["1", *(f"1/{n}" for n in range(1, 100))]
    with desk.publishing(LATER) as db:
        told(db, "warta")
    assert shown() == [url("warta", 1), "1", *(f"1/{n}" for n in range(1, 99))]


def test_a_damaged_note_begins_the_feed_anew_with_the_same_ids(desk: Desk) -> None:
    with desk.publishing() as db:
        told(db, "ledger")
    before = kept(desk)
    (desk.home / "looks/atom.json").write_text("{")
    after = kept(desk)
    assert [entry.id for entry in after.entries] == [entry.id for entry in before.entries]
    assert after.feed.id == before.feed.id


def test_a_feed_that_was_cut_down_before_it_was_written_is_written_by_the_next(desk: Desk) -> None:
    with desk.publishing() as db:
        told(db, "ledger")
    kept(desk)
    feed_of(desk).unlink()
    assert titles(desk) == ["ledger 1"]


def test_others_are_watched(desk: Desk) -> None:
    with desk.publishing() as db:
        told(db, "ledger")
    before = kept(desk)
    others = Settings(home=desk.home, watch=(TIGA,), now=NOW)
    watch_feed.keep(others, NOW)
    read = feedparser.parse(io.BytesIO(feed_of(desk).read_bytes()))
    assert (read.entries, read.feed.id == before.feed.id, read.feed.title) == ([], False, "News about tiga-layar")
    watch_feed.keep(Settings(home=desk.home, watch=(), now=NOW), NOW)
    assert not feed_of(desk).exists()
    assert [path.name for path in (desk.home / "looks").iterdir()] == []  # its headlines, neither


# ------------------------------------------------------------------ whatever the web says

WORDS = st.text(max_size=60) | st.sampled_from([
    "</title><script>alert(1)</script>", "]]>", "<![CDATA[", "&amp;lt;", "\x00\x08\x1b[2J", "\ufffe\uffff\ud800",
    "\u202eabc", '" onload="x', "a" * 10_000,
])  # fmt: skip
LINKS = st.sampled_from(["https://contoh.test/a?b=1&c=2", "https://contoh.test/'x'", "http://contoh.test/\u00e9"])


def an_entry(title: str, summary: str, link: str, term: str) -> Entry:
    return Entry(
        id="urn:uuid:00000000-0000-4000-8000-000000000000", title=title, summary=summary, link=link, author=title,
        language=term, terms=(term,), published=NOW, updated=NOW,
    )  # fmt: skip


@given(title=WORDS, summary=WORDS, link=LINKS, term=WORDS)
def test_whatever_is_said_the_feed_is_xml_and_says_it(title: str, summary: str, link: str, term: str) -> None:
    entry = an_entry(title, summary, link, term)
    text = atom(Feed(id="urn:x", title=title, subtitle=summary, updated=NOW, entries=(entry,)))
    root = ElementTree.fromstring(text.encode())
    (read,) = root.findall(f"{ATOM}entry")
    assert [child.tag.removeprefix(ATOM) for child in read] == [
        "id", "title", "link", "author", "category", "published", "updated", "summary",
    ]  # fmt: skip
    assert [attribute for _, attribute in read.find(f"{ATOM}link").items()] == ["alternate", "text/html", link]  # type: ignore[union-attr]
    said = read.findtext(f"{ATOM}title") or ""
    plain = [character if character.isprintable() else "" for character in title]
    assert [character for character in said if character.isprintable() and character != "\ufffd"] == [
        character for character in plain if character and character != "\ufffd"
    ]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "", "https://x.test/\n", "https://x.test/\ufffe", "data:,x"])
def test_an_entry_that_may_not_be_linked_to_does_not_stand_there(link: str) -> None:
    assert not may_stand(an_entry("t", "s", link, ""))


def test_times_are_in_utc_whatever_their_zone() -> None:
    jakarta = datetime.fromisoformat("2025-06-11T19:00:00.5+07:00")
    text = atom(Feed(id="urn:x", title="", subtitle="", updated=jakarta, entries=()))
    assert "<updated>2025-06-11T12:00:00Z</updated>" in text
    assert jakarta.astimezone(UTC).hour == 12
