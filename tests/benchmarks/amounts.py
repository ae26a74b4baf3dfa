"""How many amounts of money real text holds, how fast they are found, and some to read: `amounts.py FOLDER [N] [SEED]`.

Reads FOLDER/articles/text/*.jsonl.gz (Indonesian), FOLDER/articles/truth/*.json (bodies, by their own language) and
FOLDER/ner/*item_tags.jsonl.gz (English feed items). Prints counts by currency, articles a second, and N (20) amounts at
random with what stands around them, for a person to judge. Exit 1 when a surface is not the text at its place.
"""

import gzip
import html
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

from sources.types import Zone
from warehouse.entities.amounts import find_amounts
from warehouse.entities.model import Amount, Document

AROUND = 50  # characters shown on either side


def main(arguments: list[str]) -> int:
    if not 1 <= len(arguments) <= 3:
        print(__doc__)
        return 2
    shown = int(arguments[1]) if len(arguments) > 1 else 20
    seed = int(arguments[2]) if len(arguments) > 2 else 1
    documents = list(_documents(Path(arguments[0])))
    if not documents:
        print(f"nothing to read under {arguments[0]}")
        return 2
    results, times = [], []
    for document in documents:
        started = time.perf_counter()
        results.append((document, find_amounts(document)))
        times.append(time.perf_counter() - started)
    _report(results, times)
    _show(results, shown, seed)
    wrong = [(d, a) for d, found in results for a in found if _text(d, a)[a.char_start : a.char_end] != a.surface]
    print(f"surfaces that are not the text at their place: {len(wrong)}")
    return 1 if wrong else 0


def _report(results: list[tuple[Document, tuple[Amount, ...]]], times: list[float]) -> None:
    found = [amount for _, amounts in results for amount in amounts]
    characters = sum(len(document.text) for document, _ in results)
    speed = len(results) / sum(times)
    print(f"{len(results)} articles of {characters / len(results):,.0f} characters: {speed:,.0f} a second")
    print(f"95 % within {quantiles(times, n=20)[-1] * 1000:.2f} ms, the slowest {max(times) * 1000:.2f} ms")
    counts = Counter(amount.currency or "none" for amount in found)
    ranges = sum(amount.value_to is not None for amount in found)
    conversions = sum(amount.converted_from is not None for amount in found)
    print(f"{len(found)} amounts, {ranges} ranges, {conversions} conversions")
    print("  ".join(f"{currency} {count}" for currency, count in counts.most_common()))


def _show(results: list[tuple[Document, tuple[Amount, ...]]], shown: int, seed: int) -> None:
    found = [(document, amount) for document, amounts in results for amount in amounts]
    chosen = random.Random(seed).sample(found, min(shown, len(found)))
    for document, amount in chosen:
        text = _text(document, amount)
        before = text[max(0, amount.char_start - AROUND) : amount.char_start]
        behind = text[amount.char_end : amount.char_end + AROUND]
        value = f"{amount.value:.12g}" + (f" to {amount.value_to:.12g}" if amount.value_to is not None else "")
        origin = f" <- {amount.converted_from}" if amount.converted_from else ""
        line = f"{before}[{amount.surface}]{behind}".replace("\n", " | ")
        print(f"{value:>16} {amount.currency or '-':4}{origin}  {line}")


def _text(document: Document, amount: Amount) -> str:
    return document.title if amount.zone == "title" else document.text


def _documents(folder: Path) -> Iterator[Document]:
    texts = sorted((folder / "articles" / "text").glob("*.jsonl.gz"))
    items = sorted((folder / "ner").glob("*item_tags.jsonl.gz"))
    for file, lang in [*((file, "id") for file in texts), *((file, "en") for file in items)]:
        for line in gzip.decompress(file.read_bytes()).splitlines():
            known = json.loads(line)
            text = known.get("body") or known.get("description") or known.get("lead") or ""
            yield _document(known["title"], text, lang)
    for file in sorted((folder / "articles" / "truth").glob("*.json")):
        known = json.loads(file.read_text("utf-8"))
        text = known["truth"].get("body_text") or "\n".join(known["truth"].get("body_paragraphs") or ())
        if known["lang"] in {"en", "id"} and text:
            yield _document(known["truth"].get("title") or "", text, known["lang"])


def _document(title: str, text: str, lang: str) -> Document:
    title, text = html.unescape(html.unescape(title)), html.unescape(html.unescape(text))
    zones = (Zone(zone="body", char_start=0, char_end=len(text)),)
    return Document(document_id="", title=title, text=text, zones=zones, lang=lang)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
