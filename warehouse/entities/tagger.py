"""Who is named in a document, where exactly, and what says so.

Every written form of every entity is looked for at once; what is no word of its own falls out, and of what overlaps the
longest from the left stays (`finding`). A form that always means the same entity is a mention then; the others are
judged (`judging`), by rules that each mention names. Linear in the text, and bounded: behind the first `finding.MOST`
names of a text nothing is looked at.
"""

from hashlib import sha256
from operator import itemgetter
from typing import Final

from warehouse.entities.finding import Reader
from warehouse.entities.judging import judged
from warehouse.entities.lexicon import lexicon
from warehouse.entities.model import Document, Gazetteer, Mention, Refused
from warehouse.entities.rules import Verdict
from warehouse.entities.spots import Field

RULES: Final = 1  # the number of all these rules: raised with every change of what they find


class Tagger:
    """Finds the entities of one gazetteer. `version` names both: taggers with the same version find the same."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._lexicon = lexicon(gazetteer)
        self._reader = Reader(self._lexicon)
        self.version = sha256(f"{RULES} {gazetteer.digest}".encode()).hexdigest()[:16]

    def tag(self, document: Document) -> tuple[Mention, ...]:
        """The mentions of the title, then those of the text, each in order and none across another."""
        title, text = self._read(document)
        if not title.places and not text.places:
            return (*title.sure, *text.sure)
        found = ([*title.sure], [*text.sure])
        for verdict in judged(self._lexicon, document, (title, text)):
            if verdict.accepted:
                found[verdict.place.field].append(_mention(verdict, document))
        for mentions in found:
            mentions.sort(key=itemgetter(1))
        return (*found[0], *found[1])

    def refused(self, document: Document) -> tuple[Refused, ...]:
        """What was looked at and is no mention, with the reason, in the same order."""
        verdicts = [v for v in judged(self._lexicon, document, self._read(document)) if not v.accepted]
        verdicts.sort(key=lambda verdict: (verdict.place.field, verdict.place.char_start, verdict.entity_id))
        return tuple(Refused(*_mention(verdict, document)) for verdict in verdicts)

    def _read(self, document: Document) -> tuple[Field, Field]:
        read = self._reader.read
        return read(0, document.title, ()), read(1, document.text, document.zones)


def _mention(verdict: Verdict, document: Document) -> Mention:
    place = verdict.place
    text = document.text if place.field else document.title
    surface = text[place.char_start : place.char_end]
    return Mention(
        verdict.entity_id, place.char_start, place.char_end, surface, place.zone, verdict.score, verdict.rule
    )
