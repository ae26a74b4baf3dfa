"""Judging every place of a document, in rounds: what is accepted in one is evidence in the next."""

from warehouse.entities.automaton import Hit
from warehouse.entities.evidence import Evidence
from warehouse.entities.finding import Finder
from warehouse.entities.lexicon import Lexicon, Pattern
from warehouse.entities.model import Document
from warehouse.entities.rules import Judge
from warehouse.entities.spots import Place, Sheet
from warehouse.entities.verdicts import FULL, LOCAL, OPEN, SCORES, Verdict

Found = list[tuple[Place, list[Verdict]]]


def judged(lexicon: Lexicon, finder: Finder, document: Document, sheet: Sheet) -> list[Verdict]:
    """What was decided of every place, in no order: of each, at most one entity is accepted.

    Strong names come first, since they are evidence; then the weak ones; then, once more, those for which the names
    accepted so far may be evidence; then what lies inside the places where nobody was accepted.
    """
    evidence = Evidence(lexicon, document, sheet)
    judge = Judge(lexicon, sheet, evidence, document)
    strong = [place for place in sheet.places if not lexicon.weak[place.pattern]]
    weak = [place for place in sheet.places if lexicon.weak[place.pattern]] if strong else sheet.places
    found = [(place, judge.verdicts(place)) for place in strong]
    if strong and weak:
        _learn(found, judge, evidence)
    found += [(place, judge.verdicts(place)) for place in weak]
    again = [place for place, verdicts in found if _is_open(verdicts)]
    if again and len(again) < len(found):
        _learn(found, judge, evidence)
        found = [decided for decided in found if not _is_open(decided[1])]
        found += [(place, judge.verdicts(place)) for place in again]
    verdicts = [verdict for _, decided in found for verdict in decided]
    for place, decided in found:
        if (hits := finder.inside(place)) and not _is_any(decided):
            verdicts += _inside(place, hits, lexicon.patterns[place.pattern], sheet, judge)
    return verdicts


def _learn(found: Found, judge: Judge, evidence: Evidence) -> None:
    """What was accepted is known from now on."""
    accepted = [verdict for _, verdicts in found for verdict in verdicts if verdict.rule in SCORES]
    for verdict in accepted:
        place = verdict.place
        is_full = verdict.rule in FULL or judge.words(verdict) > 1
        evidence.add(verdict.entity_id, place.zone, place.order, is_full=is_full)
    judge.learn({(v.place.pattern, v.entity_id) for v in accepted if v.rule in LOCAL}, {v.place.at for v in accepted})


def _inside(place: Place, hits: list[Hit], pattern: Pattern, sheet: Sheet, judge: Judge) -> list[Verdict]:
    """What stands inside a place where nobody was accepted: "Meta" in "Meta AI"; no entity that the phrase excludes."""
    verdicts: list[Verdict] = []
    for hit in hits:
        moved = place.char_start - sheet.normal.stored(place.start, place.end)[0]  # of a title, to its own offsets
        char_start, char_end = sheet.normal.stored(*hit[1:])
        part = Place(*hit, char_start + moved, char_end + moved, place.zone, -1)
        verdicts += judge.verdicts(part, pattern.vetoed)
    return verdicts


def _is_any(verdicts: list[Verdict]) -> bool:
    return any(verdict.rule in SCORES for verdict in verdicts)


def _is_open(verdicts: list[Verdict]) -> bool:
    """Whether more evidence may turn it over."""
    is_open = False
    for verdict in verdicts:
        if verdict[3] in SCORES:
            return False
        is_open = is_open or verdict[3] in OPEN
    return is_open
