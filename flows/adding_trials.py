"""The newest entries of the feeds that were found, read as articles: what kabar would make of a site it does not know.

Asking for them is `flows.adding`'s.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from flows.adding_words import ended
from sources import discovery
from sources.discovery import Front, Lead
from sources.extract.pool import extract_all
from sources.types import Answer, Article, Entry, FeedDocument, Page, PageRules, Response

TRIED = 3  # entries: enough to tell a template from an accident, few enough for a guest


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A feed that answered: the lead it was found by, what it said, where it is in the end, and how often to ask it."""

    lead: Lead
    url: str
    document: FeedDocument
    newest: datetime | None
    interval: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One entry that was tried: how asking for it ended, and the article that was read, or why there is none."""

    entry: Entry
    feed_url: str
    outcome: str
    article: Article | None = None
    front: Front = field(default_factory=Front)  # what its page says of the site


def newest_entries(found: Sequence[Found], most: int = TRIED) -> tuple[tuple[Found, Entry], ...]:
    """The newest entries of the feeds, each article once; those without a date come last, in the feeds' order."""
    once: dict[str, tuple[Found, Entry]] = {}
    for feed in found:
        for entry in feed.document.entries:
            once.setdefault(discovery.key(entry.link), (feed, entry))
    return tuple(sorted(once.values(), key=lambda pair: _at(pair[1]), reverse=True)[:most])


def read_all(
    chosen: Sequence[tuple[Found, Entry]], answers: Sequence[Answer], *, language: str, zone: str, workers: int
) -> tuple[Trial, ...]:
    """What became of each chosen entry, given the answers to asking for them; pages are read in processes of their own.

    `language` and `zone` are the outlet's, as far as they can be guessed yet.
    """
    responses = {str(n): a.response for n, a in enumerate(answers) if a.response and a.outcome == "ok"}
    pages = [_page(name, response, language, zone) for name, response in responses.items()]
    read = {one.key: one for one in extract_all(pages, workers=min(workers, TRIED))} if pages else {}
    trials = []
    for n, ((feed, entry), answer) in enumerate(zip(chosen, answers, strict=True)):
        one = read.get(str(n))
        trials.append(
            Trial(
                entry=entry,
                feed_url=feed.url,
                outcome=one.outcome if one else ended(answer),
                article=one.article if one else None,
                front=front_of(answer),
            )
        )
    return tuple(trials)


def front_of(answer: Answer) -> Front:
    """What an answer's page says of its site; nothing where there is no page."""
    response = answer.response
    if response is None or answer.outcome != "ok":
        return Front()
    return discovery.read_front(response.body, content_type=response.header("content-type"), url=response.final_url)


def _at(entry: Entry) -> datetime:
    return entry.published.at if entry.published else datetime.min.replace(tzinfo=UTC)


def _page(name: str, response: Response, language: str, zone: str) -> Page:
    return Page(
        key=name,
        url=response.final_url,
        body=response.body,
        content_type=response.header("content-type"),
        language=language,
        time_zone=zone,
        rules=PageRules(),
    )
