"""A gazetteer made ready for tagging: which written form may be whom, and what an entity is related to.

A `Pattern` is one string that is looked for, and every meaning that it has: an alias as it is written, the same in
capitals (for lines that are), or a hashtag made of it; or a phrase in which an alias is something else.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Final, Literal, NamedTuple, TypeVar

from warehouse.entities.model import Alias, Entity, EntityType, Gazetteer
from warehouse.entities.normal import normalise
from warehouse.entities.words import ORDINARY

OTHER: Final = "other"  # a language that no alias is bound to
# Searched with the names, as the first of them, since searches of their own would cost a fifth of that for all names:
# where several spaces stand together, and where addresses may, a text needs another look.
SIGNS: Final = ("  ", "://")
T = TypeVar("T")
Written = Literal["written", "capitals", "hashtag"]


class Form(NamedTuple):
    """One entity that a pattern may mean, and what has to be so for it."""

    entity_id: str
    type: EntityType
    weak: bool
    words: int  # of the alias
    requires_ids: frozenset[str]
    requires_phrases: tuple[str, ...]
    since: date | None
    until: date | None  # not included
    language: str


class Pattern(NamedTuple):
    """A string that is looked for: whom it may mean, by their ids, and whom it shows not to be meant."""

    text: str
    forms: tuple[Form, ...]
    vetoed: frozenset[str]
    written: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """What the tagger knows. Patterns as written come first, then those in capitals, then hashtags.

    `sure` has, for each language that an alias is bound to, for `OTHER` ones and for none (""), at the place of a
    pattern the entity that it always means in such texts, whatever stands around it and whenever.
    """

    patterns: tuple[Pattern, ...]
    sure: Mapping[str, tuple[str | None, ...]]
    weak: tuple[bool, ...]  # by pattern: whether no form of it is strong
    written: tuple[str, ...]
    capitals: tuple[str, ...]
    hashtags: Mapping[str, int]  # as they are written, and in lower case where that may be them, to their patterns
    names: Mapping[str, tuple[tuple[str, str], ...]]  # by two words, or one: strong ones as in addresses, and their ids
    related: Mapping[str, frozenset[str]]
    people: Mapping[str, tuple[str, ...]]  # full names of persons, in words
    fields: Mapping[str, str]  # of firms, where their stanzas say it


def lexicon(gazetteer: Gazetteer) -> Lexicon:
    """The same for the same entities and vetoes, in whatever order they come."""
    entities: Sequence[Entity] = sorted(gazetteer.entities, key=lambda entity: entity.entity_id)
    ids = frozenset(entity.entity_id for entity in entities)
    aliases = [(entity, alias, _form(entity, alias, ids)) for entity in entities for alias in _aliases(entity)]
    texts = [(text, form) for _, alias, form in aliases if (text := _flat(alias.text))]
    vetoes = [(phrase, e.entity_id) for e in entities for veto in e.vetoes if (phrase := _flat(veto))]
    raised = [(phrase[0].upper() + phrase[1:], entity_id) for phrase, entity_id in vetoes]  # opening a sentence
    written = _patterns(texts, [*vetoes, *raised], "written")
    signs = [Pattern(sign, (), frozenset(), "written") for sign in SIGNS]
    capitals = _patterns(_upper(texts), _upper(vetoes), "capitals")
    hashtags = _hashtags(texts)
    patterns = (*signs, *written, *capitals, *hashtags)
    languages = sorted({form.language for _, _, form in aliases if form.language})
    first_tag = len(patterns) - len(hashtags)
    return Lexicon(
        patterns=patterns,
        sure={lang: tuple(_always(pattern, lang) for pattern in patterns) for lang in ("", OTHER, *languages)},
        weak=tuple(all(form.weak for form in pattern.forms) for pattern in patterns),
        written=tuple(pattern.text for pattern in (*signs, *written)),
        capitals=tuple(pattern.text for pattern in capitals),
        hashtags={tag: n for n, pattern in enumerate(hashtags, first_tag) for tag in pattern.text.split()},
        names=_names(texts),
        related=_related(entities),
        people=_people(entities),
        fields={entity.entity_id: entity.field for entity in entities if entity.field and entity.type == "ORG"},
    )


def _aliases(entity: Entity) -> Iterator[Alias]:
    """Its aliases; a person's last name too, where no single name is declared: it counts beside the full one only."""
    yield from entity.aliases
    full = next((alias.text for alias in entity.aliases if " " in alias.text), "")
    if entity.type == "PERSON" and full and all(" " in alias.text for alias in entity.aliases):
        last = full.split()[-1]
        if len(last) > 1 and last[:1].isupper():
            yield Alias(text=last, weak=True)


def _form(entity: Entity, alias: Alias, ids: frozenset[str]) -> Form:
    requires = alias.requires or entity.requires
    since = max((day for day in (alias.since, entity.valid_from) if day), default=None)
    return Form(
        entity_id=entity.entity_id,
        type=entity.type,
        weak=alias.weak,
        words=len(alias.text.split()),
        requires_ids=ids.intersection(requires),
        requires_phrases=tuple(normalise(phrase).flat for phrase in requires if phrase not in ids),
        since=since,
        until=alias.until,
        language=alias.language,
    )


def _flat(text: str) -> str:
    return normalise(text).flat.strip()


def _upper(texts: Iterable[tuple[str, T]]) -> Iterator[tuple[str, T]]:
    return ((text.upper(), what) for text, what in texts)


def _patterns(texts: Iterable[tuple[str, Form]], vetoes: Iterable[tuple[str, str]], written: Written) -> list[Pattern]:
    """By their texts: whom each may mean, and whom it shows not to be meant."""
    forms: dict[str, set[Form]] = defaultdict(set)
    vetoed: dict[str, set[str]] = defaultdict(set)
    for text, form in texts:
        forms[text].add(form)
    for text, entity_id in vetoes:
        vetoed[text].add(entity_id)
    return [
        Pattern(text, _in_order(forms.get(text, ())), frozenset(vetoed.get(text, ())), written)
        for text in sorted({*forms, *vetoed})
    ]


def _in_order(forms: Iterable[Form]) -> tuple[Form, ...]:
    return tuple(sorted(forms, key=lambda form: (form.entity_id, form.weak, str(form))))


def _hashtags(texts: Iterable[tuple[str, Form]]) -> list[Pattern]:
    """Names run together, by their lower case; the text of a pattern has every way of writing it, between spaces.

    In lower case it may be a name of several words, or one that always is; an ordinary word is none there.
    """
    forms: dict[str, set[Form]] = defaultdict(set)
    tags: dict[str, set[str]] = defaultdict(set)
    for text, form in texts:
        compact = "".join(filter(str.isalnum, text))
        key = compact.lower()
        if len(compact) > 1 and (form.words > 1 or text == compact):
            forms[key].add(form)
            tags[key] |= {compact} if form.weak and form.words == 1 else {compact, key, compact.upper()}
    return [
        Pattern(" ".join(sorted(tags[key])), _in_order(forms[key]), frozenset(), "hashtag") for key in sorted(forms)
    ]


def _always(pattern: Pattern, lang: str) -> str | None:
    """Whom a pattern means wherever it stands in a text of that language, as it is written."""
    forms = [form for form in pattern.forms if not (lang and form.language and form.language != lang)]
    if len(forms) != 1 or forms[0].entity_id in pattern.vetoed or pattern.written == "hashtag":
        return None
    form = forms[0]
    bound = form.weak or form.since or form.until or (form.language and not lang) or is_ordinary(pattern, form)
    return None if bound else form.entity_id


def is_ordinary(pattern: Pattern, form: Form) -> bool:
    """Whether capitals make an ordinary word of a strong name: "ANDROID"."""
    return pattern.written == "capitals" and form.words == 1 and pattern.text.lower() in ORDINARY


def _names(texts: Iterable[tuple[str, Form]]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Strong names in lower case, each word between spaces; of one word where that is no ordinary one.

    They are by their first two words: by the first alone there are hundreds of an "indonesia".
    """
    names: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for text, form in texts:
        words = "".join(c if c.isalnum() else " " for c in text.lower()).split()
        if not form.weak and words and (len(words) > 1 or words[0] not in ORDINARY):
            names[" ".join(words[:2])].add((f" {' '.join(words)} ", form.entity_id))
    return {begin: tuple(sorted(found)) for begin, found in names.items()}


def _related(entities: Sequence[Entity]) -> dict[str, frozenset[str]]:
    """Of an entity: its parent, its children (persons among them), and the other children of its parent.

    What belongs to a country is not related by that: a country stands in every other text.
    """
    places = {entity.entity_id for entity in entities if entity.type == "PLACE"}
    parents = {e.entity_id: e.parent_id for e in entities if e.parent_id and e.parent_id not in places}
    children: dict[str, set[str]] = defaultdict(set)
    for child, parent in parents.items():
        children[parent].add(child)
    related = {}
    for entity in entities:
        parent = parents.get(entity.entity_id, "")
        related[entity.entity_id] = frozenset({parent, *children[entity.entity_id], *children[parent]})
    return {entity_id: ids - {entity_id, ""} for entity_id, ids in related.items()}


def _people(entities: Sequence[Entity]) -> dict[str, tuple[str, ...]]:
    people = (entity for entity in entities if entity.type == "PERSON")
    return {
        person.entity_id: tuple(chain.from_iterable(alias.text.split() for alias in person.aliases if not alias.weak))
        for person in people
    }
