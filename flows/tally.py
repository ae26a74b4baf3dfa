"""What a run did, counted per outlet: the final table, the run's counts, and the verdict whether anything answered."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sources.types import Exchange, Extraction, PageFetch, Poll
from warehouse.tags import Tagged

# The words of the run's counts, in the order people read them.
WORDS = (
    "polled", "new_entries", "listings", "found", "fetched", "checked", "absent", "failed", "articles", "versions",
    "skipped", "tagged", "mentions", "changed", "linked", "stories", "derivations", "left",
)  # fmt: skip
_UNREACHED = frozenset({"dns", "connection", "timeout", "tls"})
_ENOUGH_HOSTS = 3  # two that are down at once may be one owner's


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletLine:
    """One outlet's line of the final table: `failed` are reasons with counts, `seconds` what its requests took."""

    outlet_id: str
    polled: int
    new_entries: int
    fetched: int
    failed: tuple[tuple[str, int], ...]
    articles: int
    seconds: float


@dataclass(slots=True)
class Tally:
    """Counts while a run goes on; the one thing in it that changes."""

    counts: Counter[str] = field(default_factory=Counter)
    by_outlet: dict[str, Counter[str]] = field(default_factory=dict)
    reasons: dict[str, Counter[str]] = field(default_factory=dict)
    reached: bool = False
    unreached: set[str] = field(default_factory=set)

    def polls(self, polls: Iterable[tuple[Poll, int]]) -> None:
        """Counts polls, each with how many of its entries are new."""
        for poll, new in polls:
            outlet = poll.feed.outlet_id
            self._add(outlet, "polled")
            self._add(outlet, "new_entries", new)
            self._add(outlet, "ms", sum(e.ms for e in poll.exchanges))
            self._reach(poll.exchanges)
            if poll.outcome in ("failed", "not_a_feed", "other_site"):
                last = poll.exchanges[-1]
                self._fail(outlet, f"feed {last.outcome if poll.outcome == 'failed' else poll.outcome}")

    def fetches(self, fetched: Iterable[PageFetch]) -> None:
        """Counts pages: those fetched for the first time, and looks at those fetched before."""
        for page in fetched:
            outlet = page.page.outlet_id
            self._add(outlet, "ms", sum(e.ms for e in page.exchanges))
            self._reach(page.exchanges)
            if page.page.is_check:
                self._check(outlet, page)
            elif page.outcome == "ok":
                self._add(outlet, "fetched")
            else:
                self._fail(outlet, page.outcome)

    def _check(self, outlet: str, page: PageFetch) -> None:
        """That an article is not there any more is no failure, but something to know."""
        self._add(outlet, "checked")
        if page.outcome in ("not_found", "gone"):
            self._add(outlet, "absent")
        elif page.outcome not in ("ok", "not_modified"):
            self._fail(outlet, f"look again: {page.outcome}")

    def listing(self, outlet: str, pages: int, failure: str, exchanges: Sequence[Exchange]) -> None:
        """Counts a listing of past days: the pages that it led to first, and what went wrong, if anything."""
        self._add(outlet, "listings")
        self._add(outlet, "found", pages)
        self._add(outlet, "ms", sum(e.ms for e in exchanges))
        self._reach(exchanges)
        if failure:
            self._fail(outlet, f"listing {failure}")

    def extractions(self, read: Iterable[tuple[str, Extraction]]) -> None:
        """Counts pages that were read: (outlet id, what became of it)."""
        for outlet, extraction in read:
            if extraction.outcome == "ok":
                self._add(outlet, "articles")
            else:
                self._add(outlet, "skipped")
                self.reasons.setdefault(outlet, Counter())[extraction.outcome] += 1

    def tagged(self, tagged: Sequence[Tagged], changed: int) -> None:
        """Counts articles that were tagged, what was found, and how many mentions another tagger brought or took."""
        self.counts["tagged"] += len(tagged)
        self.counts["mentions"] += sum(len(one.mentions) for one in tagged)
        self.counts["changed"] += changed

    @property
    def is_offline(self) -> bool:
        """Whether no server answered, and enough were asked to blame the connection and not the servers."""
        return not self.reached and len(self.unreached) >= _ENOUGH_HOSTS

    def lines(self) -> tuple[OutletLine, ...]:
        """The final table, by outlet."""
        return tuple(self._line(outlet) for outlet in sorted(self.by_outlet))

    def _line(self, outlet: str) -> OutletLine:
        c = self.by_outlet[outlet]
        return OutletLine(
            outlet_id=outlet,
            polled=c["polled"],
            new_entries=c["new_entries"],
            fetched=c["fetched"],
            failed=tuple(self.reasons.get(outlet, Counter()).most_common()),
            articles=c["articles"],
            seconds=c["ms"] / 1000,
        )

    def _add(self, outlet: str, word: str, n: int = 1) -> None:
        self.by_outlet.setdefault(outlet, Counter())[word] += n
        if word != "ms":
            self.counts[word] += n

    def _fail(self, outlet: str, reason: str) -> None:
        self._add(outlet, "failed")
        self.reasons.setdefault(outlet, Counter())[reason] += 1

    def _reach(self, exchanges: Iterable[Exchange]) -> None:
        for exchange in exchanges:
            if exchange.outcome in _UNREACHED:
                self.unreached.add(exchange.host)
            elif exchange.sent:
                self.reached = True
