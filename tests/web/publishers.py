"""Three invented publishers, a host of broken ones, and the one server that plays them all.

    with publishing() as web:
        web.clock.move(hours=3)          # what is published, and how it reads, follows
        web.declare(folder)              # their outlet files, for KABAR_OUTLETS

The server is a forward proxy (`HTTP_PROXY=web.url`): publishers have names of their own under .test, the same at every
run, and nothing resolves. Any other host misbehaves by path, as `tests.web.misbehaving` says. What goes wrong at random
is `Faults`; what the publishers write is in `stories`, their markup in `themes`, hostile feeds in `hostile`.
"""

import base64
import contextlib
import hashlib
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import urlsplit

from tests.web import hostile, identities, misbehaving, stories, themes
from tests.web.clock import Clock
from tests.web.outlets import FILES
from tests.web.pasts import Past, every_past
from tests.web.stories import Piece
from tests.web.themes import WIB

FAULTS = ("429", "503", "/reset", "/cut")  # a status with Retry-After, or one of misbehaving's paths
ROBOTS = "User-agent: *\nDisallow: /admin/\nSitemap: {site}/sitemap_news.xml\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """An invented outlet as its server knows it."""

    host: str
    name: str
    language: str
    zone: timezone
    pieces: tuple[Piece, ...]
    theme: themes.Theme

    @property
    def site(self) -> str:
        return f"http://{self.host}:8080"

    def published(self, now: datetime) -> tuple[Piece, ...]:
        """What is out at `now`, newest first."""
        out = [piece for piece in self.pieces if piece.published <= now]
        return tuple(sorted(out, key=lambda piece: piece.published, reverse=True))


NEWSROOMS = {newsroom.host: newsroom for newsroom in identities.NEWSROOMS}
PUBLISHERS = {
    publisher.host: publisher
    for publisher in (
        Publisher(host="startupledger.test", name="Startup Ledger", language="en-US", zone=timezone(timedelta()),
                  pieces=stories.LEDGER, theme=themes.ledger_page),
        Publisher(host="kabarkini.test", name="kabarkini", language="id", zone=WIB, pieces=stories.KABARKINI,
                  theme=themes.kabarkini_page),
        Publisher(host="wartanusa.test", name="Warta Nusa", language="id-id", zone=WIB, pieces=stories.WARTA,
                  theme=themes.warta_page),
    )
}  # fmt: skip


class Faults:
    """Which answers go wrong: a share of them, drawn with a seed, in the order in which requests come."""

    def __init__(self, share: float, seed: int) -> None:
        self._share, self._random, self._lock = share, random.Random(seed), threading.Lock()

    def next(self) -> str:
        """What is wrong with the next answer, one of `FAULTS`; empty for none."""
        with self._lock:
            return self._random.choice(FAULTS) if self._random.random() < self._share else ""


@dataclass(slots=True)
class Web:
    """The running server: what the tests move and look at. `delay` is in seconds, per answer.

    Of single pages, by path: `gone` is the status they answer with, `rewritten` what they say now. With `validators`
    pages come with an ETag, and answer 304 to whoever has it.
    """

    url: str
    state: misbehaving.Misbehaving
    clock: Clock = field(default_factory=Clock)
    faults: Faults | None = None
    delay: float = 0.0
    bulk: int = 0  # bytes that no compression shortens, added to every page
    down: set[str] = field(default_factory=set)  # hosts that answer 503
    gone: dict[str, int] = field(default_factory=dict)
    rewritten: dict[str, tuple[str, ...]] = field(default_factory=dict)
    validators: bool = False
    pasts: dict[str, Past] = field(default_factory=every_past)  # newsrooms with archives, by host

    def requests(self) -> list[str]:
        """The addresses that were asked for, in order."""
        with self.state.lock:
            return [f"http://{seen.host}{seen.path}{'?' if seen.query else ''}{seen.query}" for seen in self.state.seen]

    def asked(self) -> list[str]:
        """The same, as the archive names them."""
        return [asked.replace(".test/", ".test:8080/", 1) for asked in self.requests()]

    def clear(self) -> None:
        """Forgets what was asked for."""
        with self.state.lock:
            self.state.seen.clear()

    def declare(self, folder: Path) -> Path:
        """Writes the outlets' files to `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        for outlet_id, text in FILES.items():
            (folder / f"{outlet_id}.toml").write_text(text, encoding="utf-8")
        return folder


class Handler(misbehaving.Handler):
    """Publishers by host; everything else misbehaves by path."""

    server: "Server"

    def do_GET(self) -> None:  # noqa: N802 - http.server's name
        web, address = self.server.web, urlsplit(self.path)
        host = address.hostname or ""
        if web.delay:
            time.sleep(web.delay)
        if host in NEWSROOMS:
            return self._from_newsroom(web, host, address.path)
        if host in web.pasts:
            return self._from_past(web, web.pasts[host], address.path, address.query)
        publisher = PUBLISHERS.get(host)
        if publisher is None and address.path not in hostile.DOCUMENTS:
            return super().do_GET()
        self._note(host, address.path)
        try:
            self._answer(web, publisher, address.path)
        except OSError:
            self.close_connection = True
        finally:
            self.asked.ended = time.monotonic()
        return None

    def _from_newsroom(self, web: Web, host: str, path: str) -> None:
        self._note(host, path)
        answer = NEWSROOMS[host].answer(path, web.clock.now)
        more = {"Location": answer.leads_to} if answer.leads_to else {}
        self.reply(answer.body.encode(), answer.status, Content_Type=answer.kind, **more)
        self.asked.ended = time.monotonic()

    def _from_past(self, web: Web, past: Past, path: str, query: str) -> None:
        self._note(past.host, path, query)
        try:
            if fault := web.faults.next() if web.faults else "":
                return self._fail(fault)
            answer = past.answer(f"{path}?{query}", web.clock.now)
            named = {name.replace("-", "_"): value for name, value in answer.headers}
            self.reply(answer.body.encode(), answer.status, Content_Type=answer.kind, **named)
        except OSError:
            self.close_connection = True
        finally:
            self.asked.ended = time.monotonic()
        return None

    def _fail(self, fault: str) -> None:
        if fault.isdigit():
            return self.reply(b"later", int(fault), Retry_After="1")
        return misbehaving.BEHAVIOURS[fault](self)

    def _note(self, host: str, path: str, query: str = "") -> None:
        self.asked = misbehaving.Seen("GET", host, path, query, tuple(self.headers.items()), time.monotonic())
        self.query, self.nth = {}, 1
        with self.server.state.lock:
            self.server.state.seen.append(self.asked)

    def _answer(self, web: Web, publisher: Publisher | None, path: str) -> None:
        if publisher is None:
            body, kind = hostile.DOCUMENTS[path]
            return self.reply(body, Content_Type=kind)
        if publisher.host in web.down:
            return self.reply(b"down", 503)
        if fault := web.faults.next() if web.faults else "":
            return self._fail(fault)
        return self._publish(web, publisher, path)

    def _publish(self, web: Web, publisher: Publisher, path: str) -> None:
        now = web.clock.now
        out = publisher.published(now)
        if path == "/robots.txt":
            return self.reply(ROBOTS.format(site=publisher.site).encode(), Content_Type="text/plain")
        if listing := LISTINGS.get(path):
            body = listing(publisher, out, now).encode()
            return self._validated(body, out[0].published, "application/rss+xml; charset=UTF-8")
        piece = next((piece for piece in out if piece.path == path), None)
        if piece is None:
            return misbehaving.not_there(self)
        if path in web.gone:
            return self.reply(b"<html><body>Sudah tidak ada</body></html>", web.gone[path])
        piece = replace(piece, paragraphs=web.rewritten.get(path, piece.paragraphs))
        page = (publisher.theme(publisher.site, piece, piece.title_at(now)) + _bulk(path, web.bulk)).encode()
        if web.validators:
            return self._validated(page, piece.published, "text/html; charset=utf-8")
        return self.reply(page)

    def _validated(self, body: bytes, changed: datetime, kind: str) -> None:
        """A 200 with validators, or the 304 that they earn."""
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        stamp = format_datetime(changed.astimezone(UTC), usegmt=True)
        if self.headers.get("If-None-Match") == etag:
            return self.reply(b"", 304, ETag=etag)
        return self.reply(body, Content_Type=kind, ETag=etag, Last_Modified=stamp)


def _feed(publisher: Publisher, out: Sequence[Piece], now: datetime) -> str:
    listed = [piece for piece in out if piece.feeds]
    return themes.rss(publisher.name, publisher.site, publisher.language, listed, now, publisher.zone)


def _sitemap(publisher: Publisher, out: Sequence[Piece], now: datetime) -> str:
    return themes.news_sitemap(publisher.name, publisher.site, publisher.language[:2], out, now)


LISTINGS: dict[str, Callable[[Publisher, Sequence[Piece], datetime], str]] = {
    "/rss": _feed,
    "/feed/": _feed,
    "/sitemap_news.xml": _sitemap,
}


def _bulk(path: str, size: int) -> str:
    """A comment of `size` bytes that no compression shortens by much, the same at every request."""
    return f"<!-- {base64.b64encode(random.Random(path).randbytes(size * 3 // 4)).decode()} -->" if size else ""


class Server(misbehaving.Server):
    web: Web


@contextlib.contextmanager
def publishing() -> Iterator[Web]:
    """The server, running in threads of this process until the block ends."""
    server = Server(("127.0.0.1", 0), Handler)
    url = f"http://127.0.0.1:{server.server_port}"
    server.state = misbehaving.Misbehaving(url=url)
    server.web = Web(url=url, state=server.state)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.web
    finally:
        server.shutdown()
        server.server_close()
