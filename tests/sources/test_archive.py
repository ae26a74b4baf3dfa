"""The archive keeps what it is given: read back, by others' tools too; after crashes, full disks, erasures."""

import gzip
import logging
import os
import resource
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from sources import records
from sources.archive import Archive
from sources.errors import ArchiveError
from sources.types import ArchivedDocument, ArchiveRef, Purpose, Response

NOW = datetime(2025, 6, 11, 23, 59, 59, 123456, tzinfo=UTC)
BODY = b"<html><body><p>Kapal itu berlayar.</p></body></html>"
URL = "https://contoh.test/kapal"


def response(body: bytes = BODY, **changes: object) -> Response:
    plain = Response(
        url=URL + "?single=1", final_url=URL, permanent_url=URL, status=200,
        headers=(("content-type", "text/html"), ("set-cookie", "a=1"), ("set-cookie", "b=2")),
        body=body, fetched_at=NOW,
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def keep(
    archive: Archive, body: bytes = BODY, key: str = URL, copy: ArchiveRef | None = None, **changes: object
) -> ArchiveRef:
    return archive.write(response(body, **changes), purpose="page", key=key, outlet_id="contoh", known=lambda _: copy)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path, sync=False)


def scanned(archive: Archive) -> list[ArchivedDocument]:
    return [document for file, _ in archive.files() for document in archive.scan(file)]


# ------------------------------------------------------------------ what goes in comes out


def test_a_document_is_read_back_whole(archive: Archive) -> None:
    ref = keep(archive)
    document = archive.read(ref)
    assert document == ArchivedDocument(
        ref=ref, purpose="page", key=URL, outlet_id="contoh", url=URL + "?single=1", final_url=URL, status=200,
        headers=response().headers, body=BODY, fetched_at=NOW,
    )  # fmt: skip
    assert scanned(archive) == [document]
    assert ref.file.startswith("2025/06/11/kabar-20250611T235959Z-")
    assert ref.digest.startswith("sha256:")


def test_headers_lose_what_was_undone(archive: Archive) -> None:
    sent = (("content-encoding", "gzip"), ("transfer-encoding", "chunked"), ("content-length", "7"), ("x-a", "caf\xe9"))
    document = archive.read(keep(archive, headers=sent))
    assert document.headers == (("content-length", str(len(BODY))), ("x-a", "caf\xe9"))
    untouched = archive.read(keep(archive, headers=(("content-length", "7"),)))
    assert untouched.headers == (("content-length", "7"),)


def test_headers_are_kept_byte_for_byte(archive: Archive) -> None:
    sent = (("x-latin", "caf\xe9"), ("x-utf-8", 'caf\xc3\xa9; name="\xc3\xa9"'), ("x-none", ""), ("x-two", "a: b"))
    ref = keep(archive, headers=sent)
    assert archive.read(ref).headers == sent
    assert unpacked(archive, ref).startswith(b"WARC/1.1\r\n")
    assert b'\r\nx-latin: caf\xe9\r\nx-utf-8: caf\xc3\xa9; name="\xc3\xa9"\r\n' in unpacked(archive, ref)


EARLIER = f"""WARC/1.1
WARC-Type: response
WARC-Record-ID: <urn:uuid:8f2b9e9e-6d2b-4c0a-9a1b-0d8a2a4a7f11>
WARC-Date: 2025-06-11T23:59:59.123456Z
WARC-Target-URI: {URL}
WARC-Payload-Digest: {records.digest_of(BODY)}
Content-Type: application/http; msgtype=response
WARC-X-Kabar-Purpose: page
WARC-X-Kabar-Key: {URL}
WARC-X-Kabar-Outlet: "contoh\\n"
WARC-X-Kabar-Asked: {URL}?single=1
Content-Length: {78 + len(BODY)}

HTTP/1.1 200 OK
content-type: text/html
set-cookie: a=\xe9
set-cookie: b=2

"""


def test_a_record_as_it_was_first_written_is_read(tmp_path: Path, archive: Archive) -> None:
    """Without a block digest, and with bare values where nothing needed quoting."""
    member = gzip.compress(EARLIER.replace("\n", "\r\n").encode("latin-1") + BODY + b"\r\n\r\n")
    (tmp_path / "earlier.warc.gz").write_bytes(member)
    ref = ArchiveRef(file="earlier.warc.gz", offset=0, length=len(member), digest=records.digest_of(BODY))
    document = archive.read(ref)
    assert (document.key, document.outlet_id, document.url) == (URL, "contoh\n", URL + "?single=1")
    assert document.headers == (("content-type", "text/html"), ("set-cookie", "a=\xe9"), ("set-cookie", "b=2"))
    assert (document.status, document.fetched_at, document.body) == (200, NOW, BODY)
    assert list(archive.scan("earlier.warc.gz")) == [document]


line = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"], exclude_characters="\xa0\x85")).map(str.strip)
names = st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=20).filter(
    lambda n: n not in ("content-encoding", "transfer-encoding", "content-length")
)


@given(
    body=st.binary(max_size=3000),
    key=st.text(),
    url=st.text(),
    outlet=st.text(),
    status=st.integers(100, 999),
    headers=st.lists(st.tuples(names, line), max_size=5).map(tuple),
    purpose=st.sampled_from(["feed", "page", "robots"]),
    at=st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_anything_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, body: bytes, key: str, url: str, outlet: str, status: int,
    headers: tuple[tuple[str, str], ...], purpose: Purpose, at: datetime,
) -> None:  # fmt: skip
    archive = Archive(tmp_path_factory.mktemp("archive"), sync=False)
    given = response(body, url=url, status=status, headers=headers, fetched_at=at)
    ref = archive.write(given, purpose=purpose, key=key, outlet_id=outlet, known=lambda _: None)
    document = archive.read(ref)
    assert (document.body, document.key, document.url, document.outlet_id) == (body, key, url, outlet)
    assert (document.status, document.headers, document.purpose, document.fetched_at) == (status, headers, purpose, at)
    assert scanned(archive) == [document]


# ------------------------------------------------------------------ the same bytes


def test_the_same_bytes_are_stored_once(archive: Archive) -> None:
    body = os.urandom(50_000)
    first = keep(archive, body)
    again = keep(archive, body, "https://contoh.test/lain", first, fetched_at=NOW + timedelta(hours=1), status=203)
    assert again.length < 1000
    assert again.digest == first.digest
    document = archive.read(again)
    assert (document.body, document.key, document.status) == (body, "https://contoh.test/lain", 203)
    assert document.fetched_at == NOW + timedelta(hours=1)
    third = keep(archive, body, copy=again)
    assert archive.read(third).body == body
    assert records.copy_at(records.parsed(unpacked(archive, third))).offset == first.offset


@pytest.mark.parametrize("lost", ["gone", "other digest", "outside"])
def test_bytes_that_are_not_there_are_stored_again(tmp_path: Path, archive: Archive, lost: str) -> None:
    first = keep(archive)
    if lost == "gone":
        (tmp_path / first.file).unlink()
    copy = {"other digest": replace(first, digest="sha256:0"), "outside": replace(first, file="../x")}.get(lost, first)
    again = keep(archive, copy=copy)
    assert archive.read(again).body == BODY
    (tmp_path / first.file).unlink(missing_ok=lost == "gone")
    if again.file != first.file:
        assert archive.read(again).body == BODY


def unpacked(archive: Archive, ref: ArchiveRef) -> bytes:
    with (archive.root / ref.file).open("rb") as stream:
        stream.seek(ref.offset)
        return records.unpacked(stream)[0]


# ------------------------------------------------------------------ other tools


def test_others_read_our_files(tmp_path: Path, archive: Archive) -> None:
    first = keep(archive)
    keep(archive, copy=first, key="https://contoh.test/dua")
    keep(archive, b"")
    keep(archive, b"User-agent: *\n" * 9000, headers=(("content-encoding", "gzip"),))
    path = tmp_path / first.file
    with path.open("rb") as stream:
        read = []
        for record in ArchiveIterator(stream, check_digests="raise"):
            body = record.content_stream().read()
            read.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), len(body)))
    assert read == [
        ("warcinfo", None, len(read_block(path))), ("response", URL, len(BODY)), ("revisit", URL, 0),
        ("response", URL, 0), ("response", URL, 126_000),
    ]  # fmt: skip
    check = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", path], capture_output=True, text=True, check=False
    )
    assert check.returncode == 0, check.stdout
    assert check.stdout.count("digest pass") == 4  # the revisit has no bytes to check


def read_block(path: Path) -> bytes:
    with path.open("rb") as stream:
        return records.parsed(records.unpacked(stream)[0]).body


def test_a_revisit_names_what_it_revisits_in_the_standards_words(archive: Archive) -> None:
    first = keep(archive)
    original = records.parsed(unpacked(archive, first))
    revisit = records.parsed(unpacked(archive, keep(archive, copy=first)))
    assert revisit.field("WARC-Profile") == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    assert revisit.field("WARC-Refers-To") == original.field("WARC-Record-ID")
    assert revisit.field("WARC-Refers-To-Target-URI") == URL
    assert revisit.field("WARC-Refers-To-Date") == original.field("WARC-Date") == "2025-06-11T23:59:59.123456Z"


# ------------------------------------------------------------------ files


def test_files_by_day_and_run(tmp_path: Path) -> None:
    one, two = Archive(tmp_path, sync=True), Archive(tmp_path, sync=True)
    refs = [keep(a, fetched_at=at) for a in (one, two) for at in (NOW, NOW + timedelta(seconds=1), NOW)]
    assert [ref.file[:10] for ref in refs] == ["2025/06/11", "2025/06/12", "2025/06/11"] * 2
    assert refs[0].file == refs[2].file != refs[3].file
    listed = list(one.files())
    assert [file[:10] for file, _ in listed] == ["2025/06/11"] * 2 + ["2025/06/12"] * 2
    assert all((tmp_path / file).stat().st_size == size for file, size in listed)


def test_a_full_file_is_followed_by_another(tmp_path: Path) -> None:
    archive = Archive(tmp_path, sync=False, full_file=5000)
    refs = [keep(archive, os.urandom(2000)) for _ in range(6)]
    assert len({ref.file for ref in refs}) == 3
    assert all(archive.read(ref).ref == ref for ref in refs)


def test_many_threads_write_and_read(tmp_path: Path) -> None:
    archive, start = Archive(tmp_path, sync=True), threading.Barrier(8)
    bodies = {os.urandom(500 + n) for n in range(80)}
    left, refs = list(bodies), []

    def work() -> None:
        start.wait()
        while True:
            try:
                body = left.pop()
            except IndexError:
                return
            ref = keep(archive, body)
            assert archive.read(ref).body == body
            refs.append(ref)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refs) == 80
    assert len({ref.file for ref in refs}) == 1
    assert {document.body for document in scanned(archive)} == bodies


@pytest.mark.parametrize(
    "file", ["../secret", "/etc/passwd", "2025/../../secret", "link/secret", "nothing.warc.gz", "\0"]
)
def test_nothing_outside_is_read(tmp_path: Path, file: str) -> None:
    (tmp_path / "secret").write_bytes(gzip.compress(b"WARC/1.1\r\n"))
    archive = Archive(tmp_path / "archive", sync=False)
    ref = keep(archive)
    (tmp_path / "archive/link").symlink_to(tmp_path)
    with pytest.raises(ArchiveError):
        archive.read(replace(ref, file=file))
    with pytest.raises(ArchiveError):
        list(archive.scan(file))
    with pytest.raises(ArchiveError):
        archive.erase([replace(ref, file=file)], NOW)


WRONG_REFS = [("offset", 1), ("offset", 10**6), ("offset", -1), ("length", 5), ("digest", "sha256:" + "0" * 64)]


@pytest.mark.parametrize(("name", "value"), WRONG_REFS)
def test_a_wrong_ref_is_said_to_be_wrong(archive: Archive, name: str, value: object) -> None:
    with pytest.raises(ArchiveError):
        archive.read(replace(keep(archive), **{name: value}))


# ------------------------------------------------------------------ damage


def test_a_file_torn_anywhere_gives_its_whole_records(tmp_path: Path, archive: Archive) -> None:
    refs = [keep(archive, b"a"), keep(archive, b"b")]
    path = tmp_path / refs[0].file
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        expected = [ref for ref in refs if ref.offset + ref.length <= length]
        assert [document.ref for document in archive.scan(refs[0].file)] == expected


def test_a_torn_end_is_logged_with_its_place(
    tmp_path: Path, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    keep(archive)
    ref = keep(archive)
    path = tmp_path / ref.file
    path.write_bytes(path.read_bytes()[:-10])
    with caplog.at_level(logging.WARNING):
        assert len(list(archive.scan(ref.file))) == 1
    assert f"{ref.file} ends for us at byte {ref.offset}" in caplog.text


def test_a_damaged_byte_is_never_passed_on(tmp_path: Path, archive: Archive) -> None:
    ref = keep(archive)
    path = tmp_path / ref.file
    whole = path.read_bytes()
    for at in range(ref.offset + 10, len(whole), 7):  # behind gzip's header, whose time and system mean nothing
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        with pytest.raises(ArchiveError):
            archive.read(ref)
        assert list(archive.scan(ref.file)) == []


def test_other_bytes_under_a_digest_are_never_passed_on(tmp_path: Path, archive: Archive) -> None:
    label = records.Label(purpose="page", key=URL, outlet_id="contoh")
    digest = records.digest_of(BODY)
    forged = records.response_record(response(b"other"), label, digest)
    (tmp_path / "forged.warc.gz").write_bytes(forged)
    with pytest.raises(ArchiveError, match="not those that were stored"):
        archive.read(ArchiveRef(file="forged.warc.gz", offset=0, length=len(forged), digest=digest))
    assert list(archive.scan("forged.warc.gz")) == []


def test_scanning_goes_on_from_an_offset(archive: Archive) -> None:
    refs = [keep(archive, bytes([n])) for n in range(4)]
    after = refs[1].offset + refs[1].length
    assert [document.ref for document in archive.scan(refs[0].file, after)] == refs[2:]


@pytest.mark.parametrize(
    "raw",
    [b"", b"WARC/1.1\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
     b"WARC/1.1\r\nContent-Length: 2\r\n\r\nabc\r\n\r\n", b"WARC/1.1\r\nContent-Length: 4\r\n\r\nabc\r\n\r\n",
     b"WARC/1.1\r\nContent-Length: -3\r\n\r\nabc\r\n\r\n", b"WARC/1.1\r\nContent-Length: 3\r\n\r\nabc"],
)  # fmt: skip
def test_a_record_is_as_long_as_it_says(raw: bytes) -> None:
    with pytest.raises(ArchiveError):
        records.parsed(raw)
    assert records.parsed(b"WARC/1.1\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n").body == b"abc"


def test_a_bomb_is_not_unpacked(tmp_path: Path, archive: Archive) -> None:
    deflate = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    head = deflate.compress(b"WARC/1.1\r\nContent-Length: 9\r\nX: ") + deflate.flush(zlib.Z_FULL_FLUSH)
    megabyte = deflate.compress(bytes(1 << 20)) + deflate.flush(zlib.Z_FULL_FLUSH)
    path = tmp_path / "bomb.warc.gz"
    path.write_bytes(head + 4096 * megabyte)
    with path.open("rb") as stream:
        with pytest.raises(ArchiveError, match="larger than any"):
            records.unpacked(stream)
        assert stream.tell() < 100 * len(megabyte)  # of 4,096: what was read is bounded, not just what is given
    assert list(archive.scan("bomb.warc.gz")) == []


@pytest.mark.parametrize("length", [*range(16_380, 16_390), *range(32_765, 32_772)])
def test_a_record_may_end_wherever_a_read_does(length: int) -> None:
    stream = BytesIO(records.tombstone(length, NOW) * 3)
    for number in range(3):
        stream.seek(number * length)
        raw, found = records.unpacked(stream)
        assert found == length
        assert records.parsed(raw).body.startswith(b"erased")
    assert records.unpacked(stream) == (b"", 0)


@given(st.binary(max_size=500))
def test_any_bytes_are_a_record_or_damage(data: bytes) -> None:
    for raw in (data, gzip.compress(data), gzip.compress(b"WARC/1.1\r\nContent-Length: 3\r\n\r\n" + data)):
        try:
            member, _ = records.unpacked(BytesIO(raw))
            record = records.parsed(member)
            records.document(record, ArchiveRef(file="", offset=0, length=0, digest=""), b"")
        except ArchiveError:
            continue


# ------------------------------------------------------------------ a disk that fills


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Writing beyond `size` bytes of a file fails half-way, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_failing_write_leaves_nothing_half_written(tmp_path: Path, archive: Archive) -> None:
    first = keep(archive)
    size = (tmp_path / first.file).stat().st_size
    with largest_file(size + 100), pytest.raises(ArchiveError, match="cannot be written: File too large"):
        keep(archive, os.urandom(1000))
    assert (tmp_path / first.file).stat().st_size == size
    second = keep(archive, b"later")
    assert (second.file, second.offset) == (first.file, size)
    assert [document.body for document in scanned(archive)] == [BODY, b"later"]


def test_a_file_that_cannot_be_begun_is_not_left_behind(archive: Archive) -> None:
    with largest_file(50), pytest.raises(ArchiveError, match="cannot be written"):
        keep(archive)
    assert list(archive.files()) == []
    assert archive.read(keep(archive)).body == BODY


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("a file")
    with pytest.raises(ArchiveError, match=r"archive cannot be written"):
        keep(Archive(tmp_path / "archive"))


def test_a_file_that_was_not_left_whole_is_not_written_to(tmp_path: Path, archive: Archive) -> None:
    first = keep(archive)
    with (tmp_path / first.file).open("ab") as stream:
        stream.write(b"\x1f\x8btorn")
    second = keep(archive, b"later")
    assert second.file != first.file
    assert len(scanned(archive)) == 2


KILLED = """
import os, sys
from tests.sources.test_archive import *
archive = Archive(Path(sys.argv[1]), sync=False)
print("ready", flush=True)
while True:
    keep(archive, os.urandom(20_000))
"""


def test_a_killed_writer_leaves_whole_records_and_one_torn_end_at_most(tmp_path: Path, archive: Archive) -> None:
    with subprocess.Popen([sys.executable, "-c", KILLED, tmp_path], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.2)
        process.kill()
    found = scanned(archive)
    assert found
    last = found[-1].ref
    ((_, size),) = archive.files()
    assert size - (last.offset + last.length) < 21_000
    assert archive.read(keep(archive)).body == BODY


# ------------------------------------------------------------------ forgetting


def test_what_is_erased_is_gone_and_nothing_else_moves(tmp_path: Path, archive: Archive) -> None:
    refs = [keep(archive, os.urandom(n)) for n in (10, 3000, 200_000, 1_000_000)]
    path = tmp_path / refs[0].file
    before = path.read_bytes()
    (path.parent / "tmpabc.rewriting").write_bytes(before)  # of an erasure that was killed
    archive.erase([refs[1], refs[3]], NOW)
    archive.erase([refs[1]], NOW)
    assert [document.ref for document in scanned(archive)] == [refs[0], refs[2]]
    after = path.read_bytes()
    for ref in refs:
        place = slice(ref.offset, ref.offset + ref.length)
        assert (after[place] == before[place]) is (ref in (refs[0], refs[2]))
        assert before[place][300:] not in after or ref in (refs[0], refs[2])
    for ref in (refs[1], refs[3]):
        with pytest.raises(ArchiveError, match="no document lies here"):
            archive.read(ref)
    later = keep(archive, b"later")
    assert later.file == refs[0].file
    assert archive.read(later).body == b"later"
    with (tmp_path / later.file).open("rb") as stream:
        kinds = [record.rec_type for record in ArchiveIterator(stream, check_digests="raise")]
    assert kinds == ["warcinfo", "response", "metadata", "response", "metadata", "response"]
    assert [path.name for path in (tmp_path / later.file).parent.iterdir()] == [Path(later.file).name]


def test_what_revisits_an_erased_copy_is_left_out(archive: Archive, caplog: pytest.LogCaptureFixture) -> None:
    first = keep(archive)
    again = keep(archive, copy=first)
    other = keep(archive, b"other")
    archive.erase([first], NOW)
    with pytest.raises(ArchiveError):
        archive.read(again)
    assert [document.ref for document in scanned(archive)] == [other]
    assert "left out" in caplog.text
    assert archive.read(keep(archive, copy=first)).body == BODY


def test_a_tombstone_is_exactly_as_long_as_the_record() -> None:
    for length in (*range(300, 320), *range(65_700, 65_760), *range(131_080, 131_110), 1_000_000):
        member = records.tombstone(length, NOW)
        assert len(member) == length
        record = records.parsed(gzip.decompress(member))
        assert record.field("WARC-Type") == "metadata", length
        assert record.body.startswith(b"erased\r\n"), length


def test_the_shortest_record_is_long_enough_to_be_erased() -> None:
    label = records.Label(purpose="page", key="", outlet_id="")
    shortest = response(b"", url="", final_url="", headers=())
    assert len(records.response_record(shortest, label, records.digest_of(b""))) > 280
    assert len(records.tombstone(280, NOW)) == 280
