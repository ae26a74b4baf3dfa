"""How far a tagger agrees with the gold files: exact matches of entity and offsets.

`python -m tests.warehouse.entities.gold.scoring` prints the figures and every mistake outside the held-out file.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.warehouse.entities.gold.reading import Case, Place, read
from warehouse.entities.gazetteer import load
from warehouse.entities.tagger import Tagger

FOLDER = Path(__file__).parent
HELD_OUT = "heldout.txt"  # nobody looks at its mistakes while rules and entity files are being made


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A place that was tagged and is not true, or is true and was not tagged (`missed`), and what the tagger said."""

    case: Case
    place: Place
    missed: bool
    rule: str

    def __str__(self) -> str:
        words = self.case.document.title if self.place.in_title else self.case.document.text
        before, surface = (
            words[max(0, self.place.start - 50) : self.place.start],
            words[self.place.start : self.place.end],
        )
        shown = f"{before}[{surface}]{words[self.place.end : self.place.end + 50]}".replace("\n", " / ")
        kind = "missed" if self.missed else "wrong"
        return (
            f"{self.case.file}:{self.case.line} {kind} {self.place.entity_id} ({self.rule or 'no candidate'}): {shown}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was right and what was not, over some documents."""

    right: int
    mistakes: tuple[Mistake, ...]

    @property
    def precision(self) -> float:
        return _share(self.right, sum(not mistake.missed for mistake in self.mistakes))

    @property
    def recall(self) -> float:
        return _share(self.right, sum(mistake.missed for mistake in self.mistakes))


def _share(right: int, wrong: int) -> float:
    return right / (right + wrong) if right + wrong else 1.0


def cases() -> tuple[Case, ...]:
    """Every document of the gold files, the held-out ones too."""
    return read(sorted(FOLDER.glob("*.txt")))


def shipped_tagger() -> Tagger:
    """The tagger with the entity files of the package and nothing of the user's."""
    return Tagger(load().gazetteer)


def score(documents: Iterable[Case], tagger: Tagger) -> Result:
    """The agreement over the documents."""
    right, mistakes = 0, []
    for case in documents:
        rules = _tagged(case, tagger)
        right += len(rules.keys() & set(case.places))
        refused = _refused(case, tagger)
        for place in sorted(rules.keys() ^ set(case.places)):
            missed = place not in rules
            rule = refused.get(place, "") if missed else rules[place]
            mistakes.append(Mistake(case=case, place=place, missed=missed, rule=rule))
    return Result(right=right, mistakes=tuple(mistakes))


def _tagged(case: Case, tagger: Tagger) -> dict[Place, str]:
    return {
        Place(in_title=m.zone == "title", start=m.char_start, end=m.char_end, entity_id=m.entity_id): m.rule
        for m in tagger.tag(case.document)
    }


def _refused(case: Case, tagger: Tagger) -> dict[Place, str]:
    return {
        Place(
            in_title=r.zone == "title", start=r.char_start, end=r.char_end, entity_id=r.entity_id
        ): f"refused: {r.rule}"
        for r in tagger.refused(case.document)
    }


def groups(documents: Iterable[Case]) -> dict[str, tuple[Case, ...]]:
    """The documents for which a figure is stated, by its name; the held-out ones count in `heldout` alone."""
    documents = tuple(documents)
    known = tuple(case for case in documents if case.file != HELD_OUT)
    return {
        "all": known,
        "id": tuple(case for case in known if case.document.lang == "id"),
        "en": tuple(case for case in known if case.document.lang == "en"),
        "heldout": tuple(case for case in documents if case.file == HELD_OUT),
    }


def main() -> None:
    """Print the figures, then the mistakes."""
    tagger = shipped_tagger()
    results = {name: score(group, tagger) for name, group in groups(cases()).items()}
    for name, result in results.items():
        print(f"{name:<8} precision {result.precision:.4f} recall {result.recall:.4f} right {result.right}")
    for mistake in results["all"].mistakes:
        print(mistake)


if __name__ == "__main__":
    main()
