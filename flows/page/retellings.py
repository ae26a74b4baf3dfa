"""What is known of one retelling: of whom, how that is known, how sure, and which figures changed; pure."""

from collections.abc import Mapping, Sequence

from flows.page.markup import EMPTY, Html, join, link, shortened, tag, text
from flows.page.reasons import reason
from flows.page.words import say
from warehouse.page.model import Drift, Retelling
from warehouse.sentence import is_address

_WAYS = ("stated", "inferred", "named")
_VERDICTS = ("rounded", "converted", "missing", "contradicted")
_MOST_EVIDENCE, _MOST_DRIFTS = 6, 12


def known(line: Retelling, outlets: Mapping[str, str]) -> Html:
    """A line that opens: of whom, and what differs; in it evidence and figures. Nothing where nobody is retold."""
    if not line.how:
        return EMPTY
    marks = [say("stories.retells", outlet=_whom(line, outlets)), _way(line), *_drifted(line)]
    inside = join((_evidence(line), _figures(line)))
    return tag("details", tag("summary", join(marks, " ")), tag("div", inside, class_="known"), class_="how")


def _whom(line: Retelling, outlets: Mapping[str, str]) -> Html:
    name = outlets.get(line.of) or line.of_outlet
    return tag("b", text(name, longest=80) if name else say("stories.another"))


def _way(line: Retelling) -> Html:
    if line.how not in _WAYS:
        return tag("span", text(line.how, longest=20), class_="chip")
    return tag("span", say(f"stories.{line.how}"), class_=f"chip {line.how}")


def _drifted(line: Retelling) -> tuple[Html, ...]:
    """How many figures differ; what contradicts the original stands out."""
    wrong = sum(drift.verdict == "contradicted" for drift in line.drifts)
    other = len(line.drifts) - wrong
    return (
        *((tag("span", say("stories.contradiction", n=wrong), class_="chip wrong"),) if wrong else ()),
        *((tag("span", say("stories.drift", n=other), class_="chip"),) if other else ()),
    )


def _evidence(line: Retelling) -> Html:
    sure = (say("stories.confidence", part=line.confidence),) if line.confidence is not None else ()
    reasons = [tag("li", reason(one)) for one in line.evidence[:_MOST_EVIDENCE]]
    if line.of_url and is_address(line.of_url):
        reasons.append(tag("li", link(line.of_url, shortened(line.of_url))))
    head = tag("p", join((tag("b", say("stories.evidence")), *sure), ": "))
    return join((head, tag("ul", *reasons) if reasons else EMPTY))


def _figures(line: Retelling) -> Html:
    if not line.figures and not line.drifts:
        return EMPTY
    if not line.drifts:
        return tag("p", say("stories.no_drifts", n=line.figures))
    head = tag("p", tag("b", say("stories.drifts", n=max(line.figures, len(line.drifts)))))
    return join((head, _drifts(line.drifts)))


def _drifts(drifts: Sequence[Drift]) -> Html:
    return tag("ul", *map(_drift, drifts[:_MOST_DRIFTS]), class_="drifts")


def _drift(drift: Drift) -> Html:
    """The figure there and here, with what became of it."""
    wrong = drift.verdict == "contradicted"
    verdict = say(f"stories.{drift.verdict}") if drift.verdict in _VERDICTS else text(drift.verdict, longest=20)
    here = tag("b", text(drift.derived, longest=60)) if drift.derived else Html("\u2013")
    parts = [
        text(drift.original, longest=60),
        Html("\u2192"),
        here,
        tag("span", verdict, class_="chip wrong" if wrong else "chip"),
    ]
    if drift.rate is not None:
        parts.append(say("stories.rate", rate=drift.rate))
    return tag("li", join(parts, " "))
