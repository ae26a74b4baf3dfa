"""The Wayback Machine as a route: which captures are asked for, what they list, and pages whose copies are had."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.errors import FeedError
from sources.http import Web, open_web
from sources.routes import wayback
from sources.types import AddressRules, Ask, Days, Feed, Listing, Outlet, Response, Route, Step
from tests.web.wayback import Machine
from tests.web.wayback import wayback as machine_running

SITE = "https://contoh.test"
RSS = f"{SITE}/rss"
OUTLET = Outlet(
    outlet_id="contoh", name="Contoh", homepage=f"{SITE}/", country="ID", language="id", time_zone="Asia/Jakarta",
    group_id="contoh", domains=("contoh.test", "contoh.lain.test"),
    feeds=(
        Feed(url=RSS, outlet_id="contoh", section="all"),
        Feed(url=f"{SITE}/peta.xml", outlet_id="contoh", section="all", kind="sitemap"),
        Feed(url=f"{SITE}/indeks?d={{date:%Y-%m-%d}}", outlet_id="contoh", section="all", kind="index"),
    ),
    addresses=AddressRules(articles=(r"/d-\d+/",), hosts=(("www.contoh.test", "contoh.test"),)),
)  # fmt: skip
FEEDS, PAGES = wayback.default_routes(OUTLET), wayback.page_routes(OUTLET)
MARCH = Days(first=date(2025, 3, 10), last=date(2025, 3, 11))
AT = datetime(2025, 3, 10, 12, tzinfo=UTC)
CAPTURE = Step(name="capture 20250310120000", url=f"https://web.archive.org/web/20250310120000id_/{RSS}")


def rss(*items: tuple[str, datetime | None]) -> bytes:
    dates = [f"<pubDate>{at:%a, %d %b %Y %H:%M:%S} GMT</pubDate>" if at else "" for _, at in items]
    listed = (f"<item><link>{SITE}/{link}</link>{date}</item>" for (link, _), date in zip(items, dates, strict=True))
    return f"<rss version='2.0'><channel><link>{SITE}</link>{''.join(listed)}</channel></rss>".encode()


def answer(body: bytes, *, url: str = "https://web.archive.org/x", **headers: str) -> Response:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Response(url=url, final_url=url, permanent_url=url, status=200, headers=named, body=body, fetched_at=AT)


def rows(*captures: tuple[str, str], resume: str = "") -> bytes:
    more = [[], [resume]] if resume else []
    return json.dumps([["timestamp", "original"], *map(list, captures), *more]).encode()


def read(
    body: bytes, *, route: Route = FEEDS[0], step: Step | None = None, part: Days = MARCH, **headers: str
) -> Listing:
    return wayback.read(route, part, step or wayback.begin(route, part, OUTLET)[0], answer(body, **headers), OUTLET)


def query(step: Step) -> dict[str, list[str]]:
    return parse_qs(urlsplit(step.url).query)


# ------------------------------------------------------------------ what is asked for


def test_the_last_resort_of_an_outlet() -> None:
    assert [route.url for route in FEEDS] == [RSS, f"{SITE}/peta.xml", f"{SITE}/"]
    assert {(route.kind, route.outlet_id, route.state) for route in FEEDS} == {("wayback", "contoh", "unseen")}
    blind = replace(OUTLET, addresses=AddressRules())
    assert [route.url for route in wayback.default_routes(blind)] == [RSS, f"{SITE}/peta.xml"]
    assert [route.url for route in PAGES] == [f"{SITE}/*", "https://contoh.lain.test/*"]


def test_the_captures_of_a_feed_from_the_slice_to_a_week_after() -> None:
    (step,) = wayback.begin(FEEDS[0], MARCH, OUTLET)
    assert step.name == "captures"
    assert step.url.startswith("https://web.archive.org/cdx/search/cdx?url=https://contoh.test/rss&output=json&")
    asked = query(step)
    assert (asked["from"], asked["to"], asked["collapse"]) == (["20250310"], ["20250318"], ["digest"])
    assert (asked["filter"], asked["limit"], asked["showResumeKey"]) == (["statuscode:200"], ["5000"], ["true"])


def test_an_address_with_a_query_of_its_own_is_one_value() -> None:
    (step,) = wayback.begin(replace(FEEDS[0], url=f"{SITE}/?feed=rss&cat=1"), MARCH, OUTLET)
    assert query(step)["url"] == [f"{SITE}/?feed=rss&cat=1"]


def test_the_captures_of_pages_are_those_of_the_slice() -> None:
    (step,) = wayback.begin(PAGES[0], MARCH, OUTLET)
    asked = query(step)
    assert (asked["url"], asked["matchType"], asked["collapse"]) == (["contoh.test/"], ["domain"], ["urlkey"])
    assert (asked["from"], asked["to"]) == (["20250310"], ["20250311"])
    assert asked["filter"] == ["statuscode:200", "mimetype:text/html"]
    (step,) = wayback.begin(replace(PAGES[0], url=f"{SITE}/2025/*"), MARCH, OUTLET)
    assert (query(step)["url"], query(step)["matchType"]) == (["contoh.test/2025/"], ["prefix"])


def test_slices_are_utc_months() -> None:
    cut = wayback.slices(FEEDS[0], Days(first=date(2025, 2, 28), last=date(2025, 3, 2)), "Asia/Jakarta")
    assert cut == (
        Days(first=date(2025, 2, 28), last=date(2025, 2, 28)), Days(first=date(2025, 3, 1), last=date(2025, 3, 2)),
    )  # fmt: skip


# ------------------------------------------------------------------ the index of captures

# moments of captures, and those that are asked for: the slice is 10 and 11 March
CHOSEN = {
    "none": ((), ()),
    "newest first": (("20250310000000", "20250311235959"), ("20250311235959", "20250310000000")),
    "one an hour, the first": (("20250310120500", "20250310120000", "20250310125959", "20250310130000"),
                               ("20250310130000", "20250310120000")),
    "of the day after, too": (("20250312235959",), ("20250312235959",)),
    "then one, the next": (("20250310120000", "20250316100000", "20250314100000", "20250317100000"),
                           ("20250314100000", "20250310120000")),
}  # fmt: skip


@pytest.mark.parametrize(("moments", "asked"), CHOSEN.values(), ids=CHOSEN)
def test_which_captures_are_asked_for(moments: tuple[str, ...], asked: tuple[str, ...]) -> None:
    listing = read(rows(*((moment, "http://www.contoh.test:80/rss") for moment in moments)))
    assert listing.leads_to == tuple(
        Step(name=f"capture {at}", url=f"https://web.archive.org/web/{at}id_/http://www.contoh.test:80/rss")
        for at in asked
    )
    assert (listing.listed, listing.found) == (len(moments), ())


def test_the_index_goes_on_where_it_gives_a_key() -> None:
    first = read(rows(("20250310120000", RSS), resume="test%2Ccontoh%29%2Frss+20250310120000%21"))
    assert [step.name for step in first.leads_to] == ["capture 20250310120000", "captures 2"]
    onward = first.leads_to[-1]
    assert query(onward)["resumeKey"] == ["test,contoh)/rss 20250310120000!"]
    second = read(rows(("20250310140000", RSS), resume="x"), step=onward)
    assert [step.name for step in second.leads_to] == ["capture 20250310140000", "captures 3"]


@pytest.mark.parametrize("resume", ["", "a&url=https://lain.test", "x" * 5_000, "a b", "#"])
def test_a_key_that_is_none_leads_nowhere(resume: str) -> None:
    assert [step.name for step in read(rows(("20250310120000", RSS), resume=resume)).leads_to] == [
        "capture 20250310120000"
    ]


def test_an_index_that_is_past_the_slice_is_left() -> None:
    listing = read(rows(("20250314120000", RSS), resume="x"))
    assert [step.name for step in listing.leads_to] == ["capture 20250314120000"]


EMPTY = {"nothing": b"", "no rows": b"[]", "names alone": rows()}


@pytest.mark.parametrize("body", EMPTY.values(), ids=EMPTY)
def test_nothing_was_captured(body: bytes) -> None:
    assert read(body) == Listing()


NO_INDEX = {
    "a page": b"<html>503</html>",
    "an object": b'{"error": "x"}',
    "a list of texts": b'["timestamp", "original"]',
    "other fields": b'[["urlkey"], ["a"]]',
    "cut short": rows(("20250310120000", RSS))[:-5],
    "deeply nested": b"[" * 100_000,
    "numbers": b"[[1, 2], [3, 4]]",
}


@pytest.mark.parametrize("body", NO_INDEX.values(), ids=NO_INDEX)
def test_what_is_no_index(body: bytes) -> None:
    with pytest.raises(FeedError) as refusal:
        read(body)
    assert refusal.value.kind == "not_a_feed"


def test_rows_that_make_no_sense_are_left_out() -> None:
    odd = [
        ["2025031012000", RSS], ["20251310120000", RSS], ["20250310120000"], [20250310120000, RSS], [None, None],
        ["20250310120000", "javascript:alert(1)"], ["20250310120000", "a b"], ["٢٠٢٥٠٣١٠١٢٠٠٠٠", RSS],
        ["20250310120000", f"{SITE}/\n@lain.test"], {"a": 1}, ["20250310130000", RSS],
    ]  # fmt: skip
    body = json.dumps([["timestamp", "original"], *(row for row in odd if isinstance(row, list))]).encode()
    assert [step.name for step in read(body).leads_to] == ["capture 20250310130000"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.sampled_from(["timestamp", "original", RSS]),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=30,
)


@given(
    st.one_of(
        JSON, st.lists(st.lists(JSON, max_size=3), max_size=6).map(lambda rows: [["timestamp", "original"], *rows])
    )
)
def test_whatever_json_comes_is_read_or_refused(value: object) -> None:
    try:
        listing = read(json.dumps(value).encode())
    except FeedError:
        return
    for step in listing.leads_to:
        assert step.url.startswith("https://web.archive.org/")
        assert set(step.url) & set(" \n\r\t") == set()


# ------------------------------------------------------------------ captures of listings


def test_what_a_captured_feed_lists_of_the_slice() -> None:
    before, after = datetime(2025, 3, 9, 23, 59, 59, tzinfo=UTC), datetime(2025, 3, 12, tzinfo=UTC)
    body = rss(("d-1/a", before), ("d-2/b", AT), ("d-3/c", after), ("d-4/d", None), ("foto/5", AT))
    listing = read(body, step=CAPTURE, content_type="application/rss+xml")
    assert [(found.url, found.skip, found.copy_url) for found in listing.found] == [
        (f"{SITE}/d-2/b", "", ""), (f"{SITE}/d-4/d", "", ""), (f"{SITE}/foto/5", "matches none of articles", ""),
    ]  # fmt: skip
    assert (listing.listed, listing.leads_to) == (5, ())


def test_a_captured_front_page_is_read_by_its_links() -> None:
    page = b"""<html><body><a href="/d-1/satu">Satu</a> <a href="/tentang">Tentang</a>
        <a href="/2025/03/11/d-2/dua">Dua</a> <a href="/2025/03/01/d-3/lama">Lama</a></body></html>"""
    listing = read(page, route=FEEDS[-1], step=CAPTURE, content_type="text/html")
    assert [found.url for found in listing.found] == [f"{SITE}/d-1/satu", f"{SITE}/2025/03/11/d-2/dua"]


def test_a_captured_sitemap_may_be_in_lines() -> None:
    listing = read(f"{SITE}/d-1/a\n".encode(), route=FEEDS[1], step=CAPTURE, content_type="text/plain")
    assert [found.url for found in listing.found] == [f"{SITE}/d-1/a"]


NO_FEED = {
    "a page": b"<html><body>Maaf</body></html>",
    "another site's": b"<rss><channel><item><link>https://lain.test/d-1/a</link></item></channel></rss>",
}


@pytest.mark.parametrize("body", NO_FEED.values(), ids=NO_FEED)
def test_a_capture_of_no_feed_is_done_with_and_a_page_about_one_is_not(body: bytes) -> None:
    listing = read(body, step=CAPTURE, memento_datetime="Mon, 10 Mar 2025 12:00:00 GMT")
    assert (listing.found, listing.listed) == ((), 0)
    assert listing.detail.startswith("not_a_feed: ")
    with pytest.raises(FeedError):
        read(body, step=CAPTURE)


# ------------------------------------------------------------------ captures of pages


def test_copies_of_articles() -> None:
    body = rows(
        ("20250311120000", "http://www.contoh.test:80/d-1/a?utm_source=x"),
        ("20250310120000", f"{SITE}/d-1/a/"),
        ("20250310120000", f"{SITE}/tag/cip"),
        ("20250310120000", f"{SITE}/2024/01/05/d-9/lama"),
        ("20250310120000", "https://lain.test/d-3/b"),
        ("20250310130000", f"{SITE}/2025/03/09/d-2/b"),
    )
    listing = read(body, route=PAGES[0])
    assert [(found.url, found.copy_url) for found in listing.found] == [
        (f"{SITE}/d-1/a", f"https://web.archive.org/web/20250310120000id_/{SITE}/d-1/a/"),
        (f"{SITE}/2025/03/09/d-2/b", f"https://web.archive.org/web/20250310130000id_/{SITE}/2025/03/09/d-2/b"),
    ]
    assert (listing.listed, listing.leads_to) == (6, ())


# ------------------------------------------------------------------ over the wire


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    pytest.importorskip("cryptography")
    with machine_running(tmp_path) as running:
        monkeypatch.setenv("HTTPS_PROXY", running.url)
        monkeypatch.setenv("SSL_CERT_FILE", str(running.certificate))
        yield running


@pytest.fixture
def web(machine: Machine) -> Iterator[Web]:
    with open_web(user_agent="kabar", clock=lambda: AT, host_gap=0.0, allow_private=False) as opened:
        yield opened


def walk(web: Web, route: Route) -> dict[str, str]:
    """All that is found along `route`, breadth first: addresses and where their copies are."""
    ahead, found = list(wayback.begin(route, MARCH, OUTLET)), dict[str, str]()
    while ahead:
        step = ahead.pop(0)
        response = web.get(Ask(url=step.url, purpose="listing")).response
        assert response is not None
        listing = wayback.read(route, MARCH, step, response, OUTLET)
        ahead += listing.leads_to
        found |= {each.url: each.copy_url for each in listing.found}
    return found


def test_a_feed_is_rebuilt_from_its_captures(machine: Machine, web: Web) -> None:
    """Every two hours, of a feed that holds five pieces, one an hour."""
    machine.most = 7  # rows: the index in many pages
    born = {f"d-{n}/x": datetime(2025, 3, 9, 12, tzinfo=UTC) + n * timedelta(hours=1) for n in range(96)}
    for hour in range(0, 96, 2):
        now = datetime(2025, 3, 9, 12, tzinfo=UTC) + hour * timedelta(hours=1)
        window = [(name, at) for name, at in born.items() if at <= now][-5:]
        machine.capture("http://www.contoh.test/rss", now, rss(*window), "application/rss+xml")
    machine.capture("https://contoh.test/rss", AT + timedelta(minutes=1), b"<html>galat</html>")
    found = walk(web, FEEDS[0])
    assert found == {f"{SITE}/{name}": "" for name, at in born.items() if at.date() in (MARCH.first, MARCH.last)}
    assert len(machine.asked) == len(set(machine.asked))
    assert sum("/cdx/" in path for path in machine.asked) > 3


def test_pages_that_are_gone_are_had_from_their_copies(machine: Machine, web: Web) -> None:
    for name, at in {"d-1/a": AT, "d-2/b": AT - timedelta(days=5), "tag/x": AT}.items():
        machine.capture(f"http://inet.contoh.test/{name}", at, b"<html>isi</html>")
    ((url, copy),) = walk(web, PAGES[0]).items()
    assert url == "https://inet.contoh.test/d-1/a"
    response = web.get(Ask(url=copy, purpose="page")).response
    assert response
    assert response.body == b"<html>isi</html>"


def test_where_there_is_no_such_capture_the_nearest_answers(machine: Machine, web: Web) -> None:
    machine.capture(RSS, AT, rss(("d-1/a", AT)), "application/rss+xml")
    near = web.get(Ask(url=f"https://web.archive.org/web/20250301000000id_/{RSS}", purpose="listing")).response
    assert near
    assert near.final_url == CAPTURE.url


def test_a_busy_machine_is_not_asked_on(machine: Machine, web: Web) -> None:
    machine.busy = 10
    answered = web.get(Ask(url=wayback.begin(FEEDS[0], MARCH, OUTLET)[0].url, purpose="listing"))
    assert answered.outcome == "rate_limited"
