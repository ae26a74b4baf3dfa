"""Content-Encoding taken off a body, never allocating more than the caller's limit.

Pure. The HTTP libraries decode without a bound (a 10 MB body of gzipped zeros is 10 GB), hence our own.
"""

import zlib
from collections.abc import Callable

MOST_LAYERS = 3  # encodings on top of one another; one is usual, two is a misconfigured cache
MOST_MEMBERS = 64  # gzip members in one body; each costs a copy of what follows it
PLAIN_SAMPLE = 512

GZIP_MAGIC = b"\x1f\x8b"
TEXT_CONTROLS = frozenset(b"\t\n\v\f\r\x1b")


class TooLargeError(Exception):
    """The body decodes to more than the limit."""


class BrokenError(Exception):
    """The body is not what its Content-Encoding says, and not plain text either."""


def decode(raw: bytes, encoding: str, limit: int, *, partial: bool = False) -> bytes:
    """`raw` with `encoding` (a Content-Encoding header) taken off: at most `limit` bytes.

    Raises `TooLargeError` or `BrokenError`; with `partial`, a cut or longer body gives its beginning instead.
    A body that is plainly text is returned as it is, whatever the header says: servers mislabel.
    """
    layers = [layer for layer in _layers(encoding) if layer not in ("identity", "")]
    if len(layers) > MOST_LAYERS:
        raise BrokenError(f"{len(layers)} encodings")
    for layer in reversed(layers):
        try:
            raw = _take_off(raw, layer, limit, partial=partial)
        except BrokenError:
            if not looks_like_text(raw):
                raise
            break
    if len(raw) > limit and not partial:
        raise TooLargeError
    return raw[:limit]


def looks_like_text(raw: bytes) -> bool:
    """Whether the beginning has no control character, as all but very short compressed data has."""
    if raw[:1] == b"x" and int.from_bytes(raw[:2], "big") % 31 == 0:  # zlib's own mark (RFC 1950)
        return False
    return all(byte >= 32 or byte in TEXT_CONTROLS for byte in raw[:PLAIN_SAMPLE])


def _layers(encoding: str) -> list[str]:
    return [name.strip().lower().removeprefix("x-") for name in encoding.split(",")]


def _take_off(raw: bytes, layer: str, limit: int, *, partial: bool) -> bytes:
    if layer == "gzip":
        return _gunzip(raw, limit, partial=partial)
    if layer == "deflate":
        return _inflate(raw, limit, partial=partial)
    raise BrokenError(f"encoding {layer[:20]!r}, which was not asked for")


def _gunzip(raw: bytes, limit: int, *, partial: bool) -> bytes:
    out = bytearray()
    for _ in range(MOST_MEMBERS):
        member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        out += _bounded(member.decompress, raw, limit - len(out), partial=partial)
        if not member.eof and not partial:
            raise BrokenError("the gzip data ends early")
        raw = member.unused_data
        if not raw.startswith(GZIP_MAGIC):  # padding, as browsers see it
            return bytes(out)
    raise BrokenError("too many gzip members")


def _inflate(raw: bytes, limit: int, *, partial: bool) -> bytes:
    """Deflate means zlib's format (RFC 9110); some servers send it bare, so that is tried second."""
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        stream = zlib.decompressobj(window)
        try:
            out = _bounded(stream.decompress, raw, limit, partial=partial)
        except BrokenError:
            continue
        if stream.eof or partial:
            return out
    raise BrokenError("the deflate data is broken or ends early")


def _bounded(decompress: Callable[[bytes, int], bytes], raw: bytes, room: int, *, partial: bool) -> bytes:
    try:
        out = decompress(raw, room + 1)
    except zlib.error as error:
        raise BrokenError(str(error)[:80]) from None
    if len(out) > room and not partial:
        raise TooLargeError
    return out[:room]
