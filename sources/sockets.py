"""Sockets under httpcore's pools: they keep a request's time and refuse private addresses."""

import contextvars
import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore

from sources import hosts


class NoSuchHostError(httpcore.ConnectError):
    """The name has no address."""


class PrivateAddressError(httpcore.ConnectError):
    """None of the name's addresses is public."""


class TLSError(httpcore.ConnectError):
    """The connection could not be made safe."""


_ends_at: contextvars.ContextVar[float] = contextvars.ContextVar("ends_at")


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """All that this thread does on its connections ends within `seconds`, or sooner if it had less time already."""
    ends_at = time.monotonic() + seconds
    token = _ends_at.set(min(_ends_at.get(ends_at), ends_at))
    try:
        yield
    finally:
        _ends_at.reset(token)


def _left(timeout: float | None, kind: type[httpcore.TimeoutException]) -> float:
    """Seconds this operation may still take: its own limit or what is left in total, whichever is less."""
    left = _ends_at.get() - time.monotonic()
    if left <= 0:
        raise kind("the time for the whole request is over")
    return left if timeout is None else min(timeout, left)


class _Stream(httpcore.NetworkStream):
    """A connection each of whose operations also ends when its request's time is over.

    The limits of httpcore hold for one read: a server that sends a byte every few seconds would never meet them.
    """

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        try:
            return _Stream(self._inner.start_tls(ssl_context, server_hostname, left))
        except httpcore.ConnectError as error:
            if isinstance(error.__cause__, ssl.SSLError):  # seen here only: the pool forgets causes
                raise TLSError(str(error)) from error
            raise

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class Sockets(httpcore.NetworkBackend):
    """Connections by name: resolves, drops what is not public, connects to the very address that was checked.

    Resolving again when connecting would let a name answer differently the second time (DNS rebinding).
    """

    def __init__(self, *, allow_private: bool, resolve: hosts.Resolve = hosts.resolve) -> None:
        self._allow_private, self._resolve = allow_private, resolve
        self._system = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to `host`; its addresses share the time, so that a dead first one leaves some."""
        ends_at = time.monotonic() + _left(timeout, httpcore.ConnectTimeout)
        found = self._lookup(host, port, ends_at - time.monotonic())
        for remaining, ip in zip(range(len(found), 0, -1), found, strict=True):
            share = max((ends_at - time.monotonic()) / remaining, 0.05)
            try:
                return _Stream(self._system.connect_tcp(str(ip), port, share, local_address, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if remaining == 1:
                    raise
        raise NoSuchHostError(f"{host} has no address")

    def _lookup(self, host: str, port: int, timeout: float) -> tuple[hosts.IPAddress, ...]:
        try:
            found = self._resolve(host, port, timeout)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(str(error)) from None
        except OSError as error:
            raise NoSuchHostError(str(error)) from None
        allowed = tuple(ip for ip in found if self._allow_private or hosts.is_public(ip))
        if found and not allowed:
            raise PrivateAddressError(f"{host} is {found[0]}")
        return allowed
