"""What concerns several stanzas: ids and aliases that two claim, parents that are in no file or go round in a circle.

Of two that contradict each other the later one is left out. Where it stood in the place of an earlier one with its id,
as a user's does for a shipped one, that one counts again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches

from warehouse.entities.entity_file import Stanza, overlapping
from warehouse.entities.model import Alias, Entity
from warehouse.entities.normal import normalise
from warehouse.entities.toml_stanza import nearest
from warehouse.errors import EntityError

# How alike an entry of `requires` with a hyphen must be to an id to be a slip of it, and no phrase ("e-wallet").
SLIP = 0.9
MOST_HINTS = 20  # faults that come with the nearest id: to look for it takes a hundredth of a second

_Fault = tuple[Stanza, EntityError]


def agreed(stanzas: Sequence[Stanza]) -> tuple[tuple[Entity, ...], tuple[EntityError, ...]]:
    """The entities that count, by id, and what is wrong with the others. `stanzas` are in the order of their folders.

    A parent whose own stanza is faulty is left away, so that every `parent_id` is the id of an entity.
    """
    ids = tuple(dict.fromkeys(stanza.entity_id for stanza in stanzas))
    counting, found = [stanza for stanza in stanzas if stanza.entity], list(_twice(stanzas))
    faults = [fault for _, fault in found]
    while True:
        counting = _without(counting, found)
        chosen = {stanza.entity_id: stanza for stanza in counting}  # the last of each id
        in_order = [stanza for stanza in counting if chosen[stanza.entity_id] is stanza]
        found = next((faulty for look in _LOOKS if (faulty := list(look(in_order, ids)))), [])
        if not found:
            break
        faults += [fault for _, fault in found]
    entities = [stanza.entity for stanza in in_order if stanza.entity]
    whole = (e if e.parent_id in chosen else replace(e, parent_id="") for e in entities)
    return tuple(sorted(whole, key=lambda entity: entity.entity_id)), tuple(faults)


def _without(stanzas: list[Stanza], faulty: list[_Fault]) -> list[Stanza]:
    out = {id(stanza) for stanza, _ in faulty}
    return [stanza for stanza in stanzas if id(stanza) not in out]


def _twice(stanzas: Sequence[Stanza]) -> Iterator[_Fault]:
    first: dict[tuple[int, str], Stanza] = {}
    for stanza in stanzas:
        if not stanza.entity_id:
            continue
        other = first.setdefault((stanza.table.source.folder, stanza.entity_id), stanza)
        if other is not stanza:
            remedy = (
                f"is the id of an entity in {_place(other)} already; give this one another, or delete one of the two"
            )
            yield stanza, stanza.fault("id", stanza.entity_id, remedy)


def _strange_parents(stanzas: list[Stanza], ids: tuple[str, ...]) -> Iterator[_Fault]:
    known = {*ids, ""}
    strange = [stanza for stanza in stanzas if _entity(stanza).parent_id not in known]
    for n, stanza in enumerate(strange):
        parent = _entity(stanza).parent_id
        hint = nearest(parent, ids) if n < MOST_HINTS else ""
        remedy = f"is no entity's id{hint or '; add that entity, or delete the parent'}"
        yield stanza, stanza.fault("parent", parent, remedy)


def _circles(stanzas: list[Stanza], _: tuple[str, ...]) -> Iterator[_Fault]:
    """Of each circle the stanza that was read last."""
    place = {stanza.entity_id: n for n, stanza in enumerate(stanzas)}
    seen: set[int] = set()
    for n in range(len(stanzas)):
        way: dict[int, None] = {}
        at: int | None = n
        while at is not None and at not in seen:
            seen.add(at)
            way[at] = None
            at = place.get(_entity(stanzas[at]).parent_id)
        if at in way:
            circle = list(way)[list(way).index(at) :]
            stanza = stanzas[max(circle)]
            names = " in ".join(stanzas[each].entity_id for each in [*circle, circle[0]][:5])
            yield stanza, stanza.fault("parent", _entity(stanza).parent_id, f"makes a circle ({names}); delete it")


def _slips(stanzas: list[Stanza], ids: tuple[str, ...]) -> Iterator[_Fault]:
    """What `requires` holds is an id or a phrase; what is nearly an id is taken for a slip."""
    known = set(ids)
    for stanza in stanzas:
        entity = _entity(stanza)
        wanted = {*entity.requires, *(each for alias in entity.aliases for each in alias.requires)}
        for each in sorted(wanted - known):
            if near := _slip_of(each, ids):
                remedy = f'is no entity\'s id; did you mean "{near}"? If it is a phrase, write it with a blank'
                yield stanza, stanza.fault("requires" if each in entity.requires else "weak_aliases", each, remedy)
                break


def _slip_of(phrase: str, ids: tuple[str, ...]) -> str:
    """The id that was perhaps meant; only ids that begin or end like it are compared, which is what takes time."""
    if "-" not in phrase or phrase != phrase.lower():
        return ""
    ends = (phrase[:3], phrase[-3:])
    alike = [i for i in ids if (i[:3] == ends[0] or i[-3:] == ends[1]) and abs(len(i) - len(phrase)) < 4]
    return next(iter(get_close_matches(phrase, alike, n=1, cutoff=SLIP)), "")


def _shared(stanzas: list[Stanza], _: tuple[str, ...]) -> Iterator[_Fault]:
    """A strong alias is one entity's, at one time and in one language."""
    taken: defaultdict[str, list[tuple[Alias, Stanza]]] = defaultdict(list)
    for stanza in stanzas:
        strong = [(normalise(alias.text).flat, alias) for alias in _entity(stanza).aliases if not alias.weak]
        claimed = ((a, other) for text, a in strong for b, other in taken[text] if overlapping(a, b))
        if clash := next(claimed, None):
            alias, other = clash
            said = f'is a strong alias of "{other.entity_id}" already ({_place(other)})'
            yield stanza, stanza.fault("aliases", alias.text, f"{said}; {_way_out(stanza, other)}")
            continue
        for text, alias in strong:
            taken[text].append((alias, stanza))


def _way_out(stanza: Stanza, other: Stanza) -> str:
    if stanza.table.source.folder == other.table.source.folder:
        return "move it to weak_aliases in one of the two"
    return f'move it to weak_aliases, or write an entity with the id "{other.entity_id}", which replaces that one'


_LOOKS: tuple[Callable[[list[Stanza], tuple[str, ...]], Iterator[_Fault]], ...] = (
    _strange_parents, _circles, _slips, _shared,
)  # fmt: skip


def _place(stanza: Stanza) -> str:
    table = stanza.table
    return f"{table.source.file}, line {table.source.line(table.number, 'id')}"


def _entity(stanza: Stanza) -> Entity:
    assert stanza.entity
    return stanza.entity
