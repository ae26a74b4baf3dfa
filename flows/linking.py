"""The step that says where an article came from: whom it cites, which story it tells, which article it retells.

First every article that was tagged is read by itself, then all that was read is settled as of what else is there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import sha256
from uuid import uuid4

from flows.batches import Batch
from flows.job import Job
from flows.portions import in_portions
from sources.errors import BadAddress
from sources.types import AddressRules, Outlet
from sources.urls import canonical_url, is_article
from warehouse import linked, linkers, originals, settling, told, unlinking
from warehouse.compared import Comparison
from warehouse.connection import Connection, connect, transaction
from warehouse.linked import Reading
from warehouse.settling import Rules
from warehouse.stories import agreement, citing, clusters, deriving, drift, fingerprint, press, standing
from warehouse.stories.model import Cluster, Told
from warehouse.stories.pairing import Profile
from warehouse.stories.press import Press
from warehouse.stories_kept import Moment

PORTION = 1_000  # articles in one transaction
# Articles read in one run, the newest first. After a change of the rules the next runs take history up by these
# portions; `kabar rebuild --step link` takes all of it at once.
LINKED_A_RUN = 50_000


class LinkerBugError(Exception):
    """Articles that our own code failed on; they wait, and the next run fails on them again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What one call of the step is to do."""

    press: Press
    rules: Rules
    linker_no: int
    articles: int


def link(job: Job, known: tuple[Outlet, ...], *, limit: int | None = LINKED_A_RUN) -> None:
    """Reads the articles that these rules have not read yet, at most `limit`, and settles all that was read.

    Sources that they give and that are not there are put among the pages to fetch. Raises LinkerBugError when all is
    recorded and our own code failed on some of it.
    """
    papers = press_of(known)
    with connect(job.settings.warehouse) as db:
        with transaction(db):
            linker_no = linkers.declare(db, _digest(papers, known), job.now)
            unlinking.sweep(db, job.now, job.run_id)
            linked.redated(db)
        waiting, unsettled = linked.pending(db, linker_no), linked.left_to_settle(db)
    todo = min(waiting, limit) if limit is not None else waiting
    job.progress.begin("link", todo)
    batches = []
    if todo or unsettled:
        work = _Work(press=papers, rules=rules_of(known), linker_no=linker_no, articles=todo)
        batches = [Batch(name=f"{todo} articles", todo=work)]
    bugs = [bug for some in job.each("link", partial(_link_all, job), batches) for bug in some]
    with connect(job.settings.warehouse) as db, transaction(db):
        originals.ask(db, [outlet.outlet_id for outlet in known], job.now)
    if bugs:
        raise LinkerBugError("; ".join(bugs[:5]))


def _link_all(job: Job, work: _Work) -> list[str]:
    bugs = _read_all(job, work)
    _settle_all(job, work)
    return bugs


def _read_all(job: Job, work: _Work) -> list[str]:
    """Reads and records the articles, 1,000 at a time; what our own code failed on."""

    def take(db: Connection, limit: int, failed: frozenset[str]) -> list[tuple[str, Told]]:
        ids = [i for i in linked.waiting(db, work.linker_no, limit) if i not in failed]
        return [(one.article_id, one) for one in told.read(db, ids)]

    def record(db: Connection, readings: Sequence[Reading]) -> None:
        linked.record(db, work.linker_no, readings)
        job.tally.counts["linked"] += len(readings)

    return in_portions(
        job, work.articles, PORTION, take=take, do=partial(read, papers=work.press), record=record,
        told=partial(job.progress.advance, "link"),
    )  # fmt: skip


def read(one: Told, papers: Press) -> Reading:
    """All that is found in one article by itself."""
    mark = fingerprint.fingerprint(one)
    return Reading(
        document_id=one.document_id,
        fingerprint=mark,
        keys=fingerprint.rare_keys(mark),
        citations=citing.citations(one, papers),
    )


def _settle_all(job: Job, work: _Work) -> None:
    moment = Moment(now=job.now, run_id=job.run_id)
    while True:
        with connect(job.settings.warehouse) as db, transaction(db):
            done = settling.settle(db, work.rules, moment)
        if not done.articles:
            return
        job.tally.counts["stories"] += done.stories
        job.tally.counts["derivations"] += done.derivations


# ------------------------------------------------------------------ what decides


def rules_of(known: tuple[Outlet, ...]) -> Rules:
    """The functions that decide; the only place where they are put together."""
    outlets = {outlet.outlet_id: outlet for outlet in known}

    def readable(outlet_id: str, url: str) -> bool:
        return outlet_id in outlets and is_article(url, outlets[outlet_id].addresses)

    return Rules(
        comparison=Comparison(profile=Profile, agree=agreement.agree),
        edge=agreement.EDGE,
        clusters=clusters.clusters,
        renamed=standing.renamed,
        new_id=_new_id,
        derive=deriving.derive,
        drifts=drift.drifts,
        readable=readable,
    )


def _new_id(cluster: Cluster) -> str:
    del cluster
    return str(uuid4())


@lru_cache(maxsize=1)
def press_of(known: tuple[Outlet, ...]) -> Press:
    """Whom articles can cite, with the forms that the outlets' addresses have in the warehouse."""
    rules = {outlet.outlet_id: outlet.addresses for outlet in known}

    def canonical(url: str, outlet_id: str | None) -> str | None:
        try:
            return canonical_url(url, rules.get(outlet_id or "", AddressRules()))
        except BadAddress:
            return None

    return press.load(known, canonical)


def _digest(papers: Press, known: tuple[Outlet, ...]) -> str:
    """Names all that decides what is found: what was read by other rules is read again."""
    owners = sorted((outlet.outlet_id, outlet.group_id) for outlet in known)
    said = sha256(f"{press.digest_of(papers)}\n{owners}".encode()).hexdigest()
    rules = (citing.RULES, fingerprint.RULES, agreement.RULES, deriving.RULES, drift.RULES)
    return f"press {said[:16]} rules {' '.join(map(str, rules))}"
