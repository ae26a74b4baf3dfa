"""kabar under test: a home, the invented outlets, and its two entrances: the real command, and `run_pass` in here."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from typer.testing import CliRunner

from flows.backfill_plan import BackfillRequest, Via
from flows.backfilling import BackfillSummary, backfill
from flows.batches import in_threads
from flows.cli import app
from flows.progress import Logged
from flows.run import Call, Summary, rebuild, run_pass
from flows.settings import Settings
from tests.warehouse.files import a_file
from tests.web.outlets import HEALTHY
from tests.web.publishers import Web

KABAR = (sys.executable, "-c", "from flows.sql import main; main()")
MARKER = f"tests-{os.getpid()}"  # in the environment of every process that a test starts


@dataclass(frozen=True, slots=True, kw_only=True)
class Kabar:
    """One installation, that knows no outlets but the invented ones (it is never run without naming them)."""

    home: Path
    outlets: Path
    web: Web
    entities: Path | None = None

    @property
    def settings(self) -> Settings:
        """The settings of a run now; needs HTTP_PROXY in this process."""
        return Settings(
            home=self.home, outlets=(self.outlets,), entities=(self.entities,) if self.entities else (),
            now=self.web.clock.now, host_gap=0, workers=1,
        )  # fmt: skip

    def apart(self, name: str) -> "Kabar":
        """Another installation beside it with the same in it."""
        return replace(self, home=Path(shutil.copytree(self.home, self.home.with_name(name))))

    def remove(self) -> None:
        """Takes its home away."""
        shutil.rmtree(self.home)

    def environment(self, **more: str) -> dict[str, str]:
        """What the real command is given: little, and nothing of ours but what is said here."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        return (
            kept
            | {
                "KABAR_HOME": str(self.home),
                "KABAR_OUTLETS": str(self.outlets),
                "KABAR_ENTITIES": str(self.entities or ""),
                "KABAR_NOW": self.web.clock.now.isoformat(),
                "KABAR_HOST_GAP": "0",
                "KABAR_WORKERS": "1",
                "KABAR_CONTACT": MARKER,
                "HTTP_PROXY": self.web.url,
                "PYTHONPATH": str(Path(__file__).parents[2]),
                "COLUMNS": "200",
            }
            | more
        )

    def run(self, *outlet_ids: str, force: bool = False, limit: int | None = None, **more: float) -> Summary:
        """One pass, in this process; `more` are settings that differ: host_gap=0.1."""
        self._migrated()
        call = Call(command="run", each=in_threads(8), progress=Logged())
        settings = self.settings.model_copy(update=more)
        return run_pass(settings, call, outlet_ids=outlet_ids or HEALTHY, force=force, limit=limit)

    def backfill(
        self, first: date, last: date, *outlet_ids: str, via: Via = "auto", warc: tuple[Path, ...] = ()
    ) -> BackfillSummary:
        """A backfill, in this process."""
        self._migrated()
        call = Call(command="backfill", each=in_threads(8), progress=Logged())
        request = BackfillRequest(first=first, last=last, outlet_ids=outlet_ids, via=via, warc=warc)
        return backfill(self.settings, call, request)

    def _migrated(self) -> None:
        """Before a first run in this process: an empty warehouse, which the command makes for itself in .3 s."""
        warehouse = self.home / "warehouse.duckdb"
        if not warehouse.exists():
            self.home.mkdir(parents=True, exist_ok=True)
            a_file(warehouse, seeded=False)

    def rebuild(self, step: str = "extract") -> Summary:
        """Everything again from the archive, in this process."""
        return rebuild(self.settings, Call(command="rebuild", each=in_threads(1), progress=Logged()), step=step)

    def start(self, *arguments: str, preexec: Callable[[], None] | None = None, **more: str) -> "subprocess.Popen[str]":
        """The real command, started."""
        return subprocess.Popen(
            [*KABAR, *arguments], env=self.environment(**more), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, cwd=self.outlets, preexec_fn=preexec,
        )  # fmt: skip

    def command(
        self, *arguments: str, preexec: Callable[[], None] | None = None, **more: str
    ) -> "subprocess.CompletedProcess[str]":
        """The real command, to its end."""
        with self.start(*arguments, preexec=preexec, **more) as process:
            out, err = process.communicate(timeout=100)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def said(self, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """The command to its end, in this process: it need not load all there is, which takes a second of a core.

        What only a process of its own can show (a signal, a lock, how it starts) is asked of `command`.
        """
        done = CliRunner(env=self.environment(**more)).invoke(app, arguments)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


def only(outlet_ids: Sequence[str] = HEALTHY) -> tuple[str, ...]:
    """The command's options for these outlets."""
    return tuple(part for outlet_id in outlet_ids for part in ("--outlet", outlet_id))
