"""What waits taken up in portions, each in one transaction, the rest recorded when our own code fails on some of it."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from flows.job import Job
from warehouse.connection import Connection, connect, transaction


class Waiting(Protocol):
    """Something that waits to be read: what it is called in the warehouse, and where people find it."""

    @property
    def url(self) -> str:
        """Its address."""
        ...


One = TypeVar("One", bound=Waiting)
Done = TypeVar("Done")


def in_portions(
    job: Job,
    todo: int,
    portion: int,
    *,
    take: Callable[[Connection, int, frozenset[str]], Sequence[tuple[str, One]]],
    do: Callable[[One], Done],
    record: Callable[[Connection, Sequence[Done]], None],
    told: Callable[[int], None],
) -> list[str]:
    """Takes at most `todo` in portions and returns what our own code failed on: an address and why, each.

    `take` gives at most so many that wait, with their ids, without those that failed before, which wait at the head of
    the queue; `told` hears how many each portion had.
    """
    bugs: dict[str, str] = {}
    done = 0
    while done < todo:
        with connect(job.settings.warehouse) as db:
            found = take(db, min(portion, todo - done) + len(bugs), frozenset(bugs))
        if not found:
            break
        results = []
        for one_id, one in found:
            try:
                results.append(do(one))
            except Exception as error:  # noqa: BLE001 - raised again when the others are recorded
                bugs[one_id] = f"{one.url}: {type(error).__name__}: {error}"
        with connect(job.settings.warehouse) as db, transaction(db):
            record(db, results)
        told(len(found))
        done += len(found)
    return list(bugs.values())
