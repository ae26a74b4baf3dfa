"""Reading many pages at once, in processes that can be killed.

Threads gain nothing here (the work is Python's own), and only a process can be stopped in the middle of a page.
"""

import multiprocessing
import signal
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import timedelta
from itertools import islice
from multiprocessing.context import ForkServerContext

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from sources import language
from sources.errors import ExtractionError
from sources.extract.page import extract
from sources.types import Article, Extraction, ExtractionOutcome, Page

LIMIT = timedelta(seconds=20)
AHEAD = 3  # pages a worker that are read ahead of what was handed out; pages are big
# After Ctrl-C Python's own helper process clears away what the pool's queues had, and is to do so without a word.
_TIDIES_QUIETLY = "ignore:resource_tracker:UserWarning"
PAGES_A_WORKER = 2_000  # then a fresh one: lxml and the libraries' caches only ever grow


def extract_all(pages: Iterable[Page], *, workers: int = 2, limit: timedelta = LIMIT) -> Iterator[Extraction]:
    """What became of each page, in the order given; `pages` is consumed a few ahead of what is taken.

    A page that takes longer than `limit` ends as timeout, one that takes its process down as crashed; neither
    harms the others. A bug in our own code ends as crashed too, its detail beginning with "bug: ": the caller
    should let the run fail when all else is done.
    """
    pool = ProcessPool(max_workers=workers, max_tasks=PAGES_A_WORKER, initializer=get_ready, context=_context())
    waiting: deque[tuple[str, ProcessFuture[Extraction]]] = deque()
    source = iter(pages)
    try:
        while True:
            for page in islice(source, max(0, workers * AHEAD - len(waiting))):
                waiting.append((page.key, pool.schedule(read, args=(page,), timeout=limit.total_seconds())))
            if not waiting:
                return
            yield _outcome(*waiting.popleft(), limit)
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _context() -> ForkServerContext:
    """Workers are forked from a server that has loaded what they need, once for all pools of this process: to load it
    takes a worker most of a second, and a backfill opens a pool for each slice.

    They are not forked from this process: it may hold threads and a database, neither of which survives that.
    """
    if _TIDIES_QUIETLY not in sys.warnoptions:
        sys.warnoptions.append(_TIDIES_QUIETLY)  # helpers are started with the options of this process
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["sources.extract.ready"])
    return context


def get_ready() -> None:
    """Load what a worker needs (finding this function has imported all of it) before a page's time runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends its workers
    language.warm()


def read(page: Page) -> Extraction:
    """What became of one page; an expected failure is its outcome, anything else is raised.

    An article that could not be stored is a bug of ours, and ends as one here: further on it would stop all others.
    """
    started = time.perf_counter()
    outcome: ExtractionOutcome = "ok"
    article, detail = None, ""
    try:
        article = extract(page)
    except ExtractionError as error:
        outcome, detail = error.kind, error.detail  # type: ignore[assignment]  # a kind is an outcome, by its contract
    if article is not None and (field := _unstorable(article)):
        outcome, article, detail = "crashed", None, f"bug: {field} is no valid UTF-8"
    ms = round((time.perf_counter() - started) * 1000)
    return Extraction(key=page.key, outcome=outcome, article=article, detail=detail, ms=ms)


def _unstorable(article: Article) -> str:
    """The first field that holds half a character; empty where all can be encoded."""
    for field in fields(article):
        value = getattr(article, field.name)
        texts = value if isinstance(value, tuple) else (value,)
        if any(isinstance(text, str) and text != _encodable(text) for text in texts):
            return field.name
    return ""


def _encodable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


def _outcome(key: str, future: ProcessFuture[Extraction], limit: timedelta) -> Extraction:
    try:
        return future.result()
    except TimeoutError:
        ms = round(limit.total_seconds() * 1000)
        return Extraction(key=key, outcome="timeout", detail=f"over {limit.total_seconds():g} s", ms=ms)
    except ProcessExpired as error:
        return Extraction(key=key, outcome="crashed", detail=f"process ended with {error.exitcode}")
    except Exception as error:  # noqa: BLE001 (a bug on one page must not lose the others; the caller is told)
        return Extraction(key=key, outcome="crashed", detail=_encodable(f"bug: {type(error).__name__}: {error}"))
