"""WARC files as a route: written by warcio and by our own archive, whole, cut, and lying."""

import gzip
import tracemalloc
import zlib
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sources import warcs
from sources.archive import Archive
from sources.routes.warc import MOST_BODY, WarcEnd, WarcPage, read_file, route_of
from sources.types import AddressRules, Outlet, Response

AT = datetime(2023, 2, 27, 10, 30, tzinfo=UTC)
HTML = ("Content-Type", "text/html; charset=utf-8")
BODY = b"<html><body><p>Pabrik cip itu dibuka.</p></body></html>"


def outlet(outlet_id: str, rules: AddressRules | None = None) -> Outlet:
    return Outlet(
        outlet_id=outlet_id, name=outlet_id, homepage=f"https://{outlet_id}.test/", country="ID", language="id",
        time_zone="Asia/Jakarta", group_id=outlet_id, domains=(f"{outlet_id}.test",), feeds=(),
        addresses=rules or AddressRules(),
    )  # fmt: skip


CONTOH = outlet("contoh", AddressRules(articles=(r"/d-\d+",), hosts=(("m.contoh.test", "contoh.test"),)))
WARTA = outlet("warta")
OUTLETS = (CONTOH, WARTA)


def record(
    url: str = "https://contoh.test/d-1", body: bytes = BODY, *headers: tuple[str, str], status: str = "200 OK",
    kind: str = "response", is_packed: bool = True, at: str = "2023-02-27T10:30:00Z", **fields: str,
) -> bytes:  # fmt: skip
    """One record, as warcio writes it."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=is_packed)
    head = StatusAndHeaders(status, list(headers or (HTML,)), protocol="HTTP/1.1")
    named = {"WARC-Date": at, **{f"WARC-{name.title()}": value for name, value in fields.items()}}
    made = writer.create_warc_record(url, kind, BytesIO(body), len(body), warc_headers_dict=named, http_headers=head)
    writer.write_record(made)
    return out.getvalue()


def plain(*arguments: str | bytes, **more: object) -> bytes:
    return record(*arguments, is_packed=False, **more)  # type: ignore[arg-type]


def read(path: Path, content: bytes, **more: object) -> tuple[list[WarcPage], WarcEnd]:
    path.write_bytes(content)
    *found, end = read_file(path, OUTLETS, **more)  # type: ignore[arg-type]
    assert isinstance(end, WarcEnd)
    return [page for page in found if isinstance(page, WarcPage)], end


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "CC-NEWS-20230227.warc.gz"


FORMS = {
    "record by record": b"".join(record(f"https://contoh.test/d-{n}") for n in range(3)),
    "gzipped whole": gzip.compress(b"".join(plain(f"https://contoh.test/d-{n}") for n in range(3))),
    "plain": b"".join(plain(f"https://contoh.test/d-{n}") for n in range(3)),
    "padded": b"".join(record(f"https://contoh.test/d-{n}") + bytes(600) for n in range(3)),
    "empty members": b"".join(record(f"https://contoh.test/d-{n}") + gzip.compress(b"") for n in range(3)),
    "line ends between": b"".join(plain(f"https://contoh.test/d-{n}") + b"\r\n" for n in range(3)),
}


@pytest.mark.parametrize("content", FORMS.values(), ids=FORMS)
def test_files_of_every_form(file: Path, content: bytes) -> None:
    pages, end = read(file, content)
    assert [page.url for page in pages] == [f"https://contoh.test/d-{n}" for n in range(3)]
    assert (end.kind, end.records, end.unusable, end.following) == ("ok", 3, 0, len(content))


def test_what_a_page_says(file: Path) -> None:
    first, second = record("https://lain.test/d-1"), record("http://m.contoh.test/d-1/?utm_source=x")
    (page,), _ = read(file, first + second)
    url = "http://m.contoh.test/d-1/?utm_source=x"
    response = Response(
        url=url, final_url=url, permanent_url=url, status=200, headers=(("content-type", HTML[1]),), body=BODY,
        fetched_at=AT,
    )  # fmt: skip
    assert page == WarcPage(
        outlet_id="contoh", url="https://contoh.test/d-1", response=response, offset=len(first),
        following=len(first) + len(second),
    )  # fmt: skip


def test_a_page_goes_into_our_archive_as_it_was(file: Path, tmp_path: Path) -> None:
    headers = (HTML, ("Content-Encoding", "gzip"), ("Content-Length", "1"))
    (page,), _ = read(file, record("https://contoh.test/d-1", gzip.compress(BODY), *headers))
    archive = Archive(tmp_path / "archive", sync=False)
    ref = archive.write(
        page.response, purpose="page", key=page.url, outlet_id=page.outlet_id, known=lambda _: None
    )  # fmt: skip
    assert ref.file.startswith("2023/02/27/")
    kept = archive.read(ref)
    assert (kept.body, kept.key, kept.fetched_at) == (BODY, "https://contoh.test/d-1", AT)


def test_our_own_archive_is_such_a_file(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive", sync=False)
    url = "https://contoh.test/d-7"
    response = Response(
        url=url, final_url=url, permanent_url=url, status=200, headers=(("content-type", "text/html"),), body=BODY,
        fetched_at=AT,
    )  # fmt: skip
    for _ in range(2):
        archive.write(response, purpose="page", key=url, outlet_id="contoh", known=lambda _: None)
    ((name, size),) = archive.files()
    *pages, end = read_file(tmp_path / "archive" / name, OUTLETS)
    assert [page.response for page in pages if isinstance(page, WarcPage)] == [response, response]
    assert end == WarcEnd(kind="ok", following=size, records=3, unusable=0)


def test_the_route_is_the_file() -> None:
    route = route_of(Path("/media/CC-NEWS-20230227.warc.gz"), CONTOH)
    assert route.name == "warc CC-NEWS-20230227.warc.gz"


# ------------------------------------------------------------------ what is left out, and what cannot be used

LEFT_OUT = {
    "another site": (record("https://lain.test/d-1"), 0),
    "a name that ends alike": (record("https://laincontoh.test/d-1"), 0),
    "no article": (record("https://contoh.test/tag/cip"), 0),
    "no address": (record("dns:contoh.test"), 0),
    "a request": (record(kind="request"), 0),
    "a revisit": (record(kind="revisit"), 0),
    "not found": (record(status="404 Not Found"), 0),
    "no status": (record(status=""), 0),
    "a picture": (record("https://contoh.test/d-1", b"GIF", ("Content-Type", "image/gif")), 0),
    "no kind": (record("https://contoh.test/d-1", BODY, ("X-A", "b")), 0),
    "captured before": (record(at="2023-02-20T10:30:00Z"), 0),
    "captured nobody knows when": (record(at="kemarin"), 0),
    "a part": (record(truncated="length"), 1),
    "more than a record may have": (record("https://contoh.test/d-1", bytes(warcs.MOST_RECORD)), 1),
    "more than a page may have": (record("https://contoh.test/d-1", bytes(MOST_BODY + 1)), 1),
    "a gzip bomb": (record("https://contoh.test/d-1", gzip.compress(bytes(MOST_BODY + 1)), HTML,
                           ("Content-Encoding", "gzip")), 1),
    "an encoding that nobody knows": (record("https://contoh.test/d-1", b"\x00\x01", HTML,
                                             ("Content-Encoding", "br")), 1),
    "half its encoding": (record("https://contoh.test/d-1", gzip.compress(BODY)[:-9], HTML,
                                 ("Content-Encoding", "gzip")), 1),
}  # fmt: skip


@pytest.mark.parametrize(("content", "unusable"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_is_left_out(file: Path, content: bytes, unusable: int) -> None:
    after = record("https://warta.test/berita")
    pages, end = read(file, content + after, since=AT - timedelta(days=1))
    assert [page.url for page in pages] == ["https://warta.test/berita"]
    assert (end.kind, end.records, end.unusable) == ("ok", 2, unusable)


CHUNKED = ("Transfer-Encoding", "chunked")
BODIES = {
    "in chunks": (b"9;x=1\r\n<p>Kapal \r\nA\r\nberlayar\xc2\xa0\r\n0\r\n\r\n", (CHUNKED,), "<p>Kapal berlayar\xa0"),
    "in chunks, it says": (b"<p>Kapal</p>", (CHUNKED,), "<p>Kapal</p>"),
    "in a chunk that is cut": (b"5\r\nabc", (CHUNKED,), "5\r\nabc"),
    "in a chunk without an end": (b"3\r\nabc\r\n", (CHUNKED,), "3\r\nabc\r\n"),
    "in a chunk of a strange size": (b"-3\r\nabc\r\n0\r\n\r\n", (CHUNKED,), "-3\r\nabc\r\n0\r\n\r\n"),
    "gzipped": (gzip.compress(BODY), (("Content-Encoding", "gzip"),), BODY.decode()),
    "gzipped, it says": (BODY, (("Content-Encoding", "gzip"),), BODY.decode()),
    "empty": (b"", (), ""),
}


@pytest.mark.parametrize(("body", "headers", "text"), BODIES.values(), ids=BODIES)
def test_how_a_body_is_stored(file: Path, body: bytes, headers: tuple[tuple[str, str], ...], text: str) -> None:
    (page,), _ = read(file, record("https://contoh.test/d-1", body, HTML, *headers))
    assert page.response.body.decode() == text


def test_an_address_in_angle_brackets(file: Path) -> None:
    content = plain().replace(b"https://contoh.test/d-1", b"<https://contoh.test/d-1>")
    assert read(file, content)[0][0].url == "https://contoh.test/d-1"


# ------------------------------------------------------------------ lies and damage


def lie(length: int) -> bytes:
    """A record that says that it has `length` bytes."""
    head, _, rest = plain("https://contoh.test/d-9").partition(b"Content-Length: ")
    return head + f"Content-Length: {length}".encode() + rest[rest.index(b"\r\n") :]


LIES = {"too few": 10, "too many": 5_000, "far too many": 10**14, "none": -1, "a little too many": 160}


@pytest.mark.parametrize("length", LIES.values(), ids=LIES)
def test_a_record_that_lies_about_its_length_costs_itself(file: Path, length: int) -> None:
    content = record("https://contoh.test/d-1") + gzip.compress(lie(length)) + record("https://contoh.test/d-2")
    pages, end = read(file, content)
    assert [page.url for page in pages] == ["https://contoh.test/d-1", "https://contoh.test/d-2"]
    assert (end.kind, end.unusable, end.following) == ("ok", 1, len(content))


@pytest.mark.parametrize("length", LIES.values(), ids=LIES)
def test_in_a_plain_file_nothing_can_be_found_after_it(file: Path, length: int) -> None:
    first = plain("https://contoh.test/d-1")
    pages, end = read(file, first + lie(length) + plain("https://contoh.test/d-2"))
    assert [page.url for page in pages] == ["https://contoh.test/d-1"]
    assert end.kind in ("cut", "damaged")
    assert end.following == len(first)


NO_WARC = {
    "prose": b"Maaf, tidak ada di sini.",
    "a page": BODY,
    "a gzipped page": gzip.compress(BODY),
    "zeros": bytes(10_000),
    "a line without end": b"x" * 1_000_000,
}


@pytest.mark.parametrize("content", NO_WARC.values(), ids=NO_WARC)
def test_what_is_no_warc_file(file: Path, content: bytes) -> None:
    assert read(file, content) == ([], WarcEnd(kind="not_a_warc", following=0, records=0, unusable=0))


def test_fields_without_end(file: Path) -> None:
    pages, end = read(file, record() + gzip.compress(b"WARC/1.0\r\n" + b"X: y\r\n" * 100_000) + record())
    assert (len(pages), end.kind, end.records) == (2, "ok", 3)


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    (end,) = read_file(tmp_path / "none.warc.gz", OUTLETS)
    assert end == WarcEnd(kind="unreadable", following=0, records=0, unusable=0, detail="No such file or directory")
    (end,) = read_file(tmp_path, OUTLETS)
    assert isinstance(end, WarcEnd)
    assert end.kind == "unreadable"


def test_an_empty_file(file: Path) -> None:
    assert read(file, b"") == ([], WarcEnd(kind="ok", following=0, records=0, unusable=0))


THREE = [record(f"https://contoh.test/d-{n}", BODY * n) for n in range(3)]
PACKED = b"".join(THREE)
PLAIN = b"".join(plain(f"https://contoh.test/d-{n}", BODY * n) for n in range(3))


@given(st.integers(0, len(PACKED)))
def test_cut_anywhere_what_came_before_is_had_and_reading_goes_on_there(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    file = tmp_path_factory.mktemp("warc") / "x.warc.gz"
    before, end = read(file, PACKED[:cut])
    starts = [0, len(THREE[0]), len(THREE[0]) + len(THREE[1]), len(PACKED)]
    whole = sum(cut >= start for start in starts[1:])
    assert [page.url for page in before] == [f"https://contoh.test/d-{n}" for n in range(whole)]
    assert (end.kind == "ok") == (cut in starts)
    assert end.following == starts[whole]
    after, end = read(file, PACKED, offset=end.following)
    assert [page.url for page in (*before, *after)] == [f"https://contoh.test/d-{n}" for n in range(3)]
    assert end.kind == "ok"


@given(st.sampled_from([PACKED, PLAIN]), st.data())
def test_a_changed_stretch_of_bytes_is_no_surprise(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(content)))
    junk = data.draw(st.binary(max_size=20))
    file = tmp_path_factory.mktemp("warc") / "x.warc"
    pages, end = read(file, content[:at] + junk + content[at + len(junk) :])
    assert len(pages) <= 3
    assert end.following <= len(content) + len(junk)


@given(st.binary(max_size=200), st.sampled_from([b"", b"WARC/1.0\r\n", b"\x1f\x8b\x08\x00", b"\r\n"]))
def test_any_bytes_end_somehow(tmp_path_factory: pytest.TempPathFactory, junk: bytes, head: bytes) -> None:
    pages, _ = read(tmp_path_factory.mktemp("warc") / "x.warc", head + junk)
    assert pages == []


@pytest.mark.timeout(60)
def test_a_bomb_is_passed_over_in_little_memory(file: Path) -> None:
    """200 MB of zeros in one record, which says so, and as many in one that does not."""
    stream = zlib.compressobj(1, wbits=31)
    zeros = [stream.compress(bytes(1_000_000)) for _ in range(200)]
    packed = b"".join([stream.compress(b""), *zeros, stream.flush()])
    head = plain().replace(b"Content-Length: ", b"Content-Length: 60000000")
    stream = zlib.compressobj(1, wbits=31)
    told = b"".join([stream.compress(head), *(stream.compress(bytes(1_000_000)) for _ in range(200)), stream.flush()])
    tracemalloc.start()
    pages, end = read(file, record() + told + packed + record("https://contoh.test/d-2"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [page.url for page in pages] == ["https://contoh.test/d-1", "https://contoh.test/d-2"]
    assert (end.kind, end.records) == ("ok", 4)
    assert peak < 20_000_000
