"""How many pages a second: `python -m tests.benchmarks.throughput FOLDER`.

Pages go through `extract_all` with two workers, and through trafilatura alone with its metadata in two processes;
both from the same bytes, in turns, so that a busy machine harms both alike.
"""

import argparse
import multiprocessing
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import trafilatura

from sources.catalogue import load
from sources.extract.pool import LIMIT, extract_all
from sources.types import Page
from tests.benchmarks.corpus import cases

FLOOR = 0.80
WORKERS = 2


def main() -> None:
    """Measure both and print them side by side."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds articles/html and articles/truth")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pages", type=int, default=600, help="at most so many of the folder's pages")
    options = parser.parse_args()
    pages = [case.page for case in islice(cases(options.folder, load()), options.pages)]
    rounds = [(measure(lambda: ours(pages)), seconds_alone(pages)) for _ in range(options.rounds)]
    mine, theirs = (len(pages) / min(seconds) for seconds in zip(*rounds, strict=True))
    print(f"{len(pages)} pages, {WORKERS} processes, best of {options.rounds} rounds")
    print(f"{'kabar, from bytes to article':<36}{mine:>8.1f} pages/s")
    print(f"{'trafilatura alone, with metadata':<36}{theirs:>8.1f} pages/s")
    print(f"{'ratio':<36}{mine / theirs:>8.2f} (floor {FLOOR})")


def measure(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def seconds_alone(pages: list[Page]) -> float:
    """Seconds that trafilatura takes in processes of its own: new ones each time, because its caches remember pages.

    Their start is not counted (ours is).
    """
    with multiprocessing.get_context("spawn").Pool(WORKERS) as pool:
        pool.map(alone, pages[:2], chunksize=1)
        return measure(lambda: pool.map(alone, pages, chunksize=1))


def ours(pages: list[Page]) -> None:
    """All pages through our pool, its start included."""
    for _ in extract_all(pages, workers=WORKERS, limit=LIMIT):
        pass


def alone(page: Page) -> None:
    """One page through trafilatura, body and metadata."""
    trafilatura.bare_extraction(
        page.body, url=page.url, with_metadata=True, include_comments=False, favor_precision=page.language == "id"
    )


if __name__ == "__main__":
    main()
