"""A disk that is really full: a small file system of its own, where root may mount one."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web import rows
from tests.web.kabar import Kabar, only
from tests.web.publishers import Web
from warehouse.connection import connect_to_read

pytestmark = [pytest.mark.prove, pytest.mark.timeout(900)]
BULK = 1_200_000


@pytest.fixture(params=[3, 5, 8, 10, 12, 14], ids=lambda size: f"{size}M")
def small_disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A folder on a file system of some megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={request.param}M", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root can mount a small disk, and not everywhere")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_said_in_one_sentence_and_the_next_run_goes_on(kabar: Kabar, web: Web, small_disk: Path) -> None:
    web.bulk = BULK
    other = Kabar(home=kabar.home, outlets=kabar.outlets, web=web)
    other.run()
    tight = Kabar(home=small_disk / "home", outlets=kabar.outlets, web=web)
    done = tight.command("run", *only())
    said = [line for line in done.stderr.splitlines() if line.startswith("kabar: ")]
    assert (done.returncode, len(said)) == (1, 1), done.stderr
    assert "Traceback" not in done.stderr
    rows.archived(tight.home)
    subprocess.run(["mount", "-o", "remount,size=200M", str(small_disk)], check=True)
    done = tight.command("run", *only())
    assert done.returncode == 0, done.stderr
    assert rows.content(tight.home) == rows.content(other.home)
    assert rows.twice(tight.home) == {}


@pytest.mark.parametrize("small_disk", [60], indirect=True, ids=["60M"])
@pytest.mark.parametrize("left", [0, 1, 4, 9])
def test_a_disk_that_is_full_when_it_comes_to_publishing_leaves_the_old_file(
    kabar: Kabar, web: Web, small_disk: Path, left: int
) -> None:
    """Published twice, so that there is a spare; then all but some megabytes are taken by somebody else."""
    tight = Kabar(home=small_disk / "home", outlets=kabar.outlets, web=web)
    for _ in range(2):
        assert tight.command("run", *only()).returncode == 0
        web.clock.move(hours=3)
    sql = "select run_id, (select count(*) from articles) from kabar_info"
    before = rows.published(tight.home, sql)
    free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
    (small_disk / "somebody").write_bytes(bytes(max(0, free - left * 1024**2)))
    web.bulk = BULK
    with connect_to_read(tight.home / "kabar.duckdb") as db:
        done = tight.command("run", *only(), "--force")
        assert "Traceback" not in done.stderr
        assert db.execute(sql).fetchall() == before
    if done.returncode:
        assert rows.published(tight.home, sql) == before
    (small_disk / "somebody").unlink()
    assert tight.command("run", *only(), "--force").returncode == 0
    assert rows.published(tight.home, sql) != before
    assert rows.twice(tight.home) == {}
