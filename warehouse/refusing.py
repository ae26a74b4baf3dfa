"""What is asked of the published file and is not in it: refused in a sentence, with the nearest that is.

Entities and outlets are asked for by id; a name or an alias leads to it, a weak one, too, such as "Meta".
"""

from collections.abc import Iterable
from datetime import datetime
from difflib import get_close_matches

from warehouse.errors import QueryError
from warehouse.sentence import one_line

# Ids and what they are called, a pair a row.
ENTITIES = "select entity_id, name from entities union all select entity_id, alias from aliases"
OUTLETS = "select outlet_id, name from outlets"


def refuse_unknown(what: str, given: str, known: Iterable[tuple[str, str]], lists: str) -> None:
    """Raises QueryError where `given` is no id of `known`: with the ids that are nearly it, or are called so, or else
    with the command that `lists` them.
    """
    pairs = tuple(known)
    if given in {one for one, _ in pairs}:
        return
    near = _nearest(given.casefold(), pairs)
    way = f"did you mean {' or '.join(near)}?" if near else f"`{lists}` lists them all"
    raise QueryError(f"{one_line(given)[:80]!r} is no {what}; {way}")


def _nearest(word: str, pairs: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    by_word = {name.casefold(): one for one, name in pairs} | {one.casefold(): one for one, _ in pairs}
    alike = [word] if word in by_word else get_close_matches(word, by_word, n=3)
    return tuple(dict.fromkeys(by_word[one] for one in alike))


def refuse_no_time(since: datetime | None, until: datetime | None) -> None:
    """Raises QueryError where nothing can be between the two."""
    if since and until and until <= since:
        raise QueryError(f"nothing is between {since:%Y-%m-%d %H:%M} and {until:%Y-%m-%d %H:%M}")
