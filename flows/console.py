"""What a person at a terminal sees: progress while it runs, tables when it is done; all but results on stderr."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:  # what a run needs is slow to import; `kabar sql` needs none of it
    from flows.run import Summary
    from flows.tally import OutletLine

# Into a pipe or a file there is no width to fit into: wide enough that nothing is folded to shreds.
_PIPED_WIDTH = 180
out = Console(soft_wrap=True)
err = Console(stderr=True, soft_wrap=True)
# What a feed or a page says reaches the terminal as text: nothing in it may move the cursor, ring
# the bell, or turn what stands beside it the other way round.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
for _console in (out, err):
    if not _console.is_terminal and "COLUMNS" not in os.environ:
        _console.width = _PIPED_WIDTH


class Bars:
    """Progress as bars on a terminal."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def begin(self, step: str, total: int) -> None:
        """Adds the step's bar, or makes it longer: long work begins its steps anew for each portion."""
        if (known := self._tasks.get(step)) is not None:
            self._bars.update(known, total=(self._bars.tasks[known].total or 0) + total)
            return
        self._tasks[step] = self._bars.add_task(step, total=total, what="" if total else "nothing due")

    def advance(self, step: str, n: int = 1, what: str = "") -> None:
        """Moves it on."""
        self._bars.update(self._tasks[step], advance=n, what=escape(cell(what.removeprefix("https://")[:60])))

    def say(self, text: str) -> None:
        """A line above the bars."""
        self._bars.console.print(cell(text), markup=False, highlight=False)


class Lines:
    """Progress as plain lines, for pipes: each step's beginning, and every hundredth piece."""

    def __init__(self) -> None:
        self._done: dict[str, int] = {}
        self._total: dict[str, int] = {}

    def begin(self, step: str, total: int) -> None:
        """Says how much there is to do."""
        self._done[step], self._total[step] = 0, total
        err.print(f"{step}: {total or 'nothing'} to do", markup=False, highlight=False)

    def advance(self, step: str, n: int = 1, what: str = "") -> None:
        """Says where it is, now and then."""
        del what
        before, self._done[step] = self._done[step], self._done[step] + n
        if before // 100 != self._done[step] // 100:
            err.print(f"{step}: {self._done[step]} of {self._total[step]}", markup=False, highlight=False)

    def say(self, text: str) -> None:
        """Says it."""
        err.print(cell(text), markup=False, highlight=False)


@contextmanager
def progress() -> Iterator[Bars | Lines]:
    """A listener fit for where stderr goes."""
    if not err.is_terminal:
        yield Lines()
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<8}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("[dim]{task.fields[what]}"),
    )
    with Progress(*columns, console=err) as bars:
        yield Bars(bars)


def show_summary(summary: "Summary", home: str) -> None:
    """The final table of a run, a line per outlet that something was done for, and what is left."""
    table = Table(title="What this run did", title_justify="left")
    for name in ("outlet", "polled", "new", "fetched", "failed", "articles", "time"):
        table.add_column(name, justify="left" if name in ("outlet", "failed") else "right", overflow="fold")
    for line in summary.lines:
        table.add_row(*_cells(line))
    if summary.lines:
        err.print(table)
    for fault in summary.faults:
        err.print(f"[yellow]left out:[/] {escape(fault)}")
    err.print(_last_words(summary, home), markup=False)


def _cells(line: "OutletLine") -> tuple[str, ...]:
    failed = ", ".join(f"{n} {reason}" for reason, n in line.failed)
    counts = (line.polled, line.new_entries, line.fetched)
    return (line.outlet_id, *map(str, counts), failed, str(line.articles), f"{line.seconds:.1f} s")


# What a run's counts are called in a sentence, in the order people read them.
_SAID = (
    ("polled", "feed polled", "feeds polled"),
    ("new_entries", "new entry", "new entries"),
    ("fetched", "page fetched", "pages fetched"),
    ("checked", "page looked at again", "pages looked at again"),
    ("absent", "page no longer there", "pages no longer there"),
    ("articles", "article read", "articles read"),
    ("skipped", "page without an article", "pages without an article"),
    ("tagged", "article tagged", "articles tagged"),
    ("mentions", "mention found", "mentions found"),
    ("linked", "article linked", "articles linked"),
    ("stories", "new story", "new stories"),
    ("derivations", "retelling found", "retellings found"),
    ("failed", "failure", "failures"),
)


def in_words(summary: "Summary") -> str:
    """What a run did, in one sentence without its full stop."""
    counts = dict(summary.counts)
    done = ", ".join(_numbered(counts[word], one, many) for word, one, many in _SAID if counts.get(word))
    return f"{done or 'Nothing was due'}, in {summary.seconds:.1f} s"


def _last_words(summary: "Summary", home: str) -> str:
    counts = dict(summary.counts)
    lines = [f"{in_words(summary)}. Published: {home}/kabar.duckdb"]
    if changed := counts.get("changed"):
        said = _numbered(changed, "mention came or went", "mentions came or went")
        lines.append(f"{said} with the change of entity files or rules: relation mention_changes shows which.")
    if summary.left:
        lines.append(f"{summary.left} more pages are listed and not fetched yet: `kabar run` takes them all.")
    return "\n".join(lines)


def _numbered(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"


_NARROWEST = 9  # characters that a column needs, its border with it, for words not to run downwards


def show_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows as a table on stdout; where so many columns do not fit beside each other, each row as lines of its own."""
    rows = list(rows)
    if rows and len(columns) * _NARROWEST > out.width:
        for number, row in enumerate(rows, 1):
            out.rule(f"row {number}", align="left")
            out.print(_as_lines(columns, row))
        return
    table = Table()
    for name in columns:
        table.add_column(Text(cell(name)), overflow="fold")
    for row in rows:
        table.add_row(*(value if isinstance(value, Text) else Text(cell(value)) for value in row))
    out.print(table)


def marked(text: str, spans: Iterable[tuple[int, int]]) -> Text:
    """A cell with these spans of it marked, where it goes to a terminal."""
    shown = Text(cell(text))  # as long as the text is: a character that may not be shown has one in its place
    for start, end in spans:
        shown.stylize("bold yellow", start, end)
    return shown


def cell(value: Any) -> str:
    """A value as people read it: times to the second, in UTC; what would control the terminal is shown as a mark."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}" + ("Z" if value.tzinfo else "")
    if isinstance(value, list | tuple):
        return ", ".join(cell(v) for v in value)
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", str(value))


def show_section(name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """A heading and its rows: one row as lines of name and value, several as a table."""
    out.rule(name, align="left")
    if len(rows) > 1:
        show_table(columns, rows)
        return
    out.print(_as_lines(columns, rows[0]))


def _as_lines(columns: Sequence[str], row: Sequence[Any]) -> Table:
    """A line for each column that has a value: its name, and that."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(overflow="fold", no_wrap=True)
    grid.add_column(overflow="fold")
    for column, value in zip(columns, row, strict=True):
        if cell(value):
            grid.add_row(Text(cell(column), style="dim"), value if isinstance(value, Text) else Text(cell(value)))
    return grid
