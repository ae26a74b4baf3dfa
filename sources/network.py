"""One HTTP request on the wire: the door to httpcore, whose pools carry it.

httpx's client above those pools is not used: it keeps cookies, decodes without a bound and cannot be told which
address to connect to. Here live the limits, the pools and the proxies, on the sockets of `sources.sockets`; what is
asked, when and how often is decided in `sources.http`.
"""

import os
import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import httpcore

from sources import hosts, proxies
from sources.addresses import Address
from sources.errors import FetchError
from sources.sockets import NoSuchHostError, PrivateAddressError, Sockets, TLSError, within
from sources.types import FetchOutcome

DRAINED = 64 * 1024  # of a body nobody reads: less than a new connection costs
KEPT_CONNECTIONS = 32  # idle ones; hosts are asked one request at a time, so more are never of use
DRAIN_SECONDS = 1.0
KEPT_SECONDS = 15.0  # below the usual server's patience, above the usual gap between requests


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one request may take; seconds and bytes."""

    connect: float = 10.0  # to be connected: three lost SYN packets on a slow link are 7 s
    silence: float = 20.0  # between two reads: a page that is composed on demand takes up to this
    total: float = 60.0  # for one document with its redirects: 10 MB at a slow 170 KB/s
    max_bytes: int = 10_000_000  # of a body, raw and decoded: the largest news sitemaps are 5 MB
    max_redirects: int = 10  # more is a loop (browsers stop at 20, and no outlet needs above 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server sent: header names in lower case, values as latin-1, body as encoded, chunks joined.

    The body is read for 2xx only.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""

    def header(self, name: str) -> str:
        """The value of header `name` (lower case), the last one given; empty where there is none."""
        return next((value for key, value in reversed(self.headers) if key == name), "")


class WireError(Exception):
    """The request did not work; `kind` is the outcome to record."""

    def __init__(self, kind: FetchOutcome, detail: str = "") -> None:
        super().__init__(kind, detail)
        self.kind, self.detail = kind, detail


class Wire:
    """Keeps the connections of one run; `send` may be called from many threads at once.

    HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY, SSL_CERT_FILE and SSL_CERT_DIR are read when it is made. Raises
    `FetchError` where one of them is unusable.
    """

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._tls = _certificates()
        self._direct = httpcore.ConnectionPool(**self._pooling(Sockets(allow_private=allow_private)))
        self._proxied = {scheme: self._through(proxy) for scheme, proxy in proxies.from_environment().items()}

    def close(self) -> None:
        """Close every connection."""
        for pool in (self._direct, *self._proxied.values()):
            pool.close()

    def is_refused(self, target: Address) -> bool:
        """Whether `target` is private by its spelling alone: also true where a proxy would resolve it."""
        if self._allow_private:
            return False
        ip = hosts.literal(target.host)
        return hosts.is_local_name(target.host) if ip is None else not hosts.is_public(ip)

    def send(
        self,
        target: Address,
        headers: Iterable[tuple[str, str]],
        limits: Limits,
        *,
        seconds: float,
        partial: bool = False,
    ) -> Reply:
        """The reply to one GET within `seconds`, or `WireError`; with `partial` a long body is cut, not refused."""
        request = [(b"Host", target.raw.netloc)]
        request += [(name.encode("ascii"), value.encode("latin-1", "replace")) for name, value in headers]
        with within(seconds), _outcomes(), self._stream(target, request, limits) as response:
            names = tuple((k.decode("latin-1").lower(), v.decode("latin-1")) for k, v in response.headers)
            if not 200 <= response.status < 300:
                _drain(response)
                return Reply(status=response.status, headers=names)
            body = _read(response, limits.max_bytes, partial=partial)
            return Reply(status=response.status, headers=names, body=body)

    def _stream(self, target: Address, headers: list[tuple[bytes, bytes]], limits: Limits) -> Any:
        raw = target.raw
        url = httpcore.URL(scheme=raw.raw_scheme, host=raw.raw_host, port=raw.port, target=raw.raw_path)
        waits = {"connect": limits.connect, "read": limits.silence, "write": limits.silence, "pool": None}
        return self._pool(target).stream("GET", url, headers=headers, extensions={"timeout": waits})

    def _pool(self, target: Address) -> httpcore.ConnectionPool:
        proxied = self._proxied.get(target.raw.scheme)
        if proxied is None or proxies.goes_direct(target.raw.netloc.decode("ascii")):
            return self._direct
        return proxied

    def _through(self, proxy: proxies.Proxy) -> httpcore.ConnectionPool:
        """A pool behind `proxy`; the proxy itself may well be in a private network, so it is not checked."""
        return httpcore.HTTPProxy(
            proxy_url=httpcore.URL(scheme=proxy.scheme, host=proxy.host, port=proxy.port, target="/"),
            proxy_auth=proxy.login,
            **self._pooling(Sockets(allow_private=True)),
        )

    def _pooling(self, sockets: Sockets) -> dict[str, Any]:
        return {
            "ssl_context": self._tls,
            "max_connections": None,  # the callers' threads are the bound
            "max_keepalive_connections": KEPT_CONNECTIONS,
            "keepalive_expiry": KEPT_SECONDS,
            "network_backend": sockets,
        }


def _certificates() -> ssl.SSLContext:
    """Those of SSL_CERT_FILE and SSL_CERT_DIR if set, else certifi's."""
    file, folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    if not file and not folder:
        return httpcore.default_ssl_context()
    try:
        return ssl.create_default_context(cafile=file or None, capath=folder or None)
    except OSError as error:
        raise FetchError("SSL_CERT_FILE or SSL_CERT_DIR", "tls", str(error)) from None


def _read(response: httpcore.Response, most: int, *, partial: bool) -> bytes:
    body = bytearray()
    try:
        for chunk in response.iter_stream():
            body += chunk
            if len(body) > most and partial:
                return bytes(body[:most])
            if len(body) > most:
                raise WireError("too_large", f"more than {most} bytes")
    except httpcore.NetworkError as error:
        raise WireError("cut", str(error)[:200]) from error
    return bytes(body)


def _drain(response: httpcore.Response) -> None:
    """Read what is left of a short body, so that the connection can be used again; its faults are nobody's."""
    size = 0
    faults = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError)
    with within(DRAIN_SECONDS), suppress(*faults):
        for chunk in response.iter_stream():
            size += len(chunk)
            if size > DRAINED:
                return


# ------------------------------------------------------------------ what went wrong


@contextmanager
def _outcomes() -> Iterator[None]:
    try:
        yield
    except (
        httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError,
        httpcore.UnsupportedProtocol,
    ) as error:  # fmt: skip
        kind, detail = _outcome(error)
        raise WireError(kind, detail[:200]) from error


def _outcome(error: Exception) -> tuple[FetchOutcome, str]:
    said = str(error)
    match error:
        case httpcore.TimeoutException():
            return "timeout", said
        case NoSuchHostError():
            return "dns", said
        case PrivateAddressError():
            return "private_address", said
        case TLSError():
            return "tls", said
        case httpcore.ProxyError():
            return "connection", f"the proxy said {said}"
        case httpcore.RemoteProtocolError() if "disconnected without" in said:
            return "connection", said
        case httpcore.RemoteProtocolError() if "closed connection" in said or "incomplete" in said:
            return "cut", said
        case httpcore.NetworkError():
            return "connection", said
        case _:
            return "protocol", said
