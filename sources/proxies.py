"""The proxies that the environment names: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, and NO_PROXY for those who go direct."""

import urllib.request
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from sources.errors import FetchError

SETTINGS = "HTTP_PROXY, HTTPS_PROXY or ALL_PROXY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """An http or https proxy; `login` is (user, password)."""

    scheme: str
    host: str
    port: int | None
    login: tuple[str, str] | None


def from_environment() -> dict[str, Proxy]:
    """The proxy for each scheme that goes through one; `FetchError` where it cannot be used."""
    said = urllib.request.getproxies_environment()
    named = {scheme: said.get(scheme) or said.get("all") for scheme in ("http", "https")}
    return {scheme: parsed(proxy) for scheme, proxy in named.items() if proxy}


def parsed(proxy: str) -> Proxy:
    """A proxy as people write it: `http://user:password@host:port`, the scheme may be missing."""
    try:
        read = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        host, port = read.hostname, read.port
    except ValueError as error:
        raise FetchError(SETTINGS, "bad_address", str(error)) from None
    if read.scheme not in ("http", "https") or not host:
        raise FetchError(SETTINGS, "bad_address", "neither an http nor an https proxy")
    login = (unquote(read.username), unquote(read.password or "")) if read.username else None
    return Proxy(scheme=read.scheme, host=host, port=port, login=login)


def goes_direct(host: str) -> bool:
    """Whether NO_PROXY exempts `host` (with its port, if it has one)."""
    return bool(urllib.request.proxy_bypass_environment(host))  # type: ignore[attr-defined]
