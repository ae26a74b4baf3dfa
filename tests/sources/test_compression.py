"""Bodies with their encoding taken off: right, bounded, or refused."""

import contextlib
import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.compression import BrokenError, TooLargeError, decode

TEXT = b"<p>Kapal itu berlayar ke timur.</p>" * 20
LIMIT = 10_000


def bare(data: bytes) -> bytes:
    return zlib.compress(data)[2:-4]


DECODED = [
    ("nothing said", TEXT, ""),
    ("identity", TEXT, "identity"),
    ("gzip", gzip.compress(TEXT), "gzip"),
    ("x-gzip", gzip.compress(TEXT), "X-GZIP"),
    ("two members", gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:]), "gzip"),
    ("padded", gzip.compress(TEXT) + b"\0" * 100, "gzip"),
    ("deflate", zlib.compress(TEXT), "deflate"),
    ("bare deflate", bare(TEXT), "deflate"),
    ("gzip twice", gzip.compress(gzip.compress(TEXT)), "gzip, gzip"),
    ("gzip, then deflate", zlib.compress(gzip.compress(TEXT)), "gzip, deflate"),
    ("said twice, done once", gzip.compress(TEXT), "gzip, gzip"),
    ("plain, called gzip", TEXT, "gzip"),
    ("plain, called deflate", TEXT, "deflate"),
    ("plain, called br", TEXT, "br"),
    ("plain, called nonsense", TEXT, "utf-8"),
]


@pytest.mark.parametrize(("raw", "encoding"), [d[1:] for d in DECODED], ids=[d[0] for d in DECODED])
def test_decoded(raw: bytes, encoding: str) -> None:
    assert decode(raw, encoding, LIMIT) == TEXT


BROKEN = [
    ("cut", gzip.compress(TEXT)[:-20], "gzip"),
    ("checksum", gzip.compress(TEXT)[:-8] + b"12345678", "gzip"),
    ("damaged", gzip.compress(TEXT)[:12] + b"\xff\xff\xff" + gzip.compress(TEXT)[15:], "gzip"),
    ("no gzip", b"\x00\x01\x02" * 100, "gzip"),
    ("deflate cut", zlib.compress(TEXT)[:-20], "deflate"),
    ("brotli", b"\x0b\x02\x80hello\x03", "br"),
    ("four layers", gzip.compress(TEXT), "gzip,gzip,gzip,gzip"),
    ("many members", gzip.compress(b"") * 1000, "gzip"),
]


@pytest.mark.parametrize(("raw", "encoding"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_broken(raw: bytes, encoding: str) -> None:
    with pytest.raises(BrokenError):
        decode(raw, encoding, LIMIT)


@pytest.mark.parametrize("size", [LIMIT, LIMIT + 1])
@pytest.mark.parametrize("encoding", ["", "gzip", "deflate"])
def test_the_limit_is_exact(size: int, encoding: str) -> None:
    pack = {"": bytes, "gzip": gzip.compress, "deflate": zlib.compress}[encoding]
    raw = pack(b"\x01" * size)
    if size <= LIMIT:
        assert len(decode(raw, encoding, LIMIT)) == size
    else:
        with pytest.raises(TooLargeError):
            decode(raw, encoding, LIMIT)


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_a_bomb_allocates_no_more_than_the_limit(layers: int) -> None:
    raw, limit = bytes(40_000_000), 1_000_000
    for _ in range(layers):
        raw = gzip.compress(raw)
    tracemalloc.start()
    with pytest.raises(TooLargeError):
        decode(raw, ", ".join(["gzip"] * layers), limit)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * limit


def test_partial_gives_the_beginning() -> None:
    assert decode(gzip.compress(TEXT)[:-8], "gzip", LIMIT, partial=True) == TEXT
    assert TEXT.startswith(decode(gzip.compress(TEXT)[:30], "gzip", LIMIT, partial=True))
    assert decode(gzip.compress(bytes(50_000)), "gzip", LIMIT, partial=True) == bytes(LIMIT)
    assert decode(TEXT, "", 100, partial=True) == TEXT[:100]


@given(st.binary(max_size=2000), st.sampled_from(["", "gzip", "deflate", "gzip, gzip", "br", ",,"]))
def test_any_bytes_are_decoded_or_refused(raw: bytes, encoding: str) -> None:
    with contextlib.suppress(BrokenError, TooLargeError):
        assert len(decode(raw, encoding, LIMIT)) <= LIMIT


@given(st.binary(max_size=5000))
def test_round_trip(body: bytes) -> None:
    assert decode(gzip.compress(body), "gzip", LIMIT) == body
    assert decode(gzip.compress(zlib.compress(body)), "deflate, gzip", LIMIT) == body or not body
