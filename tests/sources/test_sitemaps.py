import gzip
import json
from datetime import UTC, datetime

import pytest

from sources.errors import FeedError
from sources.feeds import parse
from sources.types import Entry, FeedDocument, Stamp

NOW = datetime(2025, 6, 10, 12, tzinfo=UTC)
URL = "https://contoh.test/sitemap-news.xml"


def read(body: str | bytes, content_type: str = "text/xml") -> FeedDocument:
    content = body if isinstance(body, bytes) else body.encode()
    return parse(content, kind="sitemap", url=URL, content_type=content_type, zone="Asia/Jakarta")


NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="https://contoh.test/x.xsl"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
  <url>
    <loc> https://contoh.test/d-1/satu?a=1&amp;b=2 </loc>
    <image:image><image:loc>https://contoh.test/x.jpg</image:loc><image:title>Foto</image:title></image:image>
    <news:news>
      <news:publication><news:name>Contoh</news:name><news:language>id</news:language></news:publication>
      <news:publication_date>2025-06-10T19:00:00+07:00</news:publication_date>
      <news:title><![CDATA[Satu & dua]]></news:title>
      <news:keywords>cip, pabrik , ,cip</news:keywords>
    </news:news>
    <lastmod>2025-06-10T12:00:00Z</lastmod>
  </url>
  <url><loc>ftp://contoh.test/2</loc></url>
</urlset>"""


def test_reads_a_news_sitemap() -> None:
    document = read(NEWS)
    said = json.loads(document.entries[0].said)
    assert said["name"] == "Contoh"
    assert said["image:title"] == "Foto"
    assert document == FeedDocument(
        format="sitemap news",
        language="id",
        unusable=1,
        entries=(
            Entry(
                guid="https://contoh.test/d-1/satu?a=1&b=2",
                link="https://contoh.test/d-1/satu?a=1&b=2",
                title="Satu & dua",
                categories=("cip", "pabrik"),
                language="id",
                published_raw="2025-06-10T19:00:00+07:00",
                published=Stamp(at=NOW, precision="second"),
                updated_raw="2025-06-10T12:00:00Z",
                updated=Stamp(at=NOW, precision="second"),
                said=document.entries[0].said,
            ),
        ),
    )


ONE = "<url><loc>https://contoh.test/1</loc><lastmod>2025-06-10</lastmod></url>"
SPELLINGS = {
    "no namespace": f"<urlset>{ONE}</urlset>",
    "a namespace of its own": f'<urlset xmlns="https://contoh.test/peta">{ONE}</urlset>',
    "a prefix nobody declared": f"<s:urlset>{ONE.replace('<', '<s:').replace('<s:/', '</s:')}</s:urlset>",
    "text after the end": f"<urlset>{ONE}</urlset><!-- x --> 12 ms",
    "cut short": f"<urlset>{ONE}<url><loc>https://contoh",
    "gzip": gzip.compress(f"<urlset>{ONE}</urlset>".encode()),
}


@pytest.mark.parametrize("body", SPELLINGS.values(), ids=SPELLINGS)
def test_reads_a_sitemap_however_it_is_spelt(body: str | bytes) -> None:
    first = read(body).entries[0]
    assert (first.link, first.updated_raw) == ("https://contoh.test/1", "2025-06-10")
    assert first.updated == Stamp(at=datetime(2025, 6, 9, 17, tzinfo=UTC), precision="day")


def test_an_address_with_a_bare_ampersand() -> None:
    (only,) = read("<urlset><url><loc>https://contoh.test/?p=1&id=2</loc></url></urlset>").entries
    assert only.link == "https://contoh.test/?p=1&id=2"


def test_what_calls_itself_latin_1_is_windows_1252() -> None:
    body = NEWS.replace("Satu & dua", "Satu – “dua”").encode("cp1252", "xmlcharrefreplace")
    assert read(body, "text/xml; charset=ISO-8859-1").entries[0].title == "Satu – “dua”"


def test_a_feed_in_place_of_a_sitemap_is_read_as_one() -> None:
    document = read('<rss version="2.0"><channel><item><link>https://contoh.test/1</link></item></channel></rss>')
    assert (document.format, len(document.entries)) == ("rss 2.0", 1)


def test_a_sitemap_of_lines() -> None:
    document = read("https://contoh.test/1\r\nhttps://contoh.test/2\n", "text/plain")
    assert (document.format, [entry.guid for entry in document.entries]) == (
        "sitemap text",
        ["https://contoh.test/1", "https://contoh.test/2"],
    )


@pytest.mark.parametrize(
    "body",
    ["<html><body>Maaf</body></html>", "Maaf\nhttps://contoh.test/1", "",
     "<sitemapindex><sitemap><loc>https://contoh.test/a.xml</loc></sitemap></sitemapindex>"],
)  # fmt: skip
def test_refuses_what_names_no_articles(body: str) -> None:
    with pytest.raises(FeedError) as refusal:
        read(body)
    assert refusal.value.kind == "not_a_feed"


def test_of_a_large_sitemap_the_newest_are_kept_in_its_order() -> None:
    days = [f"2025-{1 + n % 12:02}-{1 + n // 12 % 28:02}T{n // 336:02}:00:00Z" for n in range(4_000)]
    body = "".join(
        f"<url><loc>https://contoh.test/{n}</loc><lastmod>{day}</lastmod></url>" for n, day in enumerate(days)
    )
    document = read(f"<urlset>{body}</urlset>")
    kept = [int(entry.link.rpartition("/")[2]) for entry in document.entries]
    assert len(kept) == 2_000
    assert kept == sorted(kept)
    assert min(days[n] for n in kept) >= sorted(days)[2_000]
    assert document.damage == "more entries than are read"


def test_no_entity_is_followed() -> None:
    body = f'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><urlset>{ONE.replace("/1", "/&f;")}</urlset>'
    assert read(body).entries[0].link == "https://contoh.test/&f;"


@pytest.mark.timeout(60)
@pytest.mark.parametrize("unit", ["<url>", "<url><loc>", "<!--", "&", "<![CDATA["])
def test_a_hostile_sitemap_takes_no_longer_than_its_size(unit: str) -> None:
    read("<urlset>" + unit * (500_000 // len(unit)))
