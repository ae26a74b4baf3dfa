import gzip
import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sources.errors import FeedError
from sources.feeds import MAX_BYTES, belongs, parse
from sources.types import Entry, FeedDocument, FeedKind, Stamp

NOW = datetime(2025, 6, 10, 12, tzinfo=UTC)
URL = "https://contoh.test/rss"
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>Contoh</title><link>https://contoh.test/</link>{}</channel></rss>'


def read(body: str | bytes, *, content_type: str = "application/xml", zone: str = "Asia/Jakarta") -> FeedDocument:
    content = body if isinstance(body, bytes) else body.encode()
    return parse(content, kind="feed", url=URL, content_type=content_type, zone=zone)


def entry(items: str, head: str = "") -> Entry:
    (only,) = read(RSS.format(head + items)).entries
    return only


def item(more: str, link: str = "<link>https://contoh.test/a</link>") -> Entry:
    return entry(f"<item>{link}{more}</item>")


WHOLE = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
  <title>Contoh &amp; Kabar</title><link>https://contoh.test</link><language>id-ID</language><ttl>30</ttl>
  <atom:link href="https://contoh.test/feed/" rel="self" type="application/rss+xml"/>
  <sy:updatePeriod> hourly </sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
  <item>
    <title><![CDATA[Pabrik <b>cip</b> baru di Batam &amp; Bintan]]></title>
    <link>https://contoh.test/d-12/pabrik?utm_source=rss</link>
    <guid isPermaLink="false">contoh-12</guid>
    <dc:creator><![CDATA[Sari Dewi]]></dc:creator><dc:creator>Budi</dc:creator>
    <category>Teknologi</category><category><![CDATA[cip & kartu]]></category><category>Teknologi</category>
    <pubDate>Selasa, 10 Juni 2025 18:30:15 WIB</pubDate>
    <description>&lt;p&gt;&lt;img src="x.jpg"/&gt;Pabrik itu&lt;/p&gt;
      &lt;p&gt;mulai&amp;nbsp;dibangun.&lt;/p&gt;</description>
    <content:encoded><![CDATA[<p>Panjang sekali.</p>]]></content:encoded>
  </item>
  <item><title>Tanpa alamat</title></item>
</channel></rss>"""


def test_reads_all_a_feed_says() -> None:
    document = read(WHOLE)
    said = json.loads(document.entries[0].said)
    assert said.pop("content")[0]["value"] == "<p>Panjang sekali.</p>"
    assert said["published"] == "Selasa, 10 Juni 2025 18:30:15 WIB"
    assert "published_parsed" not in said
    assert list(said) == sorted(said)
    assert document == FeedDocument(
        format="rss 2.0",
        title="Contoh & Kabar",
        link="https://contoh.test",
        language="id-ID",
        refresh=timedelta(minutes=30),
        unusable=1,
        entries=(
            Entry(
                guid="contoh-12",
                link="https://contoh.test/d-12/pabrik?utm_source=rss",
                title="Pabrik cip baru di Batam & Bintan",
                excerpt="Pabrik itu mulai dibangun.",
                authors=("Sari Dewi", "Budi"),
                categories=("Teknologi", "cip & kartu"),
                published_raw="Selasa, 10 Juni 2025 18:30:15 WIB",
                published=Stamp(at=datetime(2025, 6, 10, 11, 30, 15, tzinfo=UTC), precision="second"),
                said=document.entries[0].said,
            ),
        ),
    )


FORMATS = {
    "rss 0.91": '<rss version="0.91"><channel><item><link>https://a.test/1</link></item></channel></rss>',
    "rss 0.92": '<rss version="0.92"><channel><item><link>https://a.test/1</link></item></channel></rss>',
    "rss 2.0": '<rss version="2.0"><channel><item><link>https://a.test/1</link></item></channel></rss>',
    "rss": "<rss><channel><item><link>https://a.test/1</link></item></channel></rss>",
    "rdf 1.0": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    '<item rdf:about="https://a.test/1"><link>https://a.test/1</link></item></rdf:RDF>',
    "rdf 0.90": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns="http://my.netscape.com/rdf/simple/0.9/"><item><link>https://a.test/1</link></item></rdf:RDF>',
    "atom 1.0": '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="https://a.test/1"/></entry></feed>',
    "atom 0.3": '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry>'
    '<link rel="alternate" type="text/html" href="https://a.test/1"/></entry></feed>',
    "json 1.1": '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":1,"url":"https://a.test/1"}]}',
    "json 1": '{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","url":"https://a.test/1"}]}',
    "json": '{"items":[{"url":"https://a.test/1"}]}',
    "sitemap": "<urlset><url><loc>https://a.test/1</loc></url></urlset>",
}


@pytest.mark.parametrize(("name", "body"), FORMATS.items(), ids=FORMATS)
def test_tells_the_formats_apart(name: str, body: str) -> None:
    document = read(body)
    assert document.format == name
    assert [entry.link for entry in document.entries] == ["https://a.test/1"]


def test_rdf_has_its_date_in_dublin_core() -> None:
    (only,) = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><item><link>https://a.test/1</link>'
        "<dc:date>2025-06-10T19:00+07:00</dc:date></item></rdf:RDF>"
    ).entries
    assert only.published == Stamp(at=NOW, precision="minute")


def test_atom_keeps_updated_and_published_apart() -> None:
    body = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="id"><link href="https://contoh.test/"/>
      <entry><id>tag:contoh.test,2025:1</id><title type="html">Satu &amp;lt; dua</title>
        <link rel="alternate" href="berita/1"/><link rel="enclosure" href="https://contoh.test/x.mp3"/>
        <author><name>Sari Dewi</name><email>sari@contoh.test</email></author>
        <updated>2025-06-10T12:00:00Z</updated></entry>
      <entry xml:base="https://lain.contoh.test/x/"><id>2</id><link href="b"/>
        <published>2025-06-09T12:00:00Z</published><updated>2025-06-10T12:00:00Z</updated></entry></feed>"""
    first, second = read(body).entries
    assert (first.guid, first.title, first.link) == (
        "tag:contoh.test,2025:1",
        "Satu < dua",
        "https://contoh.test/berita/1",
    )
    assert (first.authors, first.language) == (("Sari Dewi",), "id")
    assert (first.published_raw, first.published, first.updated) == ("", None, Stamp(at=NOW, precision="second"))
    assert second.link == "https://lain.contoh.test/x/b"
    assert (second.published_raw, second.updated_raw) == ("2025-06-09T12:00:00Z", "2025-06-10T12:00:00Z")


DATES = {
    "RFC 822": ("Tue, 10 Jun 2025 12:00:00 +0000", "second"),
    "Indonesian, as feedparser cannot": ("Selasa, 10 Juni 2025 19:00 WIB", "minute"),
    "a zone feedparser takes for UTC": ("Tue, 10 Jun 2025 19:00:00 WIB", "second"),
    "no zone: the outlet's": ("2025-06-10 19:00:00", "second"),
}


@pytest.mark.parametrize(("raw", "precision"), DATES.values(), ids=DATES)
def test_reads_dates_and_leaves_them_as_written(raw: str, precision: str) -> None:
    read_item = item(f"<pubDate>{raw}</pubDate>")
    assert read_item.published_raw == raw
    assert read_item.published is not None
    assert (read_item.published.at, read_item.published.precision) == (NOW, precision)


def test_a_date_that_nobody_can_read_is_kept_all_the_same() -> None:
    unread = item("<pubDate>menjelang sore</pubDate>")
    assert (unread.published_raw, unread.published) == ("menjelang sore", None)


def test_what_a_stamp_leaves_out_is_not_made_up() -> None:
    for raw in ("2025년 6월 10일", "2025-161", "2025W24"):  # feedparser reads these as days of the current year
        assert item(f"<pubDate>{raw}</pubDate>").published is None


LINKS = {
    "relative to the feed's site": ("<link>/d-1/a</link>", "https://contoh.test/d-1/a"),
    "space around": ("<link>\n https://contoh.test/a \n</link>", "https://contoh.test/a"),
    "a bare ampersand": ("<link>https://contoh.test/?p=1&id=2</link>", "https://contoh.test/?p=1&id=2"),
    "in a CDATA section": ("<link><![CDATA[https://contoh.test/?p=1&id=2]]></link>", "https://contoh.test/?p=1&id=2"),
    "a guid that is the link": ("<guid>https://contoh.test/a</guid>", "https://contoh.test/a"),
    "beside a guid": (
        "<guid>https://contoh.test/?p=1</guid><link>https://contoh.test/a</link>",
        "https://contoh.test/a",
    ),
    "an original behind a counter": (
        '<link>http://feedproxy.google.com/~r/x/~3/1/</link><o:origLink xmlns:o="http://rssnamespace.org/feedburner/ext/1.0">'
        "https://contoh.test/a</o:origLink>",
        "https://contoh.test/a",
    ),
    "a guid behind a counter": (
        '<link>http://contoh.feedsportal.com/c/1</link><guid isPermaLink="false">https://contoh.test/a</guid>',
        "https://contoh.test/a",
    ),
    "a counter and nothing else": (
        '<link>http://contoh.feedsportal.com/c/1</link><guid isPermaLink="false">1</guid>',
        "http://contoh.feedsportal.com/c/1",
    ),
}


@pytest.mark.parametrize(("elements", "expected"), LINKS.values(), ids=LINKS)
def test_finds_the_articles_own_address(elements: str, expected: str) -> None:
    assert entry(f"<item>{elements}</item>").link == expected


def test_a_relative_link_belongs_to_the_site_the_feed_names() -> None:
    body = RSS.format("<item><link>/d-1/a</link></item>").replace("https://contoh.test/<", "https://www.contoh.test/<")
    assert [entry.link for entry in read(body).entries] == ["https://www.contoh.test/d-1/a"]
    unnamed = body.replace("<link>https://www.contoh.test/</link>", "<link>pull://contoh</link>")
    assert [entry.link for entry in read(unnamed).entries] == ["https://contoh.test/d-1/a"]


@pytest.mark.parametrize(
    "elements",
    ["<title>x</title>", "<guid>contoh-12</guid>", "<link>javascript:x()</link>", "<link>mailto:a@b.test</link>",
     "<link>https://contoh.test/" + "a" * 2_000 + "</link>", "<link>https://[/</link>"],
)  # fmt: skip
def test_counts_an_entry_without_a_usable_link(elements: str) -> None:
    document = read(RSS.format(f"<item>{elements}</item>"))
    assert (document.entries, document.unusable) == ((), 1)


def test_an_entry_without_guid_goes_by_its_link() -> None:
    assert item("").guid == "https://contoh.test/a"


TITLES = {
    "escaped twice": ("Q&amp;amp;A", "Q&A"),
    "escaped three times": ("Q&amp;amp;amp;A", "Q&A"),
    "white space": (" satu\n\t dua&#160;&#160;tiga ", "satu dua tiga"),
    "tags": ("&lt;h1&gt;Me&lt;b&gt;ta&lt;/b&gt;&lt;/h1&gt;&lt;p&gt;naik&lt;/p&gt;", "Meta naik"),
    "no tag": ("laba &lt; rugi, 3 &lt;4", "laba < rugi, 3 <4"),
    "an HTML entity XML does not know": ("Gojek&nbsp;&ndash; Grab", "Gojek – Grab"),
    "a bare ampersand": ("AT&T naik", "AT&T naik"),
    "a script": ("aman&lt;script&gt;alert(1)&lt;/script&gt;!", "aman!"),
    "a comment": ("aman&lt;!-- tidak --&gt;!", "aman!"),
    "control characters": ("satu\x01\x02 dua&#3;", "satu dua�"),
    "zero width": ("sa\u200btu", "satu"),
}


@pytest.mark.parametrize(("raw", "expected"), TITLES.values(), ids=TITLES)
def test_titles_are_plain_text(raw: str, expected: str) -> None:
    assert item(f"<title>{raw}</title>").title == expected


REFRESH = {
    "ttl": ("<ttl>90</ttl>", timedelta(minutes=90)),
    "daily, four times": (
        '<s:updatePeriod xmlns:s="http://purl.org/rss/1.0/modules/syndication/">daily</s:updatePeriod>'
        '<s:updateFrequency xmlns:s="http://purl.org/rss/1.0/modules/syndication/">4</s:updateFrequency>',
        timedelta(hours=6),
    ),
    "nothing": ("", None),
    "no number": ("<ttl>often</ttl>", None),
    "zero": ("<ttl>0</ttl>", None),
    "ages": ("<ttl>9999999</ttl>", timedelta(days=365)),
}


@pytest.mark.parametrize(("head", "expected"), REFRESH.values(), ids=REFRESH)
def test_reads_how_often_a_feed_wants_to_be_asked(head: str, expected: timedelta | None) -> None:
    assert read(RSS.format(head)).refresh == expected


# ------------------------------------------------------------------ encodings and packing


JUDUL = "<item><link>https://contoh.test/a</link><title>Café “Kopi” – é</title></item>"
ENCODINGS = {
    "utf-8 without a word": (RSS.format(JUDUL).encode(), "text/xml"),
    "utf-8 with a mark": (RSS.format(JUDUL).encode("utf-8-sig"), ""),
    "utf-8 that calls itself latin-1": (RSS.format(JUDUL).encode(), "application/xml; charset=ISO-8859-1"),
    "windows-1252 by the header": (RSS.format(JUDUL).encode("cp1252"), "text/xml; charset=windows-1252"),
    "windows-1252 that calls itself latin-1": (RSS.format(JUDUL).encode("cp1252"), 'text/xml; charset="iso-8859-1"'),
    "windows-1252 that calls itself utf-8": (RSS.format(JUDUL).encode("cp1252"), "text/xml; charset=utf-8"),
    "windows-1252 by its declaration": (
        RSS.format(JUDUL).replace('"1.0"', '"1.0" encoding="windows-1252"').encode("cp1252"),
        "text/xml",
    ),
    "an unknown encoding": (RSS.format(JUDUL).encode(), "text/xml; charset=contoh-8"),
    "an encoding that is none": (RSS.format(JUDUL).encode(), "text/xml; charset=punycode"),
    "utf-16": (RSS.format(JUDUL).encode("utf-16"), ""),
    "utf-16 without a mark": (RSS.format(JUDUL).encode("utf-16-le"), ""),
    "gzip": (gzip.compress(RSS.format(JUDUL).encode()), "application/x-gzip"),
}


@pytest.mark.parametrize(("body", "content_type"), ENCODINGS.values(), ids=ENCODINGS)
def test_reads_what_the_bytes_say(body: bytes, content_type: str) -> None:
    assert [entry.title for entry in read(body, content_type=content_type).entries] == ["Café “Kopi” – é"]


# ------------------------------------------------------------------ what is no feed


REFUSED = {
    "empty": b"",
    "blank": b" \n ",
    "a page": b"<!DOCTYPE html><html><head><title>Maaf</title></head><body><rss>no</rss></body></html>",
    "a page without html": b"<!doctype HTML><title>Sebentar</title>",
    "a page with a prolog": b'<?xml version="1.0"?><!-- x --><html xmlns="http://www.w3.org/1999/xhtml"/>',
    "words": b"Service unavailable",
    "other XML": b"<catalog><book/></catalog>",
    "RDF of another kind": b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
    "an image": b"\x89PNG\r\n\x1a\n\x00\x00",
    "JSON": b'{"ok": true}',
    "a JSON list": b'[{"url": "https://a.test/1"}]',
    "broken JSON": b'{"items": [',
    "deep JSON": b'{"items":' + b"[" * 100_000,
    "JSON with an endless number": b'{"items":[{"url":"https://a.test/","id":' + b"1" * 5_000 + b"}]}",
    "a broken gzip": b"\x1f\x8bnonsense",
    "a cut gzip": gzip.compress(WHOLE.encode())[:-12],
    "a gzip bomb": gzip.compress(b"\x00" * (MAX_BYTES + 1)),
    "too large": b"<rss>" + b" " * MAX_BYTES,
    "an index of sitemaps": b"<sitemapindex><sitemap><loc>https://a.test/s.xml</loc></sitemap></sitemapindex>",
}


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED)
def test_refuses_what_is_no_feed(body: bytes) -> None:
    with pytest.raises(FeedError) as refusal:
        read(body)
    assert (refusal.value.kind, refusal.value.url) == ("not_a_feed", URL)


def test_an_empty_feed_is_a_feed() -> None:
    assert read(RSS.format("")).entries == ()


# ------------------------------------------------------------------ damage


DAMAGED = {
    "a warning before it": b"<br />\n<b>Warning</b>: include() in <b>/x.php</b><br />\n" + RSS.format(JUDUL).encode(),
    "a script after it": RSS.format(JUDUL).encode() + b"<script>x()</script>",
    "cut short": RSS.format(JUDUL + "<item><title>x").encode().replace(b"</channel></rss>", b""),
    "tags that do not match": RSS.format(JUDUL + "<item><title>x</titel></item>").encode(),
    "an unclosed CDATA section": RSS.format(JUDUL + "<item><title><![CDATA[x").encode(),
    "stray quotes": RSS.format("<x a=\"b'>" + JUDUL).encode(),
    "a picture's width that does not end": RSS.format("<image><width>144<x></width></image>" + JUDUL).encode(),
    "an unclosed comment": RSS.format(JUDUL).encode() + b"<!-- x",
}


@pytest.mark.parametrize("body", DAMAGED.values(), ids=DAMAGED)
def test_reads_a_damaged_feed_as_far_as_it_goes(body: bytes) -> None:
    assert [entry.title for entry in read(body).entries][:1] == ["Café “Kopi” – é"]


def test_what_stands_after_the_end_is_no_damage() -> None:
    assert read(DAMAGED["a script after it"]).damage == ""


def test_says_that_a_feed_was_damaged() -> None:
    assert read(DAMAGED["tags that do not match"]).damage
    assert read(WHOLE).damage == ""


# ------------------------------------------------------------------ hostile feeds, each of which has to be quick


def filled(unit: str, size: int = 1_500_000) -> str:
    return unit * (size // len(unit))


LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(10))
HOSTILE = {
    "an author without end": RSS.format(f"<item><author>{filled('a')}</author></item>"),
    "an author in pieces": RSS.format(f"<item><author>{filled('a' * 32 + '<b/>')}</author></item>"),
    "many categories": RSS.format(f"<item>{''.join(f'<category>c{n}</category>' for n in range(40_000))}</item>"),
    "many terms": RSS.format("<item>" + "".join(f'<category term="c{n}"/>' for n in range(40_000)) + "</item>"),
    "many keywords": '<rss xmlns:i="http://www.itunes.com/DTDs/PodCast-1.0.dtd"><channel><item><i:keywords>'
    + " ".join(map(str, range(100_000)))
    + "</i:keywords></item></channel></rss>",
    "comments that never close": "<rss>" + filled("<!--"),
    "instructions that never close": "<rss>" + filled("<?a"),
    "sections that never close": "<rss><channel><item><title>" + filled("<![CDATA["),
    "quotes that never close": "<rss>" + filled('<a "b>', 300_000),
    "scripts that never close": RSS.format(f"<item><description>{filled('&lt;script&gt;')}</description></item>"),
    "blank lines before it": "\n" * 1_500_000 + "<rss/>",
    "a doctype and blank lines": "<!DOCTYPE x>" + "\n" * 1_500_000 + "<rss/>",
    "a billion laughs": f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'
    + RSS.format("<item><title>&l10;</title></item>").partition("?>")[2],
    "namespaces without end": "<rss>" + "".join(f'<n{n}:a xmlns:n{n}="u{n}"/>' for n in range(20_000)) + "</rss>",
    "ampersands": "<rss>" + filled("&", 300_000),
    "white space in pieces": '<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="xhtml">'
    + filled(" <?a?>")
    + "</content></entry></feed>",
}  # fmt: skip


@pytest.mark.timeout(60)
@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_feed_takes_no_longer_than_its_size(body: str) -> None:
    with suppress(FeedError):
        read(body)


def test_no_file_or_address_is_opened() -> None:
    body = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>' + RSS.format("<item><title>&f;</title></item>")
    assert read(body.replace("<item>", "<item><link>https://contoh.test/a</link>")).entries[0].title == "&f;"
    with pytest.raises(FeedError):
        read(b"/etc/hostname")
    with pytest.raises(FeedError):
        read(b"https://contoh.test/rss")


def test_fields_and_entries_are_bounded() -> None:
    long = "panjang " * 10_000
    one = item(
        f"<guid>{'g' * 9_000}</guid><title>{long}</title><description>{long}</description><pubDate>{long}</pubDate>"
        + "".join(f"<category>k{n}</category>" for n in range(300))
    )
    assert (len(one.guid), len(one.title), len(one.excerpt)) == (2_000, 1_000, 5_000)
    assert one.title.endswith("…")
    assert (len(one.published_raw), len(one.categories)) == (200, 50)
    many = read(RSS.format("".join(f"<item><link>https://contoh.test/{n}</link></item>" for n in range(2_100))))
    assert len(many.entries) == 2_000
    assert many.entries[-1].link == "https://contoh.test/1999"
    assert "more entries than are read" in many.damage


def test_markup_is_bounded() -> None:
    document = read(RSS.format(JUDUL + "<a></a>" * 50_000 + JUDUL))
    assert (len(document.entries), document.damage) == (1, "more markup than is read")


def test_what_was_said_is_bounded_and_says_what_is_missing() -> None:
    large = "x" * 70_000
    said = json.loads(item(f"<title>pendek</title><description>{large}</description>").said)
    assert said["kabar:left_out"] == ["summary"]
    assert said["summary_detail"]["type"] == "text/html"
    assert said["title"] == "pendek"


# ------------------------------------------------------------------ JSON Feed


def test_reads_a_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Contoh",
        "home_page_url": "https://contoh.test/",
        "language": "id",
        "items": [
            {
                "id": "https://contoh.test/a",
                "title": "Satu &amp; dua\ud800",
                "content_html": "<p>Isi</p>",
                "date_published": "2025-06-10T12:00:00Z",
                "date_modified": "2025-06-10T19:00:00+07:00",
                "authors": [{"name": "Sari"}, {}, 7],
                "tags": ["x", 9, "y"],
            },
            {"id": 2, "url": "/b", "author": {"name": "Budi"}},
            {"id": 3},
            "no item",
        ],
    }
    document = read(json.dumps(feed))
    first, second = document.entries
    assert (document.title, document.link, document.language) == ("Contoh", "https://contoh.test/", "id")
    assert document.unusable == 2
    assert (first.link, first.title, first.excerpt) == ("https://contoh.test/a", "Satu & dua", "Isi")
    assert (first.authors, first.categories) == (("Sari",), ("x", "y"))
    assert first.published == first.updated == Stamp(at=NOW, precision="second")
    assert json.loads(first.said)["date_modified"] == "2025-06-10T19:00:00+07:00"
    assert (second.guid, second.link, second.authors) == ("2", "https://contoh.test/b", ("Budi",))


# ------------------------------------------------------------------ whose feed it is


def document(*links: str, own: str = "", guids: tuple[str, ...] = ()) -> FeedDocument:
    pairs = zip(links, guids or links, strict=True)
    return FeedDocument(
        format="rss 2.0", link=own, entries=tuple(Entry(guid=guid, link=link, title="") for link, guid in pairs)
    )


PROXY = "http://feedproxy.google.com/~r/contoh/~3/1/"
IDENTITY = {
    "empty": (document(), True),
    "empty, and another's by its own link": (document(own="https://lain.test/"), True),
    "its own entries": (document("https://news.contoh.test/a"), True),
    "one of its own among others": (document("https://lain.test/a", "https://contoh.test/a"), True),
    "another's entries": (document("https://lain.test/a", "https://lain.test/b"), False),
    "another's entries, another's link": (document("https://lain.test/a", own="https://lain.test/"), False),
    "another's entries under its own link": (document("https://lain.test/a", own="https://contoh.test/"), True),
    "a name that ends alike": (document("https://bukancontoh.test/a"), False),
    "counted links, own guids": (document(PROXY, guids=("https://contoh.test/?p=1",)), True),
    "counted links, another's guids": (document(PROXY, guids=("https://lain.test/?p=1",)), False),
    "counted links and no more": (document(PROXY, guids=("tag:1",)), True),
    "counted links, another's link": (document(PROXY, own="https://lain.test", guids=("tag:1",)), False),
}


@pytest.mark.parametrize(("feed", "expected"), IDENTITY.values(), ids=IDENTITY)
def test_knows_whose_feed_it_is(feed: FeedDocument, expected: bool) -> None:
    assert belongs(feed, ("contoh.test",)) is expected


# ------------------------------------------------------------------ whatever comes


_PIECES = st.sampled_from(
    b"""<rss>|</rss>|<channel>|<item>|</item>|<entry>|<feed xmlns='http://www.w3.org/2005/Atom'>|</feed>|<rdf:RDF>
|<title type='xhtml'>|<link>|</link>|<link href='|https://a.test/|<guid>|<![CDATA[|]]>|<!--|-->|<?xml |<!DOCTYPE x [
|<!ENTITY a '|&#0;|&#xd800;|&amp|&a;|<|>|/>|'|"|<category>|</category>|<source>|<image>|<textInput>|<author>|<generator>
|<content mode='base64'>|<a:b xmlns:a='c'>|<urlset>|<url>|<loc>|{|"items":[|}|\xff\xfe|\x1f\x8b|\x00|<cloud a=b>
|<pubDate>99999-99-99T99|<media:content xmlns:media='http://search.yahoo.com/mrss/'>|<itunes:owner>
|<georss:point xmlns:georss='http://www.georss.org/georss'>1""".split(b"|")
)


@given(
    st.binary(max_size=200) | st.lists(_PIECES | st.binary(max_size=4), max_size=25).map(b"".join), st.text(max_size=30)
)
@example(b"<?xml version='1.0' encoding='idna'?><rss>\xff", "text/xml; charset=undefined")
@example(b"<rss><item><a:b/></item></rss>", "")
def test_any_bytes_are_a_feed_or_refused(body: bytes, content_type: str) -> None:
    kinds: tuple[FeedKind, ...] = ("feed", "sitemap", "index")
    for kind in kinds:
        try:
            found = parse(body, kind=kind, url=URL, content_type=content_type, zone="Asia/Jakarta")
        except FeedError:
            continue
        for one in found.entries:
            assert one.link.startswith("http")
            assert one.guid
            assert isinstance(json.loads(one.said), dict)
            assert len(one.said.encode()) <= 65_536
