"""A folder of real pages with what is known to be true of them: `articles/html/*.html.gz`, `articles/truth/*.json`."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sources.catalogue import Catalogue
from sources.types import Outlet, Page, PageRules

# What an outlet's file would say, for hosts that no file declares: by the end of the name, else the eastern US.
ZONES = {
    "jp": "Asia/Tokyo", "in": "Asia/Kolkata", "uk": "Europe/London", "de": "Europe/Berlin", "at": "Europe/Vienna",
    "ch": "Europe/Zurich", "fr": "Europe/Paris", "es": "Europe/Madrid", "it": "Europe/Rome", "ca": "America/Toronto",
    "id": "Asia/Jakarta", "kr": "Asia/Seoul", "cn": "Asia/Shanghai", "za": "Africa/Johannesburg", "ru": "Europe/Moscow",
    "tr": "Europe/Istanbul", "li": "Europe/Vaduz", "lu": "Europe/Luxembourg", "no": "Europe/Oslo",
    "se": "Europe/Stockholm", "is": "Atlantic/Reykjavik", "cz": "Europe/Prague", "ua": "Europe/Kyiv",
    "tz": "Africa/Dar_es_Salaam",
    "be": "Europe/Brussels", "nl": "Europe/Amsterdam", "au": "Australia/Sydney", "eu": "Europe/Brussels",
}  # fmt: skip
ZONES_OF_LANGUAGES = {"ja": "Asia/Tokyo", "zh": "Asia/Shanghai", "de": "Europe/Berlin", "fr": "Europe/Paris"}


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
    language, zone, rules = (
        ("id" if indonesian else "en"),
        "Asia/Jakarta" if indonesian else zone_of(url, known["lang"] or script(truth.get("title") or "")),
        PageRules(),
    )
    if outlet is not None:
        language, zone, rules = outlet.language, outlet.time_zone, outlet.pages
    text = truth.get("body_text") or "\n".join(truth.get("body_paragraphs") or ())
    english = known["lang"] == "en" and known["strength"] in ("full", "body") and bool(text)
    return Case(
        page=Page(
            key=known["id"], url=url, body=body, content_type="text/html", language=language, time_zone=zone,
            rules=rules,
        ),
        groups=("english",) * english + ("indonesian",) * indonesian or ("other",),
        body=text,
        published=_instant(truth.get("published") or "", zone),
    )  # fmt: skip


def _instant(printed: str, zone: str) -> datetime | None:
    """The truth's instant; without an offset the outlet's clock is meant, and midnight there means a day."""
    if "T" not in printed:
        return None
    at = datetime.fromisoformat(printed)
    if at.tzinfo is None:
        return at.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) if at.time() != time() else None
    return at


def outlet_of(url: str, catalogue: Catalogue) -> Outlet | None:
    """The outlet on whose domain the address lies."""
    host = urlsplit(url).hostname or ""
    return next((o for o in catalogue.outlets for d in o.domains if host == d or host.endswith(f".{d}")), None)


def zone_of(url: str, language: str) -> str:
    """The zone in which a site of that address and language probably prints its times."""
    ending = (urlsplit(url).hostname or "").rsplit(".", 1)[-1]
    return ZONES.get(ending) or ZONES_OF_LANGUAGES.get(language, "America/New_York")


def script(title: str) -> str:
    """The language that the characters of a title give away; empty for the Latin ones."""
    return "ja" if re.search("[\u3040-\u30ff]", title) else "zh" if re.search("[\u4e00-\u9fff]", title) else ""


def likeness(truth: str, found: str) -> float:
    """F1 of the two texts as multisets of lower-cased words."""
    left, right = (Counter(re.findall(r"\w+", text.lower())) for text in (truth, found))
    common = (left & right).total()
    return 2 * common / (left.total() + right.total()) if common else 0.0
