"""A step's batches as tasks of a Prefect server, named by step and batch ("fetch: kompas.com, 40 pages").

A task holds a batch (some feeds of one host, some pages of one host), never one article: a task run costs up to 30 ms.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from prefect import Task
from prefect.cache_policies import NO_CACHE
from prefect.futures import as_completed as completed

from flows.batches import Batch, Each, raise_all

T = TypeVar("T")
R = TypeVar("R")


def in_tasks() -> Each:
    """Batches as tasks, as many at a time as the flow's task runner lets."""

    def each(step: str, work: Callable[[T], R], batches: Sequence[Batch[T]]) -> Iterator[R]:
        futures = [_task(step, batch.name, work).submit(batch.todo) for batch in batches]
        raised: list[Exception] = []
        for future in completed(futures):
            result = future.result(raise_on_failure=False)
            if isinstance(result, Exception):
                raised.append(result)
            else:
                yield result
        raise_all(raised)

    return each


def _task(step: str, name: str, work: Callable[[T], R]) -> Task[[T], R]:
    def on_batch(todo: T) -> R:
        return work(todo)

    return Task(
        on_batch,
        name=step,
        task_run_name=f"{step}: {name}",
        cache_policy=NO_CACHE,
        persist_result=False,
    )
