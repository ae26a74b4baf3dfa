"""The flow `maintain`: retention, compaction and the check of the archive, weekly."""

from prefect import flow
from prefect.task_runners import ThreadPoolTaskRunner

from flows import artifacts, forms
from flows.maintaining import MaintainSummary
from flows.maintaining import maintain as maintain_all
from flows.served import called_as, in_turn
from flows.settings import Settings


@flow(name="maintain", task_runner=ThreadPoolTaskRunner(max_workers=1), persist_result=False)  # type: ignore[arg-type]
def maintain(
    compact: forms.Compact = True, retention: forms.Retention = True, check: forms.Check = "sample"
) -> MaintainSummary:
    """Keeps the archive, the warehouse and the server's own database small and whole. Ends with what it did."""

    def work(settings: Settings) -> MaintainSummary:
        return maintain_all(settings, called_as("maintain"), compact=compact, retention=retention, check=check)

    return in_turn("maintain", work, artifacts.after_maintenance)
