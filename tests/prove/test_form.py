"""The server's form in a real browser: it explains itself, refuses what cannot be meant, and starts what can.

What a form cannot say (the last day is not before the first) is said by the run in its first second: test_prefect.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.web import rows
from tests.web.browser import Page, browsing, command
from tests.web.kabar import Kabar
from tests.web.serving import Up, free_port, serving

CHROMIUM = command()
pytestmark = [
    pytest.mark.prove,
    pytest.mark.timeout(900),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed here, so nobody can look at the form."),
]

# deployment, what is typed, what is pressed, and what the page then says
REFUSED = {
    "no days at all": ("backfill", (), (), "'from_day' is a required property"),
    "no last day": ("backfill", (("From", "06092025"),), (), "'to_day' is a required property"),
    "a slip of the finger": ("backfill", (("From", "06091025"), ("To", "06102025")), (), "does not match"),
    "before there were feeds": ("backfill", (("From", "06092025"), ("To", "06101985")), (), "does not match"),
    "a file without a name": (
        "backfill", (("From", "06092025"), ("To", "06102025")), ("Add item",), "None is not of type 'string'"
    ),
    "more than a host is asked": ("recheck", (("Pages a host", "5000"),), (), "5000 is greater than the maximum"),
    "less than nothing": ("recheck", (("Pages a host", "0"),), (), "0 is less than the minimum"),
}  # fmt: skip
EXPLAINED = (
    "The first day to fill, in UTC.",
    "The last day to fill, in UTC; it is filled, too.",
    "Only these outlets; none: all of them.",
    "By which kind of route",
    "Only say what would be asked for and how long politeness takes.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The forms of a running server, and somebody who fills them in."""

    up: Up
    page: Page

    def open(self, deployment: str) -> str:
        """Its address."""
        address = f"http://127.0.0.1:{self.up.port}/deployments/deployment/{self.up.deployment(deployment)['id']}/run"
        self.page.open("about:blank", "")
        self.page.open(address, "Submit")
        return address

    def runs(self) -> list[dict[str, object]]:
        """All runs that exist, whatever became of them."""
        return list(self.up.ask("/api/flow_runs/filter", {}))


@pytest.fixture
def form(past: Kabar, tmp_path: Path) -> Iterator[Form]:
    assert CHROMIUM
    with serving(past, free_port()) as up:
        up.quiet()
        with browsing(CHROMIUM, tmp_path / "profile") as page:
            yield Form(up=up, page=page)


def test_a_person_is_refused_with_nonsense_and_served_with_sense(form: Form, past: Kabar) -> None:
    before = len(form.runs())
    form.open("backfill")
    assert all(form.page.shows(sentence) for sentence in EXPLAINED)

    for case, (deployment, typed, pressed, words) in REFUSED.items():
        address = form.open(deployment)
        for label, text in typed:
            form.page.enter(label, text)
        for button in (*pressed, "Submit"):
            form.page.press(button)
        assert form.page.shows(words), f"{case}: {form.page.text()}"
        assert form.page.address() == address, case
        assert len(form.runs()) == before, case

    form.open("backfill")
    form.page.enter("From", "06032025")
    form.page.enter("To", "06042025")
    form.page.choose("Outlets", "lampau")
    form.page.press("Submit")
    assert form.page.shows("View run"), form.page.text()
    (run,) = form.runs()
    meant = {"from_day": "2025-06-03", "to_day": "2025-06-04", "outlets": ["lampau"]}
    assert run["parameters"] == meant | {"via": "auto", "warc": [], "dry_run": False}
    ended = form.up.ended(str(run["id"]))
    assert ended["type"] == "COMPLETED"
    assert "all 2 days complete" in ended["message"]
    assert rows.published(past.home, "select distinct outlet_id from articles") == [("lampau",)]
    assert form.page.hosts() == {f"127.0.0.1:{form.up.port}"}  # its page asks nobody else
