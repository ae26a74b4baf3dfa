"""All by which an article is compared with others, whatever its language, and by which candidates are looked up.

Who and where (`who`), how much money (here), how many and when (`figures`), what happened (`actions`), in which words
(`concepts`) and whose (`quotes`). What is no telling of the event (related items, questions, boxes) does not count
(`passages`). Pure, bounded, and the same for the same article at any time.
"""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import combinations
from typing import Final

from warehouse.entities.model import Amount
from warehouse.stories import who
from warehouse.stories.actions import actions
from warehouse.stories.concepts import concepts
from warehouse.stories.figures import Figure, figures
from warehouse.stories.gathered import Gathered
from warehouse.stories.kinds import kind
from warehouse.stories.model import Fingerprint, Position, Told, Trait, TraitKind
from warehouse.stories.passages import Passage, passages, place
from warehouse.stories.quotes import pairs, quotations
from warehouse.stories.words import words

RULES: Final = 3  # the number of all these rules: raised with every change of what they find
MOST: Final = 64  # traits of an article; the heaviest stay
OF_KIND: Final[dict[TraitKind, int]] = {
    "entity": 20, "name": 14, "place": 6, "amount": 8, "count": 8, "percent": 5, "date": 5, "action": 6, "quote": 9,
    "concept": 24,
}  # fmt: skip
_AMOUNTS = 500  # that are looked at
_RARE = 5.0  # the weight from which a trait by itself leads to few others
_PROMINENT: Final[dict[Position, float]] = {"title": 1.5, "lead": 1.2, "body": 1.0}
_ALONE = 8  # traits that lead to others by themselves, before the pairs and the words of names
_PAIRS = 4
_PAIRED = 4  # traits whose pairs lead to others: two firms that are everywhere are together in few places
_PAIRED_WORDS = 5  # concepts whose pairs do, where there is little else
_RARE_WORD = 2.0  # the weight from which a concept by itself leads to few others
_WHO_OR_HOW_MUCH = frozenset({"entity", "name", "amount", "count"})


def fingerprint(told: Told) -> Fingerprint:
    """The traits of an article, at most 64, in the order kind, key."""
    found, parts = Gathered(), passages(told)
    who.gather_entities(found, told, parts)
    who.gather_names(found, told, parts)
    _gather_amounts(found, told.amounts[:_AMOUNTS], parts)
    counted = tuple(figures(told, parts))
    for figure in counted:
        position = place(parts, figure.char_start, of_title=figure.of_title)
        if position is not None:
            found.add(figure.kind, figure.key, position, figure.weight, figure.surface)
    for part in parts:
        _gather_words(found, part, told.lang, counted)
    return Fingerprint(
        article_id=told.article_id,
        outlet_id=told.outlet_id,
        group_id=told.group_id,
        lang=told.lang,
        published_at=told.published_at,
        kind=kind(told),
        title=told.title,
        traits=found.heaviest(MOST, OF_KIND),
    )


def rare_keys(f: Fingerprint, most: int = 16) -> tuple[int, ...]:
    """Numbers of 64 bits, at most `most`, ascending: articles of one event nearly always have one of them in common.

    They stand for the rarest traits, for the words of rare names (the next article may have a surname alone), for
    amounts as they are rounded, and for the pairs of the most telling entities, names and amounts; where there are few
    of these, for rare concepts and their pairs.
    """
    telling = sorted((t for t in f.traits if t.kind in _WHO_OR_HOW_MUCH), key=_order)
    alone = [_form(trait) for trait in telling if trait.weight >= _RARE]
    pairs = [f"{one} + {other}" for one, other in combinations(sorted(map(_form, telling[:_PAIRED])), 2)]
    parts = [part for trait in telling if trait.kind == "name" for part in _parts(trait.key)]
    kept = dict.fromkeys((*alone[:_ALONE], *pairs[:_PAIRS], *parts, *alone, *pairs, *_words(f.traits)))
    return tuple(sorted(_hashed(form) for form in list(kept)[:most]))


def _words(traits: Sequence[Trait]) -> Iterator[str]:
    """The rarest concepts and places, and the pairs of these: what leads on where nobody is named."""
    rarest = sorted((t for t in traits if t.kind in {"concept", "place"}), key=_order)[:_PAIRED_WORDS]
    yield from (_form(trait) for trait in rarest if trait.weight >= _RARE_WORD)
    yield from (f"{one} + {other}" for one, other in combinations(sorted(map(_form, rarest)), 2))


def _order(trait: Trait) -> tuple[float, str, str]:
    """What is rare and stands in front is first."""
    return -trait.weight * _PROMINENT[trait.position], trait.kind, trait.key


def _parts(name: str) -> list[str]:
    """The longest words of a name of several."""
    words_of = name.split()
    longest = sorted((word for word in words_of if len(word) > 3), key=len)[-2:]
    return [f"name {word}" for word in longest] if len(words_of) > 1 else []


def _form(trait: Trait) -> str:
    key = trait.key
    if trait.kind == "amount":
        currency, _, value = key.partition(" ")
        key = f"{currency} {rounded(float(value.split('-')[0]))}"
    return f"{trait.kind} {key}"


def rounded(value: float) -> str:
    """A number with two significant digits: 14,300,000,000 is "1.4e+10"."""
    return f"{value:.1e}"


def _hashed(form: str) -> int:
    return int.from_bytes(blake2b(form.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def _gather_amounts(found: Gathered, amounts: Sequence[Amount], parts: Sequence[Passage]) -> None:
    """Adds amounts by currency and value; a conversion counts as what it converts, a bare number as its like."""
    by_start = {amount.char_start: amount for amount in amounts if amount.zone != "title"}
    known = {amount.value: amount for amount in amounts if amount.currency}
    for amount in amounts:
        position = place(parts, amount.char_start, of_title=amount.zone == "title")
        first = amount if amount.currency else known.get(amount.value, amount)
        if amount.converted_from_start is not None and amount.zone != "title":
            first = by_start.get(amount.converted_from_start, amount)
        if position is not None:
            found.add("amount", amount_key(first), position, amount_weight(first.value), first.surface)


def _gather_words(found: Gathered, part: Passage, lang: str, counted: Sequence[Figure]) -> None:
    """Adds what a passage says in words: concepts, what happens, and what its quotations are about."""
    text = words(part.text)
    about: list[tuple[int, str, float]] = []
    for trait_kind, key, weight, number in concepts(text, lang):
        found.add(trait_kind, key, part.position, weight, text[number].text)
        about.append((text[number].start, key, weight))
    for action, number, weight in actions(text, lang, part.position):
        found.add("action", action, part.position, weight, text[number].text)
    said = quotations(part.text)
    if said:
        about += [(f.char_start - part.start, f.key, f.weight) for f in counted if f.of_title == part.of_title]
    for start, end in said:
        inside = ((key, weight) for at, key, weight in about if start <= at < end)
        for key, weight in pairs(inside):
            found.add("quote", key, part.position, weight, part.text[start:end])


def amount_key(amount: Amount) -> str:
    """ "USD 14300000000", with both ends of a range; "?" for a currency that is not named."""
    value = _plain(amount.value) if amount.value_to is None else f"{_plain(amount.value)}-{_plain(amount.value_to)}"
    return f"{amount.currency or '?'} {value}"


def amount_weight(value: float) -> float:
    """More for more digits: a billion dollars are in much news, 14.3 billion in few."""
    digits = len(f"{value:.6e}".split("e")[0].replace(".", "").rstrip("0"))
    return (4.0, 6.0, 7.5, 8.5)[min(max(digits, 1), 4) - 1]


def _plain(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
