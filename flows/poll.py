"""The flow `poll`: one pass over what is due, its batches as tasks of a Prefect server."""

from prefect import flow
from prefect.task_runners import ThreadPoolTaskRunner

from flows import artifacts, forms
from flows.run import Summary, run_pass
from flows.served import called_as, in_turn
from flows.settings import Settings


@flow(
    name="poll",
    task_runner=ThreadPoolTaskRunner(max_workers=32),  # type: ignore[arg-type]
    persist_result=False,
    validate_parameters=True,
)
def poll(outlets: forms.OutletIds = (), force: forms.Force = False, limit: forms.Newest = None) -> Summary:
    """One pass over what is due: poll, fetch, extract, identify, tag, link, publish. Ends with what it did."""

    def work(settings: Settings) -> Summary:
        return run_pass(settings, called_as("run"), outlet_ids=outlets, force=force, limit=limit)

    return in_turn("run", work, artifacts.after_run)
