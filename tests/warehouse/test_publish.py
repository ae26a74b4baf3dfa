"""Publishing: one rename, and whatever goes wrong before it leaves the old file as it was."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warehouse.seeding import NOW, RUN, an_outlet
from warehouse import feeds, publish, query, spare
from warehouse.connection import connect, transaction
from warehouse.errors import WarehouseError

OUTLETS = "select count(*) from outlets"
SPARE = ".kabar.duckdb.spare"


@pytest.fixture
def warehouse(published: Path) -> Path:
    """The warehouse has one outlet more than the file that was published from it."""
    path = Path(shutil.copy(published, published.with_name("warehouse.duckdb")))
    with connect(path) as db:
        with transaction(db):
            feeds.declare(db, [an_outlet("baru", feed_urls=())])
        publish.sign(db, RUN, NOW)
    return path


def _count(published: Path) -> int:
    return int(query.answer(published, OUTLETS).rows[0][0])


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_what_is_published_is_the_warehouse_and_says_by_which_run(warehouse: Path, published: Path) -> None:
    assert _count(published) == 2
    size = warehouse.stat().st_size
    assert publish.publish(warehouse, published).bytes == size
    assert _count(published) == 3
    assert query.answer(published, "select run_id::varchar, published_at from kabar_info").rows == ((RUN, NOW),)
    assert _names(published.parent) - {SPARE} == {"kabar.duckdb", "warehouse.duckdb"}


def test_the_first_time_there_is_no_old_file(warehouse: Path, published: Path) -> None:
    published.unlink()
    publish.publish(warehouse, published)
    assert _count(published) == 3


def test_what_a_killed_run_left_behind_does_no_harm(warehouse: Path, published: Path) -> None:
    published.with_name(".kabar.duckdb.next").write_bytes(b"half a file" * 10**6)
    publish.publish(warehouse, published)
    assert _count(published) == 3
    assert _names(published.parent) - {SPARE} == {"kabar.duckdb", "warehouse.duckdb"}


READER = """
import sys
from pathlib import Path
from warehouse.connection import connect_to_read
with connect_to_read(Path(sys.argv[1])) as db:
    print(db.execute("select count(*) from outlets").fetchone()[0], flush=True)
    sys.stdin.readline()
    print(db.execute("select count(*) from outlets").fetchone()[0], db.execute("select title from articles").fetchall())
"""


def test_who_reads_the_old_file_goes_on_reading_it(warehouse: Path, published: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(published)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        assert reader.stdout.readline() == "2\n"
        publish.publish(warehouse, published)
        assert _count(published) == 3
        out, _ = reader.communicate("\n", timeout=30)
    assert out.startswith("2 [(")
    assert reader.returncode == 0


# A limit on the size of files stands in for a full disk: with the signal ignored, as Python does, writing fails; with
# the signal's own action the process dies at that very write.
TOO_LARGE = """
import resource, signal, sys
from pathlib import Path
from warehouse.errors import WarehouseError
from warehouse.publish import publish
warehouse, published, die = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] == "die"
size = warehouse.stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, size // 2))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
if die:
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
try:
    publish(warehouse, published)
except WarehouseError as error:
    sys.exit(f"said: {error}")
"""


def _publish_without_room(warehouse: Path, published: Path, how: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", TOO_LARGE, str(warehouse), str(published), how]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_a_full_disk_is_said_and_leaves_the_old_file(warehouse: Path, published: Path) -> None:
    ended = _publish_without_room(warehouse, published, "fail")
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"said: {published} could not be published (")
    assert "the one from the run before is still there. Free some space and run again" in ended.stderr
    assert _count(published) == 2
    assert _names(published.parent) == {"kabar.duckdb", "warehouse.duckdb"}


def test_killed_in_the_middle_of_copying_leaves_the_old_file_and_the_next_run_publishes(
    warehouse: Path, published: Path
) -> None:
    assert _publish_without_room(warehouse, published, "die").returncode < 0
    half = published.with_name(".kabar.duckdb.next")
    assert 0 < half.stat().st_size < warehouse.stat().st_size
    assert _count(published) == 2
    publish.publish(warehouse, published)
    assert _count(published) == 3
    assert not half.exists()


def test_a_folder_that_is_not_there_is_said(warehouse: Path, tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="could not be published"):
        publish.publish(warehouse, tmp_path / "nowhere" / "kabar.duckdb")


def test_rows_that_closing_left_in_the_log_are_not_left_out_silently(warehouse: Path, published: Path) -> None:
    warehouse.with_name("warehouse.duckdb.wal").write_bytes(b"rows")
    with pytest.raises(WarehouseError, match="could not be closed whole, so it was not published"):
        publish.publish(warehouse, published)
    assert _count(published) == 2


# ------------------------------------------------------------------ the spare


@pytest.fixture
def spared(warehouse: Path, published: Path) -> Path:
    """Published twice, so that the first file lies beside as the spare; the warehouse has moved on by an outlet."""
    publish.publish(warehouse, published)
    _declare(warehouse, "lagi")
    return warehouse


def _declare(warehouse: Path, outlet_id: str) -> None:
    with connect(warehouse) as db, transaction(db):
        feeds.declare(db, [*(an_outlet(i, feed_urls=()) for i in ("baru", outlet_id))])


def _is_ext4_or_the_like(folder: Path) -> bool:
    (folder / "one").write_bytes(b"1")
    made = spare.copy(folder / "one", folder / "two", None)
    return made.how == "copied" and spare.is_ours_alone(folder / "two")


@pytest.fixture
def _in_place(tmp_path_factory: pytest.TempPathFactory) -> None:
    if not _is_ext4_or_the_like(tmp_path_factory.mktemp("kind")):
        pytest.skip("this file system clones files, or nobody says who has one open")


@pytest.mark.usefixtures("_in_place")
def test_the_spare_is_brought_up_to_date_in_place_and_takes_the_published_name(spared: Path, published: Path) -> None:
    before, old = published.stat().st_ino, published.with_name(SPARE).stat().st_ino
    made = publish.publish(spared, published)
    assert made.how == "updated"
    assert 0 < made.written < made.bytes
    assert published.read_bytes() == spared.read_bytes()
    assert (published.stat().st_ino, published.with_name(SPARE).stat().st_ino) == (old, before)
    assert _names(published.parent) == {"kabar.duckdb", "warehouse.duckdb", SPARE}


READS = """
import sys, time
with open(sys.argv[1], "rb") as file:
    first = file.read(100)
    print("open", flush=True)
    sys.stdin.readline()
    sys.stdout.buffer.write(first.hex().encode() + b" " + file.read().hex().encode())
"""


@pytest.mark.usefixtures("_in_place")
@pytest.mark.parametrize("reader", [READER, READS], ids=["DuckDB", "a copying program"])
def test_a_spare_that_somebody_reads_is_left_alone(spared: Path, published: Path, reader: str) -> None:
    old = published.with_name(SPARE)
    whole = old.read_bytes()
    with subprocess.Popen(
        [sys.executable, "-c", reader, str(old)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()
        with old.open("rb") as same:
            for _ in range(3):
                assert publish.publish(spared, published).how in ("copied", "updated")
                same.seek(0)
                assert same.read() == whole
        out, _ = process.communicate("\n", timeout=30)
    assert process.returncode == 0
    assert out.startswith("2 [(") if reader is READER else out.replace(" ", "").strip() == whole.hex()
    assert _count(published) == 4


@pytest.mark.usefixtures("_in_place")
def test_a_second_name_of_the_file_keeps_what_it_had(spared: Path, published: Path) -> None:
    mine = published.with_name("mine.duckdb")
    mine.hardlink_to(published.with_name(SPARE))
    whole = mine.read_bytes()
    assert publish.publish(spared, published).how == "copied"
    assert mine.read_bytes() == whole


def test_a_file_cut_down_in_the_middle_of_its_update_is_never_published(spared: Path, published: Path) -> None:
    """Killed while the spare was written: it lies there under the next one's name, and is not trusted."""
    published.with_name(SPARE).replace(published.with_name(".kabar.duckdb.next"))
    published.with_name(".kabar.duckdb.next").write_bytes(b"torn" * 1000)
    publish.publish(spared, published)
    assert published.read_bytes() == spared.read_bytes()


def test_killed_between_the_two_names_the_published_file_is_not_written_into(spared: Path, published: Path) -> None:
    published.with_name(SPARE).unlink()
    published.with_name(SPARE).hardlink_to(published)
    whole = published.read_bytes()
    with published.open("rb") as same:
        publish.publish(spared, published)
        assert same.read() == whole
    assert published.read_bytes() == spared.read_bytes()


def test_where_rows_are_to_be_gone_no_older_file_stays(spared: Path, published: Path) -> None:
    publish.publish(spared, published, keep=False)
    assert _names(published.parent) == {"kabar.duckdb", "warehouse.duckdb"}
    assert _count(published) == 4


def test_a_spare_does_not_pay_for_a_small_file(spared: Path, published: Path) -> None:
    publish.publish(spared, published, worth=spared.stat().st_size + 1)
    assert _names(published.parent) == {"kabar.duckdb", "warehouse.duckdb"}


def test_a_full_disk_while_the_spare_grows_leaves_the_published_file(spared: Path, published: Path) -> None:
    with connect(spared) as db:
        db.execute("create table store.bulk as select uuid() as id from range(400_000)")
    ended = _publish_without_room(spared, published, "fail")
    assert ended.returncode == 1
    assert "could not be published (" in ended.stderr
    assert _count(published) == 3
    assert _names(published.parent) == {"kabar.duckdb", "warehouse.duckdb"}


@given(st.binary(max_size=3000), st.binary(max_size=3000), st.integers(1, 40))
def test_what_was_there_before_makes_no_difference(
    tmp_path_factory: pytest.TempPathFactory, new: bytes, old: bytes, times: int
) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    (folder / "source").write_bytes(new * 100 * times)
    (folder / "old").write_bytes((old + new) * 100 * times)
    made = spare.copy(folder / "source", folder / "target", folder / "old")
    assert (folder / "target").read_bytes() == new * 100 * times
    assert made.bytes == len(new) * 100 * times
    shutil.rmtree(folder)
