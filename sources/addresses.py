"""Web addresses, in the form they have on the wire: the door to httpx, which reads them.

What identifies an article is not decided here but in `sources.urls`.
"""

from dataclasses import dataclass

import httpx

LONGEST_URL = 8_000  # servers refuse request lines beyond 8 KB (RFC 9110 section 4.1 asks for as much)


class BadAddressError(ValueError):
    """This is no address that can be asked for on the web; the message says why."""


@dataclass(frozen=True, slots=True)
class Address:
    """An http(s) address in the form it has on the wire: ASCII, no fragment."""

    raw: httpx.URL

    @property
    def url(self) -> str:
        """The whole address."""
        return str(self.raw)

    @property
    def host(self) -> str:
        """The host's name in lower case, ASCII, without port or trailing dot."""
        return self.raw.raw_host.decode("ascii").removesuffix(".")

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a robots.txt speaks for."""
        return f"{self.raw.scheme}://{self.raw.netloc.decode('ascii')}"


def address(url: str, base: Address | None = None) -> Address:
    """`url` made ready for the wire, relative to `base` if given; `BadAddressError` says what is wrong with it."""
    try:
        raw = httpx.URL(url.strip())
        raw = (base.raw.join(raw) if base else raw).copy_with(fragment=None)
        host = raw.raw_host.decode("ascii")
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise BadAddressError(str(error)[:120]) from None
    if raw.scheme not in ("http", "https"):
        raise BadAddressError(f"scheme {raw.scheme[:20]!r}")
    if not _is_host(host):
        raise BadAddressError("no usable host")
    if raw.port is not None and not 0 < raw.port < 65_536:
        raise BadAddressError(f"port {raw.port}")
    if raw.userinfo:
        raise BadAddressError("carries a user name or password")
    if len(str(raw)) > LONGEST_URL:
        raise BadAddressError(f"longer than {LONGEST_URL} characters")
    return Address(raw)


def _is_host(host: str) -> bool:
    """Whether `host` can be resolved and named in TLS: labels of 1 to 63 characters, or an IPv6 address."""
    if set(host) & set(" \"%'(),/<>?@[\\]^`{|}"):
        return False
    labels = host.removesuffix(".").split(".")
    return ":" in host or (len(host) <= 254 and all(0 < len(label) <= 63 for label in labels))
