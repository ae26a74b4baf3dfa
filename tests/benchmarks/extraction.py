"""How well pages are read: `python -m tests.benchmarks.extraction FOLDER`.

Prints mean word F1 of the body against the truth, beside trafilatura alone on the same pages, the share of
publication times that are right, and the pages that came out worst.
"""

import argparse
import time
from dataclasses import dataclass
from pathlib import Path

import trafilatura

from sources.catalogue import load
from sources.errors import ExtractionError
from sources.extract.page import EXTRACTOR, extract
from sources.extract.pool import LIMIT
from sources.types import Article
from tests.benchmarks.corpus import Case, cases, likeness

FLOORS = {"english": 0.960, "indonesian": 0.945}
FLOOR_PUBLISHED = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of one page."""

    case: Case
    article: Article | None
    failure: str
    seconds: float
    f1: float = 0.0
    f1_alone: float = 0.0

    @property
    def published_right(self) -> bool:
        """Whether the instant is the truth's, to the minute (many truths have no seconds)."""
        article, truth = self.article, self.case.published
        if article is None or article.published is None or truth is None:
            return False
        return abs((article.published.at - truth).total_seconds()) < 60


def main() -> None:
    """Read the folder's pages and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds articles/html and articles/truth")
    parser.add_argument(
        "--outlets-dir", type=Path, action="append", default=[], help="outlet files beside the shipped ones"
    )
    parser.add_argument("--worst", type=int, default=10, help="how many of the worst pages to name")
    options = parser.parse_args()
    readings = [read(case) for case in cases(options.folder, load(options.outlets_dir))]
    show(readings, options.worst)


def read(case: Case) -> Reading:
    """One page read by us and, where its body is known, by trafilatura alone."""
    started = time.perf_counter()
    article, failure = None, ""
    try:
        article = extract(case.page)
    except ExtractionError as error:
        failure = error.kind
    seconds = time.perf_counter() - started
    if not case.body:
        return Reading(case=case, article=article, failure=failure, seconds=seconds)
    return Reading(
        case=case, article=article, failure=failure, seconds=seconds,
        f1=likeness(case.body, article.body) if article else 0.0,
        f1_alone=likeness(case.body, alone(case)),
    )  # fmt: skip


def alone(case: Case) -> str:
    """What trafilatura makes of the page by itself, with the options that suit its group."""
    document = trafilatura.bare_extraction(
        case.page.body, include_comments=False, favor_precision="indonesian" in case.groups
    )
    return (document.text or "") if document else ""


def show(readings: list[Reading], worst: int) -> None:
    """Print the table."""
    print(EXTRACTOR)
    print(f"{'pages with a known body':<26}{'pages':>7}{'F1':>8}{'floor':>8}{'trafilatura':>13}{'failed':>8}")
    known = [r for r in readings if r.case.body]
    for name in ("english", "indonesian", "other", "all"):
        group = [r for r in known if name == "all" or name in r.case.groups]
        if group:
            floor = f"{FLOORS[name]:.3f}" if name in FLOORS else ""
            ours, theirs = (sum(values) / len(group) for values in ([r.f1 for r in group], [r.f1_alone for r in group]))
            failed = sum(r.article is None for r in group)
            print(f"{name:<26}{len(group):>7}{ours:>8.4f}{floor:>8}{theirs:>13.4f}{failed:>8}")
    dated = [r for r in readings if r.case.published]
    right = sum(r.published_right for r in dated)
    if dated:
        print(f"published instant right: {right} of {len(dated)} = {right / len(dated):.3f} (floor {FLOOR_PUBLISHED})")
    slowest = max(readings, key=lambda r: r.seconds)
    over = sum(r.seconds > LIMIT.total_seconds() for r in readings)
    print(f"slowest page: {slowest.case.page.key} {slowest.seconds:.2f} s; over the limit of {LIMIT.seconds} s: {over}")
    for name in ("english", "indonesian"):
        group = sorted((r for r in known if name in r.case.groups), key=lambda r: r.f1)
        print(f"\nworst {name} pages: F1, trafilatura alone")
        for r in group[:worst]:
            print(f"  {r.f1:.3f} {r.f1_alone:.3f} {r.case.page.key} {r.failure}")
    print("\npublished wrong: truth, read")
    for r in [r for r in dated if not r.published_right][:worst]:
        found = r.article.published if r.article else None
        told = f"{found.at:%Y-%m-%d %H:%M:%S} {found.source}" if found else r.failure or "none"
        print(f"  {r.case.published:%Y-%m-%d %H:%M:%S} {told:<28} {r.case.page.key}")


if __name__ == "__main__":
    main()
