"""The flow `poll`: one pass over what is due, its batches as tasks of a Prefect server.

A task holds a batch (some feeds of one host, some pages of one host), never one article: a task run costs up to 30 ms.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, TypeVar

from prefect import Task, flow
from prefect.cache_policies import NO_CACHE
from prefect.futures import as_completed as completed
from prefect.runtime import flow_run
from prefect.task_runners import ThreadPoolTaskRunner
from pydantic import Field

from flows.batches import Batch, Each, raise_all
from flows.progress import Logged
from flows.run import Call, Summary, run_pass
from flows.settings import Settings

T = TypeVar("T")
R = TypeVar("R")

OutletIds = Annotated[list[str], Field(description="Only these outlets, by id; none: all of them.")]
Newest = Annotated[int | None, Field(ge=1, le=5000, description="Only the newest N entries of each feed.")]


@flow(
    name="poll",
    task_runner=ThreadPoolTaskRunner(max_workers=32),  # type: ignore[arg-type]
    persist_result=False,
    validate_parameters=True,
)
def poll(outlets: OutletIds | None = None, force: bool = False, limit: Newest = None) -> Summary:
    """One pass over what is due: poll, fetch, extract, identify, tag, publish. Returns what it did."""
    return run_pass(Settings.load(), called_as("run"), outlet_ids=outlets or (), force=force, limit=limit)


def called_as(command: str) -> Call:
    """How a flow calls a run: batches as tasks, progress as log lines, the flow run's id in the run's row."""
    return Call(command=command, each=in_tasks(), progress=Logged(), flow_run_id=flow_run.id)


def in_tasks() -> Each:
    """Batches as tasks, named by step and batch; as many at a time as the flow's task runner lets."""

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
