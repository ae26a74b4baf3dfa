"""Changes to files that happen whole or not at all: also where two make them at once, or one was killed before."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sources import durable

TEXTS = ("a" * 300_000 + "\n", "b" * 100_000 + "\n")


def test_two_who_write_one_file_at_once_both_do_and_whole(tmp_path: Path) -> None:
    path = tmp_path / "page.html"

    def write(text: str) -> list[str]:
        seen = []
        for _ in range(40):
            durable.written(path, text)
            seen.append(path.read_text())
        return seen

    with ThreadPoolExecutor(2) as pool:
        seen = [one for all_of_one in pool.map(write, TEXTS) for one in all_of_one]
    assert set(seen) <= set(TEXTS)
    assert [found.name for found in tmp_path.iterdir()] == ["page.html"]


def test_what_a_killed_one_left_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / f"page.html{durable.COPYING}").write_text("half of something longer")
    durable.written(tmp_path / "page.html", "whole")
    assert (tmp_path / "page.html").read_text() == "whole"
    assert [found.name for found in tmp_path.iterdir()] == ["page.html"]
