"""robots.txt: what it allows, what each answer for it means, how often it is asked for."""

import time
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import robots
from sources.robots import RobotsCopy
from sources.types import Answer, Ask, Purpose
from tests.sources.test_http import NOW, opened, pages
from tests.sources.test_http_guard import ask_all
from tests.web.misbehaving import Misbehaving

RULES = [
    ("", "/a", True),
    ("User-agent: *\nDisallow: /", "/a", False),
    ("User-agent: *\nDisallow:", "/a", True),
    ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
    ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/c", False),
    ("User-agent: kabar\nDisallow: /a\n\nUser-agent: *\nDisallow: /", "/b", True),
    ("User-agent: Kabar/2.0\nDisallow: /a", "/a", False),
    ("User-agent: kabarbot\nDisallow: /", "/a", True),
    ("User-agent: ka\nDisallow: /", "/a", True),
    ("User-agent: other\nUser-agent: kabar\nDisallow: /", "/a", False),
    ("User-agent: other\nDisallow: /\nUser-agent: kabar\nDisallow: /x", "/a", True),
    ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
    ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?b", True),
    ("User-agent: *\nDisallow: /*?*single=", "/a?x=1&single=1", False),
    ("User-agent: *\nDisallow: /caf%C3%A9", "/café", False),
    ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
    ("<!DOCTYPE html><html><body>Disallow: /</body></html>", "/a", True),
    ("User-agent: * # all\r\nDisallow: /a # this", "/a", False),
]


@pytest.mark.parametrize(("text", "path", "allowed"), RULES)
def test_rules(text: str, path: str, allowed: bool) -> None:
    rules = robots.parse(robots.text_of(text.encode()))
    assert rules.allows(f"https://contoh.test{path}") is allowed


def test_crawl_delay() -> None:
    assert robots.parse("User-agent: *\nCrawl-delay: 7.5").crawl_delay == 7.5
    assert robots.parse("User-agent: other\nCrawl-delay: 7").crawl_delay is None
    assert robots.parse("User-agent: *\nCrawl-delay: soon").crawl_delay is None


@given(st.binary(max_size=2000))
def test_anything_can_be_parsed(body: bytes) -> None:
    rules = robots.parse(robots.text_of(body))
    assert rules.allows("https://contoh.test/a") in (True, False)


@pytest.mark.parametrize(
    "line",
    [b"User-agent: a%d\n", b"Disallow: /%d*a*a*a*a*b\n", b"User-agent: a%d\nDisallow: /%d\n", b"\n", b"Allow%d"],
)
def test_hostile_files_are_read_in_bounded_time(line: bytes) -> None:
    body = b"User-agent: *\n" + b"".join(line.replace(b"%d", b"%d" % n) for n in range(600_000 // len(line)))
    began = time.process_time()
    rules = robots.parse(robots.text_of(body))
    rules.allows("https://contoh.test/" + "a" * 5000)
    assert time.process_time() - began < 3


def test_a_long_file_is_read_to_its_last_whole_line() -> None:
    text = robots.text_of(b"User-agent: *\nDisallow: /a\n" + b"Disallow: /bbbbbbb\n" * 40_000)
    assert len(text) <= robots.MOST_BYTES
    assert text.endswith("Disallow: /bbbbbbb\n")


# ------------------------------------------------------------------ asked for over the wire

STATUSES = [
    ((200, "User-agent: *\nDisallow: /page"), "robots"),
    ((200, "User-agent: *\nDisallow: /other"), "ok"),
    ((404, ""), "ok"),
    ((403, ""), "ok"),
    ((500, ""), "robots_unreachable"),
    ((503, ""), "robots_unreachable"),
    ((429, ""), "robots_unreachable"),
    ((301, "/page"), "ok"),
    ((301, "/robots.txt"), "ok"),
    ((302, "/chain?n=4"), "ok"),
    ((302, "/reset"), "robots_unreachable"),
]


@pytest.mark.parametrize("purpose", ["page", "feed"])
@pytest.mark.parametrize(("served", "outcome"), STATUSES, ids=[f"{s[0]} {s[1][:30]!r}" for s, _ in STATUSES])
def test_what_each_answer_means(server: Misbehaving, served: tuple[int, str], outcome: str, purpose: Purpose) -> None:
    server.robots["127.0.0.1"] = served
    with opened() as web:
        answer = web.get(Ask(url=f"{server.url}/page", purpose=purpose))
    assert answer.outcome == outcome
    assert bool(server.asked("/page")) == (outcome == "ok" or served[1] == "/page")
    assert answer.exchanges[0].purpose == "robots"
    assert answer.exchanges[-1].purpose == purpose


def test_asked_once_and_told_once(server: Misbehaving) -> None:
    server.robots["127.0.0.1"] = (200, "User-agent: *\nDisallow: /private")
    told: list[Answer] = []
    with opened(on_robots=told.append) as web:
        assert ask_all(web, [f"{server.url}/slow?seconds=0.01&n={n}" for n in range(8)]) == ["ok"] * 8
        later = web.get(Ask(url=f"{server.url}/page", purpose="page"))
    assert len(server.asked("/robots.txt")) == 1
    assert [exchange.purpose for exchange in later.exchanges] == ["page"]
    assert [answer.ask.url for answer in told] == [f"{server.url}/robots.txt"]
    assert told[0].response is not None
    assert told[0].response.body == b"User-agent: *\nDisallow: /private"


KNOWN = [
    ("fresh", timedelta(hours=23), (200, ""), 0, "robots"),
    ("old, and another one now", timedelta(hours=25), (200, ""), 1, "ok"),
    ("old, and none to be had", timedelta(days=40), (500, ""), 1, "robots"),
    ("from a later clock", timedelta(hours=-2), (200, ""), 0, "robots"),
]


@pytest.mark.parametrize(("age", "served", "asked", "outcome"), [k[1:] for k in KNOWN], ids=[k[0] for k in KNOWN])
def test_a_stored_copy(server: Misbehaving, age: timedelta, served: tuple[int, str], asked: int, outcome: str) -> None:
    def known(url: str) -> RobotsCopy:
        return RobotsCopy(url=url, status=200, text="User-agent: *\nDisallow: /page", fetched_at=NOW - age)

    server.robots["127.0.0.1"] = served
    with opened(robots_known=known) as web:
        assert web.get(Ask(url=f"{server.url}/page", purpose="page")).outcome == outcome
    assert len(server.asked("/robots.txt")) == asked


def test_a_stored_copy_may_be_that_there_is_none(server: Misbehaving) -> None:
    with opened(robots_known=lambda url: RobotsCopy(url=url, status=404, text="", fetched_at=NOW)) as web:
        assert pages(web.get(Ask(url=f"{server.url}/page", purpose="page"))) == ["ok"]
    assert server.asked("/robots.txt") == []


def test_every_hop_asks_its_own_host(server: Misbehaving, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.url)
    server.robots["b.test"] = (200, "User-agent: *\nDisallow: /page")
    with opened() as web:
        answer = web.get(Ask(url="http://a.test/to?url=http://b.test/page", purpose="page"))
    assert pages(answer) == ["redirect", "robots"]
    assert server.asked("/page") == []
    assert [seen.host for seen in server.asked("/robots.txt")] == ["a.test", "b.test"]


def test_the_crawl_delay_is_kept(server: Misbehaving) -> None:
    server.robots["127.0.0.1"] = (200, "User-agent: *\nCrawl-delay: 0.3")
    with opened() as web:
        for n in range(2):
            web.get(Ask(url=f"{server.url}/page?{n}", purpose="page"))
    first, second = server.asked("/page")
    assert second.began - first.ended >= 0.29
