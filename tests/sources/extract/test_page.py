"""What holds of every page: zones tile, offsets hold, only ExtractionError is raised, the same reads the same."""

from contextlib import suppress
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.errors import ExtractionError
from sources.extract.markup import MAX_BYTES, read_tree, text_of
from sources.extract.page import extract
from sources.types import Article, Page
from tests.sources.extract.making import PROSE, article, ld, page

WORDS = [
    "Jakarta, CNN Indonesia --",
    "Baca juga: Harga Beras",
    "(afr/afr)",
    "ADVERTISEMENT",
    "Foto: Budi/Antara",
    "\n",
    *PROSE,
]
FRAGMENTS = st.lists(
    st.one_of(
        st.sampled_from([
            "<p>", "</p>", "<div class='a'>", "</div>", "<br>", "<a href='/x'>", "</a>", "<h1>", "</h1>", "<li>",
            "<table><tr><td>", "</table>", "<script>", "</script>", "<!--", "-->", "&amp;", "&#0;", "<article>",
            "<time datetime='2025-01-01'>", "<blockquote>", "<figcaption>", "<meta name=author content='A B'>",
        ]),
        st.sampled_from(WORDS),
        st.text(max_size=30),
    ),
    max_size=40,
)  # fmt: skip
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(found: Article) -> None:
    """The promises that every article keeps."""
    covered = [False] * len(found.text)
    for zone in found.zones:
        whole = found.title if zone.zone == "title" else found.text
        assert 0 <= zone.char_start < zone.char_end <= len(whole)
        for at in range(zone.char_start, zone.char_end) if zone.zone != "title" else ():
            assert not covered[at]
            covered[at] = True
    assert all(char == "\n" for char, seen in zip(found.text, covered, strict=True) if not seen)
    assert found.body == "\n".join(found.text[z.char_start : z.char_end] for z in found.zones if z.zone == "body")
    assert found.word_count == len(found.body.split())
    assert not set(found.text) & {chr(n) for n in range(32) if n != 10}


def outcome(wanted: Page) -> str:
    with pytest.raises(ExtractionError) as raised:
        extract(wanted)
    return raised.value.kind


@QUICK
@given(FRAGMENTS, st.sampled_from(["id", "en"]))
def test_markup_of_any_kind(fragments: list[str], language: str) -> None:
    with suppress(ExtractionError):
        check(extract(page(" ".join(fragments).encode("utf-8", "surrogatepass"), language=language)))


@QUICK
@given(st.binary(max_size=400), st.sampled_from(["", "text/html; charset=utf-16", "text/html; charset=shift_jis"]))
def test_bytes_of_any_kind(body: bytes, content_type: str) -> None:
    with suppress(ExtractionError):
        check(extract(page(b"<html><p>" + body, content_type=content_type)))


@QUICK
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), st.sampled_from(["id", "en"]))
def test_zones_tile_the_text(lines: list[str], language: str) -> None:
    check(extract(page(article(*PROSE, *lines), language=language, body=(".story",))))


def test_the_same_page_reads_the_same_whatever_was_read_before() -> None:
    wanted = page(article(*PROSE, *PROSE[::-1]))
    first = extract(wanted)
    for _ in range(5):
        extract(page(article(*PROSE)))
        assert extract(wanted) == first


def test_the_headline_is_not_repeated_in_the_text() -> None:
    found = extract(page(article(), body=("article",)))
    assert found.title == "Old ferry sails again"
    assert found.text == "\n".join(PROSE)


def test_a_first_paragraph_that_serves_as_the_title_stays() -> None:
    found = extract(page(article(*PROSE, title=PROSE[0]), body=("article",)))
    assert found.title == PROSE[0]
    assert found.text == "\n".join(PROSE)


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        (b"", "no_text"),
        (b"   \n ", "no_text"),
        (b"x" * (MAX_BYTES + 1), "too_large"),
        (b"<html><body>" + b"<p>word" * 200_000, "too_large"),
        (b"<html><title>Just a moment...</title><body><h1>Checking your browser</h1></body></html>", "blocked"),
        (b"<html><title>404 Not Found</title><body><h1>Not Found</h1></body></html>", "no_article"),
    ],
    ids=["empty", "blank", "bytes", "elements", "challenge", "missing"],
)
def test_what_is_no_article(markup: bytes, kind: str) -> None:
    assert outcome(page(markup)) == kind


def test_an_article_about_challenge_pages_is_one() -> None:
    text = (*PROSE, "Visitors saw the words “Attention required” and “Just a moment” for an hour.", *PROSE)
    assert extract(page(article(*text, *[f"{n}. {line}" for n, line in enumerate(PROSE)]))).access == "full"


@pytest.mark.parametrize(
    ("url", "body", "kind"),
    [
        ("https://example.test/video/123/ferry", "<h1>Ferry</h1><video src='a.mp4'></video>", "video"),
        ("https://example.test/foto/123/ferry", "<h1>Ferry</h1><img src='a.jpg'>", "photo"),
        ("https://example.test/", article(), "index"),
        (
            "https://example.test/news",
            "<h1>News</h1><ul>" + "".join(f"<li><a href='/{n}'>{line}</a></li>" for n, line in enumerate(PROSE * 4)),
            "index",
        ),
    ],
    ids=["video", "photo", "front page", "list of links"],
)  # fmt: skip
def test_pages_of_other_kinds(url: str, body: str, kind: str) -> None:
    assert outcome(page(body, url=url)) == kind


def test_an_article_without_its_text_is_a_headline_if_it_is_dated() -> None:
    found = extract(page("<h1>Ferry</h1>", head=ld(headline="Ferry", datePublished="2025-01-01")))
    assert (found.title, found.body, found.access) == ("Ferry", "", "headline")
    assert outcome(page("<h1>Ferry</h1>", head=ld(headline="Ferry"))) == "no_text"


def test_a_wall_makes_a_teaser_or_a_headline() -> None:
    wall = "<div><p>Artikel ini khusus pelanggan. Sudah berlangganan? Masuk</p></div>"
    head = ld(headline="Old ferry sails again", wordCount=800, datePublished="2025-01-01")
    assert extract(page(article(PROSE[0]) + wall, head=head, language="id")).access == "teaser"
    assert extract(page("<h1>Old ferry sails again</h1>" + wall, head=head, language="id")).access == "headline"


def test_the_flag_of_a_paid_page_alone_means_nothing() -> None:
    head = ld(headline="Old ferry sails again", isAccessibleForFree=False, articleBody=" ".join(PROSE))
    assert extract(page(article(), head=head)).access == "full"


def test_depth_does_not_crash() -> None:
    deep = b"<html><body>" + "".join(f"<p>{line}</p>" for line in PROSE).encode() + b"<div>" * 100_000
    assert PROSE[0] in extract(page(deep)).text


@pytest.mark.parametrize("opening", ["<html" + " " * 2_900_000, "<html" * 590_000], ids=len)
def test_an_opening_that_does_not_end_takes_no_time(opening: str) -> None:
    began = process_time()
    read_tree(f"{opening}x><p>Ferry</p>".encode(), "", "u")
    assert process_time() - began < 2  # seconds; it takes some hundredths


@pytest.mark.parametrize("root", ["<html/>", "<html />", "<html lang='id'\n  />"])
def test_a_root_closed_as_it_opens_holds_the_page(root: str) -> None:
    assert "Ferry" in text_of(read_tree(f"{root}<body><p>Ferry</p></body></html>".encode(), "", "u"))


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><html><body>' + article(*PROSE, "&b;").encode()
    assert len(extract(page(bomb)).text) < 1000
    file = (
        b'<!DOCTYPE html [<!ENTITY f SYSTEM "file:///etc/passwd">]><html><body>'
        + article(*PROSE).encode()
        + b"<p>&f;</p>"
    )
    assert "root:" not in extract(page(file)).text


@pytest.mark.parametrize(
    ("encoding", "content_type", "declared"),
    [
        ("utf-8", "text/html; charset=utf-8", ""),
        ("utf-8", "text/html; charset=iso-8859-1", ""),
        ("utf-8", "text/html", "<meta charset='gb2312'>"),
        ("utf-8-sig", "text/html; charset=iso-8859-1", ""),
        ("cp1252", "text/html; charset=iso-8859-1", ""),
        ("cp1252", "text/html", "<meta http-equiv='Content-Type' content='text/html; charset=windows-1252'>"),
        ("cp1252", "text/html", ""),
        ("cp1252", "text/html; charset=utf-8", ""),
        ("utf-16", "text/html", ""),
        ("cp1252", "text/html; charset=no-such-thing", ""),
    ],
)
def test_encodings_declared_rightly_and_wrongly(encoding: str, content_type: str, declared: str) -> None:
    line = "Café “Élan” serves crème brûlée to über-patient guests, the naïve façade notwithstanding, for 5 £ a cup."
    whole = f"<html><head>{declared}</head><body>{article(line, *PROSE)}</body></html>"
    assert line in extract(page(whole.encode(encoding), content_type=content_type)).text
