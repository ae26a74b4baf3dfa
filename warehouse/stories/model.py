"""The values that pass between what cites, compares and gathers articles, and the warehouse. Nothing is decided here.

Offsets count Unicode code points of an article's text. What there are millions of are named tuples (see
`warehouse.entities.model`).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from sources.types import Link as Link
from sources.types import Zone
from warehouse.entities.model import Amount, Mention, Name

CitationKind = Literal["url", "link", "phrase", "agency", "canonical"]
Role = Literal["source", "background"]  # the article is taken from it; or it is named for one statement, or in passing
ArticleKind = Literal["news", "column", "roundup", "promotion", "evergreen"]
TraitKind = Literal["entity", "name", "place", "amount", "count", "percent", "date", "action", "quote", "concept"]
Position = Literal["title", "lead", "body"]
How = Literal["stated", "named", "inferred"]
Verdict = Literal["equal", "rounded", "converted", "missing", "contradicted"]


# ------------------------------------------------------------------ what is read


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article as the linker reads it: what its current version says, and what was found in that.

    `published_at` is when it was first seen where it does not say itself. `group_id` is the outlet's owner.
    """

    article_id: str
    document_id: str
    outlet_id: str
    group_id: str
    url: str
    title: str
    text: str
    zones: tuple[Zone, ...]
    lang: str
    section: str
    published_at: datetime
    canonical_url: str = ""
    tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    mentions: tuple[Mention, ...] = ()
    amounts: tuple[Amount, ...] = ()
    names: tuple[Name, ...] = ()


# ------------------------------------------------------------------ whom it cites


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """Somebody who can be cited: an outlet of ours, another, or an agency.

    `names` are the spellings under which texts name it; `weak` those that are words of the language too or somebody
    else's name, and count in capitals behind an attribution alone. `hosts` are the sites it publishes on; `ours` says
    that it is an outlet which kabar polls.
    """

    outlet_id: str
    names: tuple[str, ...]
    weak: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    agency: bool = False
    ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One piece of evidence that an article names an outlet or an address: `evidence` is what stands there.

    `outlet_id` is None where an address belongs to nobody known; `url` is canonical, None where none is given. Offsets
    are of the text, None where the evidence is not in it (a canonical link). `role`: see `Role`.
    """

    outlet_id: str | None
    url: str | None
    kind: CitationKind
    evidence: str
    char_start: int | None
    char_end: int | None
    role: Role


# ------------------------------------------------------------------ what it is about


class Trait(NamedTuple):
    """Something that an article says in whatever language: who, how much, when, what happened.

    `key` is the same in every language ("meta-platforms", "ruben mayer", "USD 14300000000", "hire"); `surface` is how
    the text has it; `weight` how much it tells one event from another, from 0 (everywhere) to about 10 (nowhere else).
    """

    kind: TraitKind
    key: str
    position: Position  # where it stands first
    times: int
    weight: float
    surface: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """All by which an article is compared with others. `traits` are in the order kind, key; no two are of one key."""

    article_id: str
    outlet_id: str
    group_id: str
    lang: str
    published_at: datetime
    kind: ArticleKind
    title: str
    traits: tuple[Trait, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What two articles (or an article and a story's core) have in common, and what speaks against one event.

    `score` is from 0 to 1; the same whichever is given first. `coverage` is how much of the first's weight the second
    has. `shared` and `against` are readable ("both name Ruben Mayer", "US$40 million here, US$25 million there").
    """

    score: float
    coverage: float
    shared: tuple[str, ...]
    against: tuple[str, ...]


# ------------------------------------------------------------------ stories


class Edge(NamedTuple):
    """Two articles that may tell one event, the smaller id first."""

    one: str
    other: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """The articles of one event, the first published first; `why` says of each why it belongs ("" for the first)."""

    articles: tuple[str, ...]
    scores: tuple[float, ...]  # how well each agrees with the core; 1 for the first
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A story as it stands in the warehouse: its id for ever, and its articles."""

    story_id: str
    articles: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryChange:
    """What became of stories: `born`, `merged` (into other_id), `split` (off other_id), `ended` (no article left)."""

    story_id: str
    change: Literal["born", "merged", "split", "ended"]
    other_id: str | None
    articles: tuple[str, ...]


# ------------------------------------------------------------------ derivations


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An article that another may be a retelling of."""

    article_id: str
    url: str
    outlet_id: str
    agreement: Agreement  # of the derived article (first) with this one
    published_at: datetime
    same_story: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """That an article retells another. `how` is how the original is known.

    stated: the article gives its address. inferred: the address was found, by the outlet it names or by what the two
    share. named: the outlet is named, and which of its articles it was is not known (`original_url` is None).
    `evidence` is readable, a reason a line. `attributed` says that the article names that outlet.
    """

    article_id: str
    original_url: str | None
    original_id: str | None
    original_outlet_id: str | None
    how: How
    confidence: float
    evidence: str
    attributed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubted:
    """A candidate that was not taken for the original, and why not in words."""

    article_id: str
    original_id: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """One figure of an original and what a retelling has in its place, both as they stand.

    `kind` is amount, count, percent or date; `rate` the rate that a conversion implies (units of the retelling's
    currency for one of the original's). Offsets are of either text; `derived_*` are None where it is missing.
    """

    kind: Literal["amount", "count", "percent", "date"]
    verdict: Verdict
    original: str
    original_start: int
    original_end: int
    derived: str | None
    derived_start: int | None
    derived_end: int | None
    rate: float | None = None
