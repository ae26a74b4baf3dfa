"""How the feed reader stands up to other parsers' test cases and to real feeds: `feed_cases.py FOLDER`.

Runs every case under FOLDER/feeds/parser-cases/*.tar.xz and FOLDER/feeds/outlets*/ through `sources.feeds.parse`, each
with a time limit, and prints a line per collection: cases, read, refused with a FeedError, crashed, timed out, the
slowest. For collections that come with another parser's result (gofeed) or an expectation in a comment (feedparser), it
counts on how many of the plain ones title, links and guids agree. Exit 1 when anything crashed or timed out.
"""

import gzip
import html
import json
import re
import signal
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from sources.entries import plain
from sources.errors import FeedError
from sources.feeds import parse
from sources.types import FeedDocument

LIMIT = 5.0  # seconds a case
URL = "http://127.0.0.1:8097/feed"


@dataclass
class Tally:
    name: str
    cases: int = 0
    read: int = 0
    refused: int = 0
    crashed: list[str] = field(default_factory=list)
    hung: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    agree: int = 0
    compared: int = 0
    differ: list[str] = field(default_factory=list)

    def line(self) -> str:
        agreement = f"{self.agree}/{self.compared}" if self.compared else "-"
        return (
            f"{self.name:26}{self.cases:7}{self.read:7}{self.refused:9}{len(self.crashed):9}{len(self.hung):7}"
            f"{self.slowest[0] * 1000:9.0f} ms {agreement:>11}  {self.slowest[1]}"
        )


Case = tuple[str, bytes]
Expected = Callable[[str, bytes, FeedDocument, dict[str, bytes]], bool | None]


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__)
        return 2
    feeds = Path(arguments[0]) / "feeds"
    collections = list(_collections(feeds))
    if not collections:
        print(f"nothing to read: no {feeds}/parser-cases/*.tar.xz and no {feeds}/outlets*/")
        return 2
    signal.signal(signal.SIGALRM, _too_late)
    print(f"{'':26}{'cases':>7}{'read':>7}{'refused':>9}{'crashed':>9}{'hung':>7}{'slowest':>12} {'agree':>11}")
    tallies = [_run(name, cases) for name, cases in collections]
    return _summary(tallies, verbose="-v" in sys.argv)


def _summary(tallies: list[Tally], *, verbose: bool) -> int:
    bad = [case for tally in tallies for case in (*tally.crashed, *tally.hung)]
    cases = sum(tally.cases for tally in tallies)
    agree, compared = sum(t.agree for t in tallies), sum(t.compared for t in tallies)
    print(f"{cases} cases, {len(bad)} crashed or hung; {agree} of {compared} compared agree")
    for case in bad:
        print(f"  {case}")
    return 1 if bad else 0


def _collections(feeds: Path) -> Iterator[tuple[str, list[Case]]]:
    for archive in sorted((feeds / "parser-cases").glob("*.tar.xz")):
        with tarfile.open(archive) as tar:
            members = [member for member in tar.getmembers() if member.isfile()]
            yield archive.name.removesuffix(".tar.xz"), [(m.name, _member(tar, m)) for m in members]
    folders = sorted({path.parent for path in feeds.glob("outlets*/**/*") if path.is_file()})
    for folder in folders:
        paths = sorted(path for path in folder.iterdir() if path.is_file())
        yield str(folder.relative_to(feeds)), [(path.name, _content(path)) for path in paths]


def _member(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    opened = tar.extractfile(member)
    return opened.read() if opened else b""


def _content(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.decompress(content) if path.name.endswith((".xml.gz", ".rss.gz", ".json.gz")) else content


def _run(name: str, cases: list[Case]) -> Tally:
    tally, beside = Tally(name), dict(cases)
    for path, body in cases:
        if not _is_truth(path, beside):
            _one(tally, path, body, beside)
    print(tally.line())
    for path in tally.differ if "-v" in sys.argv else ():
        print(f"    differs: {path}")
    return tally


def _one(tally: Tally, path: str, body: bytes, beside: dict[str, bytes]) -> None:
    tally.cases += 1
    began = time.perf_counter()
    signal.setitimer(signal.ITIMER_REAL, LIMIT)
    try:
        document = parse(body, kind="feed", url=URL, content_type=_content_type(body), zone="UTC")
    except FeedError:
        tally.refused += 1
        return
    except TimeoutError:
        tally.hung.append(f"{tally.name}: {path}")
        return
    except Exception as error:  # noqa: BLE001  a crash of any kind is what is being counted
        tally.crashed.append(f"{tally.name}: {path}: {error!r}")
        return
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        tally.slowest = max(tally.slowest, (time.perf_counter() - began, path))
    tally.read += 1
    _compare(tally, path, body, document, beside)


def _too_late(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError


def _compare(tally: Tally, path: str, body: bytes, document: FeedDocument, beside: dict[str, bytes]) -> None:
    agrees = _with_comment(body, document)
    if agrees is None:
        agrees = _with_result(beside.get(str(Path(path).with_suffix(".json")), b""), document)
    if agrees is not None:
        tally.compared += 1
        tally.agree += agrees
        if not agrees:
            tally.differ.append(path)


# ------------------------------------------------------------------ what others expect


_EXPECT = re.compile(
    rb"Expect:\s+(?:not bozo and )?(?:entries|feed)(\[0\])?\['?(title|link|id)'?\]\s*==\s*u?(['\"])(.*?)\3\s*$",
    re.MULTILINE,
)
_HEADER = re.compile(rb"^Header:\s+Content-type:\s*(.+?)\s*$", re.MULTILINE | re.IGNORECASE)


def _with_comment(body: bytes, document: FeedDocument) -> bool | None:
    """feedparser's "Expect:" comment, where it is one plain value of an entry or of the feed."""
    found = _EXPECT.search(body)
    if not found or b"\\" in found[4] or not found[4]:
        return None
    expected, name = found[4].decode("utf-8", "replace"), found[2].decode()
    if not found[1]:
        return None if name == "id" else _same(getattr(document, name), expected)
    if not document.entries:
        return None  # most cases show one element of an entry and have no link: nothing we could keep
    return _same(getattr(document.entries[0], {"id": "guid"}.get(name, name)), expected)


def _with_result(result: bytes, document: FeedDocument) -> bool | None:
    """gofeed's own reading: the feed's title, and each item's link, title and guid."""
    try:
        truth = json.loads(result)
    except ValueError:
        return None
    items = truth.get("items", truth.get("entries")) if isinstance(truth, dict) else None
    wanted = [item for item in items or () if isinstance(item, dict) and _link(item).startswith("http")]
    if not wanted:
        return (
            _same(document.title, truth["title"]) if isinstance(truth, dict) and _is_text(truth.get("title")) else None
        )
    if [_squeezed(entry.link) for entry in document.entries] != [_squeezed(_link(item)) for item in wanted]:
        return False
    pairs = list(zip(document.entries, wanted, strict=True))
    return all(
        _same(entry.title, str(item.get("title", ""))) and _same(entry.guid, _guid(item) or entry.guid)
        for entry, item in pairs
    )


def _link(item: dict[str, Any]) -> str:
    return str(item.get("link") or next(iter(item.get("links") or ()), "")).strip()


def _guid(item: dict[str, Any]) -> str:
    guid = item.get("guid", item.get("id", ""))
    return str(guid.get("value", "")) if isinstance(guid, dict) else str(guid)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _same(ours: str, theirs: str) -> bool:
    """The same words: others keep markup and entities that a title of ours has read."""
    return _squeezed(ours) == _squeezed(plain(theirs, 10_000))


def _squeezed(text: str) -> str:
    return "".join(html.unescape(text).split()).rstrip("/")


def _content_type(body: bytes) -> str:
    found = _HEADER.search(body[:5_000])
    return found[1].decode("latin-1") if found else ""


def _is_truth(path: str, beside: dict[str, bytes]) -> bool:
    """A result or a note that lies beside a case is not one."""
    stem = Path(path)
    if (
        "expected" in stem.parts
        or stem.suffix in {".md", ".txt", ".html"}
        or path.endswith((".truth.json", ".serde.json", "_expected.json"))
    ):
        return True
    return stem.suffix == ".json" and any(str(stem.with_suffix(end)) in beside for end in (".xml", ".rss", ".atom"))


if __name__ == "__main__":
    sys.exit(main([argument for argument in sys.argv[1:] if argument != "-v"]))
