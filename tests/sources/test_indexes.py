from datetime import UTC, datetime

import pytest

from sources.errors import FeedError
from sources.feeds import parse
from sources.types import AddressRules, FeedDocument, Stamp

NOW = datetime(2025, 6, 10, 12, tzinfo=UTC)
URL = "https://indeks.contoh.test/?date=2025-06-10"
RULES = AddressRules(articles=(r"contoh\.test/(?:[a-z]+/)?d-\d+/",), skip=("/video/",), one_page="single=1")


def read(body: str, rules: AddressRules | None = RULES) -> FeedDocument:
    return parse(
        body.encode(),
        kind="index",
        url=URL,
        content_type="text/html; charset=utf-8",
        zone="Asia/Jakarta",
        addresses=rules,
    )


PAGE = """<!DOCTYPE html><html lang="id"><head><title>Indeks &amp; Arsip</title></head><body>
<nav><a href="/">Beranda</a><a href="/indeks">Indeks</a><a href="#atas">Ke atas</a></nav>
<main>
  <article>
    <a href="https://www.contoh.test/tekno/d-11/pabrik-cip?single=1"><img src="a.jpg"></a>
    <h3><a href="https://www.contoh.test/tekno/d-11/pabrik-cip">Pabrik  cip
      dibangun</a></h3>
    <div class="date">Selasa, 10 Jun 2025 18:30 WIB</div>
  </article>
  <article><a href="//www.contoh.test/d-12/bunga?utm_source=indeks#komentar"><h2>Bunga di bawah &lt;5%</h2>
    <p>Ringkasan</p></a>
    <time datetime="2025-06-10T19:00:00+07:00">30 menit lalu</time></article>
  <article><a href="/d-13/tanpa-tanggal/" title="Tanpa tanggal"><img src="b.jpg"></a></article>
  <article><a href="https://www.contoh.test/video/d-14/gambar-hidup">Video</a></article>
  <ul><li><a href="https://lain.test/d-15/x">Lain</a></li><li><a href="https://www.contoh.test/d-12/bunga">Bunga</a></li>
    <li><a href="javascript:void(0)">x</a></li><li><a>x</a></li><li><a href="http://[">x</a></li></ul>
</main></body></html>"""


def test_reads_an_index_page() -> None:
    document = read(PAGE)
    assert (document.format, document.title, document.language) == ("index", "Indeks & Arsip", "id")
    assert [(entry.link, entry.title) for entry in document.entries] == [
        ("https://www.contoh.test/tekno/d-11/pabrik-cip?single=1", "Pabrik cip dibangun"),
        ("https://www.contoh.test/d-12/bunga?utm_source=indeks", "Bunga di bawah <5%"),
        ("https://indeks.contoh.test/d-13/tanpa-tanggal/", "Tanpa tanggal"),
    ]


def test_takes_a_date_only_where_it_stands_beside_one_article() -> None:
    first, second, third = read(PAGE).entries
    assert first.published == Stamp(at=datetime(2025, 6, 10, 11, 30, tzinfo=UTC), precision="minute")
    assert first.published_raw == "Selasa, 10 Jun 2025 18:30 WIB"
    assert second.published == Stamp(at=NOW, precision="second")
    assert third.published is None


STAMPS = {
    "a bare span": "<span>10/06/2025 19:00 WIB</span>",
    "said twice": '<div class="date"><span>10/06/2025 19:00 WIB</span></div>',
    "in the title of an age": '<div class="date"><span title="Selasa, 10 Jun 2025 19:00 WIB">1 jam lalu</span></div>',
    "beside the age": '<p class="waktu">10 Juni 2025, 19.00 WIB<i></i></p>',
    "in time": "<time>10 Juni 2025 19:00</time>",
}


@pytest.mark.parametrize("markup", STAMPS.values(), ids=STAMPS)
def test_reads_a_stamp_however_it_is_marked(markup: str) -> None:
    (only,) = read(f"<html><body><div><h2><a href='/d-1/a'>Satu 2025</a></h2>{markup}</div></body></html>").entries
    assert only.published == Stamp(at=NOW, precision="minute")


@pytest.mark.parametrize("markup", ["<span>Sejak 10 Juni 2025</span>", "<span>19:00</span>", "<p>Dibaca 10.000</p>"])
def test_takes_no_text_for_a_stamp(markup: str) -> None:
    (only,) = read(f"<html><body><div><h2><a href='/d-1/a'>Satu</a></h2>{markup}</div></body></html>").entries
    assert only.published is None


def test_a_date_over_several_articles_belongs_to_none() -> None:
    page = """<html><body><div><time>10 Juni 2025</time><p><a href="/d-1/a">Satu</a></p>
      <p><a href="/d-2/b">Dua</a></p></div>
      <div><a href="/d-3/c">Tiga</a><time>9 Juni 2025</time><time>10 Juni 2025</time></div></body></html>"""
    assert [entry.published_raw for entry in read(page).entries] == ["", "", ""]


def test_relative_links_follow_the_pages_base() -> None:
    page = '<html><head><base href="https://www.contoh.test/tekno/"></head><body><a href="d-1/a">Satu</a></body></html>'
    assert [entry.link for entry in read(page).entries] == ["https://www.contoh.test/tekno/d-1/a"]


def test_a_feed_in_place_of_an_index_is_read_as_one() -> None:
    body = '<rss version="2.0"><channel><item><link>https://www.contoh.test/d-1/a</link></item></channel></rss>'
    assert read(body).format == "rss 2.0"


def test_a_page_of_menus_is_an_empty_index() -> None:
    assert read("<html><body><a href='/indeks'>Indeks</a></body></html>").entries == ()


@pytest.mark.parametrize("rules", [None, AddressRules(), AddressRules(skip=("/video/",))])
def test_an_index_needs_a_rule(rules: AddressRules | None) -> None:
    with pytest.raises(FeedError) as refusal:
        read(PAGE, rules)
    assert "addresses.articles" in refusal.value.detail


def test_an_empty_body_is_no_index() -> None:
    with pytest.raises(FeedError):
        read("")


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "unit",
    ['<a href="/d-{n}/x">', '<div class="date"><a href="/d-{n}/x">x</a>', '<a href="/d-1/x">x</a>', "<div>", "<time>"],
)
def test_a_hostile_page_takes_no_longer_than_its_size(unit: str) -> None:
    page = "<html><body>" + "".join(unit.replace("{n}", str(n)) for n in range(20_000))
    assert len(read(page).entries) <= 2_000


@pytest.mark.timeout(60)
def test_what_looks_like_a_date_and_is_none_takes_bounded_time() -> None:
    """Without a bound these take minutes: each goes through every form of a date that we know."""
    odd = (
        f"""<div>{"".join(f'<b><span class="date">2025 jun jun {n} {m} ipsum lalu 12 12</span></b>' for m in range(60))}
        <a href="/d-{n}/a">Satu</a></div>"""
        for n in range(300)
    )
    assert len(read(f"<html><body>{''.join(odd)}</body></html>").entries) == 300
