"""WARC records as bytes: how a document is written down and read back. No file is opened here.

A record is one gzip member. What WARC has no field for is in `WARC-X-Kabar-*` fields, which other tools skip.
"""

import hashlib
import json
import re
import struct
import uuid
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import BinaryIO, cast, get_args
from urllib.parse import quote

from sources.errors import ArchiveError
from sources.types import ArchivedDocument, ArchiveRef, Purpose, Response

LARGEST_RECORD = 64 * 1024 * 1024  # unpacked; ours stay below the fetcher's limit, so a larger one is damage
SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
LEVEL = 6  # of gzip: level 9 takes twice the time for 1 % less

_UNTOUCHED = re.compile(r"[!#-~](?:[ -~]*[!-~])?")  # needs no quoting in a header line
_PRINTABLE = "".join(map(chr, range(33, 127)))
_DROPPED = frozenset({"content-encoding", "transfer-encoding"})
_ONE_LINE = str.maketrans("\r\n", "  ")
_HEAD_END = b"\r\n\r\n"

Fields = tuple[tuple[str, str], ...]


def digest_of(body: bytes) -> str:
    """The name of a body's bytes, as `ArchiveRef.digest` has it."""
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Record:
    """A WARC record: its fields in order, and its block."""

    fields: Fields
    block: bytes

    def field(self, name: str) -> str:
        """The value of field `name`, in any case; empty where there is none."""
        return next((value for key, value in self.fields if key.lower() == name.lower()), "")


# ------------------------------------------------------------------ writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a document was asked as."""

    purpose: Purpose
    key: str
    outlet_id: str


def about_file(name: str, at: datetime) -> Record:
    """The record that opens a file and says what it is."""
    block = f"software: kabar\r\nformat: WARC File Format 1.1\r\nrobots: obey\r\nisPartOf: {name}\r\n".encode()
    fields = (*_identity("warcinfo", at), ("WARC-Filename", name), ("Content-Type", "application/warc-fields"))
    return Record(fields, block)


def response_record(response: Response, label: Label, digest: str) -> Record:
    """The whole document."""
    return Record(_fields("response", response, label, digest), _head(response) + response.body)


def revisit_record(response: Response, label: Label, digest: str, original: Record, at: ArchiveRef) -> Record:
    """The document without its bytes: they are those of `original`, which lies at `at`."""
    fields = (
        *_fields("revisit", response, label, digest),
        ("WARC-Profile", SAME_PAYLOAD),
        ("WARC-Refers-To", original.field("WARC-Record-ID")),
        ("WARC-Refers-To-Target-URI", original.field("WARC-Target-URI")),
        ("WARC-Refers-To-Date", original.field("WARC-Date")),
        ("WARC-X-Kabar-Copy", f"{at.file} {at.offset} {at.length}"),
    )
    return Record(fields, _head(response))


def _fields(kind: str, response: Response, label: Label, digest: str) -> Fields:
    return (
        *_identity(kind, response.fetched_at),
        ("WARC-Target-URI", quote(response.final_url, safe=_PRINTABLE)),
        ("WARC-Payload-Digest", digest),
        ("Content-Type", "application/http; msgtype=response"),
        ("WARC-X-Kabar-Purpose", label.purpose),
        ("WARC-X-Kabar-Key", _quoted(label.key)),
        ("WARC-X-Kabar-Outlet", _quoted(label.outlet_id)),
        ("WARC-X-Kabar-Asked", _quoted(response.url)),
    )


def _identity(kind: str, at: datetime) -> Fields:
    stamp = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return ("WARC-Type", kind), ("WARC-Record-ID", f"<urn:uuid:{uuid.uuid4()}>"), ("WARC-Date", stamp)


def _head(response: Response) -> bytes:
    """Status line and headers as they were received, less what was undone before the body was kept."""
    try:
        reason = HTTPStatus(response.status).phrase
    except ValueError:
        reason = ""
    undone = any(name in _DROPPED for name, _ in response.headers)
    lines = [f"HTTP/1.1 {response.status} {reason}"]
    for name, value in response.headers:
        if name == "content-length" and undone:
            value = str(len(response.body))
        if name not in _DROPPED:
            lines.append(f"{name}: {value.translate(_ONE_LINE)}")
    return "\r\n".join(lines).encode("latin-1", "replace") + _HEAD_END


def _quoted(value: str) -> str:
    """`value` itself where it can stand in a header line, else as a JSON string: it comes back exactly."""
    return value if _UNTOUCHED.fullmatch(value) else json.dumps(value)


def _unquoted(value: str) -> str:
    return str(json.loads(value)) if value.startswith('"') else value


def packed(record: Record) -> bytes:
    """The record as one gzip member."""
    lines = ["WARC/1.1", *(f"{name}: {value}" for name, value in record.fields)]
    lines.append(f"Content-Length: {len(record.block)}")
    deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    head = "\r\n".join(lines).encode() + _HEAD_END
    pieces = [deflate.compress(piece) for piece in (head, record.block, _HEAD_END)]
    return b"".join((*pieces, deflate.flush()))


def tombstone(length: int, at: datetime) -> bytes:
    """A gzip member of exactly `length` bytes, holding a record that says that one was erased here.

    Stored, not compressed, so that its length can be chosen: 18 bytes of gzip, 5 for each block of up to 65,535.
    """
    blocks = (length - 18) // 65_540 + 1
    fields = (*_identity("metadata", at), ("Content-Type", "text/plain"))
    head = "\r\n".join(["WARC/1.1", *(f"{name}: {value}" for name, value in fields)]).encode()
    room = length - 18 - 5 * blocks - len(head) - len("\r\nContent-Length: 0000000000") - 2 * len(_HEAD_END)
    if room < 0:
        raise ArchiveError(f"a record of {length} bytes is too short to be erased in place")
    note = b"erased".ljust(room)[:room]
    raw = head + f"\r\nContent-Length: {room:010d}".encode() + _HEAD_END + note + _HEAD_END
    return _stored(raw, blocks)


def _stored(raw: bytes, blocks: int) -> bytes:
    """`raw` as a gzip member (RFC 1952) of as many stored blocks (RFC 1951 section 3.2.4)."""
    out = bytearray(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff")
    for number in range(blocks):
        piece = raw[number * 65_535 : (number + 1) * 65_535]
        out += struct.pack("<BHH", number == blocks - 1, len(piece), len(piece) ^ 0xFFFF) + piece
    return bytes(out + struct.pack("<II", zlib.crc32(raw), len(raw)))


# ------------------------------------------------------------------ reading


def unpacked(stream: BinaryIO) -> tuple[bytes, int]:
    """The next gzip member of `stream`, unpacked, and its packed length; `(b"", 0)` at the end of the stream.

    Raises `ArchiveError` where the member is cut short or damaged. The stream is left somewhere behind it.
    """
    inflate, out, read = zlib.decompressobj(16 + zlib.MAX_WBITS), bytearray(), 0
    while not inflate.eof:
        chunk = stream.read(65_536)
        if not chunk and not read:
            return b"", 0
        if not chunk:
            raise ArchiveError("a record is cut short")
        read += len(chunk)
        try:
            out += inflate.decompress(chunk, LARGEST_RECORD + 1 - len(out))
        except zlib.error as error:
            raise ArchiveError(f"a record is damaged ({error})") from None
        if len(out) > LARGEST_RECORD:
            raise ArchiveError("a record is larger than any that was written")
    return bytes(out), read - len(inflate.unused_data)


def parsed(raw: bytes) -> Record:
    """The record in an unpacked member; `ArchiveError` where it is none, or not whole."""
    head, _, rest = raw.partition(_HEAD_END)
    first, *lines = head.decode("utf-8", "replace").split("\r\n")
    fields = tuple((name.strip(), value.strip()) for name, _, value in (line.partition(":") for line in lines))
    record = Record(fields, b"")
    length = record.field("Content-Length")
    if not first.startswith("WARC/1.") or not (length.isascii() and length.isdigit()):
        raise ArchiveError("there is no WARC record here")
    size = int(length[:12])
    if rest[size:] != _HEAD_END:
        raise ArchiveError("a record is not as long as it says")
    return Record(fields, rest[:size])


def copy_at(record: Record) -> ArchiveRef:
    """Where the bytes lie that a revisit record stands for."""
    try:
        file, offset, length = record.field("WARC-X-Kabar-Copy").rsplit(" ", 2)
        return ArchiveRef(file=file, offset=int(offset), length=int(length), digest=record.field("WARC-Payload-Digest"))
    except ValueError:
        raise ArchiveError("a revisit record does not say where its bytes lie") from None


def body_of(record: Record) -> bytes:
    """The payload of a response record."""
    return record.block.partition(_HEAD_END)[2]


def document(record: Record, ref: ArchiveRef, body: bytes) -> ArchivedDocument:
    """What the record of a response or revisit says, with `body`; `ArchiveError` where it is not one of ours."""
    first, *lines = record.block.partition(_HEAD_END)[0].decode("latin-1").split("\r\n")
    purpose = record.field("WARC-X-Kabar-Purpose")
    if purpose not in get_args(Purpose):
        raise ArchiveError(f"a record is not one of kabar's (purpose {purpose[:20]!r})")
    try:
        return ArchivedDocument(
            ref=ref,
            purpose=cast("Purpose", purpose),
            key=_unquoted(record.field("WARC-X-Kabar-Key")),
            outlet_id=_unquoted(record.field("WARC-X-Kabar-Outlet")),
            url=_unquoted(record.field("WARC-X-Kabar-Asked")),
            final_url=record.field("WARC-Target-URI"),
            status=int(first.split(" ")[1]),
            headers=tuple((name, value.strip()) for name, _, value in (line.partition(":") for line in lines)),
            body=body,
            fetched_at=datetime.fromisoformat(record.field("WARC-Date")),
        )
    except (ValueError, IndexError) as error:
        raise ArchiveError(f"a record is not one of kabar's ({error})") from None
