"""Walks from their checkpoints: what is asked next, how a slice ends, and that a killed walk ends as any other."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.routes import walking, windows
from sources.routes.model import reach
from sources.types import Days, Route, RouteKind, SliceEnd, Step, Walked

ZONE = "Asia/Jakarta"
INDEX = Route(kind="index", url="https://a.test/indeks?d={date:%Y-%m-%d}&page={page}", outlet_id="a", most=30)
API = Route(kind="api", url="https://a.test/wp-json/wp/v2/posts", outlet_id="a", repeats="fault")
FEED = Route(kind="feed", url="https://a.test/feed/?paged={page}", outlet_id="a", repeats="fault")
MAP = Route(kind="sitemap", url="https://a.test/sitemap.xml", outlet_id="a")
DAY = Days(first=date(2025, 6, 10), last=date(2025, 6, 10))
WEEK = Days(first=date(2025, 6, 9), last=date(2025, 6, 15))
LATER = datetime(2025, 7, 1, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def page(number: int) -> Step:
    return Step(name=windows.page_name(number), url=f"https://a.test/{number}")


def taken(number: int, *, listed: int = 20, new: int = 20, last: bool = False, outcome: str = "ok", detail: str = "",
          asked_at: datetime = LATER) -> Walked:  # fmt: skip
    goes_on = listed and not last and outcome == "ok"
    return Walked(step=page(number), outcome=outcome, asked_at=asked_at, listed=listed, new=new,
                  leads_to=(page(number + 1),) if goes_on else (), detail=detail)  # fmt: skip


def after(route: Route, *walked: Walked) -> list[str]:
    return [step.name for step in walking.after(route, DAY, walked, (page(1),))]


def ended(route: Route, *walked: Walked, part: Days = DAY, now: datetime = LATER) -> SliceEnd | None:
    return walking.ended(route, part, walked, (page(1),), now, ZONE)


def how(route: Route, *walked: Walked) -> tuple[str, str] | None:
    end = ended(route, *walked)
    return (end.status, end.reason) if end else None


# ------------------------------------------------------------------ one page after the other


def test_begins_at_the_beginning_and_goes_on_where_it_was() -> None:
    assert after(INDEX) == ["page 1"]
    assert after(INDEX, taken(1)) == ["page 2"]
    assert after(INDEX, taken(1), taken(2)) == ["page 3"]
    assert ended(INDEX) is None
    assert ended(INDEX, taken(1), taken(2)) is None


ENDS: dict[str, tuple[Route, tuple[Walked, ...], tuple[str, str] | None]] = {
    "nothing listed": (INDEX, (taken(1), taken(2, listed=0, new=0)), ("complete", "")),
    "nothing listed at all": (INDEX, (taken(1, listed=0, new=0),), ("partial", "nothing_listed")),
    "nothing at an endpoint": (API, (taken(1, listed=0, new=0, detail="0 in all"),), ("complete", "")),
    "no page after the last": (INDEX, (taken(1), taken(2, listed=0, new=0, outcome="not_found")), ("complete", "")),
    "no first page": (INDEX, (taken(1, listed=0, outcome="not_found"),), ("partial", "not_found")),
    "one page without news": (INDEX, (taken(1), taken(2, new=0)), None),
    "two pages without news": (
        INDEX, (taken(1), taken(2, listed=5, new=0), taken(3, listed=5, new=0)), ("complete", "")),
    "two after others": (INDEX, (taken(1), taken(2), taken(3, new=0), taken(4, new=0)), ("complete", "")),
    "the same page for every number": (INDEX, (taken(1), taken(2, new=0), taken(3, new=0)), ("partial", "repeats")),
    "the one page, which is not full": (
        INDEX, (taken(1, listed=19), taken(2, listed=19, new=0), taken(3, listed=19, new=0)), ("complete", "")),
    "news between": (INDEX, (taken(1), taken(2, new=0), taken(3, new=1), taken(4, new=0)), None),
    "two without news at a server that is known for it": (
        replace(INDEX, repeats="fault"), (taken(1), taken(2, new=0), taken(3, new=0)), ("partial", "repeats")),
    "the end at a server that is known for it": (
        replace(INDEX, repeats="fault"), (taken(1), taken(2, listed=0, new=0)), ("complete", "")),
    "more pages than are walked": (replace(INDEX, most=2), (taken(1), taken(2)), ("partial", "too_many_pages")),
    "as many pages as are walked": (replace(INDEX, most=2), (taken(1), taken(2, last=True)), ("complete", "")),
    "the last page of the header": (API, (taken(1), taken(2, last=True)), ("complete", "")),
    "the error after the last page": (
        API, (taken(1), taken(2, listed=0, outcome="client_error", detail="400")), ("complete", "")),
    "another error after a page": (
        API, (taken(1), taken(2, listed=0, outcome="client_error", detail="408")), ("partial", "client_error")),
    "the error where there should be more": (
        API, (taken(1, detail="250 in all"), taken(2, listed=0, outcome="client_error", detail="400")),
        ("partial", "fewer_than_said")),
    "the last page of a header that is wrong": (
        API, (taken(1, listed=100, detail="250 in all", last=True),), ("partial", "fewer_than_said")),
    "as many as said": (
        API, (taken(1, listed=100, detail="120 in all"), taken(2, detail="120 in all", last=True)), ("complete", "")),
    "one that was taken away meanwhile": (
        API, (taken(1, listed=100, detail="121 in all"), taken(2, detail="120 in all", last=True)),
        ("partial", "moved")),
    "one that was put in between meanwhile": (
        API, (taken(1, listed=100, detail="119 in all"), taken(2, detail="120 in all", last=True)),
        ("partial", "moved")),
    "the same error on the first": (API, (taken(1, listed=0, outcome="client_error"),), ("partial", "client_error")),
    "a missing page of an endpoint": (API, (taken(1), taken(2, outcome="not_found")), ("partial", "not_found")),
    "an endpoint that turns in circles": (API, (taken(1), taken(2, new=0), taken(3, new=0)), ("partial", "repeats")),
    "shut": (INDEX, (taken(1), taken(2, outcome="rate_limited")), ("partial", "rate_limited")),
    "spent": (INDEX, (taken(1), taken(2, outcome="budget")), ("partial", "budget")),
    "no listing": (INDEX, (taken(1, outcome="not_a_feed"),), ("partial", "not_a_feed")),
}  # fmt: skip


@pytest.mark.parametrize(("route", "walked", "end"), ENDS.values(), ids=ENDS)
def test_a_slice_ends(route: Route, walked: tuple[Walked, ...], end: tuple[str, str] | None) -> None:
    assert how(route, *walked) == end
    failed = bool(walked) and not walking.done(route, walked[-1:])
    assert bool(after(route, *walked)) == (end is None or failed)


def test_a_failed_step_is_asked_again_by_the_next_run() -> None:
    walked = (taken(1), taken(2, outcome="server_error"))
    assert after(INDEX, *walked) == ["page 2"]
    resumed = walking.done(INDEX, walked)
    assert resumed == walked[:1]
    assert ended(INDEX, *resumed) is None
    assert how(INDEX, *resumed, taken(2, listed=0, new=0)) == ("complete", "")


def test_a_regular_end_is_not_asked_again() -> None:
    walked = (taken(1), taken(2, listed=0, outcome="not_found"))
    assert walking.done(INDEX, walked) == walked


# ------------------------------------------------------------------ feeds: back to the slice's beginning


OLDEST = {number: reach(at("2025-06-20T00:00") - number * timedelta(days=1)) for number in range(1, 30)}
FEEDS: dict[str, tuple[tuple[Walked, ...], tuple[str, str] | None]] = {
    "pages newer than the slice": (
        tuple(taken(number, new=0, detail=OLDEST[number]) for number in (1, 2, 3)), None),
    "the same page for every number": (
        (taken(1, new=0, detail=OLDEST[1]), taken(2, new=0, detail=OLDEST[1])), ("partial", "repeats")),
    "a page that is older": ((taken(1, detail=OLDEST[1]), taken(2, new=0, last=True)), ("complete", "")),
    "a feed that stopped before the slice": (
        (taken(1, new=0, last=True, detail=OLDEST[20]),), ("partial", "out_of_reach")),
    "the end before that": (
        (taken(1, detail=OLDEST[1]), taken(2, listed=0, outcome="not_found")), ("partial", "out_of_reach")),
    "nothing before that": ((taken(1, detail=OLDEST[1]), taken(2, listed=0, new=0)), ("partial", "out_of_reach")),
}  # fmt: skip


@pytest.mark.parametrize(("walked", "end"), FEEDS.values(), ids=FEEDS)
def test_a_feeds_pages_end_where_the_slice_begins(walked: tuple[Walked, ...], end: tuple[str, str] | None) -> None:
    assert how(FEED, *walked) == end


# ------------------------------------------------------------------ sitemaps and copies: steps that branch


def sitemap(name: str, *leads_to: str, outcome: str = "ok", detail: str = "", new: int = 0) -> Walked:
    steps = tuple(Step(name=each, url=f"https://a.test/{each}") for each in leads_to)
    return Walked(step=Step(name=name, url=f"https://a.test/{name}"), outcome=outcome, asked_at=LATER, listed=9,
                  new=new, leads_to=steps, detail=detail)  # fmt: skip


def of_map(route: Route, *walked: Walked) -> tuple[list[str], tuple[str, str] | None]:
    begun = (Step(name="index", url="https://a.test/index"),)
    end = walking.ended(route, WEEK, walked, begun, LATER, ZONE)
    todo = [step.name for step in walking.after(route, WEEK, walked, begun)]
    return todo, (end.status, end.reason) if end else None


INDEX_OF = sitemap("index", "a", "b", "c")
BRANCHES: dict[str, tuple[tuple[Walked, ...], list[str], tuple[str, str] | None]] = {
    "nothing yet": ((), ["index"], None),
    "the index": ((INDEX_OF,), ["a", "b", "c"], None),
    "two that bring nothing": ((INDEX_OF, sitemap("a"), sitemap("b")), ["c"], None),
    "an index in an index": ((sitemap("index", "a"), sitemap("a", "b")), ["b"], None),
    "all": ((INDEX_OF, sitemap("a"), sitemap("b"), sitemap("c")), [], ("complete", "")),
    "one that is missing waits for the others": ((INDEX_OF, sitemap("a", outcome="not_found")), ["b", "c", "a"], None),
    "one that is missing": (
        (INDEX_OF, sitemap("a", outcome="not_found"), sitemap("b"), sitemap("c")), ["a"], ("partial", "not_found")),
    "a shut host": ((INDEX_OF, sitemap("a", outcome="refused")), ["b", "c", "a"], ("partial", "refused")),
    "an index that names itself": ((sitemap("index", "index", "a"), sitemap("a", "index")), [], ("complete", "")),
}  # fmt: skip


@pytest.mark.parametrize(("walked", "todo", "end"), BRANCHES.values(), ids=BRANCHES)
def test_what_branches_is_followed_once(
    walked: tuple[Walked, ...], todo: list[str], end: tuple[str, str] | None
) -> None:
    assert of_map(MAP, *walked) == (todo, end)


def test_a_sitemap_of_the_newest_proves_no_more_than_it_reaches() -> None:
    assert of_map(MAP, sitemap("index", detail=reach(at("2025-06-08T23:00"))))[1] == ("complete", "")
    assert of_map(MAP, sitemap("index", detail=reach(at("2025-06-09T01:00"))))[1] == ("partial", "out_of_reach")
    deep = sitemap("a", detail=reach(at("2025-06-01T00:00")))
    short = sitemap("b", detail=reach(at("2025-06-13T00:00")))
    assert of_map(MAP, sitemap("index", "a", "b"), deep, short)[1] == ("partial", "out_of_reach")


@pytest.mark.parametrize("kind", ["wayback", "warc"])
def test_copies_that_somebody_made_prove_nothing(kind: RouteKind) -> None:
    assert of_map(replace(MAP, kind=kind), sitemap("index"))[1] == ("partial", "no_proof")


# ------------------------------------------------------------------ days that are not over


def test_a_day_is_complete_when_it_was_over_in_the_outlets_zone() -> None:
    over = at("2025-06-10T17:00")  # midnight in Jakarta
    before = over - timedelta(seconds=1)
    end = SliceEnd(status="complete", covered_until=over)
    assert ended(INDEX, taken(1, last=True, asked_at=over)) == end
    assert ended(INDEX, taken(1, last=True, asked_at=before)) == SliceEnd(
        status="partial", reason="not_over", covered_until=before
    )


def test_what_was_asked_first_says_until_when() -> None:
    first = at("2025-06-10T09:00")
    end = ended(INDEX, taken(1, asked_at=first), taken(2, last=True))
    assert end == SliceEnd(status="partial", reason="not_over", covered_until=first)


def test_what_is_published_while_the_day_lasts_moves_no_page() -> None:
    first = taken(1, listed=100, detail="110 in all", asked_at=at("2025-06-10T09:00"))
    end = ended(API, first, taken(2, listed=11, detail="111 in all", asked_at=at("2025-06-10T09:01"), last=True))
    assert end == SliceEnd(status="partial", reason="not_over", covered_until=first.asked_at)


def test_of_days_to_come_nothing_is_covered() -> None:
    end = ended(INDEX, taken(1, last=True, asked_at=at("2025-06-09T12:00")))
    assert end == SliceEnd(status="partial", reason="not_over")


def by_day(end: SliceEnd, route: Route, *walked: Walked) -> list[tuple[str, str]]:
    return [(each.status, each.reason) for _, each in walking.by_day(end, route, WEEK, walked, ZONE)]


def test_each_day_of_a_slice_has_its_own_end() -> None:
    until = at("2025-06-11T09:00")
    days = walking.by_day(SliceEnd(status="partial", reason="not_over", covered_until=until), API, WEEK, (), ZONE)
    assert [day for day, _ in days] == [date(2025, 6, 9 + more) for more in range(7)]
    whole = SliceEnd(status="complete", covered_until=at("2025-06-10T00:00"))
    assert [end for _, end in days][:4] == [
        whole,
        replace(whole, covered_until=at("2025-06-11T00:00")),
        SliceEnd(status="partial", reason="not_over", covered_until=until),
        SliceEnd(status="partial", reason="not_over"),
    ]


def test_the_days_of_a_whole_slice_are_whole_and_of_a_broken_one_are_not() -> None:
    assert by_day(SliceEnd(status="complete", covered_until=at("2025-06-16T00:00")), API) == [("complete", "")] * 7
    assert by_day(SliceEnd(status="partial", reason="repeats"), API) == [("partial", "repeats")] * 7


def test_the_days_that_a_sitemap_of_the_newest_holds_are_complete() -> None:
    walked = sitemap("index", detail=reach(at("2025-06-12T20:00")))
    out = ("partial", "out_of_reach")
    end = SliceEnd(status="partial", reason="out_of_reach")
    assert by_day(end, MAP, walked) == [out] * 4 + [("complete", "")] * 3
    early = replace(walked, asked_at=at("2025-06-15T12:00"))
    assert by_day(end, MAP, early) == [out] * 4 + [("complete", "")] * 2 + [("partial", "not_over")]


# ------------------------------------------------------------------ any world, killed at any moment


@dataclass
class World:
    """A route as a server would play it: what each step answers, and what was asked of it."""

    answers: dict[str, Walked]
    faults: dict[str, list[str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def ask(self, step: Step) -> Walked:
        self.asked.append(step.name)
        if self.faults.get(step.name):
            return Walked(step=step, outcome=self.faults[step.name].pop(0), asked_at=LATER)
        return self.answers.get(step.name) or Walked(step=step, outcome="not_found", asked_at=LATER)


def run(route: Route, world: World, walked: tuple[Walked, ...] = (), most: int = 10_000) -> tuple[Walked, ...]:
    """One run: from the checkpoints on to the end of the slice, or until it is killed after `most` steps."""
    begun = (page(1),)
    walked = walking.done(route, walked)
    for _ in range(most):
        todo = walking.after(route, DAY, walked, begun)
        if not todo or walking.ended(route, DAY, walked, begun, LATER, ZONE):
            break
        step = world.ask(todo[0])
        walked = (*(each for each in walked if each.step.name != step.step.name), step)
    return walked


def end_of(route: Route, walked: tuple[Walked, ...]) -> SliceEnd | None:
    return walking.ended(route, DAY, walked, (page(1),), LATER, ZONE)


pages = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=12)
kinds = st.sampled_from([INDEX, API, FEED, MAP, replace(INDEX, repeats="fault"), replace(INDEX, most=4)])
graphs = st.dictionaries(st.integers(1, 9), st.lists(st.integers(1, 9), max_size=4), max_size=9)


def chain(described: list[tuple[int, int]]) -> dict[str, Walked]:
    walked = (taken(number, listed=listed, new=min(listed, new)) for number, (listed, new) in enumerate(described, 1))
    return {each.step.name: each for each in walked}


def knot(described: dict[int, list[int]]) -> dict[str, Walked]:
    walked = (replace(taken(number), leads_to=tuple(map(page, ends))) for number, ends in described.items())
    return {each.step.name: each for each in walked}


answers: st.SearchStrategy[dict[str, Walked]] = pages.map(chain) | graphs.map(knot)


@given(route=kinds, described=answers, cuts=st.lists(st.integers(1, 4), max_size=8))
def test_a_walk_that_is_killed_ends_as_any_other(route: Route, described: dict[str, Walked], cuts: list[int]) -> None:
    whole, cut = World(described), World(described)
    once = run(route, whole)
    walked: tuple[Walked, ...] = ()
    for most in cuts:
        walked = run(route, cut, walked, most)
        open_steps = {step.name for step in walking.after(route, DAY, walked, (page(1),))}
        assert not open_steps & {step.step.name for step in walking.done(route, walked)}
    walked = run(route, cut, walked)
    finished = walking.done(route, walked)
    assert {step.step.name: step for step in finished} == {step.step.name: step for step in walking.done(route, once)}
    assert end_of(route, walked) == end_of(route, once) is not None
    names = [name for name in cut.asked if name in {step.step.name for step in finished}]
    assert len(names) == len(set(names))  # no finished step was asked for twice


faults = st.dictionaries(
    st.integers(1, 9).map(windows.page_name),
    st.lists(st.sampled_from(["timeout", "rate_limited", "server_error", "cut", "budget"]), max_size=3),
    max_size=9,
)


@given(route=kinds, described=answers, trouble=faults)
def test_failures_put_off_the_end_and_do_not_change_it(
    route: Route, described: dict[str, Walked], trouble: dict[str, list[str]]
) -> None:
    once = run(route, World(described))
    world = World(described, trouble)
    walked: tuple[Walked, ...] = ()
    for _ in range(30):
        walked = run(route, world, walked)
        if end_of(route, walked) == end_of(route, once):
            break
    assert end_of(route, walked) == end_of(route, once)
    assert set(walking.done(route, walked)) == set(walking.done(route, once))


@given(route=kinds, described=answers)
def test_no_walk_takes_more_steps_than_the_route_allows(route: Route, described: dict[str, Walked]) -> None:
    world = World(described)
    run(route, world)
    assert len(world.asked) <= route.most


def test_a_server_that_never_ends_is_given_up() -> None:
    endless: Callable[[Step], Walked] = lambda step: taken(windows.page_of(step.name), new=1)  # noqa: E731
    walked: tuple[Walked, ...] = ()
    while not (end := ended(INDEX, *walked)):
        walked = (*walked, endless(walking.after(INDEX, DAY, walked, (page(1),))[0]))
    assert (len(walked), end.reason) == (INDEX.most, "too_many_pages")
