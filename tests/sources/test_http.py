"""Web.get against a real server: what comes back, what is asked, and how often."""

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest

from sources.http import Limits, Web, open_web
from sources.types import Answer, Ask, Purpose
from tests.web.misbehaving import ETAG, FEED, LAST_MODIFIED, PAGE, Misbehaving

NOW = datetime(2025, 6, 11, 12, tzinfo=UTC)
AGENT = "kabar/0.1 (+https://contoh.test/about)"
QUICK = Limits(connect=2, silence=0.6, total=1.5, max_bytes=100_000)

Get = Callable[..., Answer]


def opened(**changes: Any) -> Any:
    settings: dict[str, Any] = {
        "user_agent": AGENT, "clock": lambda: NOW, "host_gap": 0.0, "allow_private": True, "limits": QUICK,
    }  # fmt: skip
    return open_web(**settings | changes)


@pytest.fixture
def web() -> Iterator[Web]:
    with opened() as made:
        yield made


@pytest.fixture
def get(web: Web, server: Misbehaving) -> Get:
    def ask(path: str, purpose: Purpose = "page", etag: str = "", last_modified: str = "") -> Answer:
        return web.get(Ask(url=server.url + path, purpose=purpose, etag=etag, last_modified=last_modified))

    return ask


def pages(answer: Answer) -> list[str]:
    """The outcomes of the exchanges, the robots.txt's aside."""
    return [exchange.outcome for exchange in answer.exchanges if exchange.purpose != "robots"]


# ------------------------------------------------------------------ one request, one answer

ANSWERS = [
    ("/page", ["ok"], 200),
    ("/page?status=404", ["not_found"], 404),
    ("/page?status=410", ["gone"], 410),
    ("/page?status=401", ["refused"], 401),
    ("/page?status=403", ["refused"], 403),
    ("/page?status=451", ["refused"], 451),
    ("/page?status=418", ["client_error"], 418),
    ("/page?status=500", ["server_error"], 500),
    ("/page?status=304", ["protocol"], 304),
    ("/status?code=503", ["server_error"] * 3, 503),
    ("/status?code=502&times=1", ["server_error", "ok"], 200),
    ("/status?code=504&times=2", ["server_error", "server_error", "ok"], 200),
    ("/status?code=429&after=0&times=1", ["rate_limited", "ok"], 200),
    ("/status?code=429&after=3600", ["rate_limited"], 429),
    ("/cut", ["cut"] * 3, None),
    ("/cut?times=1", ["cut", "ok"], 200),
    ("/cut-chunked", ["cut"] * 3, None),
    ("/reset-body", ["cut"] * 3, None),
    ("/chunked", ["ok"], 200),
    ("/reset", ["connection"] * 3, None),
    ("/hang-up", ["connection"] * 3, None),
    ("/not-http", ["protocol"], None),
    ("/no-location", ["redirect", "bad_address"], None),
    ("/oversize?bytes=200000", ["too_large"], None),
    ("/oversize?bytes=90000", ["ok"], 200),
    ("/bomb?bytes=50000000", ["too_large"], None),
    ("/broken-gzip", ["bad_encoding"], None),
    ("/short-gzip", ["bad_encoding"], None),
    ("/stacked?times=2", ["ok"], 200),
    ("/stacked?times=9", ["bad_encoding"], None),
    ("/wall", ["blocked"], 200),
    ("/wrong-charset", ["ok"], 200),
    ("/loop", ["redirect", "redirect", "redirect_loop"], None),
    ("/chain?n=3", ["redirect"] * 3 + ["ok"], 200),
    ("/chain?n=10", ["redirect"] * 10 + ["ok"], 200),
    ("/chain?n=11", ["redirect"] * 11 + ["redirect_loop"], None),
    ("/to?url=ftp://contoh.test/x", ["redirect", "bad_address"], None),
    ("/to?url=https://user:secret@contoh.test/", ["redirect", "bad_address"], None),
    ("/to?url=http://nowhere.test/", ["redirect", "dns"], None),
]


@pytest.mark.parametrize(("path", "outcomes", "status"), ANSWERS, ids=[case[0] for case in ANSWERS])
def test_each_answer_is_an_outcome(get: Get, path: str, outcomes: list[str], status: int | None) -> None:
    answer = get(path)
    assert pages(answer) == outcomes
    assert answer.outcome == outcomes[-1]
    if outcomes[-1] == "protocol" or status is None:
        assert answer.response is None
    else:
        assert answer.response is not None
        assert answer.response.status == status
        assert bool(answer.response.body) == (answer.outcome in ("ok", "blocked"))


@pytest.mark.parametrize("path", ["/page", "/gzip", "/deflate", "/deflate?bare=1", "/stacked?times=3", "/mislabelled"])
def test_bodies_come_decoded(get: Get, path: str) -> None:
    answer = get(path)
    assert answer.response is not None
    assert answer.response.body == PAGE
    assert answer.exchanges[-1].bytes == len(PAGE)


@pytest.mark.parametrize(
    "url",
    ["", "contoh", "/relative", "ftp://contoh.test/", "file:///etc/passwd", "http://", "http://a b/", "http://[::1",
     "https://user@contoh.test/", "http://contoh.test:99999/", "http://contoh.test/\x01", "javascript:alert(1)",
     "http://contoh.test/" + "a" * 9000, "http://exa%41mple/"],
)  # fmt: skip
def test_what_is_no_web_address_is_refused_unasked(web: Web, url: str) -> None:
    answer = web.get(Ask(url=url, purpose="page"))
    assert [e.outcome for e in answer.exchanges] == ["bad_address"]
    assert answer.exchanges[0].status is None


def test_an_exchange_says_what_was_asked_and_when(get: Get, server: Misbehaving) -> None:
    robots, page = get("/page").exchanges
    assert (robots.purpose, robots.outcome, robots.url) == ("robots", "not_found", f"{server.url}/robots.txt")
    assert (page.purpose, page.url, page.host, page.status) == ("page", f"{server.url}/page", "127.0.0.1", 200)
    assert page.started_at == NOW
    assert page.ms < 1000


# ------------------------------------------------------------------ what is sent


def test_requests_are_named_and_carry_nothing_else(get: Get) -> None:
    get("/chain?n=1")  # sets a cookie
    answer = get("/echo")
    assert answer.response is not None
    sent = {name.lower(): value for name, value in json.loads(answer.response.body)}
    assert sent.pop("host").startswith("127.0.0.1:")
    assert sent.pop("accept").startswith("text/html")
    assert sent == {"user-agent": AGENT, "accept-encoding": "gzip, deflate"}


def test_validators_are_echoed_byte_for_byte(get: Get, server: Misbehaving) -> None:
    first = get("/feed", "feed")
    assert first.response is not None
    assert first.response.body == FEED
    etag, modified = first.response.header("etag"), first.response.header("last-modified")
    assert (etag, modified) == (ETAG, LAST_MODIFIED)
    again = get("/feed", "feed", etag, modified)
    assert again.outcome == "not_modified"
    assert again.response is not None
    assert again.response.body == b""
    asked = server.asked("/feed")[-1]
    assert (asked.header("if-none-match"), asked.header("if-modified-since")) == (ETAG, LAST_MODIFIED)


def test_odd_validators_survive_and_bad_ones_are_not_sent(get: Get, server: Misbehaving) -> None:
    get("/page", etag='"caf\xe9 \xc3\xa9"')
    assert server.asked("/page")[-1].header("if-none-match") == '"caf\xe9 \xc3\xa9"'
    assert get("/page", etag="a\r\nX-Evil: 1", last_modified="\u2603").outcome == "ok"
    assert server.asked("/page")[-1].header("if-none-match") == ""
    assert server.asked("/page")[-1].header("x-evil") == ""


def test_connections_are_kept(get: Get, server: Misbehaving) -> None:
    for path in ("/page", "/page?status=404", "/feed", "/chain?n=2"):
        get(path)
    assert {seen.header("connection") for seen in server.seen} == {""}


# ------------------------------------------------------------------ redirects

PERMANENCE = [
    ("/page", "/page"),
    ("/chain?n=2&status=301", "/chain?n=0&status=301"),
    ("/chain?n=1&status=308", "/chain?n=0&status=308"),
    ("/chain?n=2&status=302", "/chain?n=2&status=302"),
    ("/to?status=301&url=/chain?n=1", "/chain?n=1"),
    ("/to?status=302&url=/to?status=301%26url=/page", "/to?status=302&url=/to?status=301%26url=/page"),
]


@pytest.mark.parametrize(("asked", "kept"), PERMANENCE, ids=[case[0] for case in PERMANENCE])
def test_only_an_unbroken_permanent_chain_moves_an_address(
    get: Get, server: Misbehaving, asked: str, kept: str
) -> None:
    answer = get(asked)
    assert answer.outcome == "ok"
    assert answer.response is not None
    assert answer.response.permanent_url == server.url + kept
    assert answer.response.final_url == answer.exchanges[-1].url


def test_a_location_in_utf8_is_understood(get: Get, server: Misbehaving) -> None:
    assert get("/location-bytes").exchanges[-1].url == f"{server.url}/caf%C3%A9"


# ------------------------------------------------------------------ time


@pytest.mark.parametrize(("path", "least"), [("/slow?seconds=5", 0.2), ("/drip-headers", 0.4), ("/drip-body", 0.4)])
def test_no_server_holds_us_up(server: Misbehaving, path: str, least: float) -> None:
    with opened(limits=Limits(silence=0.2, total=0.4)) as web:
        answer = web.get(Ask(url=server.url + path, purpose="page"))
    assert pages(answer) == ["timeout"] * 3
    for exchange in answer.exchanges[1:]:
        assert least * 1000 - 50 <= exchange.ms <= 3_000  # of the 5 s that the server would have taken


def test_redirects_share_one_time(server: Misbehaving) -> None:
    path = "/slow?seconds=0.3"
    with opened(limits=Limits(silence=0.5, total=0.2)) as web:
        assert pages(web.get(Ask(url=server.url + path, purpose="page"))) == ["timeout"] * 3


def test_a_slow_end_of_an_answer_nobody_reads_costs_little(server: Misbehaving) -> None:
    with opened(limits=Limits()) as web:
        answer = web.get(Ask(url=f"{server.url}/drip-unhappy", purpose="page"))
    assert answer.outcome == "not_found"
    assert answer.exchanges[-1].ms < 2000


# ------------------------------------------------------------------ Retry-After


def test_a_short_retry_after_is_waited_for(get: Get, server: Misbehaving) -> None:
    answer = get("/status?code=429&after=1&times=1")
    first, second = server.asked("/status")
    assert pages(answer) == ["rate_limited", "ok"]
    assert second.began - first.ended >= 0.99


def test_an_instant_to_retry_after_is_relative_to_the_servers_clock(get: Get, server: Misbehaving) -> None:
    answer = get("/busy-until?seconds=2")  # our clock stands in another year
    first, second = server.asked("/busy-until")
    assert pages(answer) == ["rate_limited", "ok"]
    assert 0.9 <= second.began - first.ended <= 2.5


def test_a_long_retry_after_closes_the_host_for_this_run(get: Get, server: Misbehaving) -> None:
    refused = get("/status?code=503&after=120")
    assert refused.response is not None
    assert refused.response.header("retry-after") == "120"
    again = get("/page")
    assert (again.outcome, again.exchanges[-1].status, again.response) == ("server_error", None, None)
    assert again.exchanges[-1].detail == "left alone until 2025-06-11T12:02:00Z"
    assert server.asked("/page") == []


def test_who_waits_for_a_closed_host_is_told_at_once(server: Misbehaving) -> None:
    began = time.monotonic()
    with opened(host_gap=1.0) as web:
        urls = [f"{server.url}/status?code=429&after=120&n={n}" for n in range(10)]
        with ThreadPoolExecutor(10) as pool:
            answers = list(pool.map(lambda url: web.get(Ask(url=url, purpose="page")), urls))
    assert {answer.outcome for answer in answers} == {"rate_limited"}
    assert len(server.asked("/status")) == 1
    assert time.monotonic() - began < 2.5  # the gap after robots.txt, once


def test_a_host_that_never_answers_is_let_be(server: Misbehaving) -> None:
    with opened() as web:
        for number in range(3):
            assert web.get(Ask(url=f"{server.url}/hang-up?{number}", purpose="page")).outcome == "connection"
        last = web.get(Ask(url=f"{server.url}/page", purpose="page"))
    assert last.outcome == "connection"
    assert "left alone" in last.exchanges[-1].detail
    assert server.asked("/page") == []
