"""Places of an article where an alias stands and was not taken for the entity: found anew, since they are not kept."""

from itertools import islice

from flows.settings import Settings
from warehouse import untagged
from warehouse.entities.gazetteer import load
from warehouse.entities.model import Document, Refused
from warehouse.entities.tagger import Tagger
from warehouse.explain import Section

MOST = 1000  # places that are shown
AROUND = 40  # characters of context, either side

COLUMNS = ("entity_id", "zone", "surface", "char_start", "rule", "score", "context")


def refused_section(settings: Settings, url: str) -> Section:
    """The first thousand such places in the current version of the article that has a page at canonical `url`."""
    tagger = Tagger(load(settings.entities).gazetteer)
    rows = (
        (r.entity_id, r.zone, r.surface, r.char_start, r.rule, round(r.score, 2), _context(document, r))
        for document in untagged.documents_of(settings.published, url)
        for r in tagger.refused(document)
    )
    return Section(name="refused", columns=COLUMNS, rows=tuple(islice(rows, MOST)))


def _context(document: Document, refused: Refused) -> str:
    """The place with some words either side, on one line."""
    text = document.title if refused.zone == "title" else document.text
    begin, end = max(0, refused.char_start - AROUND), refused.char_end + AROUND
    cut = text[begin:end]
    if begin > 0:
        cut = "…" + cut.partition(" ")[2]
    if end < len(text):
        cut = cut.rpartition(" ")[0] + "…"
    return " ".join(cut.split())
