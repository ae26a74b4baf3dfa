"""How much a trait tells one event from another: about -log2 of the share of general news that has it, 0 to 10.

`commonness.toml` holds what was counted once, over some thousand articles of Indonesian outlets, TechCrunch and other
English sites. The weights are shipped and not counted in a warehouse, so that what two articles have in common does not
depend on what else was read. Who is not listed is rare. Which entities are places, and which outlets, the shipped
entity files say.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

RARE: Final = 9.0  # an entity or a name of several words that is listed nowhere
SINGLE: Final = 6.0  # a name of one word that is listed nowhere: perhaps a word, perhaps somebody else's
PLACE: Final = 6.0  # a place that is listed nowhere
MOST: Final = 10.0
OUTLET: Final = 1.0  # who is named as a source more often than as a subject


@cache
def _counted() -> dict[str, dict[str, float]]:
    content = (files("warehouse") / "stories" / "commonness.toml").read_text("utf-8")
    return {
        kind: {key: float(weight) for key, weight in table.items()} for kind, table in tomllib.loads(content).items()
    }


@cache
def places() -> frozenset[str]:
    """The ids of all shipped entities that are places."""
    return frozenset(
        entity["id"]
        for file in (files("warehouse") / "entities").iterdir()
        if file.name.endswith(".toml")
        for entity in tomllib.loads(file.read_text("utf-8"))["entity"]
        if entity["type"] == "PLACE"
    )


@cache
def _outlets() -> frozenset[str]:
    content = (files("warehouse") / "entities" / "outlets.toml").read_text("utf-8")
    return frozenset(entity["id"] for entity in tomllib.loads(content)["entity"])


def of_entity(entity_id: str) -> float:
    """The weight of an entity of the gazetteer, the user's own included."""
    if entity_id in _outlets():
        return OUTLET
    return _counted()["entity"].get(entity_id, PLACE if entity_id in places() else RARE)


def of_name(key: str) -> float:
    """The weight of a name in its normal form."""
    return _counted()["name"].get(key, RARE if " " in key else SINGLE)


def of_place(place: str) -> float:
    """The weight of a place, whether the gazetteer has it or not."""
    return _counted()["entity"].get(place, _counted()["concept"].get(place, PLACE))


def is_counted(key: str) -> bool:
    """Whether a concept, or a word that both languages have, was found when news was counted."""
    return key in _counted()["concept"]


def of_concept(key: str, otherwise: float) -> float:
    """The weight of a concept, or of a word that both languages have; `otherwise` where it was not counted."""
    return _counted()["concept"].get(key, otherwise)
