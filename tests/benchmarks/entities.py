"""How well real text is tagged: `python -m tests.benchmarks.entities FOLDER [--all] [--sample N --seed S]`.

FOLDER holds `ner/techcrunch_item_tags.jsonl.gz` and labelled sentences (`ner/*.conll`). Printed are: of items that the
publisher tagged with one of our entities and that name it, the share in which it is found (the tags are never shown
to the tagger); and where labelled names and ours agree, per set, with disagreements: `--all` prints each of them, and
the labelled weak names that were not taken, with what refused them. `--sample` prints mentions drawn at random from
TechCrunch items, Business Insider pages and detik articles, each with its surroundings, to be judged by a person.
"""

import argparse
import gzip
import html
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sources.catalogue import load as load_outlets
from sources.extract.page import extract
from sources.types import Zone
from tests.benchmarks.corpus import cases
from tests.benchmarks.sentences import Sentence, sentences
from warehouse.entities.gazetteer import load
from warehouse.entities.model import Document, Gazetteer, Mention
from warehouse.entities.tagger import Tagger

TARGET = 0.97  # of the tagged items
AROUND = 80  # characters
SHOWN = 15  # disagreements of a set
# What a labelled class can be of ours; a product and its maker often share a name and get either label.
CLASSES = {
    "ORG": {"org", "product"},
    "PERSON": {"person"},
    "PRODUCT": {"product", "org", "other"},
    "PLACE": {"place"},
    "EVENT": {"event", "other"},
    "LAW": {"other"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Aliases:
    """The forms of a gazetteer: which entities each may be, strongly and weakly, and a pattern for the longest."""

    strong: dict[str, frozenset[str]]
    weak: dict[str, frozenset[str]]
    any: re.Pattern[str]
    types: dict[str, str]

    def named(self, text: str) -> set[str]:
        """The entities of which a form stands in the text as words and not within a longer form."""
        surfaces = {match[0] for match in self.any.finditer(text)}
        return {n for s in surfaces for n in (*self.strong.get(s, ()), *self.weak.get(s, ()))}


def main() -> None:
    """Measure and print; ends with 1 where too few of the publisher's tags are found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds ner and, for --sample, articles")
    parser.add_argument("--sample", type=int, default=0, help="print that many mentions instead")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="print every disagreement with the labels, weak names too")
    options = parser.parse_args()
    gazetteer = load().gazetteer
    tagger = Tagger(gazetteer)
    if options.sample:
        show_sample(options.folder, tagger, options.sample, options.seed)
        return
    aliases = read_aliases(gazetteer)
    reached = publisher_tags(options.folder, tagger, aliases)
    labels(options.folder, tagger, aliases, everything=options.all)
    if reached < TARGET:
        raise SystemExit(f"\nonly {reached:.4f} of the publisher's tags are found; {TARGET} are wanted")


def read_aliases(gazetteer: Gazetteer) -> Aliases:
    """The gazetteer's forms, by text and by entity."""
    strong, weak = defaultdict(set), defaultdict(set)
    for entity in gazetteer.entities:
        for alias in entity.aliases:
            (weak if alias.weak else strong)[alias.text].add(entity.entity_id)
    longest = sorted({*strong, *weak}, key=len, reverse=True)
    return Aliases(
        strong={text: frozenset(ids) for text, ids in strong.items()},
        weak={text: frozenset(ids) for text, ids in weak.items()},
        any=re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)"),
        types={e.entity_id: e.type for e in gazetteer.entities},
    )


# ------------------------------------------------------------------ the publisher's own tags


def publisher_tags(folder: Path, tagger: Tagger, aliases: Aliases) -> float:
    """Print the share found for tags that are a strong form, and beside it for weak ones; the former comes back."""
    shares = []
    for kind, forms in (("name or strong form", aliases.strong), ("weak form", aliases.weak)):
        meant = {text.lower(): ids for text, ids in forms.items()}
        misses, found = [], 0
        for item in _items(folder):
            document = techcrunch_document(item)
            mentioned = {mention.entity_id for mention in tagger.tag(document)}
            named = aliases.named(f"{document.title}\n{document.text}")
            for ids in {meant[tag.lower()] for tag in item["categories"] if tag.lower() in meant}:
                found += bool(named & ids) and bool(mentioned & ids)
                misses += [(sorted(ids), document)] if named & ids and not mentioned & ids else []
        shares.append(found / max(1, found + len(misses)))
        print(f"\npublisher's tags that are a {kind}: {found} of {found + len(misses)} found = {shares[-1]:.4f}")
        for ids, document in misses:
            print(f"  {', '.join(ids)}: {document.title} | {document.text[:200]!r}")
    return shares[0]


def _items(folder: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(folder / "ner" / "techcrunch_item_tags.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def techcrunch_document(item: dict[str, Any]) -> Document:
    """One feed item without its tags."""
    text = html.unescape(re.sub(r"<[^<>]*>", "", item["description"])).split("\n©")[0].strip()
    return _document(
        item["guid"], html.unescape(item["title"]), text, lang="en", url=item["link"], outlet="techcrunch",
        section="all", at=parsedate_to_datetime(item["published"]),
    )  # fmt: skip


def _document(
    name: str, title: str, text: str, *, lang: str, url: str = "", outlet: str = "", section: str = "",
    at: datetime | None = None,
) -> Document:  # fmt: skip
    headline = (Zone(zone="title", char_start=0, char_end=len(title)),) if title else ()
    body = Zone(zone="body", char_start=0, char_end=len(text))
    return Document(
        document_id=name, title=title, text=text, zones=(*headline, body),
        lang=lang, url=url, outlet_id=outlet, section=section, published_at=at,
    )  # fmt: skip


# ------------------------------------------------------------------ labelled names


def labels(folder: Path, tagger: Tagger, aliases: Aliases, *, everything: bool) -> None:
    """Print, per set, how many labelled names that are a form of ours are mentioned, and how many mentions labelled."""
    print(
        f"\n{'labelled sentences':<26}{'strong':>8}{'found':>8}{'weak':>8}{'found':>8}{'mentions':>10}{'labelled':>10}"
    )
    for path in sorted((folder / "ner").glob("*.conll")):
        counts: Counter[str] = Counter()
        lines: list[str] = []
        for number, sentence in enumerate(sentences(path)):
            document = _document(f"{path.stem}:{number}", "", sentence.text, lang=path.stem[:2])
            refused = {(r.char_start, r.char_end): r.rule for r in tagger.refused(document)}
            _compare(sentence, tagger.tag(document), refused, aliases, counts, lines)
        columns = [f"{path.stem:<26}"] + [
            f"{counts[key]:>{width}}" for key, width in
            (("strong", 8), ("strong found", 8), ("weak", 8), ("weak found", 8), ("mentions", 10), ("labelled", 10))
        ]  # fmt: skip
        print("".join(columns))
        for line in lines if everything else [line for line in lines if not line.startswith("weak")][:SHOWN]:
            print(f"  {line}")


def _compare(
    sentence: Sentence, mentions: Iterable[Mention], refused: Mapping[tuple[int, int], str], aliases: Aliases,
    counts: Counter[str], lines: list[str],
) -> None:  # fmt: skip
    mentions = tuple(mentions)
    at = {(m.char_start, m.char_end): m.entity_id for m in mentions}
    for name in sentence.names:
        surface = sentence.text[name.start : name.end]
        for kind, forms in (("strong", aliases.strong), ("weak", aliases.weak)):
            ids = {n for n in forms.get(surface, ()) if name.kind in CLASSES[aliases.types[n]]}
            if not ids or (kind == "weak" and surface in aliases.strong):
                continue
            counts[kind] += 1
            if at.get((name.start, name.end)) in ids:
                counts[f"{kind} found"] += 1
            elif kind == "strong":
                lines.append(f"not found  {sorted(ids)} {_around(sentence.text, name.start, name.end)}")
            else:
                rule = refused.get((name.start, name.end), "no candidate")
                lines.append(f"weak       {sorted(ids)} ({rule}) {_around(sentence.text, name.start, name.end)}")
    for mention in mentions:
        counts["mentions"] += 1
        if any(name.start <= mention.char_start and mention.char_end <= name.end for name in sentence.names):
            counts["labelled"] += 1
        else:
            where = _around(sentence.text, mention.char_start, mention.char_end)
            lines.append(f"no label   {mention.entity_id} ({mention.rule}) {where}")


def _around(text: str, start: int, end: int, around: int = AROUND) -> str:
    return f"{text[max(0, start - around) : start]}[[{text[start:end]}]]{text[end : end + around]}".replace("\n", " / ")


# ------------------------------------------------------------------ a sample for a person


def show_sample(folder: Path, tagger: Tagger, size: int, seed: int) -> None:
    """Print mentions drawn at random, a third of each source, with entity, rule, zone and surroundings."""
    draw = random.Random(seed)
    sources = {"techcrunch": _techcrunch(folder), "business-insider": _pages(folder), "detik": _detik(folder)}
    number = 0
    for position, (name, documents) in enumerate(sources.items()):
        found = [(document, mention) for document in documents for mention in tagger.tag(document)]
        wanted = (size + position) // len(sources)
        for document, mention in draw.sample(found, min(wanted, len(found))):
            words = document.title if mention.zone == "title" else document.text
            number += 1
            told = f"{number:>3} {name} {mention.entity_id} {mention.rule} {mention.zone}"
            print(f"{told}: {_around(words, mention.char_start, mention.char_end)}")


def _techcrunch(folder: Path) -> Iterator[Document]:
    yield from map(techcrunch_document, _items(folder))


def _pages(folder: Path) -> Iterator[Document]:
    for case in cases(folder, load_outlets()):
        if "businessinsider" in case.page.key:
            article = extract(case.page)
            yield Document(
                document_id=case.page.key, title=article.title, text=article.text, zones=article.zones,
                lang=article.lang, url=case.page.url, outlet_id="business-insider", section=article.section or "",
                published_at=article.published.at if article.published else None,
            )  # fmt: skip


def _detik(folder: Path) -> Iterator[Document]:
    with gzip.open(folder / "articles" / "text" / "id_detik_2025.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            at = datetime.strptime(row["date_raw"], "%m/%d/%Y %H:%M").replace(tzinfo=UTC) if row["date_raw"] else None
            section = (urlsplit(row["url"]).hostname or "").split(".")[0].replace("www", "all")
            yield _document(
                row["url"], row["title"], row["body"], lang="id", url=row["url"], outlet="detik", section=section, at=at
            )


if __name__ == "__main__":
    main()
