"""A folder of real pages with what is known to be true of them: `articles/html/*.html.gz`, `articles/truth/*.json`."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from sources.catalogue import Catalogue
from sources.types import Outlet, Page, PageRules

INDONESIAN = ("id", "Asia/Jakarta", PageRules())
ELSEWHERE = ("en", "UTC", PageRules())


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One page of the folder and its truth; `group` is the one its floor is stated for."""

    page: Page
    groups: tuple[str, ...]  # english, indonesian (a page can be in both), or other
    body: str  # empty: not known
    published: datetime | None  # None: not known with a time


def cases(folder: Path, catalogue: Catalogue) -> Iterator[Case]:
    """Every page of the folder; `SystemExit` with what is missing where the folder is not one."""
    for needed in (folder, folder / "articles" / "html", folder / "articles" / "truth"):
        if not needed.is_dir():
            raise SystemExit(f"{needed}: no such folder; give the one that holds articles/html and articles/truth")
    truths = sorted((folder / "articles" / "truth").glob("*.json"))
    if not truths:
        raise SystemExit(f"{folder / 'articles' / 'truth'}: no *.json in it")
    for file in truths:
        known = json.loads(file.read_text(encoding="utf-8"))
        html = folder / "articles" / "html" / f"{known['id']}.html.gz"
        if not html.is_file():
            raise SystemExit(f"{html}: missing, though {file.name} speaks of it")
        yield _case(known, gzip.decompress(html.read_bytes()), catalogue)


def _case(known: dict, body: bytes, catalogue: Catalogue) -> Case:
    truth, url = known["truth"], known["url"] or f"https://unknown.test/{known['id']}"
    indonesian = known["id"].startswith("ind_")
    outlet = outlet_of(url, catalogue)
    language, zone, rules = INDONESIAN if indonesian else ELSEWHERE
    if outlet is not None:
        language, zone, rules = outlet.language, outlet.time_zone, outlet.pages
    published = truth.get("published") or ""
    text = truth.get("body_text") or "\n".join(truth.get("body_paragraphs") or ())
    english = known["lang"] == "en" and known["strength"] in ("full", "body") and bool(text)
    return Case(
        page=Page(
            key=known["id"], url=url, body=body, content_type="text/html", language=language, time_zone=zone,
            rules=rules,
        ),
        groups=("english",) * english + ("indonesian",) * indonesian or ("other",),
        body=text,
        published=_instant(published) if "T" in published else None,
    )  # fmt: skip


def _instant(printed: str) -> datetime:
    at = datetime.fromisoformat(printed)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def outlet_of(url: str, catalogue: Catalogue) -> Outlet | None:
    """The outlet on whose domain the address lies."""
    host = urlsplit(url).hostname or ""
    return next((o for o in catalogue.outlets for d in o.domains if host == d or host.endswith(f".{d}")), None)


def likeness(truth: str, found: str) -> float:
    """F1 of the two texts as multisets of lower-cased words."""
    left, right = (Counter(re.findall(r"\w+", text.lower())) for text in (truth, found))
    common = (left & right).total()
    return 2 * common / (left.total() + right.total()) if common else 0.0
