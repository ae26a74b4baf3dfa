"""The values that pass between kabar's modules: frozen, keyword-only, a type per moment.

Times are aware UTC datetimes. Offsets count Unicode code points. Nothing here computes more than a property.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

FeedKind = Literal["feed", "sitemap", "index"]
Purpose = Literal["feed", "page", "robots", "listing"]  # listing: what a backfill is told of a past day
RouteKind = Literal["api", "index", "sitemap", "feed", "wayback", "warc"]
RouteState = Literal["seen", "unseen"]
SliceStatus = Literal["complete", "partial"]
GuidHabit = Literal["kept", "reused", "random"]
Precision = Literal["second", "minute", "day", "month"]
DateSource = Literal["feed", "jsonld", "meta", "page", "api", "sitemap"]
Access = Literal["full", "teaser", "headline"]
DiscoveredVia = Literal["feed", "api", "index", "sitemap", "wayback", "warc", "citation"]
KeyKind = Literal["address", "outlet", "wordpress", "guid"]
ZoneName = Literal[
    "title", "summary", "body", "quotes", "analysis", "prediction", "qa", "references", "related", "hashtags",
    "boilerplate", "caption",
]  # fmt: skip

FetchOutcome = Literal[
    "ok", "not_modified", "redirect",
    "not_found", "gone", "refused", "client_error", "rate_limited", "server_error",    # the server answered, unhappily
    "dns", "connection", "tls", "timeout", "cut", "too_large", "bad_encoding", "protocol",  # the request did not work
    "redirect_loop", "bad_address", "private_address", "robots", "robots_unreachable",  # we did not ask, or stopped
    "blocked",                                                                          # 200, but a challenge page
    "budget",                                                   # not asked: the host has had its requests of this day
]  # fmt: skip
PollOutcome = Literal["ok", "not_modified", "unchanged", "not_a_feed", "other_site", "failed"]
ExtractionOutcome = Literal[
    "ok",
    "unchanged",                                                     # as it read at the look before: no text is kept
    "walled",                                                        # a teaser of what was had whole: likewise
    "no_article", "no_text", "index", "video", "photo", "blocked",   # the page holds none
    "too_large", "timeout", "crashed",                               # it could not be read
    "lost",                                                          # the archive no longer gives its bytes
]  # fmt: skip


# ------------------------------------------------------------------ the catalogue: what an outlet's file says


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One address that lists an outlet's newest articles, as its outlet's file declares it.

    `url` names the feed for ever. A `{date:%Y-%m-%d}` in it stands for the outlet's current day and is
    filled in when the feed is asked for.
    """

    url: str
    outlet_id: str
    section: str
    kind: FeedKind = "feed"
    complete: bool = False  # it lists every article of its outlet, so what it showed no other feed can have missed


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An address that is known and not polled, with the reason."""

    url: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneRule:
    """Lines of one outlet's pages that have a role of their own.

    `select` are CSS selectors of elements all of whose lines are of `zone`; `heading` are regular expressions that
    match a whole line, which opens a section of `zone` as the general headings do. In zone `body` they say the
    opposite: these lines stay body, this heading opens nothing.
    """

    zone: ZoneName
    select: tuple[str, ...] = ()
    heading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRules:
    """How one outlet's pages are read; every default is what a plain page needs.

    `body` and `drop` are CSS selectors: the first of `body` that holds text is the article's container, what
    `drop` matches is removed before anything is read. `boilerplate` are regular expressions that match a whole
    line; `bylines` are regular expressions with a group `name`. `brands` are bylines that name no person.
    `zoneless` names page dates whose zone is a lie (their clock is the outlet's own, whatever they end in).
    `zones` tell parts of the page that are neither body nor common furniture; the first that fits a line counts.
    """

    body: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    boilerplate: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    zoneless: tuple[str, ...] = ()
    zones: tuple[ZoneRule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressRules:
    """How one outlet's addresses are read.

    `one_page` is what makes the outlet serve an article whole (`"single=1"`, or a path suffix `"/all"`): used for
    the fetch, never kept. `strip` are query parameters that do not identify, beside the general ones. `hosts` maps
    a variant host to the one that is kept (`"m.detik.com"`). `rewrites` are pairs of a regular expression and what
    its first match in the folded address becomes (`\\1` is its first group), for variants that differ in more than
    the host. `articles`, if given, are regular expressions one of which an article's address must match (searched in
    the whole address); `skip` are those that no article matches. `keys` are regular expressions whose one group (or
    group `key`) is the outlet's own id in an article's address; the first that matches counts.
    """

    one_page: str = ""
    strip: tuple[str, ...] = ()
    hosts: tuple[tuple[str, str], ...] = ()
    rewrites: tuple[tuple[str, str], ...] = ()
    articles: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One way to what an outlet published on a past day, as its file declares it (`[[routes]]`).

    `url` is a template. `{date:%Y-%m-%d}` is the day that is asked for (or any strftime form of it, percent signs
    doubled for encoding: `{date:%m%%2F%d%%2F%Y}`), `{next:...}` the day after, `{page}` the page's number, counted from
    `first` in steps of `step` (so that an offset is a page of step 20). `entries` is what a full page lists, `usual`
    how many pages a day (or month) usually has: for estimates alone. `most` is the page after which a slice is given
    up as partial. `repeats` says what pages that bring nothing new mean: the `end`, or a `fault` of the server.
    `state` is `seen` where the route has been watched at work, `unseen` where only others say that it works.
    """

    kind: RouteKind
    url: str
    outlet_id: str
    section: str = "all"
    first: int = 1
    step: int = 1
    entries: int = 20
    usual: int = 1
    most: int = 200
    repeats: Literal["end", "fault"] = "end"
    state: RouteState = "unseen"

    @property
    def name(self) -> str:
        """What names the route for ever, among its outlet's: its kind and its template."""
        return f"{self.kind} {self.url}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One publisher, as its file under `sources/outlets` (or `KABAR_OUTLETS`) declares it.

    `domains` are the registered domains its articles live on (the homepage's is always among them): a feed whose
    entries all lead elsewhere is another site's. `group_id` is the owner's; the outlet's own id where unknown.
    """

    outlet_id: str
    name: str
    homepage: str
    country: str
    language: str
    time_zone: str
    group_id: str
    domains: tuple[str, ...]
    feeds: tuple[Feed, ...]
    left_out: tuple[LeftOut, ...] = ()
    routes: tuple[Route, ...] = ()  # in the order in which they are to be tried, kind by kind
    pages: PageRules = field(default_factory=PageRules)
    addresses: AddressRules = field(default_factory=AddressRules)


# ------------------------------------------------------------------ identity: what names an article


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """Something that names one article of an outlet: keys of equal kind and value name the same one.

    `value` depends on the kind: an `address` is a canonical address; `outlet` is the outlet's own id as it stands in
    its addresses; `wordpress` is a site and its post's number (`"contoh.test/?p=12"`); `guid` is a feed's address, a
    line break, and the GUID of an entry in it. It has at most 2,000 characters. `said_by` is who says so: the
    address itself, the feed, the page's claim to an address, or the server that led there.
    """

    kind: KeyKind
    value: str
    said_by: str  # url, feed, canonical or redirect


# ------------------------------------------------------------------ polling: what a feed said


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """An instant that somebody printed, and how exactly it was printed."""

    at: datetime
    precision: Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a feed said of one article, as it said it.

    `guid` is the feed's own identifier, or the link where it gives none. `link` is absolute, otherwise untouched;
    the canonical address is made from it elsewhere. `excerpt` is plain text. `published_raw` and `updated_raw` are
    the feed's own characters; `published` and `updated` our reading of them, `None` where that failed.
    `said` is a JSON object of everything the parser read in the entry, keys sorted.
    """

    guid: str
    link: str
    title: str
    excerpt: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    language: str = ""
    published_raw: str = ""
    published: Stamp | None = None
    updated_raw: str = ""
    updated: Stamp | None = None
    said: str = "{}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDocument:
    """A parsed feed: what it says of itself, and its entries in its own order.

    `refresh` is the least interval the feed asks for (`ttl`, `sy:updatePeriod`); `None` where it says nothing.
    `unusable` counts entries without a usable link; `damage` is the parser's complaint about a feed that was
    read all the same.
    """

    format: str  # rss, atom, rdf, json, sitemap, index, with the version where known: "rss 2.0"
    title: str = ""
    link: str = ""
    language: str = ""
    refresh: timedelta | None = None
    entries: tuple[Entry, ...] = ()
    unusable: int = 0
    damage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is remembered of a feed between polls; all defaults: never polled."""

    feed_url: str
    etag: str = ""  # byte for byte as the server sent it
    last_modified: str = ""  # likewise
    body_digest: str = ""
    conditional_polls: int = 0  # conditional requests since the last unconditional one
    interval: timedelta | None = None
    next_poll_at: datetime | None = None
    failures: int = 0  # in a row
    last_polled_at: datetime | None = None
    last_ok_at: datetime | None = None
    newest_item_at: datetime | None = None
    last_new_at: datetime | None = None  # the last poll that brought an entry it had never shown
    moved_to: str = ""  # an address that a permanent redirect named, not yet confirmed
    moved_times: int = 0
    address: str = ""  # where the feed is asked for, once a move is confirmed; empty: at feed_url
    guids: GuidHabit = "kept"  # whether its GUIDs tell its articles apart
    listed_at: datetime | None = None  # the last good poll that listed anything: what it listed is compared with
    covered_until: datetime | None = None  # nothing that it listed before this instant was missed, gaps on record aside


# ------------------------------------------------------------------ HTTP: what was asked and answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One document that is wanted: its address, what for, and the validators of the copy we hold."""

    url: str
    purpose: Purpose
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request on the wire, or one that was not sent, and how it ended: a row of `fetches`."""

    url: str
    host: str
    purpose: Purpose
    started_at: datetime
    outcome: FetchOutcome
    status: int | None = None
    bytes: int = 0  # of the body, decoded
    ms: int = 0
    detail: str = ""
    sent: bool = True  # False: we did not ask, `outcome` says why
    wire_at: datetime | None = None  # by the machine's clock, whatever the run's is; `None`: not sent, or not known
    host_gap: float | None = None  # seconds that had to lie between the host's request before and this one
    host_budget: int | None = None  # requests that the host has for this day; `None`: as many as may be


@dataclass(frozen=True, slots=True, kw_only=True)
class HostAsked:
    """How a host was asked by earlier runs, by the machine's clock: when last, and how often on that UTC day."""

    host: str
    ended_at: datetime
    sent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A server's answer with its body decoded from transfer and content encoding.

    `headers` are as sent, names in lower case, in order. `permanent_url` is the address that an unbroken chain of
    permanent redirects (301, 308) from the asked one led to; the asked one where there was none.
    """

    url: str  # as asked
    final_url: str
    permanent_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime

    def header(self, name: str) -> str:
        """The value of header `name` (lower case), the last one given; empty where there is none."""
        return next((value for key, value in reversed(self.headers) if key == name), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """All that came of one `Ask`: every exchange, in order, and the response where there was one.

    `response` is there for outcomes ok, not_modified and blocked, and for refusals with a status (404, 410, 429,
    5xx), so that Retry-After can be read; its body is empty unless the outcome is ok or blocked.
    """

    ask: Ask
    exchanges: tuple[Exchange, ...]
    response: Response | None = None

    @property
    def outcome(self) -> FetchOutcome:
        """How it ended: the last exchange's outcome."""
        return self.exchanges[-1].outcome


# ------------------------------------------------------------------ the archive


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveRef:
    """Where a document lies: file relative to the archive, offset and length in bytes of its (gzipped) record.

    `digest` is `sha256:<hex>` of the decoded body. For a `revisit` record, file and offset are the record's own;
    reading it leads on to the copy that holds the bytes.
    """

    file: str
    offset: int
    length: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedDocument:
    """A document as the archive holds it."""

    ref: ArchiveRef
    purpose: Purpose
    key: str  # what it was asked as: the feed's url, the article's canonical url, the robots address
    outlet_id: str
    url: str  # the address on the wire
    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime

    def header(self, name: str) -> str:
        """The value of header `name` (lower case), the last one given; empty where there is none."""
        return next((value for key, value in reversed(self.headers) if key == name), "")


# ------------------------------------------------------------------ what one poll and one fetch brought


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A document that lies in the archive: a row of its index.

    `outcome` is ok, blocked for a challenge page, unchanged for a page with the very bytes it had before, or
    elsewhere for what a look was led to in the place of a page that is not there any more; the last is never read.
    """

    ref: ArchiveRef
    purpose: Purpose
    key: str
    outlet_id: str
    url: str
    final_url: str
    status: int
    content_type: str
    fetched_at: datetime
    outcome: Literal["ok", "blocked", "unchanged", "elsewhere"]
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenEntry:
    """An entry, the canonical address made of its link, and why no page is fetched for it (empty: one is)."""

    entry: Entry
    url: str
    skip: str
    place: int  # in the feed, from 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An entry of a feed as far as one poll is compared with another: what tells it apart, its date, its place.

    `seen_at` is the last poll that showed it; of an entry that a poll shows now, that poll.
    """

    guid: str
    url: str  # canonical; empty where there is none
    published: Stamp | None
    place: int
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPast:
    """What is on record of a feed's answers: the most entries that one of its last listings had, and its last body.

    `body_at` is the last poll, up to `FeedState.listed_at`, that brought a body: a 304 may be a lie.
    """

    most: int
    body_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A stretch of time in which a feed may have dropped items that nobody saw, and what shows it."""

    since: datetime
    until: datetime
    reason: str  # no_overlap, only_pinned, not_answering


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """All that came of asking one feed once. `document` and `entries` are there for outcome ok alone."""

    feed: Feed
    polled_at: datetime
    outcome: PollOutcome
    exchanges: tuple[Exchange, ...]
    response: Response | None = None  # its body is empty: the bytes are in the archive
    body_digest: str = ""
    bytes: int = 0
    kept: Kept | None = None
    document: FeedDocument | None = None
    entries: tuple[SeenEntry, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedPage:
    """An address at which an article may be found, as the warehouse knows it.

    `is_check` tells a look at a page that was fetched before from the first: `checks` are the looks after the first,
    `looked_at` is the last, `document` the newest that lies in the archive, `is_absent` that the page was not there
    when last asked for. `first_seen_at` is when it was first listed (`None`: it never was).
    """

    outlet_id: str
    url: str
    attempts: int
    is_check: bool = False
    checks: int = 0
    first_seen_at: datetime | None = None
    published_at: datetime | None = None
    looked_at: datetime | None = None
    document: ArchiveRef | None = None
    is_absent: bool = False
    copy_url: str = ""  # where a copy of it lies, in somebody else's archive: asked for in its place


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFetch:
    """All that came of fetching one page: how it ended, when to try again (`None`: not again).

    `check_at` is when a page that was fetched is looked at again (`None`: not again).
    """

    page: WantedPage
    fetched_at: datetime
    outcome: FetchOutcome
    exchanges: tuple[Exchange, ...]
    attempts: int
    next_attempt_at: datetime | None
    check_at: datetime | None = None
    kept: Kept | None = None
    detail: str = ""

    @property
    def is_attempt(self) -> bool:
        """Whether this counts as one: not where the host was left alone, so that nothing was asked for the page."""
        return self.attempts > self.page.attempts


# ------------------------------------------------------------------ extraction: what a page says


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One archived page to be read, with what its outlet's file says of reading it."""

    key: str  # the caller's name for it; comes back unchanged
    url: str
    body: bytes
    content_type: str
    language: str  # of the outlet
    time_zone: str  # of the outlet
    rules: PageRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A stretch of an article's text with one role; in zone `title` the offsets are those of the title."""

    zone: ZoneName
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When a page says it was published, where it says so, and how exactly."""

    at: datetime
    source: DateSource
    precision: Precision


class Link(NamedTuple):
    """A link in an article's text to another site: its address, absolute, and the place of its words in the text."""

    url: str
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What one page says, read by one version of the extractor.

    `text` is all that was kept, a paragraph a line (`\\n`); the zones tile it without overlap, apart from newlines.
    `body` is the zone body alone. `dateline` and `desk` are what the text's own furniture says
    ("Jakarta, CNBC Indonesia", "afr/afr"); they stay in `text` as zone boilerplate.
    """

    title: str
    text: str
    body: str
    zones: tuple[Zone, ...]
    lang: str
    word_count: int  # of body
    access: Access
    published: Published | None = None
    modified_at: datetime | None = None
    authors: tuple[str, ...] = ()
    section: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    canonical_url: str = ""  # the page's own claim, absolute; weighed elsewhere
    dateline: str = ""
    desk: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What became of one page: an article, or the reason why not; `ms` is the time it took."""

    key: str
    outcome: ExtractionOutcome
    article: Article | None = None
    detail: str = ""
    ms: int = 0


# ------------------------------------------------------------------ routes: what was published on past days


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A stretch of whole days, `first` and `last` both in it; whose days (UTC, the outlet's) is said beside."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One request of a walk along a route. `name` tells it from the slice's others and is the same in every run."""

    name: str  # "page 3", "sitemap https://...", "capture 20250611120000"
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article that a listing names: a find, never a sighting in a feed. `url` is canonical, `link` as it stands.

    `copy_url` is where its page is to be had in its place (a Wayback capture); empty: at its own address. `skip` is why
    no page is fetched for it (empty: one is). `guid` names the article as a feed's GUID does; empty: nothing does.
    """

    link: str
    url: str
    title: str = ""
    published: Stamp | None = None
    skip: str = ""
    copy_url: str = ""
    guid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What one step's answer says: the articles it names, and the steps it leads to.

    `listed` counts all that it lists, before anything is filtered (photos and videos count here): none means that the
    listing has ended.
    """

    found: tuple[Found, ...] = ()
    listed: int = 0
    leads_to: tuple[Step, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """A step that was taken: a row of `walked`, the checkpoint. `outcome` is a FetchOutcome, or not_a_feed.

    `new` counts the canonical addresses that no earlier step of the slice had named.
    """

    step: Step
    outcome: str
    asked_at: datetime
    listed: int = 0
    new: int = 0
    leads_to: tuple[Step, ...] = ()
    detail: str = ""

    @property
    def is_finished(self) -> bool:
        """Whether it is never asked for again in this walk."""
        return self.outcome == "ok"


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceEnd:
    """How the walk of a slice ended, and why it is no more than partial.

    `covered_until` is the instant up to which the slice's days are known whole; `None`: none of it is.
    """

    status: SliceStatus
    reason: str = ""  # "", not_over, too_many_pages, a doubt (`sources.routes.doubts`), or the outcome that stopped it
    covered_until: datetime | None = None


def outlets_feeds(outlets: tuple[Outlet, ...]) -> Iterator[tuple[Outlet, Feed]]:
    """Every feed with its outlet, in the catalogue's order."""
    for outlet in outlets:
        for feed in outlet.feeds:
            yield outlet, feed
