"""The flow `rebuild`: the articles made again from the archive, with not one request."""

from prefect import flow
from prefect.task_runners import ThreadPoolTaskRunner

from flows import artifacts, forms
from flows.run import Summary
from flows.run import rebuild as rebuild_all
from flows.served import called_as, in_turn
from flows.settings import Settings


@flow(name="rebuild", task_runner=ThreadPoolTaskRunner(max_workers=1), persist_result=False)  # type: ignore[arg-type]
def rebuild(step: forms.Step = "extract", since: forms.Since = None) -> Summary:
    """Reads every archived page again and decides anew which article each is. Ends with what it did."""

    def work(settings: Settings) -> Summary:
        return rebuild_all(settings, called_as("rebuild"), step=step, since=since)

    return in_turn("rebuild", work, artifacts.after_run, by_hand=True)
