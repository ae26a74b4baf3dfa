"""WARC records: how a document is written down and read back, by warcio. No file is opened here.

A record is one gzip member. What WARC has no field for is in `WARC-X-Kabar-*` fields, which other tools skip. Three
things warcio leaves to us: HTTP headers beyond ASCII (it rewrites them), saying that a record is cut short, damaged
or too large (it reads what it can), and a record of a given length, to lie where one was erased.
"""

import hashlib
import json
import struct
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import responses
from io import BytesIO
from os import urandom
from typing import BinaryIO, cast, get_args
from urllib.parse import quote

from warcio.bufferedreaders import DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordbuilder import RecordBuilder
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser
from warcio.warcwriter import WARCWriter

from sources.errors import ArchiveError
from sources.types import ArchivedDocument, ArchiveRef, Purpose, Response

LARGEST_RECORD = 64 * 1024 * 1024  # unpacked; ours stay below the fetcher's limit, so a larger one is damage

_NEW = RecordBuilder(warc_version="1.1")
_PRINTABLE = "".join(map(chr, range(33, 127)))
_UNDONE = ("content-encoding", "transfer-encoding")
_ONE_LINE = str.maketrans("\r\n", "  ")


class _HeadersAsSent(StatusAndHeaders):  # type: ignore[misc]  # warcio has no types
    """Written byte for byte: warcio's own percent-encode what is not ASCII."""

    def to_ascii_bytes(self, filter_func: None = None) -> bytes:
        return str(self.to_str(filter_func)).encode("latin-1", "replace") + b"\r\n"


class _AsSentParser(StatusAndHeadersParser):  # type: ignore[misc]
    """Reads those back: warcio's own takes for UTF-8 what happens to look like it."""

    @staticmethod
    def decode_header(line: bytes) -> str:
        return line.decode("latin-1")


_LOADER = ArcWarcRecordLoader(arc2warc=False)
_HEADS = _AsSentParser([], verify=False)


def digest_of(body: bytes) -> str:
    """The name of a body's bytes, as `ArchiveRef.digest` has it."""
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Record:
    """A WARC record that was read: its fields, the head of the HTTP response in it (if one is), and the rest."""

    fields: StatusAndHeaders
    head: StatusAndHeaders | None
    body: bytes

    def field(self, name: str) -> str:
        """The value of field `name`, in any case; empty where there is none."""
        return str(self.fields.get_header(name, ""))


# ------------------------------------------------------------------ writing: each gives a whole gzip member


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a document was asked as."""

    purpose: Purpose
    key: str
    outlet_id: str


def opening(name: str, at: datetime) -> bytes:
    """The record that opens the file `name` and says what it is."""
    about = {"software": "kabar", "format": "WARC File Format 1.1", "robots": "obey", "isPartOf": name}
    record = _NEW.create_warcinfo_record(name, about)
    record.rec_headers.replace_header("WARC-Date", _stamp(at))
    return _packed(record)


def response_record(response: Response, label: Label, digest: str) -> bytes:
    """The whole document."""
    fields = {**_fields(response, label), "WARC-Payload-Digest": digest}
    body, length, head = BytesIO(response.body), len(response.body), _head(response)
    return _packed(_NEW.create_warc_record("", "response", body, length, warc_headers_dict=fields, http_headers=head))


def revisit_record(response: Response, label: Label, digest: str, original: Record, at: ArchiveRef) -> bytes:
    """The document without its bytes: they are those of `original`, which lies at `at`."""
    fields = {
        **_fields(response, label),
        "WARC-Refers-To": original.field("WARC-Record-ID"),
        "WARC-X-Kabar-Copy": f"{at.file} {at.offset} {at.length}",
    }
    url, date = original.field("WARC-Target-URI"), original.field("WARC-Date")
    return _packed(_NEW.create_revisit_record("", digest, url, date, _head(response), fields))


def tombstone(length: int, at: datetime) -> bytes:
    """A gzip member of exactly `length` bytes, holding a record that says that one was erased here.

    Random bytes make it nearly as long, since they do not shrink; an extra field in gzip's header (RFC 1952, at most
    65,535 bytes) does the rest.
    """
    note = b"erased\r\n" + urandom(max(0, length - 60_000))
    member = _packed(
        _NEW.create_warc_record("", "metadata", BytesIO(note), len(note), "text/plain", {"WARC-Date": _stamp(at)})
    )
    room = length - len(member) - 6
    if room < 0:
        raise ArchiveError(f"a record of {length} bytes is too short to be erased in place")
    return member[:3] + b"\x04" + member[4:10] + struct.pack("<H2sH", room + 4, b"ka", room) + bytes(room) + member[10:]


def _packed(record: ArcWarcRecord) -> bytes:
    out = BytesIO()
    WARCWriter(out).write_record(record)
    return out.getvalue()


def _fields(response: Response, label: Label) -> dict[str, str]:
    return {
        "WARC-Date": _stamp(response.fetched_at),
        "WARC-Target-URI": quote(response.final_url, safe=_PRINTABLE),
        "WARC-X-Kabar-Purpose": label.purpose,
        "WARC-X-Kabar-Key": json.dumps(label.key),
        "WARC-X-Kabar-Outlet": json.dumps(label.outlet_id),
        "WARC-X-Kabar-Asked": json.dumps(response.url),
    }


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _head(response: Response) -> StatusAndHeaders:
    """Status line and headers as they were received, less what was undone before the body was kept."""
    kept = [(name, value.translate(_ONE_LINE)) for name, value in response.headers if name not in _UNDONE]
    head = _HeadersAsSent(f"{response.status} {responses.get(response.status, '')}", kept, "HTTP/1.1")
    if len(kept) < len(response.headers) and "content-length" in head:
        head["content-length"] = str(len(response.body))
    return head


# ------------------------------------------------------------------ reading


def unpacked(stream: BinaryIO) -> tuple[bytes, int]:
    """The next gzip member of `stream`, unpacked, and its packed length; `(b"", 0)` at the end of the stream.

    Raises `ArchiveError` where the member is cut short or damaged, or `LARGEST_RECORD` is not enough for it. The
    stream is left somewhere behind it.
    """
    start = stream.tell()
    reader = DecompressingBufferedReader(stream)
    raw = reader.read(LARGEST_RECORD + 1)
    length = stream.tell() - start - reader.rem_length()
    if len(raw) > LARGEST_RECORD:
        raise ArchiveError("a record is larger than any that was written")
    # warcio reads on where bytes are no gzip, and stops where they are damaged: only a sound member is at its end.
    if length and not (reader.decompressor and reader.decompressor.eof):
        raise ArchiveError("a record is cut short or damaged")
    return raw, length


def parsed(raw: bytes) -> Record:
    """The record in an unpacked member; `ArchiveError` where it is none, or not whole."""
    stream = BytesIO(raw)
    try:
        record = _LOADER.parse_record_stream(stream, known_format="warc", no_record_parse=True)
        head = _HEADS.parse(record.raw_stream) if record.rec_type in ("response", "revisit") else None
    except (ArchiveLoadFailed, EOFError):
        raise ArchiveError("there is no WARC record here") from None
    body = record.raw_stream.read()
    if record.length is None or record.raw_stream.tell() != record.length or stream.read() != b"\r\n\r\n":
        raise ArchiveError("a record is not as long as it says")
    return Record(record.rec_headers, head, body)


def copy_at(record: Record) -> ArchiveRef:
    """Where the bytes lie that a revisit record stands for."""
    try:
        file, offset, length = record.field("WARC-X-Kabar-Copy").rsplit(" ", 2)
        return ArchiveRef(file=file, offset=int(offset), length=int(length), digest=record.field("WARC-Payload-Digest"))
    except ValueError:
        raise ArchiveError("a revisit record does not say where its bytes lie") from None


def document(record: Record, ref: ArchiveRef, body: bytes) -> ArchivedDocument:
    """What the record of a response or revisit says, with `body`; `ArchiveError` where it is not one of ours."""
    purpose = record.field("WARC-X-Kabar-Purpose")
    if purpose not in get_args(Purpose) or not record.head:
        raise ArchiveError(f"a record is not one of kabar's (purpose {purpose[:20]!r})")
    try:
        return ArchivedDocument(
            ref=ref,
            purpose=cast("Purpose", purpose),
            key=_unquoted(record.field("WARC-X-Kabar-Key")),
            outlet_id=_unquoted(record.field("WARC-X-Kabar-Outlet")),
            url=_unquoted(record.field("WARC-X-Kabar-Asked")),
            final_url=record.field("WARC-Target-URI"),
            status=int(record.head.get_statuscode()),
            headers=tuple(record.head.headers),
            body=body,
            fetched_at=datetime.fromisoformat(record.field("WARC-Date")),
        )
    except ValueError as error:
        raise ArchiveError(f"a record is not one of kabar's ({error})") from None


def _unquoted(value: str) -> str:
    """A field's value: a JSON string, or the bare value, as earlier files have it."""
    return str(json.loads(value)) if value.startswith('"') else value
