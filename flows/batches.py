"""How a step's batches are run: in threads here, or as Prefect tasks (`flows.poll`). The step cannot tell."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch(Generic[T]):
    """A piece of one step's work: what it is called ("detik, 40 pages") and what is in it."""

    name: str
    todo: T


class Each(Protocol):
    """Runs `work` over batches, many at a time, and yields each result as it comes.

    A batch that raises does not stop the others: its exception is raised after the last of them, alone or in an
    ExceptionGroup with the others.
    """

    def __call__(self, step: str, work: Callable[[T], R], batches: Sequence[Batch[T]]) -> Iterator[R]:
        """Yields results in order of completion."""
        ...


def in_threads(workers: int) -> Each:
    """Batches in this process's threads, `workers` at a time."""

    def each(step: str, work: Callable[[T], R], batches: Sequence[Batch[T]]) -> Iterator[R]:
        pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix=step)
        try:
            futures = [pool.submit(work, batch.todo) for batch in batches]
            yield from results(as_completed(futures))
        except Exception:
            pool.shutdown(cancel_futures=True)
            raise
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)  # Ctrl-C does not wait for fifty polite requests
            raise
        pool.shutdown()

    return each


def results(futures: Iterator[Future[R]]) -> Iterator[R]:
    """The results of futures as they come; what they raised, after the last."""
    raised: list[Exception] = []
    for future in futures:
        error = future.exception()
        if error is None:
            yield future.result()
        elif isinstance(error, Exception):
            raised.append(error)
        else:
            raise error
    raise_all(raised)


def raise_all(raised: list[Exception]) -> None:
    """Raises what is in the list: nothing, the one, or all in a group."""
    if len(raised) == 1:
        raise raised[0]
    if raised:
        raise ExceptionGroup("several batches failed", raised)


def by_host(todo: Sequence[T], host: Callable[[T], str], size: int, what: str) -> list[Batch[tuple[T, ...]]]:
    """`todo` in batches of one host and at most `size`, the hosts in turns: as many as can be asked at a time."""
    hosts: dict[str, list[T]] = {}
    for item in todo:
        hosts.setdefault(host(item), []).append(item)
    rounds = zip_longest(*(_named(name, items, size, what) for name, items in hosts.items()))
    return [batch for turn in rounds for batch in turn if batch]


def _named(host: str, items: Sequence[T], size: int, what: str) -> Iterator[Batch[tuple[T, ...]]]:
    for some in chunks(items, size):
        yield Batch(name=f"{host}, {len(some)} {what}", todo=some)


def chunks(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """`items` in tuples of `size`, the last one shorter; taken as they are asked for."""
    todo = iter(items)
    while some := tuple(islice(todo, size)):
        yield some
