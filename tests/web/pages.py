"""A page of ours in a real browser: how it is looked at (language, dark, narrow, paper), and what is wrong with it."""

import base64
import json
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from tests.web.browser import Page

WIDE, NARROW = 1280, 390  # px
SMALLEST = 360  # px: the narrowest phone that people have
_TROUBLE = {"Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled"}
_CHARTS = """
[...document.querySelectorAll('svg.chart')].map(one => ({
    name: document.getElementById(one.getAttribute('aria-labelledby')).innerText.trim(),
    width: one.getBoundingClientRect().width, height: one.getBoundingClientRect().height,
    marks: [...one.querySelectorAll('path, circle')].filter(mark => mark.getBBox().width > 0).length,
}))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart as the browser laid it out: what it is called for those who do not see it, its px, what is in it."""

    name: str
    width: float
    height: float
    marks: int

    @property
    def is_drawn(self) -> bool:
        return self.width > 100 and self.height > 20 and self.marks > 1 and bool(self.name)


@dataclass(slots=True, kw_only=True)
class Looker(Page):
    """A browser's page that also keeps what the console said."""

    troubles: list[str] = field(default_factory=list)

    def _note(self, heard: dict[str, Any]) -> None:
        Page._note(self, heard)
        if heard.get("method") in _TROUBLE:
            self.troubles.append(json.dumps(heard["params"])[:500])

    def look(self, where: Path, *, width: int = WIDE, height: int = 900, dark: bool = False) -> None:
        """Opens a file at a width of the window, light or dark."""
        self.asked.clear()
        self.troubles.clear()
        self.call("Log.enable")
        self.resize(width, height)
        self.dress(dark=dark)
        self.call("Page.navigate", url=where.absolute().as_uri())
        assert self._soon(
            lambda: bool(self.value("document.readyState === 'complete' && !!document.querySelector('footer')"))
        )

    def resize(self, width: int, height: int = 900) -> None:
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500
        )

    def dress(self, *, dark: bool = False, paper: bool = False) -> None:
        """In light or dark colours; on paper, as it is printed."""
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.call("Emulation.setEmulatedMedia", media="print" if paper else "", features=scheme)

    def key(self, key: str, *, code: int, text: str = "") -> None:
        """A key pressed and let go."""
        more = {"text": text} if text else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, windowsVirtualKeyCode=code, **more)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=code)

    def violations(self, *rules: str) -> list[str]:
        """What axe-core has against the page as it stands, each with where; by these of its rules, or by all."""
        chosen = f", runOnly: {json.dumps(rules)}" if rules else ""
        self.value(f"{_axe()}; 1")
        how = f"{{resultTypes: ['violations'], preload: false{chosen}}}"
        asked = f"axe.run(document, {how}).then(found => found.violations)"
        answer = self.call("Runtime.evaluate", expression=asked, awaitPromise=True, returnByValue=True)
        return [_said(violation) for violation in answer["result"]["value"]]

    def charts(self) -> list[Chart]:
        """Every chart of the page."""
        return [Chart(**one) for one in self.value(_CHARTS)]

    def shot(self, where: Path) -> None:
        """The whole page as a PNG."""
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 16000), "scale": 1}
        image = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        where.write_bytes(base64.b64decode(image["data"]))

    def printed(self, where: Path) -> None:
        """The page on A4 as a PDF."""
        pdf = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        where.write_bytes(base64.b64decode(pdf["data"]))


def _said(violation: dict[str, Any]) -> str:
    """What is wrong, with the first place where it is."""
    first = violation["nodes"][0]
    why = str(first.get("failureSummary", ""))[:300]
    return f"{violation['id']} ({len(violation['nodes'])} times): {first['html'][:160]}: {why}"


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
