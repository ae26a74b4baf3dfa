"""Which article another retells: by the address it gives, the outlet it names, or what only the two share.

An address decides. Where an outlet is named, the original is looked for among that outlet's articles, then by what
another retelling of the same event gives as its source. Where nobody is named, only an article that nearly all of the
other can be found in, and no second one, is taken; everything else stays a candidate, with the reason.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from warehouse.stories.model import Candidate, Citation, Derivation, Doubted, Fingerprint

RULES = 1  # raised whenever other originals would be found

# Of the labelled weeks (tests/warehouse/stories/cases/tune): retellings share .49 to .92 of their weight with their
# original, other articles of the outlet that they name at most .42; reports of one event that are nobody's retelling
# share up to .75 with each other.
_NAMED_SCORE, _NAMED_COVERAGE = 0.06, 0.44
_ALONE_SCORE, _ALONE_COVERAGE = 0.35, 0.64
_ALONE_SHARED = 7  # things in common
_MARGIN = 0.05  # of coverage, over the second candidate
_CHAIN = 0.08  # what a retelling of the same original has to be ahead of it to be the direct source
_STATED, _FEW, _LISTED = 0.98, 3, 0.8  # confidence in an address; from more addresses than these it is a list
_DOUBTS = 5  # candidates that are kept with a reason
_WORTH = 0.2  # the score from which a candidate is worth a reason
_SHOWN = 6  # shared things that evidence names

Decision = tuple[tuple[Derivation, ...], tuple[Doubted, ...]]


def derive(
    told: Fingerprint, cited: Sequence[Citation], candidates: Sequence[Candidate], siblings: Sequence[Derivation]
) -> Decision:
    """The articles that `told` retells, and candidates that were not taken.

    `candidates` are articles of other outlets published no later; `siblings` are the derivations of the other
    articles of its story and of the candidates. Neither may hold decisions about `told` itself.
    """
    earlier = [c for c in candidates if c.outlet_id != told.outlet_id and c.published_at <= told.published_at]
    stated = tuple(_stated(told, cited, earlier))
    have = {derivation.original_outlet_id for derivation in stated}
    named = dict.fromkeys(c.outlet_id for c in cited if c.role == "source" and c.outlet_id and not c.url)
    unknown = [outlet_id for outlet_id in named if outlet_id not in have and outlet_id != told.outlet_id]
    found = [*stated, *(_of_outlet(told, outlet_id, cited, earlier, siblings) for outlet_id in unknown)]
    if not found and told.kind == "news":
        found += _unattributed(told, cited, earlier, siblings)
    return tuple(found), tuple(_doubted(told, found, earlier))


# ------------------------------------------------------------------ by address


def _stated(told: Fingerprint, cited: Sequence[Citation], candidates: Sequence[Candidate]) -> Iterator[Derivation]:
    there = {candidate.url: candidate for candidate in candidates}
    sources: dict[str, list[Citation]] = {}
    for citation in cited:
        if citation.url and (citation.role == "source" or _agrees(there.get(citation.url))):
            sources.setdefault(citation.url, []).append(citation)
    for url, evidence in sources.items():
        known = there.get(url)
        yield Derivation(
            article_id=told.article_id, original_url=url, original_id=known.article_id if known else None,
            original_outlet_id=evidence[0].outlet_id, how="stated",
            confidence=_STATED if len(sources) <= _FEW else _LISTED,
            evidence=_lines([f"gives the address: {_quoted(c.evidence)}" for c in evidence], _agreed(known)),
            attributed=True,
        )  # fmt: skip


def _agrees(candidate: Candidate | None) -> bool:
    """Whether an address that is given in passing is of an article that this one is largely in."""
    return candidate is not None and _is_enough(candidate, _NAMED_SCORE, _NAMED_COVERAGE)


# ------------------------------------------------------------------ by the outlet's name


def _of_outlet(
    told: Fingerprint, outlet_id: str, cited: Sequence[Citation], candidates: Sequence[Candidate],
    siblings: Sequence[Derivation],
) -> Derivation:  # fmt: skip
    """The outlet's article that agrees best; the one that another retelling gives; or the outlet alone."""
    words = [
        f"names its source: {_quoted(c.evidence)}" for c in cited if c.outlet_id == outlet_id and c.role == "source"
    ]
    best = _best([c for c in candidates if c.outlet_id == outlet_id], _NAMED_SCORE, _NAMED_COVERAGE)
    if best:
        return _inferred(told, best, words, 0.9 + 0.08 * best.agreement.score, attributed=True)
    if through := _by_sibling(outlet_id, siblings):
        reason = "another retelling of the same event gives the address"
        return Derivation(
            article_id=told.article_id, original_url=through.original_url, original_id=through.original_id,
            original_outlet_id=outlet_id, how="inferred", confidence=0.85, evidence=_lines(words, [reason]),
            attributed=True,
        )  # fmt: skip
    return Derivation(
        article_id=told.article_id, original_url=None, original_id=None, original_outlet_id=outlet_id, how="named",
        confidence=0.7, evidence=_lines(words, ["which of its articles is not known"]), attributed=True,
    )  # fmt: skip


def _best(candidates: Sequence[Candidate], score: float, coverage: float) -> Candidate | None:
    """The candidate that agrees best, if it agrees well enough and clearly better than the second."""
    ranked = _ranked(candidates)
    if not ranked or not _is_enough(ranked[0], score, coverage):
        return None
    second = _strength(ranked[1]) if len(ranked) > 1 else 0.0
    return ranked[0] if _strength(ranked[0]) - second >= _MARGIN else None


def _is_enough(candidate: Candidate, score: float, coverage: float) -> bool:
    return candidate.agreement.score >= score and candidate.agreement.coverage >= coverage


def _ranked(candidates: Sequence[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda c: (-_strength(c), c.published_at, c.article_id))


def _strength(candidate: Candidate) -> float:
    """What candidates are ranked by: how much of the article is in it, and how likely it is the same event."""
    return (candidate.agreement.coverage + candidate.agreement.score) / 2


def _by_sibling(outlet_id: str, siblings: Sequence[Derivation]) -> Derivation | None:
    """The one original of that outlet which most of the other retellings give; None where they differ evenly."""
    given = [s for s in siblings if s.original_outlet_id == outlet_id and s.original_url and s.how == "stated"]
    ranked = Counter(s.original_url for s in given).most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return next(s for s in sorted(given, key=lambda s: s.article_id) if s.original_url == ranked[0][0])


# ------------------------------------------------------------------ by nothing that it says


def _unattributed(
    told: Fingerprint, cited: Sequence[Citation], candidates: Sequence[Candidate], siblings: Sequence[Derivation]
) -> Iterator[Derivation]:
    """The one article that nearly all of this one is in; what retells the same original is no second candidate.

    What retells this outlet's own articles is none, nor is what shares a few things with a text of two sentences.
    Of an original and its retellings the original is taken, unless clearly more is in a retelling.
    """
    roots = _roots(candidates, siblings)
    own = {s.article_id for s in siblings if s.original_outlet_id == told.outlet_id}
    pool = [c for c in candidates if c.article_id not in own and len(c.agreement.shared) >= _ALONE_SHARED]
    ranked = sorted(pool, key=lambda c: (-_strength(c) - _CHAIN * (roots[c.article_id] == c.article_id), c.url))
    others = [c for c in ranked[1:] if roots[c.article_id] != roots[ranked[0].article_id]]
    best = _best([*ranked[:1], *others], _ALONE_SCORE, _ALONE_COVERAGE)
    if best:
        hint = [f"mentions {_quoted(c.evidence)}" for c in cited if c.outlet_id == best.outlet_id]
        confidence = 0.5 + 0.4 * best.agreement.coverage
        yield _inferred(told, best, hint or ["names no source that is known"], confidence, attributed=bool(hint))


def _roots(candidates: Sequence[Candidate], siblings: Sequence[Derivation]) -> dict[str, str]:
    """What each candidate goes back to among the candidates; itself where it retells none of them."""
    derived = {s.article_id: s.original_id for s in siblings if s.original_id}
    roots = {}
    for candidate in candidates:
        seen = [candidate.article_id]
        while (above := derived.get(seen[-1])) and above not in seen:
            seen.append(above)
        roots[candidate.article_id] = seen[-1]
    return roots


def _inferred(
    told: Fingerprint, best: Candidate, words: Sequence[str], confidence: float, *, attributed: bool
) -> Derivation:
    return Derivation(
        article_id=told.article_id, original_url=best.url, original_id=best.article_id,
        original_outlet_id=best.outlet_id, how="inferred", confidence=round(confidence, 3),
        evidence=_lines(words, _agreed(best)), attributed=attributed,
    )  # fmt: skip


# ------------------------------------------------------------------ in words


def _doubted(told: Fingerprint, found: Sequence[Derivation], candidates: Sequence[Candidate]) -> Iterator[Doubted]:
    taken = {d.original_id for d in found}
    left = [c for c in candidates if c.article_id not in taken and c.agreement.score >= _WORTH]
    sources = {d.original_outlet_id for d in found}
    for candidate in sorted(left, key=lambda c: (-_strength(c), c.article_id))[:_DOUBTS]:
        yield Doubted(
            article_id=told.article_id, original_id=candidate.article_id, score=round(_strength(candidate), 3),
            reason=_why_not(told, candidate, found, sources),
        )  # fmt: skip


def _why_not(told: Fingerprint, candidate: Candidate, found: Sequence[Derivation], sources: set[str | None]) -> str:
    share = f"{candidate.agreement.coverage:.0%} of it is there"
    if told.kind != "news":
        return f"it is a {told.kind}; {share}"
    if found and candidate.outlet_id not in sources:
        return f"it names another source ({', '.join(sorted(s for s in sources if s)) or 'unknown'}); {share}"
    if found:
        return f"another article of that outlet agrees better; {share}"
    if candidate.agreement.score < _ALONE_SCORE or candidate.agreement.coverage < _ALONE_COVERAGE:
        return f"too little agrees to say so without a source named; {share}"
    return f"a second article agrees about as well; {share}"


def _agreed(candidate: Candidate | None) -> list[str]:
    return list(candidate.agreement.shared[:_SHOWN]) if candidate else []


def _quoted(text: str) -> str:
    return "“" + " ".join(text.split()) + "”"


def _lines(*parts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(line for part in parts for line in part))
