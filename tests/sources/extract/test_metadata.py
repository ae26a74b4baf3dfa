"""Single claims of a page: JSON-LD in any state, bylines, dates, titles."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.extract.bylines import persons
from sources.extract.jsonld import read_claims
from sources.extract.markup import read_tree
from sources.extract.metadata import strip_site
from sources.extract.page import extract
from sources.types import Article
from tests.sources.extract.making import PROSE, article, ld, page

DATE = "2025-08-30T08:34:00+07:00"


def read(
    head: str = "", body: str = "", url: str = "https://example.test/news/ferry", **rules: tuple[str, ...]
) -> Article:
    return extract(page(article() + body, head=head, url=url, **rules))  # type: ignore[arg-type]  # no rule is named like a field


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"NewsArticle","headline":"Ferry","datePublished":"2025"}',
        '<!-- {"@type":"NewsArticle","headline":"Ferry","datePublished":"2025"} -->',
        '//<![CDATA[\n{"@type":"NewsArticle","headline":"Ferry","datePublished":"2025"}\n//]]>',
        '{"@type":"NewsArticle","headline":"Ferry","datePublished":"2025",}',
        '{"@type":"NewsArticle","headline":"Ferry","description":"two\nlines \\\' escaped","datePublished":"2025"};',
        '[{"@type":"WebSite"},{"@type":["Thing","NewsArticle"],"headline":"Ferry","datePublished":"2025"}]',
        '{"@graph":[{"@type":"WebPage"},{"@type":"https://schema.org/BlogPosting","headline":"Ferry","datePublished":"2025"}]}',
        '{"@type":"WebPage","mainEntity":{"@type":"Article","headline":"Ferry","datePublished":"2025"}}',
        '{"@type":"NewsArticle","headline":"Ferry" "datePublished":"2025"',
    ],
    ids=["plain", "comment", "cdata", "comma", "controls", "list", "graph", "nested", "hopeless"],
)  # fmt: skip
def test_json_ld_in_any_state(script: str) -> None:
    tree = read_tree(f'<html><script type="application/ld+json">{script}</script><p>x</p>'.encode(), "", "u")
    claims = read_claims(tree)
    assert (claims.headline, claims.published) == ("Ferry", "2025")


@given(st.text(max_size=200))
def test_no_json_ld_crashes(script: str) -> None:
    markup = f'<html><script type="application/ld+json">{script}</script><p>x</p>'.encode("utf-8", "surrogatepass")
    read_claims(read_tree(markup, "", "u"))


CUT = "Ferry \ud83d"  # an emoji cut in half, as `json.dumps` writes it


def test_half_a_character_in_json_ld_is_left_out() -> None:
    story = "\n".join([f"\ud83d{PROSE[0]}", *PROSE[1:]])
    head = ld(
        headline=CUT, articleSection=CUT, author=[{"@type": "Person", "name": "Budi \ud83dContoh"}], articleBody=story,
        keywords=[CUT], description=CUT, datePublished=DATE,
    )  # fmt: skip
    found = extract(page("<div id='app'></div>", head=head))
    assert (found.title, found.section, found.authors) == ("Ferry", "Ferry", ("Budi Contoh",))
    assert (found.description, found.tags) == ("Ferry", ("Ferry",))
    assert found.body.startswith(PROSE[0])


def test_half_a_character_in_json_ld_that_is_salvaged() -> None:
    script = '{"@type":"NewsArticle","headline":"Ferry \\ud83d" "articleSection":"Ports \\ud83d"'
    claims = read_claims(read_tree(f'<html><script type="application/ld+json">{script}</script>'.encode(), "", "u"))
    assert (claims.headline, claims.section) == ("Ferry", "Ports")


def test_whole_emoji_in_json_ld_stay() -> None:
    assert read(ld(headline="Ferry \U0001f6a2 sails", datePublished=DATE)).title == "Ferry \U0001f6a2 sails"


@pytest.mark.parametrize("blank", ["\n", " ", "\n ", "\t\n//", ", "], ids=repr)
def test_blanks_in_json_ld_take_no_time(blank: str) -> None:
    markup = f'<html><script type="application/ld+json">{{{blank * 200_000}x</script>'.encode()
    tree = read_tree(markup, "", "u")
    began = process_time()
    read_claims(tree)
    assert process_time() - began < 2  # seconds; it takes some hundredths


def test_other_works_are_not_the_pages() -> None:
    other = {"@type": "NewsArticle", "headline": "Other", "datePublished": "2001-01-01"}
    claims = read_claims(
        read_tree(page("", head=ld(headline="Ferry", isBasedOn=other, mentions=[other])).body, "", "u")
    )
    assert (claims.headline, claims.published) == ("Ferry", "")


BYLINES = [
    ("Budi Contoh - detikInet", ("Budi Contoh",)),
    ("Putri Contoh, CNBC Indonesia", ("Putri Contoh",)),
    ("CNN Indonesia", ()),
    ("Tim detikcom", ()),
    ("Tim Redaksi", ()),
    ("Tim De Chant", ("Tim De Chant",)),
    ("Redaksi", ()),
    ("Antara", ()),
    ("Oleh Budi Contoh", ("Budi Contoh",)),
    ("Pewarta: Budi Contoh Editor: Eka Penyunting", ("Budi Contoh",)),
    ("Kontributor Medan, Budi Contoh", ("Budi Contoh",)),
    ("Budi Contoh dan Ani Contoh", ("Budi Contoh", "Ani Contoh")),
    ("Budi Contoh, Ani Contoh & Wati Contoh; Tono Contoh", ("Budi Contoh", "Ani Contoh", "Wati Contoh", "Tono Contoh")),
    ("By Rosa Example and Ardi Example", ("Rosa Example", "Ardi Example")),
    ("Budi Contoh, S.H., M.Si", ("Budi Contoh",)),
    ("https://www.facebook.com/outlet", ()),
    ("admin", ()),
    ("", ()),
]


@pytest.mark.parametrize(("raw", "names"), BYLINES, ids=[case[0] for case in BYLINES])
def test_bylines_name_persons(raw: str, names: tuple[str, ...]) -> None:
    assert tuple(persons(raw)) == names


@given(st.text(max_size=200))
def test_no_byline_crashes(raw: str) -> None:
    assert all(name.strip() == name != "" for name in persons(raw))


DATES = [
    ("jsonld first", ld(datePublished=DATE) + "<meta name='date' content='2025-08-31T00:10:00Z'>", "",
     "2025-08-30T01:34:00", "jsonld"),
    ("meta", f"<meta property='article:published_time' content='{DATE}'>", "", "2025-08-30T01:34:00", "meta"),
    ("value for content", f"<meta value='{DATE}' name='article:published_time'>", "", "2025-08-30T01:34:00", "meta"),
    ("a day in JSON-LD, the time in meta", ld(datePublished="2025-08-30")
     + f"<meta property='article:published_time' content='{DATE}'>", "", "2025-08-30T01:34:00", "meta"),
    ("no zone, and one that says it", ld(datePublished="2025-08-30 08:34:00")
     + "<meta name='date' content='2025-08-30T08:34:00-04:00'>", "", "2025-08-30T12:34:00", "jsonld"),
    ("printed", "", "<div class='tgl'>Sabtu, 30 Agustus 2025 | 08.34 WIB</div>", "2025-08-30T01:34:00", "page"),
    ("itemprop", "", "<i itemprop='datePublished' content='2025-08-30T08:34:00'>x</i>", "2025-08-30T01:34:00", "page"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "body", "at", "source"), [case[1:] for case in DATES], ids=[case[0] for case in DATES]
)
def test_published(head: str, body: str, at: str, source: str) -> None:
    found = read(head, body).published
    assert found is not None
    assert (found.at.isoformat()[:19], found.source) == (at, source)


def test_a_zone_that_lies() -> None:
    head = "<meta name='pubdate' content='2016-02-23 T16:00:20Z' itemprop='datePublished'>"
    true, lie = read(head, zoneless=("pubdate",)).published, read(head).published
    assert true is not None
    assert lie is not None
    assert (true.at.hour, lie.at.hour) == (9, 16)


def test_a_relative_date_is_no_publication_time() -> None:
    assert read(body="<time>3 jam lalu</time>").published is None


def test_the_day_in_the_address_is_the_last_resort() -> None:
    found = read(url="https://example.test/2025/08/30/ferry").published
    assert found is not None
    assert (found.precision, found.at.isoformat()) == ("day", "2025-08-29T17:00:00+00:00")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Ferry sails again | Example", "Ferry sails again"),
        ("Ferry sails again - Example - News", "Ferry sails again"),
        ("Example: the ferry - a history", "Example: the ferry - a history"),
        ("Example | Ferry sails again", "Ferry sails again"),
        ("The ferry sails again at last | Somewhere Else", "The ferry sails again at last"),
        ("Example", "Example"),
    ],
)
def test_titles_lose_the_sites_name(title: str, expected: str) -> None:
    assert strip_site(title, frozenset({"example"})) == expected


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/news/ferry-2", "https://example.test/news/ferry-2"),
        ("https://example.test/news/ferry-2", "https://example.test/news/ferry-2"),
        ("javascript:alert(1)", ""),
        ("https://[broken", ""),
    ],
)
def test_canonical_addresses_are_absolute(href: str, expected: str) -> None:
    assert read(f"<link rel='canonical' href='{href}'>").canonical_url == expected
