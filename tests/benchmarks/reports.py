"""What reports, relations and the page cost: `python -m tests.benchmarks.reports [SELECT] [FILE ...]`.

Each question as a person asks it: a connection of its own through the readers' door, the query, its rows; best of
three, wall time and processor time. FILE is a published file (tests.benchmarks.synthetic lays them); without one,
100,000 articles are laid for it. SELECT is a part of the questions' names.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests.benchmarks.synthetic import NOW, lay
from warehouse import query
from warehouse.asked import Wanted, reports, values
from warehouse.connection import connect_to_read
from warehouse.errors import QueryError
from warehouse.migrate import shipped_views
from warehouse.page.telling import tell

LIMIT = 1_000  # ms: of a report at a million articles
ROUNDS = 3
WATCHED = ("meta-platforms", "scale-ai", "thinking-machines-lab")
# What is asked in the README, and what else people begin with.
EXAMPLES = {
    "articles, counted": "select outlet_id, count(*) from articles group by all",
    "articles, newest": "select title, url from articles order by published_at desc limit 20",
    "articles, one day": "select outlet_id, title, lang from articles where published_at >= '2025-06-10' "
    "and published_at < '2025-06-11'",
    "articles, one address": "select * from articles where url = 'https://tempo.test/nothing'",
    "articles, no copies": "select count(*) from articles where duplicate_of is null",
    "articles by entity": "select a.published_at, a.outlet_id, a.title from article_entities n "
    "join articles a using (article_id) where n.entity_id = 'scale-ai' order by a.published_at desc",
    "articles, text": "select count(*) from articles where published_at > '2025-06-01' and body like '%nikel%'",
    "mentions_body by article": "select a.published_at, a.title, count(*) as mentions from mentions_body m "
    "join articles a using (article_id) where m.entity_id = 'scale-ai' group by all order by 1",
    "mentions by zone": "select zone, count(*) from mentions where entity_id = 'meta-platforms' group by zone",
    "first_mentions of one": "from first_mentions where entity_id = 'scale-ai' order by first_at",
    "pages by outcome": "select outcome, extraction, count(*) from pages group by all",
    "momentum, top": "select * from momentum order by ratio desc nulls last limit 10",
    "co_mentions of one": "select * from co_mentions where 'meta-platforms' in (entity_a, entity_b) "
    "order by articles desc limit 10",
    "amounts, large": "select surface, value, currency, converted_from from amounts where value >= 9.9e11",
    "entity_days of one": "from entity_days where entity_id = 'meta-platforms' order by day",
    "share_of_voice of one": "from share_of_voice where entity_id = 'meta-platforms' order by week",
    "versions that changed": "select * from article_versions where change_kind = 'correction' "
    "order by observed_at desc limit 100",
    "retellings of two": "select o.title as original, a.outlet_id, a.title, a.published_at - o.published_at as lag, "
    "d.how, d.confidence, d.evidence from derivations d join articles a using (article_id) "
    "join articles o on o.article_id = d.original_id where o.outlet_id in ('techcrunch', 'business-insider') "
    "order by lag",
    "stories, several voices": "select * from stories where independent_voices > 2 order by last_at desc limit 50",
    "untold of one": "select * from untold_in_indonesian where list_contains(entities, 'meta-platforms') "
    "order by first_at desc",
    "drift, contradicted": "select title, original, derived from figure_drift where verdict = 'contradicted'",
    "story_timeline": "from story_timeline((select story_id from story_articles limit 1))",
    "articles_as_of": "select outlet_id, title from articles_as_of(timestamptz '2025-06-01 12:00:00+00') limit 100",
}
# Relations without an order of their own are read from their beginning; these answer a question, and are read whole.
WHOLE = {
    "breaches", "co_mentions", "coverage", "coverage_lag", "exclusive_stories", "first_mentions", "momentum",
    "new_names", "recall", "share_of_voice", "untold_in_indonesian", "who_follows_whom", "entity_days", "derivations",
    "stories",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a published file."""

    name: str
    ask: Callable[[Path], object]


def questions() -> Iterator[Question]:
    """All of them: the reports as they are, about one entity and about the last month; relations; the page."""
    for name in (report.name for report in reports()):
        yield Question(name=f"report {name}", ask=lambda file, name=name: reported(file, name))  # type: ignore[misc]
        for way in ("entity", "since", "outlet"):
            yield Question(
                name=f"report {name} --{way}",
                ask=lambda file, name=name, way=way: reported(file, name, way),  # type: ignore[misc]
            )
    for title, sql in EXAMPLES.items():
        yield Question(name=title, ask=lambda file, sql=sql: query.answer(file, sql))  # type: ignore[misc]
    for view in shipped_views():
        sql = f'from "{view.name}"' + ("" if view.name in WHOLE else " limit 100")
        how = "whole" if view.name in WHOLE else "first 100"
        yield Question(name=f"view {view.name}, {how}", ask=lambda file, sql=sql: read(file, sql))  # type: ignore[misc]
    yield Question(name="the page", ask=lambda file: tell(file, NOW, WATCHED))


def reported(file: Path, name: str, way: str = "") -> object:
    """The answer of `kabar report NAME`; a report that does not take the option raises QueryError."""
    asked = next(report for report in reports() if report.name == name)
    wanted = Wanted(
        now=NOW, watched=WATCHED,
        entity="meta-platforms" if way == "entity" else None, outlet="detik" if way == "outlet" else None,
        since=NOW - timedelta(days=30) if way == "since" else None,
    )  # fmt: skip
    return query.answer(file, asked.sql, values(file, asked, wanted))


def read(file: Path, sql: str) -> int:
    """The rows, as Arrow has them: a relation of a million rows is not made into Python's objects here."""
    with connect_to_read(file) as db:
        return int(db.execute(sql).to_arrow_table().num_rows)


def measured(question: Question, file: Path) -> tuple[float, float] | None:
    """Milliseconds by the wall and of the processor; null where it cannot be asked so."""
    best = (float("inf"), float("inf"))
    for _ in range(ROUNDS):
        wall, processor = time.perf_counter(), time.process_time()
        try:
            question.ask(file)
        except QueryError as refused:
            if "takes no" in str(refused):
                return None
            raise
        best = min(best, ((time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000))
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("select", nargs="?", default="")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    if options.files:
        table(options.select, options.files)
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "kabar.duckdb"
        lay(file, 100_000)
        table(options.select, [file])


def table(select: str, files: list[Path]) -> None:
    """A line for each question: milliseconds (and those of the processor) at each size."""
    sizes = [f"{query.answer(file, 'select count(*) from store.articles').rows[0][0]:>14,} articles" for file in files]
    print(f"{'ms (of the processor)':<44}{''.join(sizes)}   limit {LIMIT:,}")
    over = 0
    for question in questions():
        if select not in question.name:
            continue
        found = [measured(question, file) for file in files]
        if None in found:
            continue
        slow = any(each and each[0] > LIMIT for each in found)
        over += slow
        cells = "".join(f"{each[0]:>12,.0f} ({each[1]:>8,.0f})" for each in found if each)
        print(f"{question.name:<44}{cells}   {'OVER' if slow else ''}", flush=True)
    print(f"{over} over the limit", file=sys.stderr)


if __name__ == "__main__":
    main()
