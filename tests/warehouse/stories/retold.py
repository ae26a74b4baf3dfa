"""How far derivations agree with the labelled weeks: `python -m tests.warehouse.stories.retold [--errors]`.

All weeks of a half are put into a warehouse, read and settled by the real steps. A derivation is right if the article
retells that very one (not its source's source); where the original is not in the weeks it is right that it is said so.
Of hold only counts are ever printed.
"""

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.warehouse import linking
from tests.warehouse.files import a_file
from tests.warehouse.stories.labelled import HALVES, read
from warehouse.connection import connect


class Found(NamedTuple):
    """A derivation that was found: ids of labels, the original's empty where it is none of them."""

    article: str
    original: str
    how: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold:
    """Derivations by what they are and what was made of them, with originals that are in the weeks."""

    right: tuple[Found, ...]
    wrong: tuple[Found, ...]
    missed: tuple[tuple[str, str], ...]
    elsewhere: tuple[Found, ...]  # of an outlet or address, the original none of the weeks, and so it is
    mistaken: tuple[Found, ...]  # likewise, and the article retells none that is elsewhere

    @property
    def precision(self) -> float:
        found = len(self.right) + len(self.wrong)
        return len(self.right) / found if found else 1.0

    @property
    def recall(self) -> float:
        true = len(self.right) + len(self.missed)
        return len(self.right) / true if true else 1.0

    def __str__(self) -> str:
        by_how = [
            f"{how} {sum(f.how == how for f in self.right)} right, {sum(f.how == how for f in self.wrong)} wrong"
            for how in ("stated", "inferred")
        ]
        return (
            f"precision {self.precision:.3f} recall {self.recall:.3f} ({'; '.join(by_how)}; {len(self.missed)} missed)"
            f"; originals elsewhere: {len(self.elsewhere)} right, {len(self.mistaken)} wrong"
        )


@cache
def retold(half: str) -> Retold:
    """What the linker makes of all weeks of a half at once."""
    known = {article.told.article_id: article for article in read(half)}
    true = {(a.told.article_id, a.derived_from) for a in known.values() if a.derived_from}
    found = _linked(half)
    inside = [each for each in found if each.original]
    outside = [each for each in found if not each.original]
    return Retold(
        right=tuple(f for f in inside if (f.article, f.original) in true),
        wrong=tuple(f for f in inside if (f.article, f.original) not in true),
        missed=tuple(sorted(true - {(f.article, f.original) for f in inside})),
        elsewhere=tuple(f for f in outside if known[f.article].source_elsewhere),
        mistaken=tuple(f for f in outside if not known[f.article].source_elsewhere),
    )


def _linked(half: str) -> Sequence[Found]:
    """The derivations of a warehouse that holds the half."""
    articles = [(article.told.article_id, linking.named(article.told)) for article in read(half)]
    label_of = {told.article_id: label for label, told in articles}
    with tempfile.TemporaryDirectory() as home, connect(a_file(Path(home) / "warehouse.duckdb", seeded=False)) as db:
        linker_no = linking.prepare(db)
        linking.lay(db, [told for _, told in articles])
        linking.read(db, linker_no)
        linking.settle(db)
        rows = sorted(linking.retellings(db), key=str)
    return [
        Found(label_of[str(row[0])], label_of.get(str(row[2]), "") if row[2] else "", str(row[4]), str(row[6]))
        for row in rows
    ]


def main() -> None:
    """Print the figures of both halves, and with --errors what is wrong of tune."""
    for half in HALVES:
        result = retold(half)
        print(f"{half:<6}{result}")
        if half == "tune" and "--errors" in sys.argv:
            for name, found in (("wrong", result.wrong), ("mistaken", result.mistaken)):
                for each in found:
                    print(f"{name} {each.how} {each.article} <- {each.original}: {each.evidence!r}")
            for article, original in result.missed:
                print(f"missed {article} <- {original}")


if __name__ == "__main__":
    main()
