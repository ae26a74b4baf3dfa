"""How many pages a second from the archive to their rows: `python -m tests.benchmarks.rows FOLDER`.

The real step on a real archive and warehouse, next to trafilatura alone (with metadata, in two processes, from bytes
in memory) on the same pages, in turns.
"""

import argparse
import logging
import tempfile
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from flows import reading, steps
from flows.batches import in_threads
from flows.job import Job
from flows.progress import Logged
from flows.settings import Settings
from flows.tally import Tally
from sources.archive import Archive
from sources.catalogue import load
from sources.keeping import RobotsBook, Shelf
from sources.types import AddressRules, Outlet, Page, PageFetch, Response, WantedPage
from tests.benchmarks.corpus import cases
from tests.benchmarks.throughput import FLOOR, WORKERS, measure, seconds_alone
from warehouse.connection import connect, transaction
from warehouse.extractions import forget
from warehouse.migrate import migrate

NOW = datetime(2025, 6, 11, 12, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds articles/html and articles/truth")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pages", type=int, default=800, help="at most so many of the folder's pages")
    options = parser.parse_args()
    logging.disable()
    pages = [case.page for case in islice(cases(options.folder, load()), options.pages)]
    with tempfile.TemporaryDirectory() as home:
        job = archived(Path(home), pages)
        outlets = tuple(outlet_of(n, page) for n, page in enumerate(pages))
        rounds = []
        for _ in range(options.rounds):
            unread(job)
            mine = measure(lambda: read(job, outlets))
            rounds.append((mine, seconds_alone(pages)))
    mine, theirs = (len(pages) / min(seconds) for seconds in zip(*rounds, strict=True))
    print(f"{len(pages)} pages, {WORKERS} processes, best of {options.rounds} rounds")
    print(f"{'kabar, from archived page to row':<36}{mine:>8.1f} pages/s")
    print(f"{'trafilatura alone, with metadata':<36}{theirs:>8.1f} pages/s")
    print(f"{'ratio':<36}{mine / theirs:>8.2f} (floor {FLOOR})")


def archived(home: Path, pages: list[Page]) -> Job:
    """A job on a home whose archive holds `pages`, each fetched and none read."""
    settings = Settings(home=home, workers=WORKERS)
    archive = Archive(settings.archive, sync=False)
    shelf = Shelf(archive)
    job = Job(
        settings=settings, outlets=(), now=NOW, run_id="00000000-0000-5000-8000-000000000000", each=in_threads(1),
        progress=Logged(), tally=Tally(), archive=archive, shelf=shelf, sites=RobotsBook(shelf, ()),
    )  # fmt: skip
    with connect(settings.warehouse) as db:
        migrate(db)
    steps.record_fetches(job, tuple(fetched(shelf, n, page) for n, page in enumerate(pages)))
    return job


def fetched(shelf: Shelf, n: int, page: Page) -> PageFetch:
    """The page as the fetcher would have left it."""
    response = Response(
        url=page.url, final_url=page.url, permanent_url=page.url, status=200,
        headers=(("content-type", page.content_type),), body=page.body, fetched_at=NOW,
    )  # fmt: skip
    kept = shelf.keep(response, purpose="page", key=f"{page.url}#{n}", outlet_id=f"o{n}")
    wanted = WantedPage(outlet_id=f"o{n}", url=f"{page.url}#{n}", attempts=0)
    return PageFetch(
        page=wanted, fetched_at=NOW, outcome="ok", exchanges=(), attempts=1, next_attempt_at=None, kept=kept
    )


def outlet_of(n: int, page: Page) -> Outlet:
    """An outlet with the page's own language and rules."""
    return Outlet(
        outlet_id=f"o{n}", name="o", homepage=page.url, country="ID", language=page.language, time_zone=page.time_zone,
        group_id="o", domains=(), feeds=(), pages=page.rules, addresses=AddressRules(),
    )  # fmt: skip


def unread(job: Job) -> None:
    """Every page waits to be read again."""
    with connect(job.settings.warehouse) as db, transaction(db):
        forget(db, None, [f"o{n}" for n in range(10_000)])


def read(job: Job, outlets: tuple[Outlet, ...]) -> None:
    """The steps that `kabar run` takes after fetching."""
    reading.extract(job, outlets)
    reading.identify(job, outlets)


if __name__ == "__main__":
    main()
