"""Sitemaps as a route: which files are asked for, what is kept of them, and where an index leads."""

import contextlib
import gzip
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import sitemaps
from sources.errors import FeedError
from sources.routes import sitemap
from sources.routes.model import reached
from sources.tidy import MAX_TEXT
from sources.types import AddressRules, Days, Listing, Outlet, Response, Route, Step

SITE = "https://contoh.test"
OUTLET = Outlet(
    outlet_id="contoh", name="Contoh", homepage=f"{SITE}/", country="ID", language="id",
    time_zone="Asia/Jakarta", group_id="contoh", domains=("contoh.test",), feeds=(),
    addresses=AddressRules(skip=(r"/foto/",)),
)  # fmt: skip
MONTHLY = Route(kind="sitemap", url=f"{SITE}/peta/{{date:%Y-%m}}.xml", outlet_id="contoh")
DAILY = replace(MONTHLY, url=f"{SITE}/peta/{{date:%Y/%m/%d}}.xml")
ONE = replace(MONTHLY, url=f"{SITE}/sitemap.xml")
MARCH = Days(first=date(2025, 3, 1), last=date(2025, 3, 31))
TWO_DAYS = Days(first=date(2025, 3, 10), last=date(2025, 3, 11))


def page(slug: str, *, changed: str = "", published: str = "", title: str = "") -> str:
    news = f"<n:publication_date>{published}</n:publication_date>" if published else ""
    head = f"<n:title>{title}</n:title>" if title else ""
    lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<url><loc>{SITE}/{slug}</loc>{lastmod}<n:news>{news}{head}</n:news></url>"


def pages(*entries: str) -> str:
    return f"<urlset>{''.join(entries)}</urlset>"


def index(*named: tuple[str, str]) -> str:
    files = (f"<sitemap><loc>{url}</loc>{f'<lastmod>{at}</lastmod>' if at else ''}</sitemap>" for url, at in named)
    return f"<?xml version='1.0'?><sitemapindex>{''.join(files)}</sitemapindex>"


def read(
    body: str | bytes, *, route: Route = MONTHLY, part: Days = MARCH, step: Step | None = None, outlet: Outlet = OUTLET
) -> Listing:
    asked = step or sitemap.begin(route, part, outlet)[0]
    response = Response(
        url=asked.url, final_url=asked.url, permanent_url=asked.url, status=200,
        headers=(("content-type", "application/xml"),), body=body if isinstance(body, bytes) else body.encode(),
        fetched_at=datetime(2025, 6, 1, tzinfo=UTC),
    )  # fmt: skip
    return sitemap.read(route, part, asked, response, outlet)


def slugs(listing: Listing) -> list[str]:
    return [found.url.removeprefix(f"{SITE}/") for found in listing.found]


def led_to(listing: Listing) -> list[str]:
    return [step.url.removeprefix(f"{SITE}/") for step in listing.leads_to]


# ------------------------------------------------------------------ what is asked for


def test_months_are_the_outlets_own() -> None:
    days = Days(first=date(2025, 2, 28), last=date(2025, 3, 31))
    cut = sitemap.slices(MONTHLY, days, "Asia/Jakarta")
    assert [(part.first.isoformat(), part.last.isoformat()) for part in cut] == [
        ("2025-02-28", "2025-02-28"), ("2025-03-01", "2025-03-31"), ("2025-04-01", "2025-04-01"),
    ]  # fmt: skip
    steps = [sitemap.begin(MONTHLY, part, OUTLET) for part in cut]
    assert [step.url for (step,) in steps] == [f"{SITE}/peta/2025-0{month}.xml" for month in (2, 3, 4)]


def test_a_file_for_each_day() -> None:
    cut = sitemap.slices(DAILY, TWO_DAYS, "UTC")
    assert [sitemap.begin(DAILY, part, OUTLET)[0].url for part in cut] == [
        f"{SITE}/peta/2025/03/10.xml", f"{SITE}/peta/2025/03/11.xml",
    ]  # fmt: skip


def test_one_file_for_all_is_asked_for_once_a_month() -> None:
    cut = sitemap.slices(ONE, Days(first=date(2025, 1, 31), last=date(2025, 3, 1)), "Asia/Jakarta")
    assert [part.first for part in cut] == [date(2025, 1, 31), date(2025, 2, 1), date(2025, 3, 1)]
    assert sitemap.begin(ONE, cut[0], OUTLET) == (Step(name=f"sitemap {SITE}/sitemap.xml", url=f"{SITE}/sitemap.xml"),)


# ------------------------------------------------------------------ which articles are kept

# the sitemap's dates, and whether the page may be of 10 or 11 March in Jakarta
KEPT = {
    "changed long before": ({"changed": "2025-03-08"}, False),
    "changed in the night before": ({"changed": "2025-03-09T16:59:59Z"}, False),
    "changed at the first moment": ({"changed": "2025-03-10T00:00:00+07:00"}, True),
    "changed at some time of the first day": ({"changed": "2025-03-10"}, True),
    "changed long afterwards": ({"changed": "2025-05-01T10:00:00Z"}, True),
    "changed in that month": ({"changed": "2025-03"}, True),
    "no date at all": ({}, True),
    "a date that is none": ({"changed": "2025-02-31"}, True),
    "a date in words": ({"changed": "1 January 2011"}, True),
    "published before, changed since": ({"published": "2025-03-09T10:00:00Z", "changed": "2025-03-10"}, False),
    "published then": ({"published": "2025-03-11T23:59:59+07:00"}, True),
    "published afterwards": ({"published": "2025-03-12T00:00:00+07:00"}, False),
    "published some time that day": ({"published": "2025-03-11", "changed": "2025-03-01"}, True),
    "published nobody knows when": ({"published": "kemarin", "changed": "2025-03-08"}, False),
}  # fmt: skip


@pytest.mark.parametrize(("dates", "is_kept"), KEPT.values(), ids=KEPT)
def test_what_is_kept_of_a_slice(dates: dict[str, str], is_kept: bool) -> None:
    listing = read(pages(page("satu-dua-tiga", **dates)), part=TWO_DAYS)
    assert (len(listing.found), listing.listed) == (int(is_kept), 1)


# Dates beyond the borders of March in Jakarta, in March's own file: no other file will name the page.
AT_THE_BORDER = {
    "published in March by another clock": ({"published": "2025-03-31T20:00:00Z"}, True),
    "published in the evening before": ({"published": "2025-02-28T16:00:00Z"}, True),
    "published long before": ({"published": "2025-02-20T16:00:00Z"}, False),
    "changed before it was published": ({"changed": "2025-02-27T10:00:00Z"}, True),
}


@pytest.mark.parametrize(("dates", "is_kept"), AT_THE_BORDER.values(), ids=AT_THE_BORDER)
def test_nothing_falls_between_two_months(dates: dict[str, str], is_kept: bool) -> None:
    assert len(read(pages(page("satu-dua-tiga", **dates))).found) == int(is_kept)


def test_an_address_that_names_another_day_is_left_out() -> None:
    """An archive that says when pages were changed names all that was published since."""
    slugs_of = [f"2025/03/{day:02}/satu-dua" for day in (8, 9, 10, 11, 12, 13)] + ["2025/02/31/satu-dua"]
    body = pages(*(page(f"{slug}/", changed="2025-05-01") for slug in slugs_of))
    assert [slug.split("/")[2] for slug in slugs(read(body, route=ONE, part=TWO_DAYS))] == [
        "09", "10", "11", "12", "31",
    ]  # fmt: skip


def test_what_a_find_says() -> None:
    body = pages(
        page("a-1?utm_source=x", published="2025-03-10T07:00:00+07:00", title="Cip &amp; pabrik"), page("foto/b")
    )
    first, second = read(body).found
    assert (first.link, first.url, first.title) == (f"{SITE}/a-1?utm_source=x", f"{SITE}/a-1", "Cip & pabrik")
    assert first.published
    assert first.published.at == datetime(2025, 3, 10, tzinfo=UTC)
    assert (first.skip, second.skip) == ("", "skip: /foto/")
    assert second.published is None


def test_the_day_of_a_change_is_no_publication_date() -> None:
    assert read(pages(page("a-1", changed="2025-03-10"))).found[0].published is None


def test_pages_of_other_sites_are_counted_and_left_out() -> None:
    other = "<url><loc>https://lain.test/a-1</loc></url>"
    listing = read(pages(page("a-1"), other))
    assert (slugs(listing), listing.listed) == (["a-1"], 2)
    with pytest.raises(FeedError, match=r"not on contoh\.test"):
        read(pages(other))


def test_a_month_of_more_articles_than_a_feed_has() -> None:
    listing = read(pages(*(page(f"berita-{n}", changed="2025-03-09") for n in range(6_000))))
    assert (len(listing.found), listing.listed, listing.detail) == (6_000, 6_000, "")


FORMS = {
    "xml": pages(page("a-1"), page("a-2")).encode(),
    "gzip": gzip.compress(pages(page("a-1"), page("a-2")).encode()),
    "gzip in two members": gzip.compress(pages(page("a-1"))[:-9].encode()) + gzip.compress(page("a-2").encode()),
    "text": f"{SITE}/a-1\r\n{SITE}/a-2\n".encode(),
    "gzipped text": gzip.compress(f"{SITE}/a-1\n{SITE}/a-2".encode()),
    "utf-16": pages(page("a-1"), page("a-2")).encode("utf-16"),
}


@pytest.mark.parametrize("body", FORMS.values(), ids=FORMS)
def test_forms_of_a_sitemap(body: bytes) -> None:
    assert slugs(read(body)) == ["a-1", "a-2"]


NONE = {
    "a page": b"<!doctype html><html><body>404</body></html>",
    "nothing": b"",
    "prose": b"Maaf, tidak ada",
    "a feed": b"<rss version='2.0'><channel><item><link>https://contoh.test/1</link></item></channel></rss>",
    "broken gzip": b"\x1f\x8b\x08rusak",
    "gzip cut short": gzip.compress(pages(page("a-1")).encode())[:-12],
    "a gzip bomb": gzip.compress(b"<urlset>" + bytes(sitemaps.LARGEST)),
}


@pytest.mark.parametrize("body", NONE.values(), ids=NONE)
def test_what_is_no_sitemap(body: bytes) -> None:
    with pytest.raises(FeedError) as refusal:
        read(body)
    assert refusal.value.kind == "not_a_feed"


def test_what_is_led_to_has_to_be_the_months() -> None:
    step = sitemap.begin(MONTHLY, MARCH, OUTLET)[0]
    response = Response(
        url=step.url, final_url=f"{SITE}/sitemap.xml", permanent_url=step.url, status=200, headers=(),
        body=pages(page("a-1")).encode(), fetched_at=datetime(2025, 6, 1, tzinfo=UTC),
    )  # fmt: skip
    with pytest.raises(FeedError, match="does not name 2025-03-01"):
        sitemap.read(MONTHLY, MARCH, step, response, OUTLET)
    assert sitemap.read(ONE, MARCH, step, response, OUTLET).listed == 1


def test_a_day_may_be_empty_and_so_may_a_section() -> None:
    assert read("<urlset></urlset>", route=DAILY) == Listing()
    (child,) = read(index((f"{SITE}/a.xml", "")), route=ONE).leads_to
    assert read("<urlset></urlset>", route=ONE, step=child) == Listing()


@pytest.mark.parametrize("route", [MONTHLY, ONE], ids=["month", "site"])
def test_a_month_or_a_site_without_anything_is_not_there(route: Route) -> None:
    with pytest.raises(FeedError, match="lists nothing"):
        read("<urlset></urlset>", route=route)


# ------------------------------------------------------------------ how far it reaches back


def test_a_file_that_is_all_there_is_goes_back_to_its_oldest() -> None:
    news = pages(page("a-1", published="2025-03-10T10:00:00Z"), page("a-2", published="2025-03-08T10:00:00Z"))
    assert reached(read(news, route=ONE).detail) == datetime(2025, 3, 8, 10, tzinfo=UTC)
    plain = pages(page("a-1", changed="2025-03-07T00:00:00Z"), page("a-2", changed="2025-03-08T10:00:00Z"))
    assert reached(read(plain, route=ONE).detail) == datetime(2025, 3, 7, tzinfo=UTC)
    assert read(news).detail == ""  # the month's own file


NEWEST = [(f"baru-{n}", "published", f"2025-03-{12 - n // 20}T10:{59 - n % 20}:00Z") for n in range(40)]
UNPROVEN = {
    "a piece that was pinned": [*NEWEST, ("tua-1", "published", "2019-01-01T00:00:00Z")],
    "a few that were": [*NEWEST, *((f"tua-{n}", "published", f"2025-0{n}-01T00:00:00Z") for n in (1, 2, 3))],
    "one of yesterday": [*NEWEST, ("tua-1", "published", "2025-03-10T11:00:00Z")],
    "one to come": [*NEWEST, ("nanti-1", "published", "2099-01-01T00:00:00Z")],
}


@pytest.mark.parametrize("listed", UNPROVEN.values(), ids=UNPROVEN)
def test_a_single_old_date_does_not_prove_the_days_between(listed: list[tuple[str, str, str]]) -> None:
    body = pages(*(page(slug, published=at) for slug, _, at in listed))
    oldest = reached(read(body, route=ONE).detail)
    assert oldest
    assert datetime(2025, 3, 11, 10, 40, tzinfo=UTC) <= oldest <= datetime(2025, 3, 11, 10, 42, tzinfo=UTC)


def test_pages_that_are_no_articles_prove_nothing() -> None:
    body = pages(page("foto/1", changed="2025-03-07T00:00:00Z"), page("a-2", changed="2025-03-08T10:00:00Z"))
    assert reached(read(body, route=ONE).detail) == datetime(2025, 3, 8, 10, tzinfo=UTC)


def test_a_list_without_any_dates_proves_nothing() -> None:
    assert reached(read(pages(page("a-1"), page("a-2")), route=ONE).detail) == datetime(2025, 4, 1, tzinfo=UTC)


# what an index names, and from when on it is known for 10 and 11 March; "" for all of both
KNOWN = {
    "files of before and since": ([("s-1.xml", "2025-03-01"), ("s-2.xml", "2025-03-20")], ""),
    "months of before and since": ([("2025-02.xml", ""), ("2025-03.xml", "")], ""),
    "the month": ([("2025-03.xml", "")], ""),
    "days, one too few": ([("2025-03-11.xml", ""), ("2025-03-12.xml", "")], "2025-03-11"),
    "nothing but later months": ([("2025-05.xml", ""), ("2025-06.xml", "")], "2025-03-12"),
    "nothing but files of before": ([("s-1.xml", "2025-03-01"), ("s-2.xml", "2025-03-02")], "2025-03-12"),
    "nothing but files that changed since": ([("news.xml", "2025-06-01"), ("tekno.xml", "2025-06-01")], "2025-03-12"),
    "numbers alone": ([("s-1.xml", ""), ("s-2.xml", "")], "2025-03-12"),
    "lists of other things": ([("author-sitemap.xml", "2025-03-01"), ("s-2.xml", "2025-03-20")], "2025-03-12"),
}


@pytest.mark.parametrize(("named", "since"), KNOWN.values(), ids=KNOWN)
def test_an_index_proves_no_more_than_it_names(named: list[tuple[str, str]], since: str) -> None:
    detail = read(index(*((f"{SITE}/{name}", at) for name, at in named)), route=ONE, part=TWO_DAYS).detail
    back = reached(detail)
    assert (f"{back:%Y-%m-%d}" if back else "") == since


def test_of_the_files_of_an_index_those_of_news_forget() -> None:
    (child,) = read(index((f"{SITE}/a.xml", "")), route=ONE).leads_to
    news = pages(page("a-1", published="2025-03-08T10:00:00Z"))
    assert reached(read(news, route=ONE, step=child).detail) == datetime(2025, 3, 8, 10, tzinfo=UTC)
    assert read(pages(page("a-1", changed="2025-03-08")), route=ONE, step=child).detail == ""


def test_of_a_file_that_is_cut_nothing_is_known_for_sure() -> None:
    listing = read(pages(page("a-1"), page("a-2", title="x" * MAX_TEXT), page("a-3")))
    assert slugs(listing)[0] == "a-1"
    assert reached(listing.detail) == datetime(2025, 3, 31, 17, tzinfo=UTC)


# ------------------------------------------------------------------ where an index leads

# what an index names, and whether it is followed for 10 and 11 March
FOLLOWED = {
    "its month": ("sitemap-2025-03.xml", "", True),
    "its month, changed before": ("sitemap-2025-03.xml", "2025-03-01", True),
    "its month, without a nought": ("sitemap/2025/3.xml.gz", "", True),
    "another month": ("sitemap-2025-02.xml", "", False),
    "another month, changed since": ("sitemap-2025-02.xml", "2025-03-12", False),
    "its day": ("sitemap.xml?yyyy=2025&amp;mm=03&amp;dd=11", "", True),
    "the day before, in another zone": ("news-20250309.xml", "", True),
    "two days before": ("news-20250308.xml", "", False),
    "days around it": ("sitemap-20250301-20250331.xml", "", True),
    "days before it": ("sitemap-2025-02-01-2025-02-28.xml", "", False),
    "a number, changed since": ("post-sitemap12.xml", "2025-03-12T00:00:00Z", True),
    "a number, not changed since": ("post-sitemap11.xml", "2025-03-09T00:00:00Z", False),
    "a number": ("post-sitemap13.xml", "", True),
    "a number like a year": ("post-sitemap2019.xml", "", True),
    "a long number": ("artikel/2025031212345.xml", "", True),
    "a section": ("tekno/sitemap-news.xml", "", True),
    "pictures": ("sitemap-images.xml", "", False),
    "subjects": ("post_tag-sitemap3.xml", "", False),
    "a section about pictures": ("video-games-sitemap.xml", "", True),
    "itself": ("sitemap.xml", "", False),
}


@pytest.mark.parametrize(("name", "changed", "is_followed"), FOLLOWED.values(), ids=FOLLOWED)
def test_what_is_followed(name: str, changed: str, is_followed: bool) -> None:
    listing = read(index((f"{SITE}/{name}", changed)), route=ONE, part=TWO_DAYS)
    assert (led_to(listing), listing.listed) == ([name.replace("&amp;", "&")] if is_followed else [], 1)


def test_the_newest_are_followed_first_each_once() -> None:
    named = [
        ("a.xml", "2025-03-12"),
        ("2025-03-10.xml", ""),
        ("b.xml", "2025-03-14"),
        ("c.xml", ""),
        ("b.xml", ""),
        ("d.xml", ""),
    ]
    listing = read(index(*((f"{SITE}/{name}", at) for name, at in named)), route=ONE, part=TWO_DAYS)
    assert led_to(listing) == ["b.xml", "a.xml", "2025-03-10.xml", "d.xml", "c.xml"]


def test_no_other_site_is_asked() -> None:
    named = (
        "https://lain.test/a.xml",
        "https://peta.contoh.test/b.xml",
        "http://127.0.0.1/c.xml",
        "file:///etc/passwd",
    )
    assert led_to(read(index(*((url, "") for url in named)), route=ONE)) == ["https://peta.contoh.test/b.xml"]


def test_a_sitemap_host_of_its_own_may_name_its_own() -> None:
    elsewhere = replace(ONE, url="https://peta.test/sitemap.xml")
    assert led_to(read(index(("https://peta.test/2025-03.xml", "")), route=elsewhere)) == [
        "https://peta.test/2025-03.xml"
    ]


def test_an_index_is_followed_so_deep_and_no_deeper() -> None:
    step, names = sitemap.begin(ONE, MARCH, OUTLET)[0], []
    for depth in range(1, sitemap.DEEPEST):
        (step,) = read(index((f"{SITE}/{depth % 2}.xml", "")), route=ONE, step=step).leads_to
        names.append(step.name)
    assert names == [f"sitemap 2 {SITE}/1.xml", f"sitemap 3 {SITE}/0.xml"]
    assert slugs(read(pages(page("a-1")), route=ONE, step=step)) == ["a-1"]
    with pytest.raises(FeedError, match="3 deep"):
        read(index((f"{SITE}/1.xml", "")), route=ONE, step=step)


def test_of_too_many_sitemaps_the_newest_and_one_more_than_is_walked() -> None:
    body = index(*((f"{SITE}/s-{n}.xml", f"2025-03-{1 + n % 28:02}") for n in range(1_000)))
    listing = read(body, route=replace(ONE, most=100))
    assert len(listing.leads_to) == 101
    assert {int(step.url.rpartition("-")[2][:-4]) % 28 for step in listing.leads_to} <= {27, 26, 25}


@pytest.mark.timeout(60)
def test_an_index_of_a_million() -> None:
    body = (
        b"<sitemapindex>"
        + b"".join(b"<sitemap><loc>/%d</loc></sitemap>" % n for n in range(1_000_000))
        + b"</sitemapindex>"
    )
    listing = read(gzip.compress(body, 1), route=ONE)
    assert (len(listing.leads_to), listing.listed) == (201, sitemaps.MOST_PLACES)
    assert reached(listing.detail)


HOSTILE = {
    "tags": b"<urlset>" + b"<a>" * 10_000_000,
    "addresses within addresses": b"<urlset>" + b"<url><loc>https://contoh.test/1</loc>" * 200_000,
    "comments": b"<urlset>" + b"<!--" * 1_000_000,
    "ampersands": b"<urlset><url><loc>" + b"&" * 1_000_000,
    "odd dates": pages(*(page(f"x-{n}", changed="the 30th of February 2025") for n in range(20_000))).encode(),
    "impossible dates": pages(*(page(f"x-{n}", changed="2025-02-31T99:99:99Z") for n in range(20_000))).encode(),
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_sitemap_takes_bounded_time(body: bytes) -> None:
    part = Days(first=date(2025, 3, 10), last=date(2025, 3, 10))
    assert read(gzip.compress(body, 1), route=DAILY, part=part).listed <= sitemaps.MOST_PLACES


def test_no_entity_is_followed_or_multiplied() -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<!DOCTYPE x [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/hostname">{lol}]>' + pages(page("&f;&l9;"))
    (found,) = read(body).found
    assert found.link == f"{SITE}/&f;&l9;"


# ------------------------------------------------------------------ whatever comes

SLUGS = st.lists(
    st.from_regex(r"[a-z]{1,8}-[a-z]{1,8}-[0-9]{1,4}", fullmatch=True), unique=True, min_size=1, max_size=20
)
MOMENTS = st.datetimes(datetime(2025, 2, 1), datetime(2025, 4, 30), timezones=st.just(UTC))  # noqa: DTZ001


@given(SLUGS, st.data())
def test_no_article_of_the_slice_is_lost(names: list[str], data: st.DataObject) -> None:
    """Published at any moment, changed at it or later: what is of the slice is found, whichever date is shown."""
    born = {name: data.draw(MOMENTS) for name in names}
    entries = []
    for name, at in born.items():
        changed = at + data.draw(st.timedeltas(timedelta(), timedelta(days=60)))
        shown = {"changed": changed.isoformat()} if data.draw(st.booleans()) else {}
        entries.append(page(name, **shown, published=at.isoformat() if data.draw(st.booleans()) else ""))
    zone = timedelta(hours=7)
    own = {name for name, at in born.items() if date(2025, 3, 10) <= (at + zone).date() <= date(2025, 3, 11)}
    assert own <= set(slugs(read(pages(*entries), part=TWO_DAYS)))


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"<urlset>", b"<sitemapindex>", b"https://contoh.test/1\n", b"\x1f\x8b"]),
)
def test_any_bytes_are_a_listing_or_refused(junk: bytes, head: bytes) -> None:
    with contextlib.suppress(FeedError):
        listing = read(head + junk, route=ONE)
        assert len(listing.leads_to) <= listing.listed
