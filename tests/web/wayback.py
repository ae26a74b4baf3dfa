"""A small Wayback Machine: an index of captures (CDX) and the captures themselves, at https://web.archive.org.

    with wayback(folder) as machine:  # HTTPS_PROXY=machine.url, SSL_CERT_FILE=machine.certificate
        machine.capture("https://contoh.test/rss", at, body, "application/rss+xml")
        ...
        assert machine.asked == ["/robots.txt", "/cdx/search/cdx?...", "/web/20250310120000id_/https://contoh.test/rss"]

It is a proxy that opens a tunnel for any host and answers in its place, so that real addresses are asked for. What it
makes of a query follows the server's own description; how the real one keys addresses (SURT) is done in short.
"""

import contextlib
import gzip
import hashlib
import json
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote_plus, urlsplit

HOST = "web.archive.org"
FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
Row = dict[str, str]


@dataclass(slots=True)
class Machine:
    """What it holds and was asked for (paths, in order). The next `busy` requests are answered 429; in the place of
    captures it shows its `notice`, if it has one.

    An answer from the index has at most `most` rows.
    """

    url: str
    certificate: Path
    robots: str = "User-agent: *\nDisallow:\n"
    busy: int = 0
    notice: bytes = b""
    most: int = 150_000
    asked: list[str] = field(default_factory=list)
    _bodies: dict[tuple[str, str], tuple[bytes, Row]] = field(default_factory=dict)

    def capture(self, url: str, at: datetime, body: bytes, kind: str = "text/html", status: int = 200) -> str:
        """Holds a capture of `url` from now on; returns its moment."""
        moment = at.astimezone(UTC).strftime("%Y%m%d%H%M%S")
        digest = hashlib.sha1(body).hexdigest().upper()[:32]  # as the real ones are named; nothing depends on it
        row = (key(url), moment, url, kind.partition(";")[0], str(status), digest, str(len(body)))
        self._bodies[key(url), moment] = body, dict(zip(FIELDS, row, strict=True))
        return moment

    def index(self, query: dict[str, list[str]]) -> list[list[str]]:
        """The rows that answer `query`, the key to what follows them last."""
        one = {name: values[-1] for name, values in query.items()}
        rows = [row for _, row in (self._bodies[held] for held in sorted(self._bodies)) if _fits(row, one, query)]
        for names in query.get("collapse", []):
            rows = _collapsed(rows, *names.partition(":")[::2])
        if after := one.get("resumeKey"):
            rows = [row for row in rows if f"{row['urlkey']} {row['timestamp']}!" > after]
        limit, names = (
            min(self.most, int(one.get("limit", "150000"))),
            tuple(one.get("fl", ",".join(FIELDS)).split(",")),
        )
        answer = [list(names), *([row[name] for name in names] for row in rows[:limit])] if rows else []
        if len(rows) > limit and one.get("showResumeKey"):
            last = rows[limit - 1]
            answer += [[], [quote_plus(f"{last['urlkey']} {last['timestamp']}!")]]
        return answer

    def nearest(self, url: str, moment: str) -> tuple[str, bytes, Row] | None:
        """The capture of `url` nearest to `moment`, with its own moment."""
        held = [at for named, at in self._bodies if named == key(url)]
        at = min(held, key=lambda each: abs(_time(each) - _time(moment)), default=None)
        return (at, *self._bodies[key(url), at]) if at else None


def key(url: str) -> str:
    """`https://www.contoh.test:443/a` as `test,contoh)/a`."""
    parts = urlsplit(url if "//" in url else f"https://{url}")
    host = (parts.hostname or "").removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return f"{','.join(reversed(host.split('.')))}){(parts.path.rstrip('/') or '/') + query}".lower()


def _fits(row: Row, one: dict[str, str], query: dict[str, list[str]]) -> bool:
    wanted, match = key(one["url"]), one.get("matchType", "exact")
    host = wanted.partition(")")[0]
    is_meant = {
        "exact": row["urlkey"] == wanted,
        "prefix": row["urlkey"].startswith(wanted),
        "domain": row["urlkey"].startswith((f"{host})", f"{host},")),
    }[match]
    is_then = one.get("from", "0").ljust(14, "0") <= row["timestamp"] <= one.get("to", "9").ljust(14, "9")
    named = (each.partition(":") for each in query.get("filter", []))
    return is_meant and is_then and all(row[name] == value for name, _, value in named)


def _collapsed(rows: list[Row], name: str, digits: str) -> list[Row]:
    """Without those that are as the one before them."""
    shown = [row[name][: int(digits)] if digits else row[name] for row in rows]
    return [row for place, row in enumerate(rows) if place == 0 or shown[place] != shown[place - 1]]


def _time(moment: str) -> datetime:
    return datetime.strptime(moment.ljust(14, "0"), "%Y%m%d%H%M%S").replace(tzinfo=UTC)


# ------------------------------------------------------------------ the server


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_CONNECT(self) -> None:
        self.send_response(200)
        self.end_headers()
        secure = self.server.context.wrap_socket(self.connection, server_side=True)
        self.connection = self.request = secure
        self.rfile, self.wfile = secure.makefile("rb"), secure.makefile("wb", 0)  # type: ignore[assignment]
        self.close_connection = False

    def do_GET(self) -> None:
        machine, address = self.server.machine, urlsplit(self.path)
        machine.asked.append(self.path)
        if address.path == "/robots.txt":
            return self._reply(machine.robots.encode(), kind="text/plain")
        if machine.busy:
            machine.busy -= 1
            return self._reply(b"too many", 429)
        if address.path == "/cdx/search/cdx":
            rows = machine.index(parse_qs(address.query))
            return self._reply(
                gzip.compress(json.dumps(rows).encode()), kind="application/json", Content_Encoding="gzip"
            )
        return self._reply(machine.notice) if machine.notice else self._replay(machine)

    def _replay(self, machine: Machine) -> None:
        moment, _, url = self.path.removeprefix("/web/").partition("id_/")
        held = machine.nearest(url, moment) if self.path.startswith("/web/") and moment.isdecimal() else None
        if held is None:
            return self._reply(b"<html><body>The Wayback Machine has not archived that URL.</body></html>", 404)
        at, body, row = held
        if at != moment:
            return self._reply(b"", 302, Location=f"https://{HOST}/web/{at}id_/{url}")
        return self._reply(body, kind=row["mimetype"], Memento_Datetime=format_datetime(_time(at), usegmt=True))

    def _reply(self, body: bytes, status: int = 200, *, kind: str = "text/html", **headers: str) -> None:
        self.send_response(status)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in ({"Content-Type": kind, "Content-Length": str(len(body))} | named).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *parts: Any) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    machine: Machine
    context: ssl.SSLContext

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is nobody's fault."""


@contextlib.contextmanager
def wayback(folder: Path) -> Iterator[Machine]:
    """The machine, running in threads of this process until the block ends; its certificate is put into `folder`."""
    server = Server(("127.0.0.1", 0), Handler)
    certificate = certified(folder / "wayback.pem")
    server.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.context.load_cert_chain(certificate)
    server.machine = Machine(url=f"http://127.0.0.1:{server.server_port}", certificate=certificate)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.machine
    finally:
        server.shutdown()
        server.server_close()


def certified(path: Path) -> Path:
    """A certificate for the machine's host, with its key, in one file."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(private, hashes.SHA256())
    )
    own = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(own + made.public_bytes(serialization.Encoding.PEM))
    return path
