"""Pictures of the report page, to be looked at: python -m tests.web.shots HOME|FILE.html|invented FOLDER.

Of a home's report.html (write it with `kabar report`), of a file, or of an invented day: wide and light, dark, in
Indonesian, on a phone, on paper.
"""

import sys
import tempfile
from pathlib import Path

from flows.page import page
from tests.web import told
from tests.web.browser import browsing, command
from tests.web.pages import NARROW, WIDE, Looker


def main(what: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    program = command()
    if not program:
        sys.exit("Chromium is not installed here.")
    with tempfile.TemporaryDirectory() as room, browsing(program, Path(room) / "profile") as plain:
        looker = Looker(line=plain.line, said=plain.said)
        for path in take(looker, _page(what, Path(room)), folder):
            print(path)


def _page(what: str, room: Path) -> Path:
    if what == "invented":
        (room / "report.html").write_text(page(told.lively()), "utf-8")
        return room / "report.html"
    return Path(what) if what.endswith(".html") else Path(what) / "report.html"


def take(looker: Looker, where: Path, folder: Path) -> list[Path]:
    """The pictures' paths."""
    taken = []
    for name, width, dark, paper in (
        ("light", WIDE, False, False), ("dark", WIDE, True, False), ("phone", NARROW, False, False),
        ("phone-dark", 360, True, False), ("print", 800, False, True),
    ):  # fmt: skip
        looker.look(where, width=width, dark=dark)
        looker.dress(dark=dark, paper=paper)
        if name.startswith("phone"):
            looker.value("document.getElementById('in-id').click(), 1")
        looker.shot(folder / f"{name}.png")
        taken.append(folder / f"{name}.png")
    looker.printed(folder / "print.pdf")
    return [*taken, folder / "print.pdf"]


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
