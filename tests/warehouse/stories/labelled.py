"""Reads the labelled weeks beside it, `cases/{tune,hold}/*.toml`, into what the linker reads of an article.

Each file is one week of one topic; every article says which event it is of, and what it is retold from. The real
tagger with the shipped entities, the amounts and the names are run over them. Nothing is judged here.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from sources.catalogue import load as load_outlets
from sources.types import Zone
from warehouse.entities.amounts import find_amounts
from warehouse.entities.gazetteer import load as load_entities
from warehouse.entities.model import Document
from warehouse.entities.names import find_names
from warehouse.entities.tagger import Tagger
from warehouse.stories.fingerprint import fingerprint
from warehouse.stories.model import Fingerprint, Told

FOLDER = Path(__file__).parent / "cases"
HALVES = ("tune", "hold")
KEYS = {
    "id", "outlet", "url", "lang", "published_at", "title", "text", "story", "kind", "derived_from", "given",
    "source_elsewhere",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One article with what a reader knows of it. `story` is empty for what belongs to no event."""

    told: Told
    file: str
    story: str
    kind: str
    derived_from: str  # an article's id; empty where it retells none of the file
    given: str  # address, outlet or nothing: what it tells its reader of that source
    source_elsewhere: str


@cache
def read(half: str) -> tuple[Labelled, ...]:
    """The articles of one half, in the order of the files; `ValueError` with the file where one is not as agreed."""
    found = tuple(article for file in sorted((FOLDER / half).glob("*.toml")) for article in _file(file))
    ids = [article.told.article_id for article in found]
    if twice := {each for each in ids if ids.count(each) > 1}:
        raise ValueError(f"{half}: ids that stand twice: {sorted(twice)}")
    return found


@cache
def fingerprints(half: str) -> tuple[Fingerprint, ...]:
    """What the articles of one half are compared by, in the order of `read`."""
    return tuple(fingerprint(article.told) for article in read(half))


def _file(file: Path) -> Iterator[Labelled]:
    for known in tomllib.loads(file.read_text("utf-8"))["article"]:
        if unknown := known.keys() - KEYS:
            raise ValueError(f"{file.name}: {known.get('id')}: unknown {sorted(unknown)}")
        yield Labelled(
            told=told(
                known["id"], known["outlet"], known["url"], known["title"], known["text"], known["lang"],
                known["published_at"],
            ),
            file=file.stem, story=known.get("story", ""), kind=known.get("kind", "news"),
            derived_from=known.get("derived_from", ""), given=known.get("given", ""),
            source_elsewhere=known.get("source_elsewhere", ""),
        )  # fmt: skip


def told(article_id: str, outlet_id: str, url: str, title: str, text: str, lang: str, at: datetime) -> Told:
    """An article of these words, all of its text body, as the tagging step would leave it."""
    title = " ".join(title.split())
    text = "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)
    zones = (Zone(zone="title", char_start=0, char_end=len(title)), Zone(zone="body", char_start=0, char_end=len(text)))
    document = Document(
        document_id=article_id, title=title, text=text, zones=zones, lang=lang, url=url, outlet_id=outlet_id,
        published_at=at,
    )  # fmt: skip
    mentions = tagger().tag(document)
    return Told(
        article_id=article_id, document_id=article_id, outlet_id=outlet_id, group_id=group_of(outlet_id), url=url,
        title=title, text=text, zones=zones, lang=lang, section="", published_at=at, mentions=tuple(mentions),
        amounts=find_amounts(document), names=find_names(document, mentions),
    )  # fmt: skip


@cache
def tagger() -> Tagger:
    """With the entity files of the package and nothing of the user's."""
    return Tagger(load_entities().gazetteer)


@cache
def _groups() -> dict[str, str]:
    return {outlet.outlet_id: outlet.group_id for outlet in load_outlets().outlets}


def group_of(outlet_id: str) -> str:
    """The owner of an outlet, as its file says; the outlet itself where no file knows it."""
    return _groups().get(outlet_id, outlet_id)
