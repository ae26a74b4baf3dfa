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

RULES = 1  # raised whenever other citations would be found
_LONGEST = 500_000  # characters of a text that are read
_MOST = 100  # citations of one article
_EVIDENCE = 300  # characters of one
# Parts of a page in which others speak, or that are of other articles.
_UNREAD = frozenset({"related", "caption", "quotes", "analysis", "prediction", "qa", "hashtags"})
_LEAD, _TAIL = 700, 400  # characters of an article in which an attribution speaks for all of it
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

    def zone(self, offset: int) -> str:
        """The part of the page that a place is in."""
        at = bisect_right(self._starts, offset) - 1
        return self._zones[at].zone if at >= 0 and offset < self._zones[at].char_end else "body"

    def addresses(self) -> Iterator[Citation]:
        """Addresses that the text gives."""
        for found in addresses(self._text):
            zone = self.zone(found.char_start)
            if zone in _UNREAD:
                continue
            ending = found.alone and found.char_end > self._end - _TAIL and self._press.at(found.url) is not None
            labelled = found.labelled or ending or zone == "references"
            role: Role = "source" if labelled else "background"
            yield from self._address(found.url, "url", found.evidence_start, found.char_end, role)

    def links(self) -> Iterator[Citation]:
        """Links of the body to another publication's site."""
        for link in self._told.links:
            if self.zone(link.char_start) not in _UNREAD and self._press.at(link.url):
                phrase = self._phrase_at(link)
                role: Role = "source" if phrase and self._role(phrase) == "source" else "background"
                yield from self._address(link.url, "link", link.char_start, link.char_end, role)

    def phrases(self) -> Iterator[Citation]:
        """Names of publications in attributions."""
        last: Phrase | None = None
        for named in self._named:
            if self.zone(named.char_start) in _UNREAD:
                continue
            phrase = attribution(self._text, named.char_start, named.char_end)
            if not phrase and last and _AND.fullmatch(self._text, last.char_end, named.char_start):
                phrase = last._replace(char_start=named.char_start, char_end=named.char_end)
            last = phrase
            if phrase and named.outlet_id != self._told.outlet_id:
                yield self._cited(named.outlet_id, "phrase", phrase.char_start, phrase.char_end, self._role(phrase))

    def agencies(self) -> Iterator[Citation]:
        """Agencies in brackets: behind a place at the head, or at the end of a paragraph."""
        for named in self._named:
            publication = self._press.publication(named.outlet_id)
            if (
                publication
                and publication.agency
                and named.outlet_id != self._told.outlet_id
                and self._in_brackets(named)
            ):
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
        """Whether the attribution speaks for the article: at its head or end, of nothing older, or by its words."""
        if phrase.passing or phrase.firm:
            return "background" if phrase.passing else "source"
        near = phrase.char_start < self._begin + _LEAD or phrase.char_end > self._end - _TAIL
        return "source" if near else "background"

    def _phrase_at(self, link: Link) -> Phrase | None:
        """The attribution whose words the link's are, or that stands within 80 characters of it."""
        around = self._text[max(link.char_start - 80, 0) : link.char_end + 80]
        shift = max(link.char_start - 80, 0)
        publication = self._press.at(link.url)
        for named in self._press.named(around):
            if publication and named.outlet_id == publication.outlet_id:
                return attribution(self._text, named.char_start + shift, named.char_end + shift)
        return None

    def _in_brackets(self, named: Named) -> bool:
        """Whether it stands alone in brackets, at the head of the article or where a paragraph ends."""
        text, start, end = self._text, named.char_start, named.char_end
        if text[start - 1 : start] != "(" or text[end : end + 1] not in (")", "/"):
            return False
        closed = text.find(")", end, end + 40)
        behind = text[closed + 1 : closed + 3] if closed >= 0 else ""
        return closed >= 0 and (start < self._begin + 120 or not behind.strip() or behind.startswith("\n"))


def _is_deep(url: str) -> bool:
    """Whether an address leads to an article rather than to a site's front page or one of its sections."""
    path = url.split("://", 1)[-1].partition("/")[2].strip("/")
    return "/" in path or path.count("-") >= 2 or any(c.isdigit() for c in path)


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
