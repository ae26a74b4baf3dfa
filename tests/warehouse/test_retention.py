"""What the warehouse does when documents leave the archive: what is read again, what is due, what stood for what."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sources.types import ArchiveRef, Kept
from tests.warehouse.seeding import NOW, RUN, an_article, kept, read_page
from warehouse import documents, extractions, looks, retention
from warehouse.connection import Connection
from warehouse.retention import RetiredRow

OLD, NEW = "2025/06/01/a.warc.gz", "2025/06/11/a.warc.gz"
A, B = "https://contoh.test/a/1", "https://contoh.test/a/2"


def a_document(key: str, n: int, *, file: str = NEW, days: float = 0, digest: int | None = None) -> Kept:
    plain = kept(key, at=NOW - timedelta(days=days), n=n)
    bytes_ = plain.ref.digest if digest is None else kept(n=digest).ref.digest
    return replace(plain, ref=ArchiveRef(file=file, offset=plain.ref.offset, length=90, digest=bytes_))


def retire(db: Connection, file: str, *along: str) -> int:
    row = RetiredRow(
        file=file, bytes=1, documents=1, first_fetched_at=NOW, last_fetched_at=NOW, why="age", retired_at=NOW,
        run_id=RUN,
    )  # fmt: skip
    return retention.retire(db, [row], along, NOW)


@pytest.fixture
def read(db: Connection) -> Connection:
    """Page A was read twice, in two files; page B once, in the newer one."""
    read_page(db, a_document(A, 1, file=OLD, days=10), an_article("Satu dua."))
    read_page(db, a_document(A, 2), an_article("Satu dua tiga empat."))
    read_page(db, a_document(B, 3), an_article("Lain sekali."))
    return db


def _left(db: Connection) -> list[tuple[str, int]]:
    return db.execute("select url, count(*) from store.extractions group by url order by url").fetchall()


def test_a_page_is_read_again_whole_or_not_at_all(read: Connection) -> None:
    assert retire(read, OLD) == 1
    extractions.forget(read, None, ["contoh"])
    assert _left(read) == [(A, 2)]
    assert [page.url for page in extractions.unread(read)] == [B]


def test_a_rebuild_of_the_newer_days_leaves_that_page_alone_too(read: Connection) -> None:
    retire(read, OLD)
    extractions.forget(read, NOW - timedelta(days=1), ["contoh"])
    assert _left(read) == [(A, 2)]


def test_what_is_gone_is_not_looked_for(read: Connection) -> None:
    retire(read, OLD)
    assert [extent.file for extent in retention.extents(read)] == [NEW]
    assert {ref.file for ref in retention.some_records(read, 10, "x")} == {NEW}
    assert retention.due_records(read, OLD) == ()
    assert retention.retired(read) == {OLD}
    assert retire(read, OLD) == 0


def test_files_are_known_by_their_newest_document_also_when_all_in_them_is_gone(read: Connection) -> None:
    documents.index(read, [a_document("https://contoh.test/a/3", 4, file=OLD, days=3)])
    retire(read, NEW)
    found = {file.file: (file.documents, file.last_fetched_at, file.unread) for file in retention.files(read)}
    assert found == {OLD: (2, NOW - timedelta(days=3), 1), NEW: (2, NOW, 0)}


def test_what_may_stand_for_bytes_in_a_file_has_their_digest_and_lies_elsewhere(read: Connection) -> None:
    documents.index(read, [a_document("https://contoh.test/a/4", 5, digest=1)])
    [one] = retention.elsewhere(read, [OLD])
    assert (one.ref.file, one.ref.offset, one.unread) == (NEW, 500, True)
    assert retention.elsewhere(read, [OLD, NEW]) == ()
    assert retire(read, OLD, one.document_id) == 2


def test_a_copy_that_is_gone_is_not_offered_to_whoever_stores_a_feed(db: Connection) -> None:
    feed = replace(a_document("https://contoh.test/rss", 1, file=OLD), purpose="feed")
    documents.index(db, [feed])
    assert len(documents.copies_of_feeds(db)) == 1
    retire(db, OLD)
    assert documents.copies_of_feeds(db) == ()


def test_what_can_not_be_read_again_is_never_taken_back(read: Connection) -> None:
    retire(read, OLD)
    looks.take_back(read, "select document_id from store.extractions", {})
    assert _left(read) == [(A, 1)]
    assert {page.url for page in extractions.unread(read)} == {A, B}
