"""The demonstration that people are sent to when they have no connection."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
OUTLETS = ("startup-ledger", "kabarkini", "warta-nusa")


def _demo(folder: Path) -> "subprocess.CompletedProcess[str]":
    """Its end, which it reaches in some 7 s on a machine at rest, and in a minute and a half anywhere."""
    command = [sys.executable, "-m", "tests.web.demo", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=100, check=False)


def test_the_demonstration_says_what_it_is_and_answers_its_questions(tmp_path: Path) -> None:
    done = _demo(tmp_path / "demo")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "This is a demonstration" in done.stdout
    assert "invented" in done.stdout
    assert "9 articles read" in done.stderr
    for answer in (
        "startup-ledger",
        "Maren Oduya",
        "kabarkini",
        "warta-nusa",
        "jsonld",
        "redirect_loop",
        "too_large",
        "Rp 684 miliar",
        "├─ +1 h 35 min  Kabarkini (id)",
        "stated (0.98): gives the address",
    ):
        assert answer in done.stdout


def test_the_demonstration_empties_no_folder_but_its_own(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("three years")
    done = _demo(tmp_path)
    assert done.returncode == 2
    assert (tmp_path / "thesis.txt").read_text() == "three years"
