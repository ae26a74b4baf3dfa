"""The tagger with the shipped entity files, against documents with every true mention marked: floors that only rise."""

import tomllib
from dataclasses import replace

import pytest

from tests.warehouse.entities.gold import scoring
from tests.warehouse.entities.gold.reading import parse
from warehouse.entities.gazetteer import load
from warehouse.entities.tagger import Tagger

CASES = scoring.cases()
GROUPS = scoring.groups(CASES)
FLOORS = tomllib.loads((scoring.FOLDER / "floor.toml").read_text("utf-8"))
SHOWN = 40  # mistakes


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return scoring.shipped_tagger()


@pytest.mark.parametrize("group", GROUPS)
def test_agreement_with_the_gold_files(group: str, tagger: Tagger) -> None:
    result = scoring.score(GROUPS[group], tagger)
    figures = f"{group}: precision {result.precision:.4f}, recall {result.recall:.4f}, right {result.right}"
    print(figures)
    floor = FLOORS[group]
    reached = result.precision >= floor["precision"] and result.recall >= floor["recall"]
    assert reached, "\n".join([figures, f"floor {floor}", *map(str, result.mistakes[:SHOWN])])


def test_there_is_enough_to_measure() -> None:
    sentences = {group: sum(case.sentences for case in cases) for group, cases in GROUPS.items()}
    assert sentences["all"] + sentences["heldout"] >= 400
    assert min(sentences["id"], sentences["en"]) >= 200
    assert sentences["heldout"] >= 60
    assert sum(not case.places for case in CASES) >= 100  # documents in which nothing may be found


def test_every_marked_entity_is_shipped() -> None:
    shipped = {entity.entity_id for entity in load().gazetteer.entities}
    assert {place.entity_id for case in CASES for place in case.places} - shipped == set()


def test_a_document_is_read_as_it_is_marked() -> None:
    content = (
        "--- lang=id section=inet date=2025-09-10\n\n"
        ": url=https://contoh.test/a; date=2021-05-04\n# [[meta-platforms|Meta]] Pamit\n"
        "Kata [[scale-ai|Scale⍽AI]]-nya.\n; bukan teks\nDua.\n@related\n#[[openai|OpenAI]]\n\nTanpa apa-apa.\n"
    )
    first, second = parse(content, "contoh.txt")
    text = first.document.text
    assert text == "Kata Scale\N{NO-BREAK SPACE}AI-nya.\nDua.\n#OpenAI"
    assert [(z.zone, z.char_start, z.char_end) for z in first.document.zones] == [
        ("title", 0, 10),
        ("body", 0, 24),
        ("related", 24, len(text)),
    ]
    assert [(p.entity_id, p.in_title, p.start, p.end) for p in first.places] == [
        ("scale-ai", False, 5, 13),
        ("openai", False, 25, 31),
        ("meta-platforms", True, 0, 4),
    ]
    assert (first.document.url, first.line, first.sentences) == ("https://contoh.test/a", 3, 4)
    assert first.document.published_at is not None
    assert first.document.published_at.year == 2021
    assert (second.document.section, second.places) == ("inet", ())


@pytest.mark.parametrize("line", ["[[meta|Meta]", "[[Meta|Meta]] naik", "]] naik", ": tanggal=2025-01-01"])
def test_a_wrong_mark_is_named_with_its_line(line: str) -> None:
    with pytest.raises(ValueError, match=r"^contoh\.txt:2:"):
        list(parse(f"--- lang=id date=2025-09-10\n{line}\n", "contoh.txt"))


def test_a_mistake_costs_precision_or_recall(tagger: Tagger) -> None:
    case = next(case for case in CASES if len(case.places) > 1 and not scoring.score([case], tagger).mistakes)
    moved = replace(case.places[0], end=case.places[0].end + 1)
    missed = scoring.score([replace(case, places=(*case.places, moved))], tagger)
    wrong = scoring.score([replace(case, places=case.places[1:])], tagger)
    assert (missed.precision, missed.recall) == (1.0, len(case.places) / (len(case.places) + 1))
    assert (wrong.precision, wrong.recall) == ((len(case.places) - 1) / len(case.places), 1.0)
