"""The step that says what is in an article: entities, amounts of money, names that nobody listed yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial

from flows.batches import Batch
from flows.job import Job
from flows.portions import in_portions
from warehouse import taggers, tags, untagged
from warehouse.connection import Connection, connect, transaction
from warehouse.entities import amounts, names
from warehouse.entities.gazetteer import Loaded
from warehouse.entities.model import Document, Gazetteer
from warehouse.entities.tagger import Tagger, version_of
from warehouse.tags import Tagged

PORTION = 4_000  # articles in one transaction: some 12 MB of text
# Articles tagged in one run, the newest first: two minutes or so. After a change of the gazetteer the next runs take
# history up by these portions; `kabar rebuild --step tag` takes all of it at once.
TAGGED_A_RUN = 50_000


class TaggerBugError(Exception):
    """Articles that our own code failed on; they wait, and the next run fails on them again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What one call of the step is to do."""

    tagger: Tagger
    tagger_no: int
    articles: int
    since: datetime | None


def tag(job: Job, loaded: Loaded, *, limit: int | None = TAGGED_A_RUN, since: datetime | None = None) -> None:
    """Tags the articles that this gazetteer has not tagged yet, at most `limit`, those observed `since` alone.

    Raises TaggerBugError when all is recorded and our own code failed on some of it.
    """
    with connect(job.settings.warehouse) as db:
        with transaction(db):
            tagger_no = taggers.declare(db, loaded.gazetteer, _version(loaded.gazetteer), job.now)
        waiting = untagged.pending(db, tagger_no, since)
    todo = min(waiting, limit) if limit is not None else waiting
    job.progress.begin("tag", todo)
    batches = []
    if todo:
        work = _Work(tagger=_tagger(loaded.gazetteer), tagger_no=tagger_no, articles=todo, since=since)
        batches = [Batch(name=f"{todo} articles", todo=work)]
    bugs = [bug for some in job.each("tag", partial(_tag_all, job), batches) for bug in some]
    if bugs:
        raise TaggerBugError("; ".join(bugs[:5]))


def _version(gazetteer: Gazetteer) -> str:
    """Names all that decides what is found: what was tagged by another version is tagged again."""
    return f"{version_of(gazetteer)} amounts {amounts.RULES} names {names.RULES}"


@lru_cache(maxsize=1)
def _tagger(gazetteer: Gazetteer) -> Tagger:
    """The gazetteer's tagger: 0.15 s to make, and the same for every run of one process."""
    return Tagger(gazetteer)


def _tag_all(job: Job, work: _Work) -> list[str]:
    """Tags and records the articles, 4,000 at a time; what our own code failed on."""

    def take(db: Connection, limit: int, failed: frozenset[str]) -> list[tuple[str, Document]]:
        found = untagged.waiting(db, work.tagger_no, limit, work.since)
        return [(document.document_id, document) for document in found if document.document_id not in failed]

    def record(db: Connection, tagged: Sequence[Tagged]) -> None:
        job.tally.tagged(tagged, tags.record(db, work.tagger_no, tagged))

    return in_portions(
        job, work.articles, PORTION, take=take, do=partial(enrich, work.tagger), record=record,
        told=partial(job.progress.advance, "tag"),
    )  # fmt: skip


def enrich(tagger: Tagger, document: Document) -> Tagged:
    """All that is found in one article."""
    mentions = tagger.tag(document)
    return Tagged(
        document_id=document.document_id,
        mentions=mentions,
        amounts=amounts.find_amounts(document),
        names=names.find_names(document, mentions),
    )
