"""kabar at work without a connection: `python -m tests.web.demo [FOLDER]`, which is what `make demo` runs.

Invented publishers are served on this machine, the real `kabar run` polls them, and queries show what came of it. The
folder (`data/demo` unless another is named) is emptied first and kept afterwards, to be looked into.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.panel import Panel
from rich.syntax import Syntax

from tests.web import entities
from tests.web.kabar import KABAR, Kabar, only
from tests.web.outlets import HEALTHY
from tests.web.publishers import publishing
from tests.web.stories import ORIGINAL_URL

OURS = ".kabar-demo"  # marks a folder as one that a demonstration may empty

WELCOME = (
    "[bold]This is a demonstration.[/] The publishers are invented and so is their news; they are served by this very "
    "program, on a June day of 2025, and some of them misbehave. Everything else is real: the command, the requests, "
    "the archive, the database. Nothing leaves this machine."
)

QUESTIONS = (
    (
        "What was found, by outlet and language?",
        """select outlet_id, lang, count(*) as articles, sum(word_count)::int as words, max(published_at) as newest
from articles group by all order by outlet_id""",
    ),
    (
        "Who wrote about Lintang Robotics, who was first, how often is it named, and who says when it was?",
        """select strftime(a.published_at, '%H:%M') as utc, a.outlet_id, a.lang, a.authors[1] as author, a.title,
       count(*) as mentions, a.published_from as dated_by
from mentions_body m join articles a using (article_id)
where m.entity_id = 'lintang-robotics'
group by all order by utc""",
    ),
    (
        "Which amounts of money do they name, and what is only converted?",
        """select a.outlet_id, m.surface, m.value, m.currency, m.converted_from
from amounts m join articles a using (article_id, version)
where m.zone = 'body' order by a.published_at, m.char_start""",
    ),
    (
        "Which requests failed, and why?",
        """select host, outcome, status, count(*) as tries
from fetches where outcome not in ('ok', 'not_modified', 'redirect') and purpose <> 'robots'
group by all order by outcome, host""",
    ),
)

out = Console()


def main(arguments: Sequence[str]) -> int:
    """Shows it all; the exit code: 0 when every part of it went well."""
    home = Path(arguments[0] if arguments else "data/demo")
    if not _emptied(home):
        out.print(f"[red]{home} holds something that is no demonstration's: name another folder, or empty it[/]")
        return 2
    out.print(Panel(WELCOME, title="kabar", border_style="cyan", expand=False))
    began = time.monotonic()
    with publishing() as web:
        kabar = Kabar(
            home=home.absolute(),
            outlets=web.declare(home.absolute() / "outlets"),
            web=web,
            entities=entities.declare(home.absolute() / "entities"),
        )
        codes = [_show(kabar, "run", *only((*HEALTHY, "rusak")))]
        codes += [_answered(kabar, question, sql) for question, sql in QUESTIONS]
        codes.append(_show(kabar, "story", ORIGINAL_URL))
    if any(codes):
        out.print("\n[bold red]The demonstration failed: see above.[/]")
        return 1
    out.print(f"\n[green]All of that in {time.monotonic() - began:.0f} s.[/] It is kept: ask it more with")
    out.print(f'  KABAR_HOME={home} .venv/bin/kabar sql "select * from pages"', style="bold", highlight=False)
    return 0


def _answered(kabar: Kabar, question: str, sql: str) -> int:
    out.print(f"\n[bold cyan]{question}[/]")
    out.print(Syntax(sql, "sql", background_color="default", word_wrap=True))
    return _show(kabar, "sql", sql, quiet=True)


def _show(kabar: Kabar, *arguments: str, quiet: bool = False) -> int:
    """Runs the real command on this terminal."""
    if not quiet:
        out.print(f"\n[dim]$[/] [bold]kabar {' '.join(arguments)}[/]", highlight=False)
    sys.stdout.flush()
    width = {"COLUMNS": str(out.width)} | {
        name: os.environ[name] for name in ("TERM", "NO_COLOR") if name in os.environ
    }
    return subprocess.run([*KABAR, *arguments], env=kabar.environment(**width), check=False).returncode


def _emptied(home: Path) -> bool:
    """Makes the folder, empty but for its mark; not if it holds anything that is not ours."""
    if home.exists() and any(home.iterdir()) and not (home / OURS).exists():
        return False
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    (home / OURS).touch()
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
