"""The flow `recheck`: pages that are due for another look are looked at, more of a host than a poll takes."""

from prefect import flow
from prefect.task_runners import ThreadPoolTaskRunner

from flows import artifacts, forms
from flows.run import Summary, look_again
from flows.served import called_as, in_turn
from flows.settings import Settings


@flow(name="recheck", task_runner=ThreadPoolTaskRunner(max_workers=32), persist_result=False)  # type: ignore[arg-type]
def recheck(outlets: forms.OutletIds = (), a_host: forms.AHost = 100) -> Summary:
    """Looks again at known pages whose turn it is, so that edits become versions. Ends with what it did."""

    def work(settings: Settings) -> Summary:
        return look_again(settings, called_as("recheck"), outlet_ids=outlets, a_host=a_host)

    return in_turn("recheck", work, artifacts.after_run)
