"""WARC files, anybody's, taken apart into records: gzipped record by record, gzipped as a whole, or plain.

A file is streamed: no more than a block and one record of bounded size are ever in memory. What a record holds is read
by `sources.records`; which are wanted is the caller's to say. Our own archive is read by `sources.archive`.
After https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/.
"""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal, Protocol

MOST_RECORD = 16 * 1024 * 1024  # bytes, unpacked, of a record that is kept: a page of 10 MB, and what goes with it
MOST_HEAD = 64 * 1024  # of a record's own fields
BLOCK = 64 * 1024

_MAGIC = b"\x1f\x8b"
_END = b"\r\n\r\n"

Fault = Literal["cut", "damaged", "not_a_warc"]


class WarcError(Exception):
    """Nothing more can be read: the file ends within a record, its bytes are broken, or it never was a WARC file."""

    def __init__(self, kind: Fault) -> None:
        super().__init__(kind)
        self.kind: Fault = kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """A record's own fields, names in lower case."""

    values: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str:
        """The value of field `name` (lower case), the first one given; empty where there is none."""
        return next((value for key, value in self.values if key == name), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One record: where it begins in the file, and where reading may go on after it; bytes, packed ones.

    In a file that was gzipped as a whole both are where that gzip member begins. `raw` is the record from its first
    byte to the two line ends behind it; `None` where it is not wanted, larger than `MOST_RECORD`, or not as long as
    it says.
    """

    offset: int
    following: int
    fields: Fields
    raw: bytes | None


def pieces(file: BinaryIO, wants: Callable[[Fields], bool]) -> Iterator[Piece]:
    """The records of `file` from where it stands, in order. Raises `WarcError` where they end too soon."""
    source, at = _source(file), file.tell()
    while source.begin():
        head = _head(source, is_first=source.offset == at == 0)
        if head == b"":
            continue  # line ends, and nothing after them
        yield _piece(source, head, wants)


def _piece(source: "_Source", head: bytes | None, wants: Callable[[Fields], bool]) -> Piece:
    fields, body = _fields(head or b""), None
    digits = fields.get("content-length")
    if digits.isascii() and digits.isdecimal() and len(digits) <= 15:
        if int(digits) <= MOST_RECORD and wants(fields):
            body = source.read(int(digits))
        else:
            source.skip(int(digits))
        is_whole = source.read(len(_END)) == _END
    else:
        is_whole = False
    if not is_whole:
        source.give_up()
    raw = head + body + _END if head and body is not None and is_whole else None
    return Piece(offset=source.offset, following=source.following(), fields=fields, raw=raw)


def _head(source: "_Source", *, is_first: bool) -> bytes | None:
    """The record's fields as they stand, with the empty line after them; empty where nothing follows, `None` where
    what does is no record. Line ends left over before it are dropped."""
    head = b""
    while (end := head.find(_END)) < 0:
        more = source.read(4_096)
        head = (head + more).lstrip(b"\r\n")
        if not more or not head.startswith(b"WARC/"[: len(head)]) or len(head) > MOST_HEAD:
            if head and is_first:
                raise WarcError("not_a_warc")
            return None if head else b""
    end += len(_END)
    source.unread(head[end:])
    return head[:end]


def _fields(head: bytes) -> Fields:
    lines = (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n")[1:])
    return Fields(values=tuple((name.strip().lower(), value.strip()) for name, colon, value in lines if colon))


# ------------------------------------------------------------------ bytes, packed or not


class _Source(Protocol):
    """The unpacked bytes of a file, up to the end of a gzip member or of the file."""

    offset: int  # in the file, of what was begun last

    def begin(self) -> bool:
        """Go to the next record; False at the end of the file."""

    def read(self, size: int) -> bytes:
        """The next `size` bytes, fewer where they end."""

    def skip(self, size: int) -> None:
        """Pass over as many."""

    def unread(self, data: bytes) -> None:
        """Put back what was read last."""

    def give_up(self) -> None:
        """Leave a record that is not as it says; raises `WarcError` where the next cannot be found."""

    def following(self) -> int:
        """Where in the file reading can go on."""


def _source(file: BinaryIO) -> _Source:
    start = file.read(len(_MAGIC))
    file.seek(-len(start), 1)
    return _Gzipped(file) if start == _MAGIC else _Plain(file)


class _Plain:
    def __init__(self, file: BinaryIO) -> None:
        self._file, self.offset = file, file.tell()
        self._size = file.seek(0, 2)
        file.seek(self.offset)

    def begin(self) -> bool:
        self.offset = self._file.tell()
        return self.offset < self._size

    def read(self, size: int) -> bytes:
        return self._file.read(size)

    def skip(self, size: int) -> None:
        self._file.seek(min(size, self._size - self._file.tell()), 1)

    def unread(self, data: bytes) -> None:
        self._file.seek(-len(data), 1)

    def give_up(self) -> None:
        raise WarcError("cut" if self._file.tell() >= self._size else "damaged")

    def following(self) -> int:
        return self._file.tell()


class _Gzipped:
    def __init__(self, file: BinaryIO) -> None:
        self._file, self.offset = file, file.tell()
        self._packed, self._unpacked = b"", bytearray()
        self._member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._is_begun = False

    def begin(self) -> bool:
        while not self._unpacked and not (self._is_begun and self._fill()):
            if not self._next_member():
                return False
        return True

    def _next_member(self) -> bool:
        """Zeros between members, or after the last, are padding."""
        self._packed = self._packed.lstrip(b"\0")
        while len(self._packed) < len(_MAGIC) and (more := self._file.read(BLOCK)):
            self._packed = (self._packed + more).lstrip(b"\0")
        if not self._packed:
            return False
        if not self._packed.startswith(_MAGIC):
            raise WarcError("damaged" if len(self._packed) >= len(_MAGIC) else "cut")
        self.offset = self._file.tell() - len(self._packed)
        self._member, self._is_begun = zlib.decompressobj(16 + zlib.MAX_WBITS), True
        return True

    def _fill(self) -> bool:
        """Unpack a little more of the member; False at its end."""
        while not self._member.eof:
            self._packed = self._packed or self._file.read(BLOCK)
            is_over = not self._packed
            try:
                out = self._member.decompress(self._packed, BLOCK)
            except zlib.error:
                raise WarcError("damaged") from None
            self._packed = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
            self._unpacked += out
            if out:
                return True
            if is_over and not self._member.eof:
                raise WarcError("cut")
        return False

    def read(self, size: int) -> bytes:
        while len(self._unpacked) < size and self._fill():
            pass
        data = bytes(self._unpacked[:size])
        del self._unpacked[:size]
        return data

    def skip(self, size: int) -> None:
        while size > len(self._unpacked):
            size -= len(self._unpacked)
            self._unpacked.clear()
            if not self._fill():
                return
        del self._unpacked[:size]

    def unread(self, data: bytes) -> None:
        self._unpacked[:0] = data

    def give_up(self) -> None:
        self._unpacked.clear()
        while self._fill():
            self._unpacked.clear()

    def following(self) -> int:
        try:
            is_over = not self._unpacked and not self._fill()
        except WarcError:
            return self.offset
        return self._file.tell() - len(self._packed) if is_over else self.offset
