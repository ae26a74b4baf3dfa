"""Articles of a few words, as the linker reads them, for tests: all of the text is body unless zones say otherwise."""

from datetime import UTC, datetime

from sources.types import Zone
from warehouse.entities.model import Amount, Mention, Name
from warehouse.stories.model import Told

PUBLISHED = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)  # a Wednesday


def telling(
    text: str = "", *, title: str = "", lang: str = "id", at: datetime = PUBLISHED, url: str = "https://contoh.test/a",
    section: str = "", zones: tuple[Zone, ...] | None = None, mentions: tuple[Mention, ...] = (),
    amounts: tuple[Amount, ...] = (), names: tuple[Name, ...] = (),
) -> Told:  # fmt: skip
    return Told(
        article_id="a", document_id="d", outlet_id="contoh", group_id="contoh", url=url, title=title, text=text,
        zones=(Zone(zone="body", char_start=0, char_end=len(text)),) if zones is None else zones, lang=lang,
        section=section, published_at=at, mentions=mentions, amounts=amounts, names=names,
    )  # fmt: skip
