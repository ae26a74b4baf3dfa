"""What speaks against a walk's having shown everything, though each of its steps was taken: no slice is called whole
because nothing more came.

Pure rules over the steps that were taken. How a walk goes on and where it ends is in `sources.routes.walking`.
"""

from datetime import datetime
from itertools import pairwise

from sources.routes import windows
from sources.routes.model import counted, reached
from sources.types import Route, RouteKind, Walked

# Copies that somebody happened to make: all of them together do not prove what was published.
_WITHOUT_PROOF: frozenset[RouteKind] = frozenset({"wayback", "warc"})


def doubt(
    route: Route, finished: tuple[Walked, ...], repeats: tuple[Walked, ...], begins: datetime, until: datetime
) -> str:
    """Why the steps that were taken do not prove the slice between `begins` and `until` whole; empty where they do.

    `repeats` are the two pages in a row that brought nothing new, if the walk ended by them.
    """
    if route.kind in _WITHOUT_PROOF:
        return "no_proof"
    if repeats and (route.repeats == "fault" or _is_one_page_for_all(route, finished, repeats)):
        return "repeats"
    if route.kind == "index" and not any(step.listed for step in finished):
        return "nothing_listed"  # an outlet's day, or a page that is filled in by the reader's browser alone
    if route.kind == "api" and (reason := _miscounted(finished, until)):
        return reason
    return "" if _reaches(route, finished, begins) else "out_of_reach"


def _is_one_page_for_all(route: Route, finished: tuple[Walked, ...], repeats: tuple[Walked, ...]) -> bool:
    """Whether the server gave its full first page whatever number it was asked for: only that one brought anything."""
    first = min(finished, key=lambda step: windows.page_of(step.step.name))
    brought = [step for step in finished if step.new and step is not first]
    return not brought and route.entries <= first.listed <= min(step.listed for step in repeats)


def _miscounted(finished: tuple[Walked, ...], until: datetime) -> str:
    """Whether the pages do not add up to the number that the server gives for all of them together.

    `moved`: the number changed while they were walked, so that posts may have slipped from one page to another. Before
    the slice is over it may grow: the oldest come first, and what is published meanwhile stands at the end.
    """
    pages = sorted(finished, key=lambda step: windows.page_of(step.step.name))
    numbers = [(number, step) for step in pages if (number := counted(step.detail)) is not None]
    for (before, earlier), (number, _) in pairwise(numbers):
        if number < before or (number > before and earlier.asked_at >= until):
            return "moved"
    if numbers and numbers[-1][0] > sum(step.listed for step in finished):
        return "fewer_than_said"
    return ""


def _reaches(route: Route, finished: tuple[Walked, ...], begins: datetime) -> bool:
    """Whether what holds only the newest goes back to the slice's beginning.

    The pages of a feed do where the last of them was too old to lead on; one that came to its end before says nothing
    of what was there before that, and one that is too old from its first page on may have stopped. Everything else does
    where none of its listings says that it goes back less far.
    """
    if route.kind == "feed":
        return any(step.listed and not step.leads_to and windows.page_of(step.step.name) > 1 for step in finished)
    reaches = [back for step in finished if (back := reached(step.detail))]
    return all(back <= begins for back in reaches)
