"""A small gazetteer of known firms and people, made in code, and documents of one zone: what the tagger's tests use."""

from datetime import UTC, date, datetime

from sources.types import Zone, ZoneName
from warehouse.entities.model import Alias, Document, Entity, EntityType, Gazetteer, Mention
from warehouse.entities.tagger import Tagger

Surface = tuple[str, str]  # the entity's id and the words


def entity(
    entity_id: str,
    strong: str,
    weak: str = "",
    *,
    kind: EntityType = "ORG",
    parent: str = "",
    requires: tuple[str, ...] = (),
    vetoes: tuple[str, ...] = (),
    valid_from: date | None = None,
    field: str = "",
) -> Entity:
    """`strong` and `weak` hold aliases between bars."""
    aliases = [Alias(text=text) for text in strong.split("|") if text]
    aliases += [Alias(text=text, weak=True) for text in weak.split("|") if text]
    return Entity(
        entity_id=entity_id, name=entity_id, type=kind, aliases=tuple(aliases), parent_id=parent, requires=requires,
        vetoes=vetoes, valid_from=valid_from, field=field,
    )  # fmt: skip


ENTITIES = (
    entity(
        "meta", "Meta Platforms|Facebook Inc.", "Meta", vetoes=("Meta analysis", "meta-analysis"), field="technology"
    ),
    entity("msl", "Meta Superintelligence Labs", "MSL", parent="meta"),
    entity("tbd", "TBD Lab|TBD Labs", parent="msl"),
    entity("zuck", "Mark Zuckerberg", "Zuckerberg", kind="PERSON", parent="meta"),
    entity("instagram", "Instagram", kind="PRODUCT", parent="meta"),
    entity("meta-ai", "aplikasi Meta AI", "Meta AI", kind="PRODUCT", parent="meta", requires=("asisten",)),
    entity("scale", "Scale AI", "Scale", vetoes=("Scale Microgrid",)),
    entity("wang", "Alexandr Wang", "Wang", kind="PERSON", parent="scale"),
    entity("mercor", "Mercor"),
    entity("surge", "Surge AI", "Surge"),
    entity("openai", "OpenAI|Open AI", field="technology"),
    entity("altman", "Sam Altman", "Altman", kind="PERSON", parent="openai"),
    entity("gpt-4", "GPT-4", kind="PRODUCT", parent="openai"),
    entity("google", "Google", field="technology"),
    entity("deepmind", "Google DeepMind|DeepMind", parent="google"),
    entity("apple", "Apple Inc.", "Apple", field="technology"),
    entity("iphone", "iPhone", kind="PRODUCT", parent="apple"),
    entity("microsoft", "Microsoft"),
    entity("tml", "Thinking Machines Lab", "Thinking Machines"),
    entity("murati", "Mira Murati", "Murati", kind="PERSON", parent="tml"),
    entity("chintala", "Soumith Chintala", "Chintala", kind="PERSON", parent="tml"),
    entity("dario", "Dario Amodei", "Amodei", kind="PERSON", parent="anthropic"),
    entity("daniela", "Daniela Amodei", "Amodei", kind="PERSON", parent="anthropic"),
    entity("anthropic", "Anthropic"),
    entity("claude", "Claude 4", "Claude", kind="PRODUCT", parent="anthropic"),
    entity("llama", "LLaMA", "Llama", kind="PRODUCT", parent="meta"),
    entity("dana", "PT Espay Debit Indonesia Koe", "DANA", requires=("dompet digital", "e-wallet", "ovo")),
    entity("ovo", "OVO"),
    entity("tempo", "Tempo.co", "Tempo", requires=("majalah", "wartawan")),
    entity("jakarta", "Jakarta", kind="PLACE"),
    entity("us", "Amerika Serikat|United States", "AS", kind="PLACE", vetoes=("AS Roma",)),
    entity("techcrunch", "TechCrunch|techcrunch.com"),
    entity("smith", "", "Brad Smith", kind="PERSON", parent="microsoft", requires=("microsoft",)),
    entity("danantara", "Danantara", valid_from=date(2025, 2, 24)),
    entity("android", "Android", kind="PRODUCT", parent="google"),
)
GAZETTEER = Gazetteer(entities=ENTITIES, digest="of these tests")
TAGGER = Tagger(GAZETTEER)


def document(
    text: str = "",
    *,
    title: str = "",
    zones: tuple[tuple[ZoneName, str], ...] = (),
    url: str = "",
    lang: str = "",
    section: str = "",
    on: date | None = None,
) -> Document:
    """One of `text`, all of it body; or of `zones`, a line each."""
    text = text or "\n".join(part for _, part in zones)
    laid: list[Zone] = [Zone(zone="title", char_start=0, char_end=len(title))]
    start = 0
    for zone, part in zones or (("body", text),):
        laid.append(Zone(zone=zone, char_start=start, char_end=start + len(part)))
        start += len(part) + 1
    at = datetime(on.year, on.month, on.day, 5, tzinfo=UTC) if on else None
    return Document(
        document_id="d", title=title, text=text, zones=tuple(laid), lang=lang, url=url, section=section,
        published_at=at,
    )  # fmt: skip


def surfaces(mentions: tuple[Mention, ...]) -> list[Surface]:
    """Whom they mention, in which words."""
    return [(mention.entity_id, mention.surface) for mention in mentions]
