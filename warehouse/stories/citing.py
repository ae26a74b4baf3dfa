"""Whom an article cites: every piece of evidence, with its words, its place and what it speaks for.

Evidence is an address (given, linked to, or the page's canonical one) or a publication's name in an attribution. What
an article says of its own outlet is none. Not here: which article was meant (`warehouse.stories.deriving`).
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from warehouse.stories.addresses import addresses
from warehouse.stories.attribution import Phrase, attribution
from warehouse.stories.model import Citation, Link, Role, Told
from warehouse.stories.press import Named, Press

RULES = 2  # raised whenever other citations would be found
_LONGEST = 500_000  # characters of a text that are read
_MOST = 100  # citations of one article
_EVIDENCE = 300  # characters of one
# Parts of a page in which others speak, or that are of other articles.
_UNREAD = frozenset({"related", "caption", "quotes", "analysis", "prediction", "qa", "hashtags"})
_LEAD, _TAIL = 700, 400  # characters of an article in which an attribution speaks for all of it
# "LOS ANGELES (AP) — ", "Jakarta (ANTARA) - ", "BEIJING, Oct 3 (Reuters) -"; "(Antara)" or "(Reuters/abc)" at the end.
_PLACE = 60  # characters from the line's start to the agency's name
_DATELINE = re.compile(r"(?:/[\w ,.]{1,30})?\)\s{0,2}[-–—]")
_CREDITED = re.compile(r"(?:/[\w ,./-]{1,40})?\)[ \t.]{0,3}(?=\n|$)")
_ARTICLES = frozenset({"story", "stories", "article", "articles", "news", "read", "berita"})
_LISTS = re.compile(
    r"^(?:.+/)?(?:tags?|topics?|topik|authors?|by|profiles?|people|person|category|indeks|about|company|quote|terms|privacy)/"
    r"|\.(?:png|jpe?g|gif|webp|svg|mp3|mp4)$",
    re.IGNORECASE,
)
_BESIDE = 80  # characters between a link and the attribution whose address it is
_REPORT = re.compile(
    r"(?:according\sto\s)?(?:(?:an?|the|this|new|recent|exclusive|earlier)\s)*"
    r"(?:first\s)?(?:reports?|reported|interview|scoop|investigation|laporan|melaporkan|dilaporkan|wawancara)"
    r"(?:\s(?:terbaru|eksklusif))?",
    re.IGNORECASE,
)
_AND = re.compile(r"(?:,|\s?&|,?\s(?:dan|and|serta|maupun))\s(?:the\s|juga\s|media\s)?", re.IGNORECASE)


def citations(told: Told, press: Press) -> tuple[Citation, ...]:
    """All that `told` names as its sources, in the order of its text; at most 100."""
    text = told.text[:_LONGEST]
    reader = _Reader(told, press, text)
    found = [*reader.addresses(), *reader.links(), *reader.phrases(), *reader.agencies()]
    kept = sorted(_best(found), key=lambda c: (c.char_start if c.char_start is not None else -1, c.kind))
    return (*reader.canonical(), *_with_addresses(kept))[:_MOST]


class _Reader:
    """One article's text and what is known of its parts."""

    def __init__(self, told: Told, press: Press, text: str) -> None:
        self._told, self._press, self._text = told, press, text
        self._zones = sorted((z for z in told.zones if z.zone != "title"), key=lambda z: z.char_start)
        self._starts = [zone.char_start for zone in self._zones]
        self._named = tuple(press.named(text))
        body = [zone for zone in self._zones if zone.zone in ("body", "summary")]
        self._begin = body[0].char_start if body else 0
        self._end = body[-1].char_end if body else len(text)
        self._attributed = tuple(self._attributions())

    def zone(self, offset: int) -> str:
        """The part of the page that a place is in."""
        at = bisect_right(self._starts, offset) - 1
        return self._zones[at].zone if at >= 0 and offset < self._zones[at].char_end else "body"

    def addresses(self) -> Iterator[Citation]:
        """Addresses that the text gives: of a publication, or of anybody if they are said to be its source."""
        for found in addresses(self._text):
            zone = self.zone(found.char_start)
            if zone in _UNREAD:
                continue
            known = self._press.at(found.url) is not None
            ending = found.introduced or zone == "references" or (found.alone and found.char_end > self._end - _TAIL)
            if (found.labelled or known) and not self._is_own(found.url):
                role: Role = "source" if found.labelled or ending else "background"
                yield from self._address(found.url, "url", found.evidence_start, found.char_end, role)

    def links(self) -> Iterator[Citation]:
        """Links of the body to another publication's site."""
        for link in self._told.links:
            publication = self._press.at(link.url)
            if publication and self.zone(link.char_start) not in _UNREAD:
                role = self._role_of_link(link, publication.outlet_id)
                yield from self._address(link.url, "link", link.char_start, link.char_end, role)

    def phrases(self) -> Iterator[Citation]:
        """Names of publications in attributions."""
        for outlet_id, phrase in self._attributed:
            if outlet_id != self._told.outlet_id:
                yield self._cited(outlet_id, "phrase", phrase.char_start, phrase.char_end, self._role(phrase))

    def _attributions(self) -> Iterator[tuple[str, Phrase]]:
        last: Phrase | None = None
        for named in self._named:
            if self.zone(named.char_start) in _UNREAD:
                continue
            phrase = attribution(self._text, named.char_start, named.char_end, weak=named.weak)
            if not phrase and last and _AND.fullmatch(self._text, last.char_end, named.char_start):
                phrase = last._replace(char_start=named.char_start, char_end=named.char_end)
            last = phrase
            if phrase:
                yield named.outlet_id, phrase

    def agencies(self) -> Iterator[Citation]:
        """Names in brackets: anybody's behind the place at the head, an agency's at the end."""
        for named in self._named:
            if named.outlet_id != self._told.outlet_id and self._in_brackets(named):
                yield self._cited(named.outlet_id, "agency", named.char_start - 1, named.char_end + 1, "source")

    def canonical(self) -> Iterator[Citation]:
        """The page's own word that it is another site's article."""
        publication = self._press.at(self._told.canonical_url)
        if publication and publication.outlet_id != self._told.outlet_id:
            for citation in self._address(self._told.canonical_url, "canonical", 0, 0, "source"):
                yield replace(citation, evidence=self._told.canonical_url, char_start=None, char_end=None)

    def _address(self, url: str, kind: str, start: int, end: int, role: Role) -> Iterator[Citation]:
        publication = self._press.at(url)
        outlet_id = publication.outlet_id if publication else None
        canonical = self._press.canonical(url, outlet_id)
        if canonical is not None and outlet_id != self._told.outlet_id and _is_deep(canonical):
            yield replace(self._cited(outlet_id, kind, start, end, role), url=canonical)

    def _cited(self, outlet_id: str | None, kind: str, start: int, end: int, role: Role) -> Citation:
        return Citation(
            outlet_id=outlet_id, url=None, kind=kind, evidence=self._text[start:end][:_EVIDENCE],  # type: ignore[arg-type]
            char_start=start, char_end=end, role=role,
        )  # fmt: skip

    def _role(self, phrase: Phrase) -> Role:
        """Whether the attribution speaks for the article: by its words, or at the head, of nothing older."""
        if phrase.passing or phrase.firm:
            return "background" if phrase.passing else "source"
        near = phrase.char_start < self._begin + _LEAD
        return "source" if near else "background"

    def _role_of_link(self, link: Link, outlet_id: str) -> Role:
        """That of the attribution to the same outlet around it; else the source if it is "a report" at the head."""
        start, end = link.char_start - _BESIDE, link.char_end + _BESIDE
        near = [
            (who, phrase) for who, phrase in self._attributed if phrase.char_end > start and phrase.char_start < end
        ]
        for who, phrase in near:
            if who == outlet_id:
                return self._role(phrase)
        is_report = _REPORT.fullmatch(self._text, link.char_start, min(link.char_end, link.char_start + _BESIDE))
        return "source" if is_report and not near and link.char_start < self._begin + _LEAD else "background"

    def _in_brackets(self, named: Named) -> bool:
        """Whether it stands alone in brackets where articles are credited; in the middle a picture is."""
        if self.zone(named.char_start) in _UNREAD:
            return False
        if _DATELINE.match(self._text, named.char_end):
            place = named.char_start - self._text.rfind("\n", 0, named.char_start)
            in_place = 2 < place < _PLACE and self._text[named.char_start - 1] == "("
            return in_place and named.char_start < self._begin + _LEAD
        publication = self._press.publication(named.outlet_id)
        closed = _CREDITED.match(self._text, named.char_end)
        is_credit = self._text[named.char_start - 1 : named.char_start] == "(" and closed is not None
        return is_credit and publication is not None and publication.agency and named.char_end > self._end - _TAIL

    def _is_own(self, url: str) -> bool:
        """Whether an address is on the article's own site, whoever's that is."""
        return _host(url) == _host(self._told.url)


def _host(url: str) -> str:
    return url.split("://", 1)[-1].partition("/")[0].lower().removeprefix("www.")


def _is_deep(url: str) -> bool:
    """Whether an address leads to an article rather than to a front page, a section, a profile or a picture."""
    path = url.split("://", 1)[-1].partition("/")[2].partition("?")[0].strip("/")
    if _LISTS.search(path):
        return False
    *sections, last = path.split("/")
    return any(c.isdigit() for c in path) or last.count("-") >= (1 if _ARTICLES.intersection(sections) else 2)


def _best(found: Iterable[Citation]) -> Iterator[Citation]:
    """One citation for each outlet (or address) and place: an agency in brackets is no phrase beside it."""
    seen: set[tuple[str | None, str | None, int | None]] = set()
    for citation in found:
        place = (citation.outlet_id, citation.url, citation.char_end)
        if place not in seen:
            seen.add(place)
            yield citation


def _with_addresses(kept: list[Citation]) -> Iterator[Citation]:
    """An outlet whose address is given as the source is the source where it is named, too; and the only address of an
    outlet that is named as the source is the source."""
    stated = {c.outlet_id for c in kept if c.url and c.role == "source" and c.outlet_id}
    named = {c.outlet_id for c in kept if not c.url and c.role == "source"}
    given = {(c.outlet_id, c.url) for c in kept if c.kind == "url" and c.outlet_id in named - stated}
    single = Counter(outlet_id for outlet_id, _ in given)
    for citation in kept:
        is_source = single[citation.outlet_id] == 1 if citation.kind == "url" else citation.outlet_id in stated
        yield (
            replace(citation, role="source") if is_source and (citation.kind == "url" or not citation.url) else citation
        )
