"""Stories and derivations against the labelled weeks: floors that only rise.

Of hold only counts are shown: nobody may tune on it.
"""

import tomllib
from datetime import timedelta

import pytest

from tests.warehouse.stories import scoring
from tests.warehouse.stories.labelled import FOLDER, HALVES, fingerprints, read
from tests.warehouse.stories.retold import retold

FLOORS = tomllib.loads((FOLDER.parent / "floor.toml").read_text("utf-8"))
SHOWN = 12  # wrong pairs of tune


@pytest.mark.parametrize("half", HALVES)
def test_agreement_with_the_labelled_weeks(half: str) -> None:
    result, floor = scoring.score(read(half), scoring.stories(half)), FLOORS[half]["stories"]
    print(f"{half}: {result}")
    shown = [scoring.explained(half, pair) for pair in (*result.wrong, *result.missed)[:SHOWN] if half == "tune"]
    assert result.precision >= floor["precision"], "\n".join([str(result), *shown])
    assert result.recall >= floor["recall"], "\n".join([str(result), *shown])


@pytest.mark.parametrize("half", HALVES)
def test_derivations_of_the_labelled_weeks(half: str) -> None:
    result, floor = retold(half), FLOORS[half]["derivations"]
    print(f"{half}: {result}")
    shown = [str(each) for each in (*result.wrong, *result.missed)[:SHOWN] if half == "tune"]
    assert result.precision >= floor["precision"], "\n".join([str(result), *shown])
    assert result.recall >= floor["recall"], "\n".join([str(result), *shown])
    assert not [found for found in result.wrong if found.how == "stated"]


@pytest.mark.parametrize("half", HALVES)
def test_the_labels_are_whole(half: str) -> None:
    known = {article.told.article_id: article for article in read(half)}
    for article in known.values():
        assert bool(article.story) == (article.kind == "news"), article.told.article_id
        assert not (article.derived_from and article.source_elsewhere), article.told.article_id
        if article.derived_from:
            original = known[article.derived_from]
            assert (original.file, original.story) == (article.file, article.story), article.told.article_id
            assert original.told.published_at < article.told.published_at, article.told.article_id
            assert article.given in ("address", "outlet", "nothing"), article.told.article_id
    times = [f.published_at for f in fingerprints(half)]
    assert max(times) - min(times) > timedelta(days=7)


def test_there_is_enough_to_measure() -> None:
    articles = [article for half in HALVES for article in read(half)]
    retold = {article.derived_from for article in articles if article.derived_from}
    assert len(retold) >= 60
    assert len(articles) - len(retold) >= 120
