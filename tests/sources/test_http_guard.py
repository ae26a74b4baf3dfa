"""Where Web.get does not go: private addresses, by any spelling and any detour; and how proxies change that."""

import contextlib
import ipaddress
import itertools
import socket
import sys
import threading
import time
from datetime import UTC, datetime

import httpcore
import pytest

from sources import hosts
from sources.errors import FetchError
from sources.http import Web, open_web
from sources.proxies import Proxy, parsed
from sources.sockets import Sockets, within
from sources.types import Ask
from tests.sources.test_http import opened, pages
from tests.web.misbehaving import Misbehaving

PUBLIC = ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:101:101::1"]
NOT_PUBLIC = [
    "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "0.0.0.0",
    "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::1",
    "2001:0:7f00:1:0:0:80ff:fffe",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert hosts.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_addresses_that_are_nobodys_web_server(address: str) -> None:
    assert not hosts.is_public(ipaddress.ip_address(address))


LITERALS = [
    ("127.0.0.1", "127.0.0.1"), ("127.1", "127.0.0.1"), ("2130706433", "127.0.0.1"), ("0x7f000001", "127.0.0.1"),
    ("0177.0.0.1", "127.0.0.1"), ("[::1]", "::1"), ("::1", "::1"), ("contoh.test", None), ("1.2.3.4.5", None),
    ("", None), ("127.0.0.1.contoh.test", None),
]  # fmt: skip


@pytest.mark.parametrize(("host", "address"), LITERALS, ids=[case[0] for case in LITERALS])
def test_every_spelling_of_an_address_is_seen(host: str, address: str | None) -> None:
    assert hosts.literal(host) == (ipaddress.ip_address(address) if address else None)


PRIVATE_URLS = [
    "http://127.0.0.1:{port}/page", "http://localhost:{port}/page", "http://127.1:{port}/page",
    "http://2130706433:{port}/page", "http://[::1]:{port}/page", "http://[::ffff:127.0.0.1]:{port}/page",
    "http://0.0.0.0:{port}/page", "http://db.localhost:{port}/page", "http://LOCALHOST.:{port}/page",
    "http://169.254.169.254/latest/meta-data/", "http://0x7f.1:{port}/page",
]  # fmt: skip


@pytest.mark.parametrize("url", PRIVATE_URLS)
@pytest.mark.parametrize("proxied", [False, True], ids=["direct", "proxied"])
def test_private_addresses_are_never_asked(
    server: Misbehaving, monkeypatch: pytest.MonkeyPatch, url: str, proxied: bool
) -> None:
    if proxied:
        monkeypatch.setenv("HTTP_PROXY", server.url)
    with opened(allow_private=False) as web:
        answer = web.get(Ask(url=url.format(port=server.url.rsplit(":", 1)[1]), purpose="page"))
    assert answer.outcome == "private_address"
    assert server.seen == []


def test_a_redirect_to_a_private_address_is_not_followed(server: Misbehaving, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.url)
    with opened(allow_private=False) as web:
        answer = web.get(Ask(url="http://contoh.test/to?url=http://127.0.0.1:1/page", purpose="page"))
    assert pages(answer) == ["redirect", "private_address"]
    assert answer.exchanges[-1].url == "http://127.0.0.1:1/page"


# ------------------------------------------------------------------ the address that was checked is the one used


def answers(*spelled: str) -> hosts.Resolve:
    """A resolver that gives one of `spelled` at each call."""
    left = list(spelled)
    return lambda host, port, timeout: tuple(ipaddress.ip_address(a) for a in left.pop(0).split())


def test_a_name_is_resolved_once_and_its_checked_address_used(server: Misbehaving) -> None:
    """A name that turns private between check and connection (rebinding) gets no second say."""
    port = int(server.url.rsplit(":", 1)[1])
    with pytest.raises(httpcore.ConnectError, match=r"10\.0\.0\.1"):
        connect(Sockets(allow_private=False, resolve=answers("10.0.0.1", "127.0.0.1")), port)
    stream = connect(Sockets(allow_private=True, resolve=answers("127.0.0.1", "10.0.0.1")), port)
    assert stream.get_extra_info("server_addr") == ("127.0.0.1", port)
    stream.close()


def test_the_next_address_is_tried_where_one_is_dead(server: Misbehaving) -> None:
    port = int(server.url.rsplit(":", 1)[1])
    stream = connect(Sockets(allow_private=True, resolve=answers("127.0.0.9 127.0.0.1")), port)
    assert stream.get_extra_info("server_addr")[0] == "127.0.0.1"
    stream.close()


@pytest.mark.skipif(sys.platform != "linux", reason="needs 127.0.0.9, and SYNs dropped where a backlog is full")
def test_an_address_that_does_not_answer_leaves_time_for_the_next(server: Misbehaving) -> None:
    port = int(server.url.rsplit(":", 1)[1])
    with contextlib.ExitStack() as stack:
        stack.enter_context(socket.create_server(("127.0.0.9", port), backlog=0))
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(("127.0.0.9", port))
        began = time.monotonic()
        stream = connect(Sockets(allow_private=True, resolve=answers("127.0.0.9 127.0.0.1")), port)
        assert stream.get_extra_info("server_addr")[0] == "127.0.0.1"
        assert time.monotonic() - began < 0.9  # of the one second that both have
        stream.close()


def test_private_ones_among_public_addresses_are_dropped() -> None:
    sockets = Sockets(allow_private=False, resolve=answers("10.0.0.1 192.168.0.1"))
    with pytest.raises(httpcore.ConnectError, match=r"10\.0\.0\.1"):
        connect(sockets, 80)


def connect(sockets: Sockets, port: int) -> httpcore.NetworkStream:
    with within(1.0):
        return sockets.connect_tcp("contoh.test", port, 1.0)


def test_names_that_lead_nowhere() -> None:
    with pytest.raises(OSError, match="nowhere"):
        hosts.resolve("nowhere.test", 80, 2.0)
    with pytest.raises(OSError, match="no host name"):
        hosts.resolve("a" * 70 + ".test", 80, 2.0)
    assert hosts.resolve("127.1", 80, 2.0) == (ipaddress.ip_address("127.0.0.1"),)


# ------------------------------------------------------------------ proxies and certificates


def test_a_proxy_carries_and_resolves(server: Misbehaving, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.url)
    monkeypatch.setenv("NO_PROXY", "direct.test")
    with opened(allow_private=False) as web:
        assert web.get(Ask(url="http://contoh.test/page", purpose="page")).outcome == "ok"
        assert web.get(Ask(url="http://direct.test/page", purpose="page")).outcome == "dns"
    assert len(server.asked("/page", "contoh.test")) == 1
    assert server.asked("/page", "direct.test") == []


PROXIES = [
    ("http://127.0.0.1:8080", Proxy(scheme="http", host="127.0.0.1", port=8080, login=None)),
    ("proxy.test:3128/", Proxy(scheme="http", host="proxy.test", port=3128, login=None)),
    ("https://me:p%40ss@proxy.test", Proxy(scheme="https", host="proxy.test", port=None, login=("me", "p@ss"))),
    ("http://[::1]:8080", Proxy(scheme="http", host="::1", port=8080, login=None)),
]


@pytest.mark.parametrize(("said", "meant"), PROXIES, ids=[case[0] for case in PROXIES])
def test_proxies_as_people_write_them(said: str, meant: Proxy) -> None:
    assert parsed(said) == meant


@pytest.mark.parametrize("proxy", ["http://proxy.test:x", "socks5://127.0.0.1:1080", "http://", "ftp://proxy.test"])
def test_an_unusable_proxy_is_said_at_once(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with pytest.raises(FetchError, match="PROXY"), opened():
        pass


def test_a_missing_certificate_file_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/ca.pem")
    with pytest.raises(FetchError, match="SSL_CERT_FILE"), opened():
        pass


def test_a_dead_proxy_is_a_connection_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{unused.getsockname()[1]}")
        with opened() as web:
            answer = web.get(Ask(url="http://contoh.test/page", purpose="robots"))
    assert {exchange.outcome for exchange in answer.exchanges} == {"connection"}


def test_tls_to_a_server_without_it(server: Misbehaving) -> None:
    with opened() as web:
        answer = web.get(Ask(url=server.url.replace("http:", "https:") + "/page", purpose="robots"))
    assert answer.outcome == "tls"
    assert len(answer.exchanges) == 1


# ------------------------------------------------------------------ many at once


def ask_all(web: Web, urls: list[str]) -> list[str]:
    outcomes: list[str] = []
    threads = [
        threading.Thread(target=lambda u=url: outcomes.append(web.get(Ask(url=u, purpose="page")).outcome))
        for url in urls
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_one_request_at_a_time_per_host_and_many_hosts_at_once(
    server: Misbehaving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.url)
    urls = [f"http://host{n % 4}.test/slow?seconds=0.1&n={n}" for n in range(12)]
    with opened(host_gap=0.05) as web:
        assert ask_all(web, urls) == ["ok"] * 12
    assert [server.most_at_once(f"host{n}.test") for n in range(4)] == [1] * 4
    assert server.most_at_once() >= 3
    for n in range(4):
        seen = sorted((s for s in server.seen if s.host == f"host{n}.test"), key=lambda s: s.began)
        assert len(seen) == 4  # one robots.txt, three pages
        assert all(b.began - a.ended >= 0.045 for a, b in itertools.pairwise(seen))


def test_real_time_passes_under_a_clock_that_stands_still(server: Misbehaving) -> None:
    frozen = datetime(2025, 6, 11, tzinfo=UTC)
    with open_web(user_agent="kabar/0", clock=lambda: frozen, host_gap=0.2, allow_private=True) as web:
        for n in range(2):
            web.get(Ask(url=f"{server.url}/page?{n}", purpose="page"))
    first, second = server.asked("/page")
    assert second.began - first.ended >= 0.19


def test_two_hosts_that_redirect_to_each_other_do_not_lock(
    server: Misbehaving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.url)
    urls = ["http://a.test/to?url=http://b.test/page", "http://b.test/to?url=http://a.test/page"] * 5
    with opened() as web:
        assert ask_all(web, urls) == ["ok"] * 10
