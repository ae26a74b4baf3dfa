"""What the report page tells, as values: of the 24 hours that ended at `now`, and of the weeks before them.

Times are aware, in UTC; spans of time are seconds. Words from the web (titles, sentences, names, addresses, evidence)
are as they came: whoever shows them makes them harmless. No text is longer than a headline or a sentence.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An article as the page shows it. `url` is where its headline links to; `sentence` may be empty."""

    article_id: str
    outlet_id: str
    outlet: str
    lang: str
    url: str
    title: str
    sentence: str
    dated_at: datetime
    is_exact: bool  # dated to the minute or better; else the day is all that is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The figures of the last 24 hours, each beside those of the 24 hours before where there is a `_before`."""

    articles: int
    articles_before: int
    outlets: int  # that published any of them
    copies: int  # of the articles, how many are copies of an earlier text
    stories: int  # first told in these hours
    retellings: int  # articles of these hours that retell another
    contradicted: int  # figures in them that contradict their original
    rising: str  # the watched entity that rose most against its week before, by name; empty where none did
    rising_articles: int
    rising_usual: float  # articles a day in the four weeks before
    biggest: str  # the headline of the story that most owners' outlets told in these hours; empty where none did
    biggest_url: str
    biggest_groups: int  # of how many owners
    open_gaps: int
    silent_outlets: int  # with no feed that answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """How many articles of a UTC day name an entity: those in English, those in Indonesian, any others."""

    day: date
    en: int
    id: int
    other: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """An entity of KABAR_WATCH: 90 days, every one of them in order, and the newest articles of the last day."""

    entity_id: str
    name: str
    is_known: bool  # whether the gazetteer has it
    last_day: int
    last_week: int
    usual_week: float  # the mean of the four weeks before
    ever: int
    days: tuple[Day, ...]
    news: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """A figure that reads otherwise in a retelling: verdict is rounded, converted, missing or contradicted."""

    verdict: str
    original: str
    derived: str  # empty where it is missing
    rate: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retelling:
    """A line of a story's timeline: an article, and what it has from whom. An original has no `how`.

    `of` is the article_id of its original where that is on the same timeline; else `of_outlet` (or the address's host)
    is all that is said. `lag` is the seconds since that original, or else since the story's first article.
    """

    piece: Piece
    how: str  # stated, inferred, named; empty for an article that has it from nobody
    confidence: float | None
    of: str
    of_outlet: str
    of_url: str
    lag: float | None
    evidence: tuple[str, ...]  # a reason each
    drifts: tuple[Drift, ...]
    figures: int  # how many figures of the original were compared
    is_copy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A story: what is not in the warehouse but known as its original, if anything, then its articles by time."""

    story_id: str
    title: str
    first_at: datetime
    last_at: datetime
    groups: int
    independent_voices: int
    languages: tuple[str, ...]
    entities: tuple[str, ...]
    articles: int  # in all; `lines` may hold fewer
    absent: tuple[str, ...]  # originals that were never fetched: addresses, or names of outlets
    lines: tuple[Retelling, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A watched entity's part of the articles of a week that name any entity of its type."""

    entity_id: str
    name: str
    week: date  # its Monday
    articles: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """How many articles of an outlet retell those of another, in the last 90 days."""

    outlet: str
    original_outlet: str
    articles: int
    stated: int
    median_lag: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    """A story told in English, days ago, that no Indonesian outlet carried."""

    piece: Piece
    articles: int
    entities: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewName:
    """A name that recurs of late and is in no gazetteer."""

    name: str
    score: float
    articles: int
    outlets: tuple[str, ...]
    first_seen_at: datetime
    example_title: str
    example_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An outlet and how its feeds are. `state`: well, failing (some feeds), silent (all), blocked, unwatched."""

    outlet_id: str
    outlet: str
    state: str
    articles: int  # first seen in the 24 hours, by feeds
    changed: int
    waiting: int  # pages listed and not fetched yet
    feeds: int
    failing_feeds: int
    last_answer_at: datetime | None
    newest_item_at: datetime | None
    why: str  # what the worst of its feeds said last; empty where all is well


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenGap:
    """A stretch in which a feed may have dropped items unseen: open, or permanent and of the last 30 days."""

    outlet: str
    feed_url: str
    missing_from: datetime
    missing_until: datetime
    status: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that the page tells, from what run `run_id` published."""

    now: datetime
    published_at: datetime | None
    run_id: str
    schema_version: int
    articles: int  # in the warehouse
    first_at: datetime | None  # of the oldest of them
    today: Today
    watched: tuple[Watched, ...]
    stories: tuple[Timeline, ...]
    shares: tuple[Share, ...]
    follows: tuple[Follow, ...]
    untold: tuple[Untold, ...]
    names: tuple[NewName, ...]
    sources: tuple[Source, ...]
    gaps: tuple[OpenGap, ...]
