"""WARC files on disk as a way to past days: CC-NEWS, or any crawl's. Nothing is asked of anybody.

What a file holds of the outlets' articles comes out as if it had been fetched when it was captured, fit to be put into
our archive. Files are streamed by `sources.warcs`; which of their pages is an article the outlets' files say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from sources import compression, entries, records, warcs
from sources.errors import ArchiveError, BadAddress
from sources.types import Outlet, Response, Route
from sources.urls import canonical_url, host_of, why_skipped
from sources.warcs import Fields, Piece, WarcError

MOST_BODY = 10_000_000  # bytes, decoded: as many as a page may have that is fetched
MOST_LINE = 64  # of a chunk's size
MOST_CHUNKS = 100_000

_CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]{1,8}")

EndKind = Literal["ok", "cut", "damaged", "not_a_warc", "unreadable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcPage:
    """An article's page in a WARC file. `url` is canonical; `response` is dated by when it was captured.

    `offset` is where its record lies in the file, `following` where reading goes on after it.
    """

    outlet_id: str
    url: str
    response: Response
    offset: int
    following: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcEnd:
    """How the reading of a file ended; what came before stands, whatever the kind.

    `following` is up to where the file was read. `records` counts all that were met, `unusable` those that are of our
    outlets and could not be read: not as long as they say, too large, cut short by the crawler.
    """

    kind: EndKind
    following: int
    records: int
    unusable: int
    detail: str = ""


def route_of(path: Path, outlet: Outlet) -> Route:
    """What names the file as a route of the outlet's."""
    return Route(kind="warc", url=path.name, outlet_id=outlet.outlet_id)


def read_file(
    path: Path, outlets: tuple[Outlet, ...], *, offset: int = 0, since: datetime | None = None
) -> Iterator[WarcPage | WarcEnd]:
    """The articles of `outlets` in the file at `path` that were captured at `since` or later, in order; then the end.

    Reading begins at `offset` (0, or a `following` of before). Only whole responses with status 200 and an HTML page
    count, on the outlet's domains and by its rules for addresses. Everything that can be wrong with a file is an end.
    """
    wanted = _Wanted(outlets, since)
    met, unusable, following = 0, 0, offset
    try:
        with path.open("rb") as file:
            file.seek(offset)
            for piece in warcs.pieces(file, lambda fields: wanted.outlet(fields) is not None):
                met, following = met + 1, piece.following
                try:
                    page = _page(piece, wanted.outlet(piece.fields))
                except ArchiveError:
                    unusable += 1
                    continue
                if page:
                    yield page
            following = file.tell()
        yield WarcEnd(kind="ok", following=following, records=met, unusable=unusable)
    except WarcError as error:
        yield WarcEnd(kind=error.kind, following=following, records=met, unusable=unusable)
    except OSError as error:
        detail = error.strerror or str(error)
        yield WarcEnd(kind="unreadable", following=following, records=met, unusable=unusable, detail=detail)


class _Wanted:
    """Which records may hold an outlet's article, as far as their own fields tell."""

    def __init__(self, outlets: tuple[Outlet, ...], since: datetime | None) -> None:
        self._by_domain = {domain: outlet for outlet in outlets for domain in outlet.domains}
        self._since = since

    def outlet(self, fields: Fields) -> Outlet | None:
        """The outlet whose article the record may hold."""
        if fields.get("warc-type").lower() != "response":
            return None
        url = _target(fields)
        outlet = self._owner(host_of(url))
        if outlet is None or not _canonical(url, outlet):
            return None
        at = _captured_at(fields)
        return outlet if at and (self._since is None or at >= self._since) else None

    def _owner(self, host: str) -> Outlet | None:
        labels = host.split(".")
        names = (".".join(labels[place:]) for place in range(len(labels)))
        return next((self._by_domain[name] for name in names if name in self._by_domain), None)


def _target(fields: Fields) -> str:
    """WARC 1.0 was often taken to want the address in angle brackets."""
    return entries.web_address(fields.get("warc-target-uri").removeprefix("<").removesuffix(">"), "")


def _captured_at(fields: Fields) -> datetime | None:
    try:
        at = datetime.fromisoformat(fields.get("warc-date"))
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _canonical(url: str, outlet: Outlet) -> str:
    """The article's canonical address; empty where the outlet's rules know of none."""
    try:
        canonical = canonical_url(url, outlet.addresses)
    except BadAddress:
        return ""
    return "" if why_skipped(canonical, outlet.addresses) else canonical


# ------------------------------------------------------------------ from a record to a page


def _page(piece: Piece, outlet: Outlet | None) -> WarcPage | None:
    """The article's page in a record; `None` where something else is in it. `ArchiveError` for what is broken."""
    at = _captured_at(piece.fields)
    if outlet is None or at is None:
        return None
    if piece.raw is None or piece.fields.get("warc-truncated"):
        raise ArchiveError("a record is not as long as it says, too large, or holds a part of its page")
    record, url = records.parsed(piece.raw), _target(piece.fields)
    if record.head is None or record.head.get_statuscode() != "200":
        return None
    headers = tuple((str(name).lower(), str(value)) for name, value in record.head.headers)
    response = Response(
        url=url, final_url=url, permanent_url=url, status=200, headers=headers, body=b"", fetched_at=at
    )  # fmt: skip
    if "html" not in response.header("content-type").lower():
        return None
    return WarcPage(
        outlet_id=outlet.outlet_id,
        url=_canonical(url, outlet),
        response=replace(response, body=_decoded(record.body, response)),
        offset=piece.offset,
        following=piece.following,
    )


def _decoded(body: bytes, response: Response) -> bytes:
    """Some crawlers store a body as it was sent, others decoded under the same headers: both are read."""
    if "chunked" in response.header("transfer-encoding").lower():
        body = _dechunked(body)
    try:
        return compression.decode(body, response.header("content-encoding"), MOST_BODY)
    except compression.TooLargeError:
        raise ArchiveError(f"a page has more than {MOST_BODY} bytes") from None
    except compression.BrokenError as error:
        raise ArchiveError(f"a page cannot be decoded: {error}") from None


def _dechunked(body: bytes) -> bytes:
    """The body without its chunks (RFC 9112, 7.1); as it is where it has none."""
    out: list[bytes] = []
    at = 0
    for _ in range(MOST_CHUNKS):
        end = body.find(b"\r\n", at, at + MOST_LINE)
        size = body[at:end].partition(b";")[0].strip() if end > at else b""
        if not _CHUNK_SIZE.fullmatch(size):
            return body
        start, at = end + 2, end + 2 + int(size, 16) + 2
        if int(size, 16) == 0:
            return b"".join(out)
        out.append(body[start : at - 2])
        if body[at - 2 : at] != b"\r\n":
            return body
    return body
