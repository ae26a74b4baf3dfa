"""Upkeep in one go, under the one lock: what is too old leaves the archive, the warehouse is compacted, both are checked.

Called by `kabar maintain` and by the Prefect flow alike.
"""

from dataclasses import dataclass
from typing import Literal

from flows.run import Call
from flows.settings import Settings

Check = Literal["sample", "all", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MaintainSummary:
    """What upkeep did. `troubles` are sentences on what contradicts itself, and on what could not be done.

    `notes` are sentences on what was left as it is and is no trouble. Sizes are bytes; `size_before` and `size_after`
    of the warehouse are the same where it was not compacted.
    """

    run_id: str
    files_retired: int = 0
    bytes_retired: int = 0
    documents_retired: int = 0
    size_before: int = 0
    size_after: int = 0
    documents_checked: int = 0
    files_checked: int = 0
    flow_runs_deleted: int = 0
    troubles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    seconds: float = 0.0


def maintain(
    settings: Settings,
    call: Call,
    *,
    compact: bool = True,
    retention: bool = True,
    check: Check = "sample",
    always: bool = False,
) -> MaintainSummary:
    """Retention, compaction (where it pays; `always`: in any case), the check of the archive, publishing.

    Raises LockedError, WarehouseError, ArchiveError, RunFailedError.
    """
    del settings, call, compact, retention, check, always
    raise NotImplementedError
