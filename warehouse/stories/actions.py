"""What happens in an article: hired, left, raised, sued, quake; in English and Indonesian alike.

`actions.toml` lists some sixty kinds of event with the words for them. A kind of event is in much news, so its weight
is small: more than another word's in title and lead, which say what the article is about.
"""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from warehouse.stories.model import Position
from warehouse.stories.wordbook import Wordbook, meanings
from warehouse.stories.words import Word

_WEIGHTS: Final[dict[Position, float]] = {"title": 2.5, "lead": 1.5, "body": 0.7}


class Action(NamedTuple):
    """A kind of event in a text: its key, the number of the word with which it begins, its weight."""

    key: str
    word: int
    weight: float


@cache
def _book() -> Wordbook:
    content = (files("warehouse") / "stories" / "actions.toml").read_text("utf-8")
    return Wordbook(meanings(tomllib.loads(content)["actions"]))


def actions(text: Sequence[Word], lang: str, position: Position) -> Iterator[Action]:
    """The kinds of event that a text tells, in order."""
    for found in _book().find(text, lang):
        yield Action(found.key, found.first, _WEIGHTS[position])
