"""One pass, whole: mend, poll, close gaps, fetch, extract, identify, tag, link, publish; and a rebuild of everything.

Called by the command line and by the Prefect flows alike; who calls brings `each` (how batches are run) and `progress`.
What surrounds the steps (the lock, the run's row, publishing) is in `flows.session`.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path

from flows import closing, enriching, linking, reading, steps, walking
from flows.job import Job
from flows.mend import mend
from flows.session import Call, Scope, Summary, asking, in_session, refuse_offline
from flows.settings import Settings
from sources.catalogue import Catalogue
from sources.catalogue import load as load_outlets
from sources.types import Outlet
from warehouse import extractions, linked, tags
from warehouse import identify as identity
from warehouse.connection import connect, transaction
from warehouse.entities.gazetteer import load as load_entities

__all__ = ["Call", "Summary", "chosen", "look_again", "rebuild", "run_pass"]


def run_pass(
    settings: Settings, call: Call, *, outlet_ids: Sequence[str] = (), force: bool = False, limit: int | None = None
) -> Summary:
    """One pass over what is due: poll, close gaps, fetch, extract, identify, tag, link, publish.

    Raises CatalogueError for an unknown outlet, LockedError, WarehouseError, RunFailedError.
    """
    catalogue = load_outlets(settings.outlets)
    outlets = chosen(catalogue, outlet_ids)
    entities = load_entities(settings.entities)

    def work(job: Job) -> Iterator[Callable[[], object]]:
        yield partial(mend, job, catalogue.outlets)
        with asking(job) as web:
            yield partial(steps.poll, job, web, force=force)
            yield partial(closing.close_gaps, job, partial(walking.walk, job, web))
            yield partial(steps.fetch, job, web, limit=limit, force=force)
        yield partial(reading.extract, job, catalogue.outlets)
        yield partial(reading.identify, job, catalogue.outlets)
        yield partial(enriching.tag, job, entities)
        yield partial(linking.link, job, catalogue.outlets)
        yield partial(refuse_offline, job)

    faults = (*catalogue.faults, *entities.faults)
    return in_session(settings, call, Scope(catalogue=catalogue, outlets=outlets, faults=faults), work)


def look_again(settings: Settings, call: Call, *, outlet_ids: Sequence[str] = (), a_host: int) -> Summary:
    """Looks again at pages whose turn it is, at most `a_host` of a host, and reads what changed.

    Raises as `run_pass`.
    """
    catalogue = load_outlets(settings.outlets)
    entities = load_entities(settings.entities)

    def work(job: Job) -> Iterator[Callable[[], object]]:
        yield partial(mend, job, catalogue.outlets)
        with asking(job) as web:
            yield partial(steps.look_again, job, web, a_host)
        yield partial(reading.extract, job, catalogue.outlets)
        yield partial(reading.identify, job, catalogue.outlets)
        yield partial(enriching.tag, job, entities)
        yield partial(linking.link, job, catalogue.outlets)
        yield partial(refuse_offline, job)

    scope = Scope(
        catalogue=catalogue, outlets=chosen(catalogue, outlet_ids), faults=(*catalogue.faults, *entities.faults)
    )
    return in_session(settings, call, scope, work)


def chosen(catalogue: Catalogue, outlet_ids: Sequence[str]) -> tuple[Outlet, ...]:
    """The outlets named, or all. One whose file is faulty stops only itself, unless no other is named."""
    if not outlet_ids:
        return catalogue.outlets
    known = {outlet.outlet_id for outlet in catalogue.outlets}
    faulty = {Path(fault.file).stem for fault in catalogue.faults}
    usable = [i for i in dict.fromkeys(outlet_ids) if i in known or i not in faulty]
    return tuple(catalogue.outlet(i) for i in usable or outlet_ids)


def rebuild(settings: Settings, call: Call, *, step: str = "extract", since: date | None = None) -> Summary:
    """Makes the articles again from the archive, with not one request.

    `step` extract reads every archived page again (those fetched `since`, if given); identify only decides anew
    which extraction is which article's version; tag only says anew who is in them, link only where they came from.
    Raises as `run_pass`.
    """
    catalogue = load_outlets(settings.outlets)
    entities = load_entities(settings.entities)
    begin = datetime.combine(since, time(), UTC) if since else None

    def work(job: Job) -> Iterator[Callable[[], object]]:
        yield partial(_forget, job, step, begin)
        if step not in ("tag", "link"):
            yield partial(reading.extract, job, catalogue.outlets)
            yield partial(reading.identify, job, catalogue.outlets)
        if step != "link":
            yield partial(enriching.tag, job, entities, limit=None, since=begin if step == "tag" else None)
        yield partial(linking.link, job, catalogue.outlets, limit=None)

    faults = (*catalogue.faults, *entities.faults)
    return in_session(settings, call, Scope(catalogue=catalogue, outlets=catalogue.outlets, faults=faults), work)


def _forget(job: Job, step: str, since: datetime | None) -> None:
    if step in ("tag", "link"):
        with connect(job.settings.warehouse) as db, transaction(db):
            (tags if step == "tag" else linked).reset(db, since)
        return
    readable = [outlet.outlet_id for outlet in job.outlets]  # what is taken away must come back
    with connect(job.settings.warehouse) as db, transaction(db):
        if step == "extract":
            extractions.forget(db, since, readable)
        if since:
            identity.reset_since(db, since, readable)
        else:
            identity.reset(db, readable)
