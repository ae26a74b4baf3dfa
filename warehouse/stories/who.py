"""Who and where an article is about: the entities of the gazetteer, and the names that are in none.

Names are compared in a normal form: lower case without accents, hyphens and titles. A single word that is part of a
longer name of the article is that name; "University of Toronto" is "Universitas Toronto". Hashtags and addresses are
weak evidence, and only of who is known. Whoever stands in the reporter's line alone is not in the news.
"""

import re
from collections.abc import Iterable, Sequence
from unicodedata import combining, normalize

from warehouse.entities.function_words import OFFICES, ROLES
from warehouse.entities.model import Name
from warehouse.stories import commonness
from warehouse.stories.gathered import Gathered
from warehouse.stories.model import Position, Told, TraitKind
from warehouse.stories.passages import Passage, place

_MENTIONS = 5_000  # that are looked at
_NAMES = 40
_WEAK = 0.5  # of its weight that an entity has which stands in hashtags or an address alone
_WEAK_ZONES = frozenset({"hashtags", "references"})
_APART = re.compile(r"[^a-z0-9]+")
_TITLES = frozenset({word.lower() for word in ROLES | OFFICES} | {"sir", "haji", "hj", "kh", "jr", "sr", "vp", "ms"})
_NYA = 5  # letters: a longer word with that ending is one of the language
_UNIVERSITY = frozenset({"university", "universitas"})
# "Laporan Wartawan Tribunnews.com, Reynas Abdila", to the line's end or with the first word of a dateline behind it.
_REPORTERS = "wartawan|reporter|jurnalis|kontributor|koresponden|pewarta"
_BYLINE = re.compile(
    rf"^[ \t]{{0,4}}(?:laporan (?:{_REPORTERS})\b|(?:{_REPORTERS}|penulis|editor) ?:)[^\n]{{0,80}}", re.I | re.M
)
_DATELINE = re.compile(r"\s[-–—]{1,2}\s|\b[A-Z]{4,}\b")


def normal_name(name: str) -> str:
    """A name as it is compared: "Priya Venkatesan-Holt" is "priya venkatesan holt". Empty where nothing is left."""
    plain = "".join(c for c in normalize("NFKD", name[:200]) if not combining(c)).lower()
    plain = plain.replace("'s ", " ").removesuffix("'s").replace("'", "").replace("’", "")
    words = _APART.sub(" ", plain).split()
    while words and words[-1] == "rp":
        words.pop()
    while len(words) > 2 and words[0] in _TITLES:
        del words[0]
    if len(words) > 1 and words[0].endswith("nya") and len(words[0]) > _NYA:
        del words[0]  # "Namanya Ruben Mayer"
    if len(words) > 1 and not _UNIVERSITY.isdisjoint(words):
        words = [*(word for word in words if word not in _UNIVERSITY and word != "of"), "university"]
    return " ".join(words)


def gather_entities(found: Gathered, told: Told, parts: Sequence[Passage]) -> None:
    """Adds entities, places as such, of title, summary and body; for half their weight, of hashtags and addresses."""
    places = commonness.places()
    weak = []
    for mention in told.mentions[:_MENTIONS]:
        position = place(parts, mention.char_start, of_title=mention.zone == "title")
        if position is not None:
            kind: TraitKind = "place" if mention.entity_id in places else "entity"
            found.add(kind, mention.entity_id, position, commonness.of_entity(mention.entity_id), mention.surface)
        elif mention.zone in _WEAK_ZONES and mention.entity_id not in places:
            weak.append(mention)
    for mention in weak:
        if not found.has("entity", mention.entity_id):
            weight = _WEAK * commonness.of_entity(mention.entity_id)
            found.add("entity", mention.entity_id, "body", weight, mention.surface)


def gather_names(found: Gathered, told: Told, parts: Sequence[Passage]) -> None:
    """Adds the names that are in no gazetteer."""
    title, lead = (" ".join(p.text for p in parts if p.position == position) for position in ("title", "lead"))
    text = " ".join(p.text for p in parts)
    bylines = [_byline(found_line[0]) for p in parts for found_line in _BYLINE.finditer(p.text)]
    named = [n for n in told.names[:_NAMES] if not bylines or _stands_beside(n.name, text, bylines)]
    for key, name in _folded(named):
        position: Position = "title" if name.name in title else "lead" if name.name in lead else "body"
        found.add("name", key, position, commonness.of_name(key), name.name, name.mentions)


def _byline(line: str) -> str:
    dateline = _DATELINE.search(line)
    return line[: dateline.end()] if dateline else line


def _stands_beside(name: str, text: str, bylines: Sequence[str]) -> bool:
    """Whether a name stands anywhere else than in lines that say who wrote it."""
    in_them = sum(line.count(name) for line in bylines)
    return not in_them or text.count(name) > in_them


def _folded(names: Iterable[Name]) -> list[tuple[str, Name]]:
    """Each name with its key; a single word's is that of the first longer name that begins or ends with it."""
    keys = [(normal_name(name.name), name) for name in names]
    longer: dict[str, str] = {}
    for key, _ in keys:
        words = key.split()
        for word in (words[-1], words[0]) if len(words) > 1 else ():
            longer.setdefault(word, key)
    return [(longer.get(key, key), name) for key, name in keys if len(key) > 1]
