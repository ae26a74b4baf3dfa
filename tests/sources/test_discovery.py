"""Where feeds may be: what pages and robots.txt in all conditions name, and nothing that is none."""

from hypothesis import given
from hypothesis import strategies as st

from sources.discovery import (
    MOST_LEADS,
    MOST_SITEMAPS,
    Front,
    distinct,
    index_leads,
    read_front,
    robots_leads,
    usual_places,
)
from sources.sitemaps import contents

URL = "https://www.contoh.test/"


def front(markup: str, url: str = URL) -> Front:
    return read_front(markup.encode(), content_type="text/html; charset=utf-8", url=url)


def links(*tags: str) -> list[str]:
    return [lead.url for lead in front(f"<html><head>{''.join(tags)}</head><body>x</body></html>").leads]


def anchors(*hrefs: str) -> list[str]:
    return [lead.url for lead in front("<html><body>" + "".join(f"<a href='{h}'>x</a>" for h in hrefs)).leads]


def test_a_page_declares_its_feeds() -> None:
    found = links(
        '<link rel="alternate" type="application/rss+xml" href="/rss/tekno.xml" title="Tekno">',
        "<link rel='Alternate feed' type='application/atom+xml; charset=utf-8' href='//contoh.test/atom'>",
        "<LINK REL=alternate TYPE=application/feed+json HREF=https://feeds.lain.test/contoh.json>",
    )
    assert found == [
        "https://www.contoh.test/rss/tekno.xml", "https://contoh.test/atom", "https://feeds.lain.test/contoh.json",
    ]  # fmt: skip


def test_what_is_no_news_feed_is_left_out() -> None:
    assert links(
        '<link rel="alternate" type="application/rss+xml" title="Komentar" href="/a/feed/">',
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed/">',
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">',
        '<link rel="alternate" type="text/xml+oembed" href="/oembed?url=a">',
        '<link rel="alternate" hreflang="en" href="/en/">',
        '<link rel="stylesheet" type="text/xml" href="/style.xml">',
        '<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">',
        '<link rel="alternate" type="application/rss+xml">',
    ) == []  # fmt: skip


def test_links_that_look_like_feeds_count_within_the_site() -> None:
    assert anchors("/rss/nasional", "https://rss.contoh.test/", "/kanal/tekno.rss", "https://tetangga.test/rss") == [
        "https://www.contoh.test/rss/nasional", "https://rss.contoh.test/", "https://www.contoh.test/kanal/tekno.rss",
    ]  # fmt: skip
    assert anchors("/across/the/sea", "/rssa", "/feedback", "/tag/rss", "/podcast/feed", "#rss") == []


def test_one_feed_in_several_spellings_is_one_lead() -> None:
    assert len(anchors("/rss", "/rss/", "http://contoh.test/rss", "https://www.contoh.test/rss")) == 1
    assert distinct(usual_places(URL)) == usual_places(URL)


def test_a_base_element_is_where_links_start() -> None:
    page = '<html><head><base href="https://m.contoh.test/x/"><link rel=alternate type=text/xml href=feed.xml></head>'
    assert [lead.url for lead in front(page).leads] == ["https://m.contoh.test/x/feed.xml"]


def test_name_and_language() -> None:
    page = '<html lang="id-ID"><head><meta property="og:site_name" content=" Contoh \n Kini "><title>Apa saja</title>'
    assert (front(page).name, front(page).language) == ("Contoh Kini", "id-ID")
    assert front("<html><title>Berita Terkini - Contoh.com</title>").name == "Contoh.com"
    assert front("<html><title>Berita Terkini - Semua Ada</title>").name == ""
    assert front('<meta property="og:locale" content="en_GB">').language == "en-GB"


def test_a_page_of_a_thousand_feeds_is_bounded() -> None:
    assert len(anchors(*(f"/rss/{n}" for n in range(3_000)))) == MOST_LEADS


@given(st.binary(max_size=300))
def test_any_bytes_are_a_page(body: bytes) -> None:
    assert isinstance(read_front(b"<html><link rel=alternate " + body, content_type="", url=URL), Front)


ROBOTS = """\
User-agent: *
Disallow: /admin
Sitemap: https://www.contoh.test/sitemap-image.xml
 sitemap:/sitemap_index.xml
SITEMAP: https://www.contoh.test/news/sitemap.xml
Sitemap: not:an:address
"""


def test_robots_names_sitemaps_news_first() -> None:
    assert [lead.url for lead in robots_leads(ROBOTS, url=f"{URL}robots.txt")] == [
        "https://www.contoh.test/news/sitemap.xml", "https://www.contoh.test/sitemap_index.xml",
    ]  # fmt: skip
    assert {lead.kind for lead in robots_leads(ROBOTS, url=URL)} == {"sitemap"}


@given(st.text())
def test_any_text_is_a_robots_txt(text: str) -> None:
    leads = robots_leads(f"Sitemap: {text}\n" * 80, url=URL)
    assert len(leads) <= MOST_SITEMAPS
    assert all(lead.url.startswith(("http://", "https://")) for lead in leads)


def test_of_an_index_the_news_come_first() -> None:
    listed = "".join(f"<sitemap><loc>{URL}{n}.xml</loc></sitemap>" for n in ("tag-1", "2024-01", "berita-terbaru"))
    index = contents(f"<sitemapindex>{listed}</sitemapindex>".encode(), url=URL, content_type="text/xml")
    found = index_leads(place.url for place in index.sitemaps)
    assert [lead.url for lead in found] == [f"{URL}berita-terbaru.xml", f"{URL}2024-01.xml"]
