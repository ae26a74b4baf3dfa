"""Whether copies are found, and nothing else: `python -m tests.benchmarks.duplicates FOLDER`.

Edits of real texts (`articles/text/id_*.jsonl.gz`, English ones of `articles/truth`) as candidates and as accepted;
every pair of different articles of the collection; articles on one topic; what the cap on hot bands does; microseconds
a text. What is accepted has to be read by somebody: pairs that were are listed here by their digests.
"""

import argparse
import gzip
import hashlib
import html
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import combinations, pairwise
from pathlib import Path

from rensa import RMinHash

from tests.benchmarks.edits import EDITS, Edited, edited, likeness
from warehouse.identity.copies import Copy, Piece, judge
from warehouse.identity.fingerprint import GRAM, HOT, PERMUTATIONS, SEED, bands, fingerprint, grams, similarity
from warehouse.identity.furniture import prose
from warehouse.identity.kinds import is_live
from warehouse.identity.normal import words

WANTED = (0.9, 0.8, 0.7, 0.6)
CANDIDATES = {0.9: 1.0, 0.8: 1.0, 0.7: 0.99, 0.6: 0.97}  # least recall by bands
ACCEPTED = {0.9: 1.0, 0.8: 1.0}  # least recall by the decision; below .8 more must speak for it
SPREAD = 0.03  # an edit that leaves more than this above what was wanted is not counted
ONE_TOPIC = "id_detik_kompas_one_topic_2025"
FOREIGN = "id_jogja_four_outlets_2025-06-17"  # its words are put into other texts
AT = datetime(2025, 6, 10, 3, tzinfo=UTC)  # everybody's date: time alone must part nothing here

# Accepted pairs of the collection that were read and are the same text, by the digest of their addresses and titles.
READ = frozenset(
    [
        "8f88c2bb58fc", "94d91878ad7d", "1161d93ddfa9", "63fd48bd2d7e", "a67f0845c1c1", "5fa778fddf8a", "ad343d03325e",
        "b936fe5abd9d", "7b08b0296d15", "bcbb935905a7", "1afb4236a222", "a02d447875e0", "442b72f3909d", "a262e0dbd2f7",
        "2792bbcf6120",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One article of the folder."""

    file: str
    place: int
    piece: Piece


def main() -> int:
    """Measure and print; 1 where a number is worse than it has to be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds articles/text and articles/truth")
    parser.add_argument("--every", type=int, default=5, help="edit every n-th text (1: all, takes four minutes)")
    parser.add_argument("--top", type=int, default=40, help="how many pairs on one topic to print")
    options = parser.parse_args()
    texts = [*indonesian(options.folder), *english(options.folder)]
    whole = [text for text in texts if text.file != ONE_TOPIC]
    print(f"{len(whole)} texts: {dict(Counter(text.file for text in whole))}")
    failures = [*edits(whole, options.every), *all_pairs(whole)]
    one_topic([text for text in texts if text.file == ONE_TOPIC], options.top)
    hot_bands(whole)
    speed(whole)
    for failure in failures:
        print(f"FAILED: {failure}")
    return 1 if failures else 0


# ------------------------------------------------------------------ the collection


def indonesian(folder: Path) -> Iterator[Text]:
    """The articles of `articles/text`; those on one topic have a lead in place of a body."""
    files = sorted((folder / "articles" / "text").glob("id_*.jsonl.gz"))
    if not files:
        raise SystemExit(f"{folder / 'articles' / 'text'}: no id_*.jsonl.gz in it")
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for place, line in enumerate(lines):
                known = json.loads(line)
                body = unescaped(known.get("body") or known.get("lead") or "")
                yield text_of(file.name.removesuffix(".jsonl.gz"), place, known, unescaped(known["title"]), body)


def english(folder: Path) -> Iterator[Text]:
    """The English bodies of `articles/truth`."""
    files = sorted((folder / "articles" / "truth").glob("*.json"))
    if not files:
        print(f"{folder / 'articles' / 'truth'}: no *.json in it; English texts are left out")
    for place, file in enumerate(files):
        known = json.loads(file.read_text(encoding="utf-8"))
        truth = known["truth"]
        body = truth.get("body_text") or "\n".join(truth.get("body_paragraphs") or ())
        if known["lang"] == "en" and body:
            yield text_of("truth", place, known, truth.get("title") or "", body)


def unescaped(raw: str) -> str:
    """Some files were escaped twice."""
    return html.unescape(html.unescape(raw))


def text_of(file: str, place: int, known: dict, title: str, body: str) -> Text:
    outlet = (known.get("outlet") or "unknown").lower()
    return Text(
        file=file,
        place=place,
        piece=Piece(
            article_id=f"{file}/{place}", outlet_id=outlet, group_id=outlet, url=known.get("url") or "", title=title,
            body=body, text=body, lang="en" if file == "truth" else "id", access="full", published_at=AT,
            first_seen_at=AT, authors=(), description="",
        ),
    )  # fmt: skip


# ------------------------------------------------------------------ edits of real texts


def edits(texts: list[Text], every: int) -> list[str]:
    """The table of recall by kind of edit and likeness; what of it is worse than it has to be."""
    long_enough = [text for text in texts if len(words(prose(text.piece.body))) >= 120 and text.file != FOREIGN]
    chosen = [text for text in long_enough if not is_special(text.piece)][::every]
    foreign = tuple(word for text in texts if text.file == FOREIGN for word in words(text.piece.body))
    print(f"\nedits of {len(chosen)} texts; recall as candidates, as accepted with the title kept, with it changed")
    print(f"{'edit':<22}{'wanted':>7}{'texts':>7}{'true':>7}{'candidates':>12}{'accepted':>10}{'retitled':>10}")
    failures = []
    for name, edit in EDITS.items():
        for wanted in WANTED:
            made = [(text, edited(text.piece.body, wanted, edit, n, foreign)) for n, text in enumerate(chosen)]
            failures += row(name, wanted, [(text, copy) for text, copy in made if copy.jaccard <= wanted + SPREAD])
    return failures


def row(name: str, wanted: float, made: list[tuple[Text, Edited]]) -> list[str]:
    """Print one line; what in it is worse than it has to be."""
    if not made:
        return [f"{name} at {wanted}: no text could be edited so"]
    candidates = sum(share_band(text.piece.body, copy.body) for text, copy in made) / len(made)
    kept = [judge(copied(text.piece, copy.body, text.piece.title), text.piece) for text, copy in made]
    again = [
        judge(copied(text.piece, copy.body, retitled(text.piece.title, copy.body)), text.piece) for text, copy in made
    ]
    accepted, renamed = (sum(copy is not None for copy in found) / len(made) for found in (kept, again))
    true = sum(copy.jaccard for _, copy in made) / len(made)
    print(f"{name:<22}{wanted:>7}{len(made):>7}{true:>7.3f}{candidates:>12.4f}{accepted:>10.4f}{renamed:>10.4f}")
    for (text, copy), found in zip(made, again, strict=True):
        if found is None and wanted in ACCEPTED:
            print(f"    not accepted: {text.file}/{text.place} at {copy.jaccard:.3f} {text.piece.title[:60]}")
    least = (
        ("candidates", candidates, CANDIDATES[wanted]),
        ("accepted", min(accepted, renamed), ACCEPTED.get(wanted, 0)),
    )
    return [f"{name} at {wanted}: {what} {share:.4f} of {floor}" for what, share, floor in least if share < floor]


def is_special(piece: Piece) -> bool:
    """Live pages have no copies; where a twentieth of a text occurs twice, an edit of one passage leaves the other."""
    text = words(prose(piece.body))
    return is_live(piece.url, piece.title) or len(grams(text)) < 0.95 * (len(text) - GRAM + 1)


def share_band(a: str, b: str) -> bool:
    left, right = fingerprint(a), fingerprint(b)
    return left is not None and right is not None and bool({*bands(left.minhash)} & {*bands(right.minhash)})


def copied(of: Piece, body: str, title: str) -> Piece:
    return replace(of, article_id="copy", outlet_id="contoh", group_id="contoh", title=title, body=body, text=body)


def retitled(title: str, body: str) -> str:
    """Another title, as a customer of the agency writes it: half of the old one behind words of the new lead."""
    old = title.split()
    return " ".join([*prose(body).split()[:5], *old[len(old) // 2 :]])


# ------------------------------------------------------------------ every pair of different articles

Accepted = tuple[Text, Text, Copy]


def all_pairs(texts: list[Text]) -> list[str]:
    """Judge every pair that shares a band or any run of five words; what is accepted and nobody has read yet."""
    pieces = [text.piece for text in texts]
    near = sharing_bands(pieces)
    found = near | sharing_runs(pieces)
    different = sorted((a, b) for a, b in found if not is_same_article(pieces[a], pieces[b]))
    accepted = judged(texts, different)
    unread = [pair for pair in accepted if digest(pair) not in READ]
    print(f"\n{len(texts) * (len(texts) - 1) // 2:,} pairs of {len(texts)} texts")
    print(f"{len(found) - len(different)} of them are one article in two lists: equal address, or equal title and text")
    print(
        f"{len(different)} pairs of different articles share a run of five words ({len(near)} pairs a band): all judged"
    )
    print(f"accepted: {len(accepted)}, read and found to be the same text: {len(accepted) - len(unread)}")
    show(accepted)
    return [f"accepted, but not read yet: {digest(pair)}" for pair in unread]


def judged(texts: list[Text], pairs: list[tuple[int, int]]) -> list[Accepted]:
    """The pairs that are accepted in either direction."""
    found = []
    for a, b in pairs:
        copy = judge(texts[b].piece, texts[a].piece) or judge(texts[a].piece, texts[b].piece)
        if copy is not None:
            found.append((texts[a], texts[b], copy))
    return sorted(found, key=lambda pair: -pair[2].score)


def sharing_bands(pieces: list[Piece]) -> set[tuple[int, int]]:
    """The pairs that have a band in common, as the warehouse finds them."""
    members = defaultdict(list)
    for place, piece in enumerate(pieces):
        if mark := fingerprint(piece.body):
            for band in bands(mark.minhash):
                members[band].append(place)
    return {pair for group in members.values() for pair in combinations(group, 2)}


def sharing_runs(pieces: list[Piece]) -> set[tuple[int, int]]:
    """The pairs that have any run of five words in common: no other pair has a likeness above 0."""
    members = defaultdict(set)
    for place, piece in enumerate(pieces):
        for gram in grams(words(prose(piece.body))):
            members[gram].add(place)
    return {pair for group in members.values() if len(group) > 1 for pair in combinations(sorted(group), 2)}


def is_same_article(a: Piece, b: Piece) -> bool:
    if a.url and a.url == b.url:
        return True
    return bool(a.title) and words(a.title) == words(b.title) and likeness(a.body, b.body) >= 0.9


def digest(pair: Accepted) -> str:
    sides = sorted(f"{text.piece.url} {text.piece.title}" for text in pair[:2])
    return hashlib.sha256("\n".join(sides).encode()).hexdigest()[:12]


def show(accepted: list[Accepted]) -> None:
    for pair in accepted:
        a, b, copy = pair
        print(f"  {copy.score:.3f} {copy.rule:<15} {digest(pair)} {a.file}/{a.place} {b.file}/{b.place}")
        print(f"        {a.piece.title[:110]}\n        {b.piece.title[:110]}\n        {copy.evidence}")


# ------------------------------------------------------------------ one topic, hot bands, speed


def one_topic(texts: list[Text], top: int) -> None:
    """Articles of two outlets on one topic: leads alone, too short to be judged; the most alike for reading."""
    pieces = [text.piece for text in texts]
    accepted = judged(texts, sorted(sharing_runs(pieces)))
    print(f"\n{ONE_TOPIC}: {len(texts)} articles, of which title and lead are known; accepted {len(accepted)}")
    show(accepted)
    near = [
        (found, a, b)
        for a, b in sharing_runs(pieces)
        if pieces[a].url != pieces[b].url and (found := likeness(pieces[a].body, pieces[b].body)) >= 0.3
    ]
    print(f"no lead is long enough to be compared; of {len(near)} pairs from .3 the most alike, for reading:")
    for found, a, b in sorted(near, reverse=True)[:top]:
        print(f"  {found:.2f} {pieces[a].title[:80]} | {pieces[b].title[:80]}")
        print(f"       {pieces[a].body[:150]}\n       {pieces[b].body[:150]}")


def hot_bands(texts: list[Text]) -> None:
    """How many pairs pages that share long furniture give with the cap and without."""
    marks = [mark for text in texts if (mark := fingerprint(text.piece.body))]
    sizes = Counter(band for mark in marks for band in bands(mark.minhash))
    print(
        f"\nthe most shared band of the collection is in {max(sizes.values())} of {len(marks)} texts; the cap is {HOT}"
    )
    furniture = " ".join(words(texts[0].piece.body)[:200])
    own = [" ".join(words(text.piece.body)[:20]) for text in texts]
    print(f"{'pages of 20 words before 200 of furniture':<44}{'bands':>8}{'hot':>8}{'pairs':>12}{'with the cap':>14}")
    for many in (50, 200, 800, len(own)):
        found = [fingerprint(f"{front} {furniture}") for front in own[:many]]
        shared = Counter(band for mark in found if mark for band in bands(mark.minhash))
        pairs = sum(n * (n - 1) // 2 for n in shared.values())
        capped = sum(n * (n - 1) // 2 for n in shared.values() if n <= HOT)
        hot = sum(n > HOT for n in shared.values())
        print(f"{many:<44}{len(shared):>8}{hot:>8}{pairs:>12,}{capped:>14,}")


def speed(texts: list[Text]) -> None:
    """Microseconds a text, beside rensa alone on the same tokens."""
    pieces = [text.piece for text in texts]
    bodies = [piece.body for piece in pieces]
    tokens = [tokens_of(body) for body in bodies]
    marks = [mark for body in bodies if (mark := fingerprint(body))]
    print(f"\n{'microseconds a text':<36}{sum(map(len, tokens)) / len(tokens):>8.0f} words, least of three rounds")
    for name, act in (
        ("words of the prose", lambda: [words(prose(body)) for body in bodies]),
        ("rensa alone, on tokens made before", lambda: [minhash(found) for found in tokens]),
        ("tokens and rensa", lambda: [minhash(tokens_of(body)) for body in bodies]),
        ("fingerprint", lambda: [fingerprint(body) for body in bodies]),
        ("bands", lambda: [bands(mark.minhash) for mark in marks]),
        ("similarity of two", lambda: [similarity(a.minhash, b.minhash) for a, b in pairwise(marks)]),
        ("judge two different ones", lambda: [judge(a, b) for a, b in pairwise(pieces)]),
        ("judge two equal ones", lambda: [judge(a, a) for a in pieces]),
    ):
        print(f"{name:<36}{microseconds(act, len(bodies)):>8.1f}")


def tokens_of(body: str) -> list[str]:
    text = words(prose(body))
    return [" ".join(gram) for gram in zip(*(text[start:] for start in range(GRAM)), strict=False)]


def minhash(tokens: list[str]) -> list[int]:
    made = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    made.update(tokens)
    return made.digest()


def microseconds(act: Callable[[], object], texts: int) -> float:
    times = []
    for _ in range(3):
        started = time.perf_counter()
        act()
        times.append(time.perf_counter() - started)
    return min(times) / texts * 1e6


if __name__ == "__main__":
    sys.exit(main())
