"""`kabar add`: a site asked politely for its feeds, the newest entries tried, and an outlet file proposed.

Nothing is archived and nothing goes into the warehouse. What a page may say of feeds is `sources.discovery`'s, what the
file says `sources.proposing`'s, what looks wrong `flows.doubts`'; writing the file is `flows.adding_file`'s.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flows.adding_trials import Found, Trial, front_of, newest_entries, read_all
from flows.adding_words import no_feed, refuse_silence
from flows.errors import RunFailedError
from flows.settings import Settings
from sources import discovery, feeds, proposing, schedule, sitemaps
from sources.catalogue import Catalogue
from sources.discovery import Front, Lead
from sources.errors import BadAddress, FeedError
from sources.http import Web, open_web
from sources.outlet_file import registered_domain
from sources.robots import text_of
from sources.types import AddressRules, Answer, Ask, FeedDocument, FeedKind, FeedState, Outlet, Response
from sources.urls import canonical_url, host_of, on_domains

MOST_ASKED = 12  # leads that are asked for: at the usual gap half a minute
MOST_FEEDS = 8  # that are proposed; who wants more adds them by hand
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What was found out of a site: its feeds, the entries tried, and what it says of itself.

    `unasked` are further leads, which nobody asked for.
    """

    homepage: str
    front: Front
    feeds: tuple[Found, ...]
    trials: tuple[Trial, ...]
    unasked: tuple[Lead, ...] = ()


def known_outlet(catalogue: Catalogue, url: str) -> Outlet | None:
    """The outlet that is there already for the host of `url`."""
    return next((outlet for outlet in catalogue.outlets if on_domains(url, outlet.domains)), None)


def address_of(text: str) -> str:
    """What was given as an address: `contoh.test` is meant as `https://contoh.test/`. Raises BadAddress."""
    url = text.strip() if "://" in text else f"https://{text.strip()}"
    canonical_url(url, AddressRules())
    return url


def explore(settings: Settings, url: str, say: Say) -> Site:
    """Asks the site of `url` for its feeds, and for the newest entries of them. `say` is told what is being done.

    Raises RunFailedError, with the way out, where the site does not answer or has no feed, and FetchError where this
    machine's proxy or certificates are unusable.
    """
    heard: list[Answer] = []
    with open_web(
        user_agent=settings.user_agent,
        clock=settings.clock,
        host_gap=settings.host_gap,
        budget=settings.host_budget,
        allow_private=settings.allow_private_hosts,
        on_robots=heard.append,
    ) as web:
        return _Visit(web, settings, say, heard).site(url)


class _Visit:
    """One visit to a site: the way to it, and what its robots.txt said."""

    def __init__(self, web: Web, settings: Settings, say: Say, heard: list[Answer]) -> None:
        self._web, self._settings, self._say, self._heard = web, settings, say, heard
        self._now, self._zone = settings.clock(), "UTC"

    def site(self, url: str) -> Site:
        """All that is found out."""
        self._say(f"asking {url}")
        answer = self._web.get(Ask(url=url, purpose="page"))
        refuse_silence(url, answer)
        home = _home(answer.response.final_url if answer.response else url)
        front = front_of(answer)
        self._zone = _zone(home, front.language)
        lead = Lead(url=url, kind=_kind(url), found_by="given")
        if given := self._read(lead, answer):
            home = _site_of(given, home)
            front = self._front(home)
            self._zone = _zone(home, front.language or given.document.language)
            return self._tried(home, front, (self._read(lead, answer) or given,), ())  # its dates in its own zone
        found, unasked = self._feeds(url, front, answer)
        if not found:
            raise RunFailedError(no_feed(url, answer))
        return self._tried(home, front, found, unasked)

    def _front(self, url: str) -> Front:
        """What the site's first page says, asked for because a feed was given; what a feed calls a site may be none."""
        try:
            canonical_url(url, AddressRules())
        except BadAddress:
            return Front()
        self._say(f"asking {url}")
        return front_of(self._web.get(Ask(url=url, purpose="page")))

    # -------------------------------------------------------------- feeds

    def _feeds(self, url: str, front: Front, answer: Answer) -> tuple[tuple[Found, ...], tuple[Lead, ...]]:
        """The feeds that answered, and the leads that were not asked for: what is declared, then where they lie."""
        site = answer.response.final_url if answer.response else url
        named = _in_index(answer.response) if answer.response else ()
        sure = discovery.distinct([*named, *front.leads, *self._robots()])
        asked: list[Lead] = []
        found = self._ask_all(sure, site, asked)
        if not any(feed.lead.kind == "feed" for feed in found):
            known = {discovery.key(lead.url) for lead in asked}
            usual = [lead for lead in discovery.usual_places(site) if discovery.key(lead.url) not in known]
            usual = [lead for lead in usual if lead.kind == "feed" or not found]
            found = [*self._ask_all(usual, site, [], enough=1), *found]
        return _without_repeats(found)[:MOST_FEEDS], tuple(lead for lead in sure if lead not in asked)

    def _robots(self) -> Iterable[Lead]:
        """What robots.txt names, once it was asked for on the way."""
        for answer in self._heard:
            if answer.response and answer.outcome == "ok":
                yield from discovery.robots_leads(text_of(answer.response.body), url=answer.response.final_url)

    def _ask_all(self, leads: Sequence[Lead], site: str, asked: list[Lead], enough: int = MOST_FEEDS) -> list[Found]:
        found: list[Found] = []
        waiting = list(leads)
        while waiting and len(asked) < MOST_ASKED and len(found) < enough:
            lead = waiting.pop(0)
            asked.append(lead)
            self._say(f"asking {lead.url}")
            answer = self._web.get(Ask(url=lead.url, purpose="feed"))
            feed = self._read(lead, answer)
            if feed and feed.document.entries and feeds.belongs(feed.document, (registered_domain(host_of(site)),)):
                found.append(feed)
            elif lead.found_by == "robots" and answer.response:
                waiting[:0] = _in_index(answer.response)
        return found

    def _read(self, lead: Lead, answer: Answer) -> Found | None:
        """The feed in an answer; `None` where there is none."""
        response = answer.response
        if response is None or answer.outcome != "ok":
            return None
        content_type = response.header("content-type")
        try:
            document = feeds.parse(
                response.body, kind=lead.kind, url=response.final_url, content_type=content_type, zone=self._zone
            )
        except FeedError:
            return None
        if document.format.startswith("sitemap"):
            lead = replace(lead, kind="sitemap")
        newest = schedule.newest(document.entries, self._now)
        state = schedule.after_poll(FeedState(feed_url=lead.url), _seen(response, document, newest), self._now)
        return Found(
            lead=lead,
            url=response.permanent_url,
            document=document,
            newest=newest,
            interval=state.interval or timedelta(hours=1),
        )

    # -------------------------------------------------------------- entries

    def _tried(self, home: str, front: Front, found: tuple[Found, ...], unasked: tuple[Lead, ...]) -> Site:
        chosen = newest_entries(found)
        answers = []
        for _, entry in chosen:
            self._say(f"asking {entry.link}")
            answers.append(self._web.get(Ask(url=entry.link, purpose="page")))
        said = [front.language, *(feed.document.language for feed in found)]
        language = next((tag[:2].lower() for tag in said if tag), "en")
        trials = read_all(chosen, answers, language=language, zone=self._zone, workers=self._settings.workers)
        return Site(homepage=home, front=front, feeds=found, trials=trials, unasked=unasked)


# ------------------------------------------------------------------ small steps


def _home(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def _site_of(feed: Found, home: str) -> str:
    """The first page of the site whose feed was given: the one it names, where its entries lead there, too."""
    link = feed.document.link
    domain = registered_domain(host_of(link))
    if domain and any(on_domains(entry.link, (domain,)) for entry in feed.document.entries):
        return _home(link)
    return home


def _zone(home: str, language: str) -> str:
    """The zone in which to read dates that bear none, as far as host and language tell."""
    country = proposing.country_of(home, (language,), language[:2].lower())
    return proposing.time_zone_of(country.value, ()).value if language else proposing.zone_by_host(home)


def _kind(url: str) -> FeedKind:
    return "sitemap" if "sitemap" in urlsplit(url).path else "feed"


def _in_index(response: Response) -> tuple[Lead, ...]:
    """The sitemaps in an index that robots.txt named, the two likeliest."""
    content_type = response.header("content-type")
    try:
        named = sitemaps.contents(response.body, url=response.final_url, content_type=content_type).sitemaps
    except FeedError:
        return ()
    return discovery.index_leads(place.url for place in named)[:2]


def _without_repeats(found: Sequence[Found]) -> tuple[Found, ...]:
    """Without feeds that list the very entries of one before: sites offer the same as RSS, Atom and JSON."""
    kept: dict[frozenset[str], Found] = {}
    for feed in found:
        kept.setdefault(frozenset(discovery.key(entry.link) for entry in feed.document.entries), feed)
    return tuple(kept.values())


def _seen(response: Response, document: FeedDocument, newest: datetime | None) -> schedule.Seen:
    return schedule.Seen(
        outcome="ok",
        status=response.status,
        entries=len(document.entries),
        new_entries=len(document.entries),
        newest_item_at=newest,
        refresh=document.refresh,
        cache_control=response.header("cache-control"),
        expires=response.header("expires"),
        date=response.header("date"),
    )
