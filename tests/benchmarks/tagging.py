"""How fast documents are tagged, beside the bare automaton: `python -m tests.benchmarks.tagging FOLDER`.

FOLDER holds `articles/text/*.jsonl.gz`. Gazetteers of 500 forms (of the shipped ones) and of 10,000 (the shipped ones,
and the capitalised names of two words or more that stand in most of these texts); both sides read every title and text
once a turn, in turns, and the median is printed. The bare automaton gives numbers of patterns and offsets, overlapping:
no words of their own, no zones, nobody judged.
"""

import argparse
import gzip
import html
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import mean, median

from sources.types import Zone
from warehouse.entities.automaton import Automaton
from warehouse.entities.gazetteer import load
from warehouse.entities.model import Alias, Document, Entity, Gazetteer
from warehouse.entities.tagger import Tagger

FORMS = (500, 10_000)
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+){1,2}\b")  # in the middle of a sentence
LEAST = 500  # characters of a text


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds articles/text")
    parser.add_argument("--turns", type=int, default=9, help="of each side")
    options = parser.parse_args()
    documents = texts(options.folder)
    print(f"{len(documents)} articles, {mean(len(d.text) + len(d.title) for d in documents):,.0f} characters each\n")
    print(
        f"{'forms':>7}{'finds':>8}{'names':>8}{'judged':>8}{'bare /s':>10}{'ours /s':>10}{'ratio':>8}{'ready in':>10}"
    )
    for size in FORMS:
        row(gazetteer_of(size, documents), documents, options.turns)


def row(gazetteer: Gazetteer, documents: list[Document], turns: int) -> None:
    """Measure one gazetteer and print a line."""
    forms = sorted({alias.text for entity in gazetteer.entities for alias in entity.aliases})
    bare = Automaton(forms, overlapping=True)
    began = time.perf_counter()
    tagger = Tagger(gazetteer)
    ready = time.perf_counter() - began
    finds = mean(len(bare.find(d.title)) + len(bare.find(d.text)) for d in documents)
    names = [tagger.tag(document) for document in documents]
    weak = mean(
        sum(m.rule != "strong" for m in found) + len(tagger.refused(d))
        for d, found in zip(documents, names, strict=True)
    )

    def search() -> None:
        for document in documents:
            bare.find(document.title)
            bare.find(document.text)

    def tag() -> None:
        for document in documents:
            tagger.tag(document)

    alone, ours = in_turns(search, tag, turns)
    print(
        f"{len(forms):>7}{finds:>8.1f}{mean(map(len, names)):>8.1f}{weak:>8.1f}{len(documents) / alone:>10,.0f}"
        f"{len(documents) / ours:>10,.0f}{alone / ours:>8.2f}{ready:>9.2f}s"
    )


def in_turns(one: Callable[[], None], other: Callable[[], None], turns: int) -> tuple[float, float]:
    """The median seconds of each, taken in turns: what slows the machine slows both."""
    took: tuple[list[float], list[float]] = ([], [])
    for _ in range(turns):
        for work, seconds in ((one, took[0]), (other, took[1])):
            began = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - began)
    return median(took[0]), median(took[1])


def texts(folder: Path) -> list[Document]:
    """The articles of the folder that have a body, laid out as the extractor does: a paragraph a line."""
    files = sorted((folder / "articles" / "text").glob("*.jsonl.gz"))
    if not files:
        raise SystemExit(f"{folder / 'articles' / 'text'}: no *.jsonl.gz in it")
    found = []
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            found += [document(known) for known in map(json.loads, lines)]
    return [document for document in found if len(document.text) >= LEAST]


def document(known: dict[str, str]) -> Document:
    lines = html.unescape(html.unescape(known.get("body") or "")).split("\n")
    text = "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)
    title = " ".join(html.unescape(known["title"]).split())
    zones = (Zone(zone="title", char_start=0, char_end=len(title)), Zone(zone="body", char_start=0, char_end=len(text)))
    return Document(
        document_id="", title=title, text=text, zones=zones, lang="id", url=known.get("url") or "",
        outlet_id=(known.get("outlet") or "").lower(),
    )  # fmt: skip


def gazetteer_of(size: int, documents: list[Document]) -> Gazetteer:
    """The shipped one with as many forms as asked for: cut, or filled up with firms of invented ids."""
    shipped = sorted(load().gazetteer.entities, key=lambda entity: entity.entity_id)
    entities, forms = [], set[str]()
    for entity in shipped[:: max(1, sum(len(e.aliases) for e in shipped) // size)]:
        if len(forms) < size:
            entities.append(entity)
            forms |= {alias.text for alias in entity.aliases}
    for name in frequent(documents):
        if len(forms) >= size:
            break
        if name not in forms:
            entities.append(Entity(entity_id=f"n{len(forms)}", name=name, type="ORG", aliases=(Alias(text=name),)))
            forms.add(name)
    return Gazetteer(entities=tuple(entities), digest="")


def frequent(documents: list[Document]) -> list[str]:
    """Capitalised names, those that stand in most texts first."""
    counts = Counter(name for document in documents for name in set(NAME.findall(document.text)))
    return sorted(counts, key=lambda name: (-counts[name], name))


if __name__ == "__main__":
    main()
