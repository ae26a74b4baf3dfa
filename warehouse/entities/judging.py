"""Judging every place of a document, in rounds: what is accepted in one is evidence in the next."""

from itertools import chain

from warehouse.entities.evidence import Evidence
from warehouse.entities.lexicon import Lexicon
from warehouse.entities.model import Document, Mention
from warehouse.entities.rules import LOCAL, OPEN, Judge, Verdict
from warehouse.entities.spots import Field, Place, longest


def judged(lexicon: Lexicon, document: Document, fields: tuple[Field, Field]) -> list[Verdict]:
    """What was decided of every place of the two fields, in no order: of each, at most one entity is accepted.

    Strong names come first, since they are evidence; then the weak ones; then, once more, those for which the names
    accepted so far may be evidence; then what lies inside the places where nobody was accepted.
    """
    places = [*fields[0].places, *fields[1].places]
    if not places:
        return []
    court = _Court(lexicon, document, fields)
    strong = [place for place in places if not _is_weak(lexicon, place)]
    found = court.judge(strong) + court.judge([place for place in places if _is_weak(lexicon, place)])
    again = [place for place, verdicts in found if _is_open(verdicts)]
    settled = [(place, verdicts) for place, verdicts in found if not _is_open(verdicts)] + court.judge(again)
    return [*chain.from_iterable(verdicts for _, verdicts in settled), *court.inside(settled)]


Found = list[tuple[Place, list[Verdict]]]


class _Court:
    """The judge of one document, and what the document has said so far."""

    def __init__(self, lexicon: Lexicon, document: Document, fields: tuple[Field, Field]) -> None:
        self._lexicon = lexicon
        self._fields = fields
        self._evidence = Evidence(lexicon, document, fields)
        day = document.published_at.date() if document.published_at else None
        self._judge = Judge(lexicon, fields, self._evidence, day, document.lang)

    def judge(self, places: list[Place]) -> Found:
        """What is decided of `places` by what is known until now; what is accepted is known from then on."""
        found = [(place, self._judge.verdicts(place)) for place in places]
        for place, verdicts in found:
            for verdict in verdicts:
                if verdict.accepted:
                    self._learn(place, verdict)
        self._evidence.sort()
        return found

    def _learn(self, place: Place, verdict: Verdict) -> None:
        if verdict.rule in LOCAL:
            self._judge.lifted.add((place.pattern, verdict.entity_id))
        self._judge.accepted.add((place.field, place.at))
        mention = Mention(
            verdict.entity_id, place.char_start, place.char_end, "", place.zone, verdict.score, verdict.rule
        )
        self._evidence.add(place.field, [mention])

    def inside(self, settled: Found) -> list[Verdict]:
        """What stands inside the places where nobody was accepted: "Meta" in "Meta AI"."""
        verdicts: list[Verdict] = []
        for place, decided in settled:
            if place.inner and not any(verdict.accepted for verdict in decided):
                vetoed = self._lexicon.patterns[place.pattern].vetoed
                for inner in self._parts(place):
                    verdicts += self._judge.verdicts(inner, vetoed)
        return verdicts

    def _parts(self, place: Place) -> list[Place]:
        """The places of its inner hits."""
        normal = self._fields[place.field].normal
        hits, _ = longest(sorted(place.inner, key=lambda hit: (hit[2], hit[1])), self._lexicon.sure)
        return [Place(place.field, *hit, *normal.stored(*hit[1:]), place.zone, -1, ()) for hit in hits]


def _is_weak(lexicon: Lexicon, place: Place) -> bool:
    return all(form.weak for form in lexicon.patterns[place.pattern].forms)


def _is_open(verdicts: list[Verdict]) -> bool:
    """Whether more evidence may turn it over."""
    return any(v.rule in OPEN for v in verdicts) and not any(v.accepted for v in verdicts)
