"""Fingerprints by hand: `made("a", "title: entity meta-platforms 2; name ruben mayer 9")`."""

from datetime import UTC, datetime, timedelta
from typing import Any

from warehouse.stories.model import Fingerprint, Trait

AT = datetime(2026, 3, 3, 8, tzinfo=UTC)


def made(article_id: str, *lines: str, hours: float = 0, kind: Any = "news", lang: str = "id") -> Fingerprint:
    """An article with these traits, a line for each place it has any in; published `hours` after the first."""
    traits = [trait for line in lines for trait in _line(line)]
    return Fingerprint(
        article_id=article_id, outlet_id=f"outlet-{article_id}", group_id=f"group-{article_id}", lang=lang,
        published_at=AT + timedelta(hours=hours), kind=kind, title=article_id,
        traits=tuple(sorted(traits, key=lambda trait: (trait.kind, trait.key))),
    )  # fmt: skip


def _line(line: str) -> list[Trait]:
    position, _, listed = line.partition(": ")
    found = []
    for each in listed.split("; "):
        kind, _, rest = each.partition(" ")
        key, _, weight = rest.rpartition(" ")
        found.append(Trait(kind, key, position, 2, float(weight), key.title()))  # type: ignore[arg-type]
    return found
