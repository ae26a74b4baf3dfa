"""Publishing: one rename, and whatever goes wrong before it leaves the old file as it was."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.warehouse.seeding import NOW, RUN, an_outlet
from warehouse import feeds, publish, query
from warehouse.connection import connect, transaction
from warehouse.errors import WarehouseError

OUTLETS = "select count(*) from outlets"


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
    assert publish.publish(warehouse, published) == warehouse.stat().st_size
    assert _count(published) == 3
    assert query.answer(published, "select run_id::varchar, published_at from kabar_info").rows == ((RUN, NOW),)
    assert _names(published.parent) == {"kabar.duckdb", "warehouse.duckdb"}


def test_the_first_time_there_is_no_old_file(warehouse: Path, published: Path) -> None:
    published.unlink()
    publish.publish(warehouse, published)
    assert _count(published) == 3


def test_what_a_killed_run_left_behind_does_no_harm(warehouse: Path, published: Path) -> None:
    published.with_name(".kabar.duckdb.next").write_bytes(b"half a file" * 10**6)
    publish.publish(warehouse, published)
    assert _count(published) == 3
    assert _names(published.parent) == {"kabar.duckdb", "warehouse.duckdb"}


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
