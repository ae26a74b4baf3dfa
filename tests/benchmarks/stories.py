"""Whether stories are events: `python -m tests.benchmarks.stories [FOLDER]`.

Without FOLDER: the labelled weeks, in pairs of articles, and their derivations by how they are known. With it (it holds
`dedup` and `ner`): English and Indonesian halves of the same agency reports as blocks of lines, who finds whom first;
headline pairs and titles of known stories, with the worst of them to be read; the stories of recorded TechCrunch
months, some of them to be read.
"""

import argparse
import gzip
import html
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import combinations, islice
from pathlib import Path
from random import Random
from statistics import mean

from tests.warehouse.stories import scoring
from tests.warehouse.stories.labelled import HALVES, read, told
from tests.warehouse.stories.retold import retold
from warehouse.stories.agreement import EDGE, JOIN, agree
from warehouse.stories.clusters import clusters
from warehouse.stories.fingerprint import fingerprint, rare_keys
from warehouse.stories.model import Cluster, Edge, Fingerprint
from warehouse.stories.pairing import Profile

AT = datetime(2026, 3, 3, 8, tzinfo=UTC)
WINDOW = timedelta(days=7)
HOT = 200  # articles that a key may be of: one that is of more leads nowhere
BLOCK = 10  # lines, about a report
ASKED = 120  # blocks of a topic that look for their partner
FULL, HALF = 0.97, 0.75  # floors: the right partner first
WORST = 30


def main() -> int:
    """Measure and print; 1 where a number is worse than it has to be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="holds dedup and ner")
    parser.add_argument("--only", choices=["labelled", "blocks", "titles", "pairs", "months"])
    parser.add_argument("--stories", type=int, default=50, help="how many stories of the months to print")
    options = parser.parse_args()
    failed = False
    if options.only in (None, "labelled"):
        labelled()
    if options.folder is None:
        return 0
    if options.only in (None, "blocks"):
        failed = blocks(options.folder)
    if options.only in (None, "titles"):
        titles(options.folder)
    if options.only in (None, "pairs"):
        pairs(options.folder)
    if options.only in (None, "months"):
        months(options.folder, options.stories)
    return int(failed)


def labelled() -> None:
    """Pairs of articles of one story against pairs of one event; which article retells which."""
    for half in HALVES:
        print(f"{half:<6}{len(read(half))} articles")
        print(f"   stories      {scoring.score(read(half), scoring.stories(half))}")
        print(f"   derivations  {retold(half)}")


# ------------------------------------------------------------------ English and Indonesian halves of agency reports


def blocks(folder: Path) -> bool:
    """Blocks of lines among all of their topic; whether a floor is missed."""
    first: dict[str, list[bool]] = {"full": [], "half": []}
    print(f"\n{'blocks':<8}{'asked':>7}{'among':>7}{'full':>8}{'half':>8}")
    for file in sorted((folder / "dedup").glob("panl_parallel_*.jsonl.gz")):
        lines = rows(file)
        starts = range(0, len(lines) - BLOCK, BLOCK)
        theirs = [block(lines, start, "id") for start in starts]
        asked = range(1, len(starts), max(1, len(starts) // ASKED))
        found = {
            "full": [first_is(block(lines, starts[n], "en"), theirs, n) for n in asked],
            "half": [first_is(block(lines, starts[n] - BLOCK // 2, "en"), theirs, n, n - 1) for n in asked],
        }
        for name, results in found.items():
            first[name] += results
        topic = file.name.split("_")[2].split(".")[0]
        print(
            f"{topic:<8}{len(found['full']):>7}{len(theirs):>7}{mean(found['full']):>8.3f}{mean(found['half']):>8.3f}"
        )
    full, half = mean(first["full"]), mean(first["half"])
    print(f"all: right partner first {full:.3f} (floor {FULL}), half-overlapping {half:.3f} (floor {HALF})")
    return full < FULL or half < HALF


def block(lines: Sequence[dict], start: int, lang: str) -> Profile:
    text = "\n".join(line[lang] for line in lines[start : start + BLOCK])
    return Profile(fingerprint(told(f"{lang}{start}", f"outlet-{lang}", "", "", text, lang, AT)))


def first_is(one: Profile, others: Sequence[Profile], *right: int) -> bool:
    """Whether the likest of all is one of the right ones, and no other as like."""
    scores = [agree(one, other).score for other in others]
    best = max(scores)
    return best > 0 and all(n in right for n, score in enumerate(scores) if score == best)


# ------------------------------------------------------------------ titles of known stories, pairs of headlines


def titles(folder: Path) -> None:
    """Titles that an aggregator put into stories: whether ours are among them."""
    known = rows(folder / "dedup" / "uci_story_titles.jsonl.gz")
    story_of = {str(row["id"]): row["story"] for row in known}
    words = {str(row["id"]): row["title"] for row in known}
    prints = [
        fingerprint(
            told(
                str(row["id"]), row["publisher"], row["url"], row["title"], "", "en",
                datetime.fromtimestamp(row["timestamp_ms"] / 1000, UTC),
            )
        )
        for row in known
    ]  # fmt: skip
    found = clusters([replace(each, kind="news") for each in prints], edges := candidates(prints), ())
    right = wrong = 0
    for cluster in found:
        counts = Counter(story_of[article] for article in cluster.articles)
        inside = sum(n * (n - 1) // 2 for n in counts.values())
        right += inside
        wrong += len(cluster.articles) * (len(cluster.articles) - 1) // 2 - inside
    true = sum(n * (n - 1) // 2 for n in Counter(story_of.values()).values())
    print(f"\ntitles alone: {len(known)} of {len(set(story_of.values()))} stories become {len(found)}")
    print(f"pairs: precision {right / max(1, right + wrong):.3f}, recall {right / true:.3f}")
    other = sorted((edge for edge in edges if story_of[edge.one] != story_of[edge.other]), key=lambda e: -e.score)
    for edge in islice(other, WORST):
        print(f"  {edge.score:.2f} {words[edge.one]} | {words[edge.other]}")


def pairs(folder: Path) -> None:
    """Headline and sentence pairs, the first English and the second Indonesian, by how like readers found them."""
    scored: dict[int, list[tuple[float, dict]]] = defaultdict(list)
    for row in rows(folder / "dedup" / "sts_news_en_id.jsonl.gz"):
        one, other = (
            Profile(fingerprint(told(lang, lang, "", row[key], row[key], lang, AT)))
            for lang, key in (("en", "text1_en"), ("id", "text2_id"))
        )
        scored[round(row["score"])].append((agree(one, other).score, row))
    print(f"\n{'likeness':<10}{'pairs':>7}{'edges':>8}{'joined':>8}")
    for score, found in sorted(scored.items()):
        shares = [mean(s >= least for s, _ in found) for least in (EDGE, JOIN)]
        print(f"{score:<10}{len(found):>7}{shares[0]:>8.3f}{shares[1]:>8.3f}")
    for name, worst in (
        ("unlike, and joined", sorted(scored[0] + scored[1], key=lambda s: -s[0])),
        ("alike, and not joined", sorted(scored[5], key=lambda s: s[0])),
    ):
        print(name)
        for score, row in islice(worst, WORST // 2):
            print(f"  {score:.2f} ({row['score']}) {row['text1_en']} | {row['text2_id']}")


# ------------------------------------------------------------------ months of one outlet


def months(folder: Path, printed: int) -> None:
    """The stories of an outlet's feed over months: how many a day, how large, some of several articles to be read."""
    prints = list(items(folder))
    found = clusters(prints, candidates(prints), ())
    news = sum(each.kind == "news" for each in prints)
    days = len({each.published_at.date() for each in prints})
    several = [cluster for cluster in found if len(cluster.articles) > 1]
    largest = max(found, key=lambda cluster: len(cluster.articles))
    print(f"\n{len(prints)} items of {days} days ({Counter(each.kind for each in prints)})")
    print(f"{len(found) / days:.1f} stories a day of {news / days:.1f} news, {len(several)} of several articles")
    print("sizes", sorted(Counter(len(cluster.articles) for cluster in found).items()))
    title = {each.article_id: f"{each.published_at:%m-%d} {each.title}" for each in prints}
    show("the largest", largest, title)
    for n, cluster in enumerate(Random(7).sample(several, min(printed, len(several)))):
        show(str(n + 1), cluster, title)


def show(name: str, cluster: Cluster, title: dict[str, str]) -> None:
    print(f"{name}:")
    for article, score, why in zip(cluster.articles, cluster.scores, cluster.why, strict=True):
        print(f"   {score:.2f} {title[article]}  [{why}]")


def items(folder: Path) -> Iterator[Fingerprint]:
    """Feed items as articles: title and excerpt."""
    for row in rows(folder / "ner" / "techcrunch_item_tags.jsonl.gz"):
        at = parsedate_to_datetime(row["published"]).astimezone(UTC)
        excerpt = re.sub(r"<[^>]+>", " ", html.unescape(row["description"])).split("©")[0]
        yield fingerprint(told(row["guid"], "techcrunch", row["link"], html.unescape(row["title"]), excerpt, "en", at))


# ------------------------------------------------------------------ all of them


def candidates(prints: Sequence[Fingerprint]) -> tuple[Edge, ...]:
    """Pairs that have a rare key in common and agree, within the window."""
    by_key: dict[int, list[int]] = defaultdict(list)
    for n, each in enumerate(prints):
        for key in rare_keys(each):
            by_key[key].append(n)
    profiles = [Profile(each) for each in prints]
    compared = {pair for held in by_key.values() if len(held) <= HOT for pair in combinations(held, 2)}
    return tuple(_edges(profiles, sorted(compared)))


def _edges(profiles: Sequence[Profile], compared: Sequence[tuple[int, int]]) -> Iterator[Edge]:
    for a, b in compared:
        one, other = profiles[a].fingerprint, profiles[b].fingerprint
        if abs(one.published_at - other.published_at) <= WINDOW and {one.kind, other.kind} == {"news"}:
            score = agree(profiles[a], profiles[b]).score
            if score >= EDGE:
                yield Edge(*sorted((one.article_id, other.article_id)), score)


def rows(file: Path) -> list[dict]:
    if not file.is_file():
        raise SystemExit(f"{file}: missing")
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


if __name__ == "__main__":
    raise SystemExit(main())
