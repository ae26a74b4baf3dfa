"""Who is named in a document, where exactly, and what says so.

Every written form of every entity is looked for at once; what is no word of its own falls out, and of what overlaps the
longest from the left stays (`finding`). A form that always means the same entity is a mention then; the others are
judged (`judging`), by rules that each mention names. Linear in the text, and bounded: behind the first `finding.MOST`
names of a text nothing is looked at.
"""

from hashlib import sha256
from operator import itemgetter
from typing import Final

from warehouse.entities.finding import Finder
from warehouse.entities.judging import judged
from warehouse.entities.lexicon import lexicon
from warehouse.entities.model import Document, Gazetteer, Mention, Refused
from warehouse.entities.verdicts import SCORES, Verdict

RULES: Final = 3  # the number of all these rules: raised with every change of what they find

_BY_START: Final = itemgetter(1)


def version_of(gazetteer: Gazetteer) -> str:
    """The version of this gazetteer's tagger, which need not be made for it."""
    return sha256(f"{RULES} {gazetteer.digest}".encode()).hexdigest()[:16]


class Tagger:
    """Finds the entities of one gazetteer. `version` names both: taggers with the same version find the same."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._lexicon = lexicon(gazetteer)
        self._finder = Finder(self._lexicon)
        self.version = version_of(gazetteer)

    def tag(self, document: Document) -> tuple[Mention, ...]:
        """The mentions of the title, then those of the text, each in order and none across another."""
        sheet = self._finder.find(document)
        for verdict in judged(self._lexicon, self._finder, document, sheet) if sheet.places else ():
            if verdict.rule in SCORES:
                (sheet.title if verdict.place.zone == "title" else sheet.text).append(_mention(verdict, document))
        if sheet.places:
            sheet.title.sort(key=_BY_START)
            sheet.text.sort(key=_BY_START)
        return (*sheet.title, *sheet.text)

    def refused(self, document: Document) -> tuple[Refused, ...]:
        """What was looked at and is no mention, with the reason, in the same order."""
        verdicts = judged(self._lexicon, self._finder, document, self._finder.find(document, mute=False))
        refused = sorted((_mention(verdict, document) for verdict in verdicts if not verdict.accepted), key=_order)
        return tuple(Refused(*mention) for mention in refused)


def _order(mention: Mention) -> tuple[bool, int, str]:
    return mention.zone != "title", mention.char_start, mention.entity_id


def _mention(verdict: Verdict, document: Document) -> Mention:
    place = verdict.place
    text = document.title if place.zone == "title" else document.text
    surface = text[place.char_start : place.char_end]
    return Mention(
        verdict.entity_id, place.char_start, place.char_end, surface, place.zone, verdict.score, verdict.rule
    )
