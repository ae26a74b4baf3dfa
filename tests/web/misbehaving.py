"""A real HTTP server on loopback that does what servers do: each path is one way to behave.

    with misbehaving() as server:
        web.get(Ask(url=f"{server.url}/cut", purpose="page"))
        assert len(server.asked("/cut")) == 3

It also answers as a forward proxy (HTTP_PROXY=server.url), for any host name; then `/robots.txt` and the log tell
the hosts apart. `python -m tests.web.misbehaving` serves until it is stopped, on a port that it prints.
"""

import contextlib
import gzip
import json
import os
import socket
import struct
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

PAGE = b"<!DOCTYPE html><html><head><title>Kapal baru</title></head><body><p>Kapal itu berlayar.</p></body></html>"
FEED = (
    b'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Contoh</title>'
    b"<item><title>Kapal baru</title><link>https://contoh.test/kapal</link></item></channel></rss>"
)
WALL = (
    b"<!DOCTYPE html><html><head><title>Just a moment...</title></head>"
    b"<body><h1>contoh.test</h1><p>Performing security verification</p></body></html>"
)
ETAG = 'W/"kapal-1"'
LAST_MODIFIED = "Wed, 11 Jun 2025 12:00:00 GMT"


@dataclass(slots=True)
class Seen:
    """One request, as it arrived; times are seconds of the monotonic clock."""

    method: str
    host: str
    path: str  # without query
    query: str
    headers: tuple[tuple[str, str], ...]
    began: float
    ended: float = 0.0

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


@dataclass(slots=True)
class Misbehaving:
    """The running server: its address, what it saw, and the robots.txt of each host (status, text)."""

    url: str
    robots: dict[str, tuple[int, str]] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def asked(self, path: str, host: str = "") -> list[Seen]:
        with self.lock:
            return [seen for seen in self.seen if seen.path == path and host in ("", seen.host)]

    def most_at_once(self, host: str = "") -> int:
        """The largest number of requests (to `host`) that were open at one moment."""
        with self.lock:
            seen = [seen for seen in self.seen if host in ("", seen.host)]
        edges = [(one.began, 1) for one in seen] + [(one.ended or time.monotonic(), -1) for one in seen]
        most = now = 0
        for _, step in sorted(edges):
            now += step
            most = max(most, now)
        return most


Behaviour = Callable[["Handler"], None]
BEHAVIOURS: dict[str, Behaviour] = {}


def at(path: str) -> Callable[[Behaviour], Behaviour]:
    def note(behaviour: Behaviour) -> Behaviour:
        BEHAVIOURS[path] = behaviour
        return behaviour

    return note


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        host = (address.hostname or self.headers.get("Host", "")).split(":")[0]
        self.asked = Seen("GET", host, address.path, address.query, tuple(self.headers.items()), time.monotonic())
        self.query = {name: values[-1] for name, values in parse_qs(address.query).items()}
        with self.server.state.lock:
            self.server.state.seen.append(self.asked)
            self.nth = sum(
                (s.host, s.path, s.query) == (host, address.path, address.query) for s in self.server.state.seen
            )
        try:
            BEHAVIOURS.get(address.path, not_there)(self)
        except OSError:
            self.close_connection = True
        finally:
            self.asked.ended = time.monotonic()

    def reply(self, body: bytes = PAGE, status: int = 200, /, **headers: str) -> None:
        self.send_response(status)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in ({"Content-Type": "text/html; charset=utf-8"} | named).items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        # On the wire before it counts as ended: what the client does next comes after.
        self.asked.ended = time.monotonic()
        self.wfile.write(body if status != 304 else b"")

    def raw(self, data: bytes) -> None:
        """Bytes as they are, and the connection's end."""
        self.wfile.write(data)
        self.wfile.flush()
        self.close_connection = True

    def drip(self, data: bytes) -> None:
        every = float(self.query.get("every", "0.05"))
        for at in range(len(data)):
            self.wfile.write(data[at : at + 1])
            self.wfile.flush()
            time.sleep(every)
        self.close_connection = True

    def log_message(self, *parts: Any) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    state: Misbehaving

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what some tests are about."""


# ------------------------------------------------------------------ well behaved


@at("/page")
def page(h: Handler) -> None:
    h.reply(PAGE, int(h.query.get("status", "200")))


@at("/feed")
def feed(h: Handler) -> None:
    if h.headers.get("If-None-Match") == ETAG or h.headers.get("If-Modified-Since") == LAST_MODIFIED:
        return h.reply(b"", 304, ETag=ETAG)
    return h.reply(FEED, Content_Type="application/rss+xml", ETag=ETAG, Last_Modified=LAST_MODIFIED)


@at("/echo")
def echo(h: Handler) -> None:
    h.reply(json.dumps(h.asked.headers).encode(), Content_Type="application/json", Set_Cookie="seen=1; Path=/")


@at("/robots.txt")
def robots(h: Handler) -> None:
    status, text = h.server.state.robots.get(h.asked.host, (404, ""))
    if 300 <= status < 400:
        return h.reply(b"", status, Location=text)
    return h.reply(text.encode(), status, Content_Type="text/plain")


def not_there(h: Handler) -> None:
    h.reply(b"<html><body>404</body></html>", 404)


# ------------------------------------------------------------------ unhappy answers


@at("/status")
def status(h: Handler) -> None:
    """`?code=503`, with `&after=` as its Retry-After, for the first `&times=` requests; then a page."""
    if h.nth > int(h.query.get("times", "1000")):
        return h.reply()
    extra = {"Retry_After": h.query["after"]} if "after" in h.query else {}
    return h.reply(b"unhappy", int(h.query.get("code", "503")), **extra)


@at("/busy-until")
def busy_until(h: Handler) -> None:
    """429 once, with a Retry-After that is an instant `?seconds=` from now."""
    if h.nth > 1:
        return h.reply()
    until = datetime.now(UTC) + timedelta(seconds=float(h.query.get("seconds", "1")))
    return h.reply(b"", 429, Retry_After=format_datetime(until, usegmt=True))


@at("/wall")
def wall(h: Handler) -> None:
    h.reply(WALL)


@at("/html-feed")
def html_feed(h: Handler) -> None:
    h.reply(PAGE)


@at("/wrong-charset")
def wrong_charset(h: Handler) -> None:
    h.reply(
        "<html><body><p>Café “itu” tutup.</p></body></html>".encode("cp1252"), Content_Type="text/html; charset=utf-8"
    )


# ------------------------------------------------------------------ redirects


@at("/loop")
def loop(h: Handler) -> None:
    h.reply(b"", 302, Location="/loop-back")


@at("/loop-back")
def loop_back(h: Handler) -> None:
    h.reply(b"", 302, Location="/loop")


@at("/chain")
def chain(h: Handler) -> None:
    """`?n=3`: three redirects (of `&status=301`) and a page."""
    n, code = int(h.query.get("n", "1")), int(h.query.get("status", "302"))
    h.reply(b"", code, Location=f"/chain?n={n - 1}&status={code}", Set_Cookie="hop=1; Path=/") if n else h.reply()


@at("/to")
def to(h: Handler) -> None:
    """A redirect (of `&status=302`) to `?url=`."""
    h.reply(b"", int(h.query.get("status", "302")), Location=h.query["url"])


@at("/no-location")
def no_location(h: Handler) -> None:
    h.reply(b"", 302)


@at("/location-bytes")
def location_bytes(h: Handler) -> None:
    """A Location in raw UTF-8, as servers do send it."""
    h.raw(b"HTTP/1.1 301 Moved\r\nLocation: /caf\xc3\xa9\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


# ------------------------------------------------------------------ slow, cut, broken


@at("/slow")
def slow(h: Handler) -> None:
    """Nothing for `?seconds=`, then a page."""
    time.sleep(float(h.query.get("seconds", "1")))
    h.reply()


@at("/drip-headers")
def drip_headers(h: Handler) -> None:
    h.drip(b"HTTP/1.1 200 OK\r\n" + b"X-Filler: and another one\r\n" * 1000)


@at("/drip-body")
def drip_body(h: Handler) -> None:
    h.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
    h.drip(b"x" * 100_000)


@at("/drip-unhappy")
def drip_unhappy(h: Handler) -> None:
    h.wfile.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 100000\r\n\r\n")
    h.drip(b"x" * 100_000)


@at("/cut")
def cut(h: Handler) -> None:
    """Half of the promised body, for the first `?times=` requests."""
    if h.nth > int(h.query.get("times", "1000")):
        return h.reply()
    return h.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n" + b"x" * 1000)


@at("/cut-chunked")
def cut_chunked(h: Handler) -> None:
    h.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nff\r\nhel")


@at("/chunked")
def chunked(h: Handler) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    h.raw(head + b"5\r\nhello\r\n6\r\n there\r\n0\r\n\r\n")


@at("/reset")
def reset(h: Handler) -> None:
    h.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    h.close_connection = True
    os.close(h.connection.detach())


@at("/reset-body")
def reset_body(h: Handler) -> None:
    h.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n" + b"x" * 1000)
    time.sleep(0.05)  # let it be read: a reset drops what was not
    reset(h)


@at("/hang-up")
def hang_up(h: Handler) -> None:
    h.close_connection = True


@at("/not-http")
def not_http(h: Handler) -> None:
    h.raw(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")


@at("/oversize")
def oversize(h: Handler) -> None:
    """`?bytes=` of body, with no length promised."""
    h.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")
    for _ in range(int(h.query.get("bytes", "20000000")) // 10_000):
        h.wfile.write(b"x" * 10_000)
    h.close_connection = True


# ------------------------------------------------------------------ encodings


@at("/gzip")
def gzipped(h: Handler) -> None:
    h.reply(gzip.compress(PAGE), Content_Encoding="gzip")


@at("/deflate")
def deflated(h: Handler) -> None:
    h.reply(zlib.compress(PAGE)[2:-4] if "bare" in h.query else zlib.compress(PAGE), Content_Encoding="deflate")


@at("/bomb")
def bomb(h: Handler) -> None:
    """A gzipped body of `?bytes=` zeros, a thousandth of that on the wire."""
    h.reply(gzip.compress(bytes(int(h.query.get("bytes", "50000000")))), Content_Encoding="gzip")


@at("/stacked")
def stacked(h: Handler) -> None:
    """A page gzipped `?times=` over."""
    body, times = PAGE, int(h.query.get("times", "2"))
    for _ in range(times):
        body = gzip.compress(body)
    h.reply(body, Content_Encoding=", ".join(["gzip"] * times))


@at("/broken-gzip")
def broken_gzip(h: Handler) -> None:
    body = gzip.compress(PAGE * 50)
    h.reply(body[:40] + b"\xff\xff\xff" + body[43:], Content_Encoding="gzip")


@at("/short-gzip")
def short_gzip(h: Handler) -> None:
    h.reply(gzip.compress(PAGE * 50)[:-20], Content_Encoding="gzip")


@at("/mislabelled")
def mislabelled(h: Handler) -> None:
    h.reply(PAGE, Content_Encoding="gzip")


@contextlib.contextmanager
def misbehaving(host: str = "127.0.0.1", port: int = 0) -> Iterator[Misbehaving]:
    """The server, running in threads of this process until the block ends."""
    server = Server((host, port), Handler)
    server.state = Misbehaving(url=f"http://{host}:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True)
    thread.start()
    try:
        yield server.state
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    with misbehaving(*sys.argv[1:2]) as running:
        print(running.url, flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()
