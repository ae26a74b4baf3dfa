"""What looks wrong with a site that was tried: sentences for people, each with what to look at. Pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from flows.adding import Site
from flows.adding_trials import Found, Trial
from sources.types import Entry, Outlet, Published
from warehouse.sentence import cut, one_line

SHORT = 120  # words: news is longer; teasers and captions are not
STALE = timedelta(days=14)  # a feed whose newest entry is older has been left behind, whatever it answers
APART = timedelta(hours=1)  # two dates of one article further apart are not rounding but a zone or another event
COMMON = 40  # characters from which a line that all articles share is furniture


def doubts(site: Site, outlet: Outlet, now: datetime) -> tuple[str, ...]:
    """A sentence for each thing that looks wrong, the feeds' first; none where all looks well."""
    read = [trial for trial in site.trials if trial.article]
    return (
        *(said for feed in site.feeds for said in _of_feed(feed, now)),
        *(said for trial in site.trials for said in _of_trial(trial, outlet)),
        *_of_all(read),
    )


def _of_feed(feed: Found, now: datetime) -> Iterator[str]:
    entries = feed.document.entries
    if not entries:
        yield f"{feed.url} lists nothing now: what its articles look like is not known"
        return
    undated = sum(entry.published is None for entry in entries)
    if undated:
        raw = next((e.published_raw for e in entries if e.published is None and e.published_raw), "")
        example = f', such as "{cut(one_line(raw), 60)}"' if raw else ""
        yield f"{feed.url}: {undated} of {len(entries)} entries have no date that can be read{example}"
    elif feed.newest is None:
        yield f"{feed.url}: every entry is dated in the future; the time zone may be wrong"
    elif now - feed.newest > STALE:
        yield f"{feed.url}: the newest entry is of {feed.newest:%Y-%m-%d}; it may have been left behind"
    if feed.document.unusable:
        yield f"{feed.url}: {feed.document.unusable} entries have no link that can be used"


def _of_trial(trial: Trial, outlet: Outlet) -> Iterator[str]:
    address = cut(trial.entry.link, 120)
    article = trial.article
    if article is None:
        yield f"{address}: no article came of it ({trial.outcome}){_hint(trial.outcome)}"
        return
    if article.access != "full":
        yield f"{address}: only a {article.access} is given ({article.word_count} words)"
    elif article.word_count < SHORT:
        yield f"{address}: the body is short ({article.word_count} words); [pages] body may have to name its container"
    if article.lang != outlet.language:
        yield f'{address}: it reads as "{article.lang}", and the file says "{outlet.language}"'
    yield from _of_dates(article.published, trial.entry, address)


def _of_dates(published: Published | None, entry: Entry, address: str) -> Iterator[str]:
    if published is None:
        yield f"{address}: the page says no date; the feed's will be taken"
    elif entry.published and abs(published.at - entry.published.at) > _precise(published.precision):
        hours = (published.at - entry.published.at).total_seconds() / 3600
        yield f"{address}: page and feed differ by {hours:+.1f} hours; time_zone or [pages] zoneless may mend it"


def _precise(precision: str) -> timedelta:
    """How far two dates of one article may be apart when the coarser is as precise as this."""
    return timedelta(days=1) if precision == "day" else timedelta(days=31) if precision == "month" else APART


def _hint(outcome: str) -> str:
    if outcome == "robots":
        return ": its robots.txt does not let kabar ask there"
    if outcome.startswith(("blocked", "refused")):
        return ": the outlet refuses robots, and kabar does not get around that"
    if outcome in ("index", "video", "photo"):
        return ": [addresses] skip can leave such addresses out"
    return ""


def _of_all(read: Sequence[Trial]) -> Iterator[str]:
    """What the articles have in common and should not."""
    articles = [trial.article for trial in read if trial.article]
    if articles and not any(article.authors for article in articles):
        yield "none of them names an author; [pages] bylines can find one"
    if len(articles) < 2:
        return
    bodies = [article.body.splitlines() for article in articles]
    for line in bodies[0]:
        if len(line) >= COMMON and all(line in body for body in bodies[1:]):
            yield f'every body has the line "{cut(one_line(line), 80)}"; [pages] boilerplate or drop can take it out'
    if len({article.title for article in articles}) == 1:
        yield f'all have one title, "{cut(one_line(articles[0].title), 80)}"'
