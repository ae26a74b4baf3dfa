"""The report page: what it tells, and that nothing from the web is anything but text on it."""

import re
import tomllib
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.page import page
from flows.page.numbers import figure, long_day, moment, number, percent, span, tongue
from flows.page.words import say
from flows.reporting import write_report
from tests.web import entities, rows, told, upkeep
from tests.web.kabar import Kabar
from tests.web.told import HOSTILE, NOW
from warehouse.errors import WarehouseError
from warehouse.sentence import LONGEST_SENTENCE

TAGS = {
    "html", "head", "meta", "title", "style", "body", "header", "nav", "main", "section", "footer", "div", "article",
    "h1", "h2", "h3", "p", "b", "bdi", "code", "span", "time", "a", "ul", "ol", "li", "details", "summary", "fieldset",
    "legend", "input", "label", "table", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "svg", "g", "path",
    "line", "text", "tspan", "circle",
}  # fmt: skip


class Seen(HTMLParser):
    """What a browser would see: tags, addresses, text, in which both languages stand."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.open: list[str] = []
        self.headings: list[str] = []
        self.text = ""
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in ("meta", "input"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"{tag} is closed where it is not open"

    def handle_data(self, data: str) -> None:
        self.text += data
        if "h3" in self.open:
            self.headings.append(data)


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
    where = write_report(upkeep.settings(ran, watch=watched), ran.web.clock.now)
    assert where == ran.home / "report.html"
    seen = Seen(where.read_text("utf-8"))
    titles = [" ".join(title.split()) for (title,) in rows.published(ran.home, named)]
    assert titles
    assert [title for title in titles if title not in seen.text] == []
    assert seen.headings.index("Harbour Peak Ventures") < seen.headings.index("Lintang Robotics")
    assert "Warta Nusa" in seen.text
    assert seen.tags <= TAGS
    assert seen.open == []
    assert all(re.match("https?://|#", link) for link in seen.links)
    assert len(seen.ids) == len(set(seen.ids))


def test_no_article_is_there_with_more_than_a_sentence(tagged: Kabar) -> None:
    everybody = [e for (e,) in rows.published(tagged.home, "select distinct entity_id from article_entities")]
    where = write_report(upkeep.settings(tagged, watch=tuple(everybody)), tagged.web.clock.now)
    shown = Seen(where.read_text("utf-8")).text
    bodies = [" ".join(body.split()) for (body,) in rows.published(tagged.home, "select body from articles")]
    assert len(everybody) > 2
    assert not [body for body in bodies if body[: LONGEST_SENTENCE + 10] in shown]


def test_without_a_published_file_there_is_no_page(kabar: Kabar) -> None:
    with pytest.raises(WarehouseError, match="is not there yet"):
        write_report(upkeep.settings(kabar), NOW)


def test_the_command_prints_where_the_page_lies(ran: Kabar) -> None:
    done = ran.command("report")
    assert (done.returncode, done.stdout.strip()) == (0, str(ran.home / "report.html")), done.stderr


def test_an_empty_warehouse_has_a_page_that_says_so() -> None:
    seen = Seen(page(told.empty()))
    for sentence in ("Nobody is watched", "No gap is open.", "No new name recurs.", "Tidak ada celah terbuka."):
        assert sentence in seen.text


def test_all_that_is_told_is_on_it() -> None:
    day = told.lively()
    seen = Seen(page(day))
    assert len(seen.ids) == len(set(seen.ids))
    assert not [s.title for s in day.stories if s.title not in seen.text]
    assert not [line.piece.url for s in day.stories for line in s.lines if line.piece.url not in seen.links]
    assert not [one.piece.url for one in day.untold if one.piece.url not in seen.links]
    assert not [one.name for one in (*day.names, *day.watched) if one.name not in seen.text]
    assert not [one.outlet for one in (*day.sources, *day.gaps) if one.outlet not in seen.text]


def test_as_much_as_there_may_be_is_less_than_three_megabytes() -> None:
    assert len(page(told.bounds()).encode()) < 3_000_000


# ------------------------------------------------------------------ hostile words


def test_words_stay_words() -> None:
    markup = page(told.hostile())
    seen = Seen(markup)
    assert seen.tags <= TAGS
    assert seen.open == []
    assert not [name for name in seen.attributes if name.startswith("on")]
    assert not [link for link in seen.links if not re.match("https?://|#", link)]
    assert not set(markup) & {"\x00", "\x1b", "\u202e", "\u200f"}
    assert len(seen.ids) == len(set(seen.ids))
    assert "<script>alert(1)</script>" in seen.text
    assert "{now}" in seen.text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:x", "//x.test/", "", "http:[x"])
def test_only_web_addresses_are_links(url: str) -> None:
    day = told.one_article()
    (one,) = day.watched
    spoilt = replace(day, watched=(replace(one, news=(replace(one.news[0], url=url),)),))
    assert not [link for link in Seen(page(spoilt)).links if not link.startswith("#")]


@settings(max_examples=40)
@given(st.text(max_size=400), st.text(max_size=400))
def test_no_text_breaks_the_page(title: str, summary: str) -> None:
    day = replace(told.lively(), watched=(), shares=(), stories=())
    piece = replace(day.untold[0].piece, title=title, sentence=summary)
    seen = Seen(page(replace(day, untold=(replace(day.untold[0], piece=piece),))))
    assert seen.tags <= TAGS
    assert seen.open == []
    assert "Gaps" in seen.text


def test_the_page_may_load_and_run_nothing() -> None:
    markup = page(told.empty())
    assert "default-src 'none'" in markup
    assert "<script" not in markup
    assert "url(" not in markup
    assert "@import" not in markup


# ------------------------------------------------------------------ both languages


def _sentences(lang: str) -> dict[str, str]:
    said = tomllib.loads(files("flows.page").joinpath("words", f"{lang}.toml").read_text("utf-8"))
    return {f"{part}.{key}": text for part, keys in said.items() if part != "ways" for key, text in keys.items()}


def test_both_languages_say_the_same_things_with_the_same_values() -> None:
    english, indonesian = _sentences("en"), _sentences("id")
    assert list(english) == list(indonesian)
    assert [key for key in english if _values(english[key]) != _values(indonesian[key])] == []


def _values(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_sentence_is_used() -> None:
    code = "".join(path.read_text("utf-8") for path in (Path(__file__).parents[2] / "flows" / "page").glob("*.py"))
    known = {key for key in _sentences("en") if key in code}
    loose = {key for key in _sentences("en") if key not in known and f'"{key.split(".")[1]}"' not in code}
    loose -= {key for key in loose if key.startswith("reasons.")}  # the linker's: tests/warehouse/stories has them all
    assert (
        loose - {f"{part}.{key}" for part in SECTIONS for key in ("title", "lede")} - {f"nav.{s}" for s in SECTIONS}
        == set()
    )


SECTIONS = ("today", "watched", "stories", "voice", "follows", "untold", "names", "sources")


def test_a_sentence_stands_in_both_languages() -> None:
    assert say("stories.articles", n=1) == '<span lang="en">1\xa0article</span><span lang="id">1\xa0artikel</span>'
    assert say("stories.articles", n=1200) == (
        '<span lang="en">1,200\xa0articles</span><span lang="id">1.200\xa0artikel</span>'
    )


@pytest.mark.parametrize("words", HOSTILE)
def test_a_value_is_text(words: str) -> None:
    assert Seen(str(say("watched.unknown", name=words))).tags == {"span", "code", "bdi"}


@pytest.mark.parametrize(
    ("written", "english", "indonesian"),
    [
        (lambda way: number(1234567, way), "1,234,567", "1.234.567"),
        (lambda way: figure(3.25, way), "3.2", "3,2"),
        (lambda way: figure(66.4, way), "66", "66"),
        (lambda way: percent(0.1234, way), "12\u202f%", "12\u202f%"),
        (lambda way: percent(0.0312, way), "3.1\u202f%", "3,1\u202f%"),
        (lambda way: percent(0.0996, way), "10\u202f%", "10\u202f%"),
        (lambda way: percent(0, way), "0\u202f%", "0\u202f%"),
        (lambda way: span(timedelta(minutes=192), way), "3\xa0h 12\xa0min", "3\xa0jam 12\xa0menit"),
        (lambda way: span(timedelta(days=2, minutes=12), way), "2\xa0d", "2\xa0hari"),
        (lambda way: span(timedelta(seconds=59), way), "59\xa0s", "59\xa0detik"),
        (lambda way: span(timedelta(seconds=61), way), "1\xa0min", "1\xa0menit"),
        (lambda way: span(timedelta(0), way), "0\xa0min", "0\xa0menit"),
        (lambda way: span(-timedelta(hours=5), way), "\u22125\xa0h", "\u22125\xa0jam"),
        (lambda way: moment(NOW + timedelta(hours=7), way), "11\xa0Jun 19:00", "12\xa0Jun 02.00"),
        (lambda way: long_day(NOW.date(), way), "Wednesday, 11 June 2025", "Rabu, 11 Juni 2025"),
    ],
    ids=[
        "a number", "a mean", "a large mean", "a part", "a small part", "a part of almost ten", "none", "two units",
        "one unit", "seconds", "no seconds beside minutes", "no time", "before", "a time", "a day",
    ],
)  # fmt: skip
def test_numbers_and_times_as_each_language_writes_them(written, english: str, indonesian: str) -> None:  # type: ignore[no-untyped-def]
    assert (written(tongue("en")), written(tongue("id"))) == (english, indonesian)


# ------------------------------------------------------------------ colours

PAPERS = ("--paper", "--card", "--soft")
INKS = ("--ink", "--dim", "--accent", "--en", "--id", "--wrong")
HEATS = {"--h1": "--ink", "--h2": "--ink", "--h3": "--ink", "--h4": "--on-dark", "--h5": "--on-dark"}
LEGIBLE = 4.5  # of text upon its ground, WCAG 2.2, 1.4.3


def _colours(nth: int) -> dict[str, str]:
    """The colours of the style's nth :root: light, dark, paper."""
    blocks = re.findall(r":root \{(.*?)\}", files("flows.page").joinpath("style.css").read_text("utf-8"), re.DOTALL)
    return dict(re.findall(r"(--[a-z0-9-]+): (#[0-9a-f]{3,6});", blocks[nth]))


def _light(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    brighter, darker = sorted((_light(one), _light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("nth", [0, 1, 2], ids=["light", "dark", "paper"])
def test_every_ink_is_legible_on_every_paper(nth: int) -> None:
    colours = _colours(nth)
    pairs = [(ink, paper) for ink in INKS for paper in PAPERS] + [(ink, heat) for heat, ink in HEATS.items()]
    pairs += [("--wrong", "--wrong-soft"), ("--paper", "--ink")]
    poor = {pair: round(_contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs}
    assert {pair: contrast for pair, contrast in poor.items() if contrast < LEGIBLE} == {}


def test_what_a_poll_ended_with_is_said_in_words() -> None:
    day = told.lively()
    shown = Seen(page(replace(day, sources=(replace(day.sources[1], why="not_found 404"),)))).text
    assert "not foundtidak ditemukan 404" in shown  # one of the two is seen
    assert "not_found" not in shown
    odd = Seen(page(replace(day, sources=(replace(day.sources[1], why="quite another thing"),)))).text
    assert "quite another thing" in odd
