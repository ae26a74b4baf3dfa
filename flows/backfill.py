"""The flow `backfill`: past days, fetched afterwards along the outlets' routes; or what that would take."""

from pathlib import Path

from prefect import flow
from prefect.task_runners import ThreadPoolTaskRunner

from flows import artifacts, forms
from flows.backfill_estimate import Estimate, estimate
from flows.backfill_plan import BackfillRequest
from flows.backfilling import BackfillSummary
from flows.backfilling import backfill as fill
from flows.gauge import Shown
from flows.served import called_as, in_turn
from flows.settings import Settings


@flow(name="backfill", task_runner=ThreadPoolTaskRunner(max_workers=32), persist_result=False)  # type: ignore[arg-type]
def backfill(
    from_day: forms.FirstDay,
    to_day: forms.LastDay,
    outlets: forms.OutletIds = (),
    via: forms.Via = "auto",
    warc: forms.WarcFiles = (),
    dry_run: forms.DryRun = False,
) -> BackfillSummary | Estimate:
    """Fills past days: walks the outlets' archives, fetches what is found there. Ends with how each day stands."""
    files = tuple(Path(file) for file in warc)
    request = BackfillRequest(first=from_day, last=to_day, outlet_ids=outlets, via=via, warc=files)
    if dry_run:
        return in_turn("backfill", lambda settings: estimate(settings, request), artifacts.after_estimate, by_hand=True)
    shown = Shown()

    def work(settings: Settings) -> BackfillSummary:
        return fill(settings, called_as("backfill", shown), request)

    def said(summary: BackfillSummary, settings: Settings) -> str:
        done = artifacts.after_backfill(summary, settings)
        shown.end(done)
        return done

    return in_turn("backfill", work, said, by_hand=True)
