"""A real browser as a person uses it: opens a page, types, chooses, presses buttons, reads what is shown.

Chromium without a window, driven over its DevTools protocol. It knows how Prefect's forms are marked up (a label, with
its control in the same box) and nothing of what they are for. What its pages ask for is on record.
"""

import json
import os
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from websockets.sync.client import ClientConnection, connect

from tests.web.kabar import MARKER

NAMES = ("chromium", "chromium-browser", "google-chrome")
WITHIN = 30.0  # seconds that a page may take to show something; the machine may be busy
PACE = 0.05  # seconds between two keys, ten times that after a control or a click
BOX = "[...document.querySelectorAll('.p-label')].find(one => one.innerText.trim().startsWith({}))"
BUTTON = "[...document.querySelectorAll('button')].find(one => one.innerText.trim() === {})"
CHOSEN = """
(select => {{
    for (const one of select.options) one.selected = one.innerText.trim() === {option};
    for (const name of ["input", "change"]) select.dispatchEvent(new Event(name, {{bubbles: true}}));
    return [...select.selectedOptions].length;
}})({control})
"""


def command() -> str | None:
    """The browser of this machine, if it has one."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@dataclass(slots=True, kw_only=True)
class Page:
    """One page of a running browser."""

    line: ClientConnection
    asked: list[str] = field(default_factory=list)  # addresses, of requests and sockets
    said: int = 0

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """What the browser answers to a command of its protocol."""
        self.said += 1
        self.line.send(json.dumps({"id": self.said, "method": method, "params": parameters}))
        while True:
            heard = json.loads(self.line.recv(timeout=60))
            self._note(heard)
            if heard.get("id") == self.said:
                assert "error" not in heard, heard
                return dict(heard["result"])

    def _note(self, heard: dict[str, Any]) -> None:
        if heard.get("method") == "Network.requestWillBeSent":
            self.asked.append(heard["params"]["request"]["url"])
        if heard.get("method") == "Network.webSocketCreated":
            self.asked.append(heard["params"]["url"])

    def hosts(self) -> set[str]:
        """Whom its pages asked."""
        return {urlsplit(url).netloc for url in self.asked if url.startswith(("http", "ws"))}

    def value(self, script: str) -> Any:
        """The value of an expression in the page."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def text(self) -> str:
        """All that can be read on it."""
        return str(self.value("document.body ? document.body.innerText : ''"))

    def shows(self, words: str) -> bool:
        """Whether it can be read on it soon."""
        return self._soon(lambda: words in self.text())

    def _soon(self, is_so: Callable[[], bool]) -> bool:
        end = time.monotonic() + WITHIN
        while not is_so():
            if time.monotonic() > end:
                return False
            time.sleep(0.2)
        return True

    def open(self, url: str, words: str) -> None:
        """Goes to an address, and waits until the words can be read there."""
        self.call("Page.navigate", url=url)
        assert self.shows(words), self.text()

    def address(self) -> str:
        """Where it is."""
        return str(self.value("location.href"))

    def press(self, button: str) -> None:
        """A click of the mouse in the middle of a button."""
        self._click(BUTTON.format(json.dumps(button)))

    def enter(self, label: str, text: str) -> None:
        """Keys, in the control of that label; a day is typed as an American types it: 06092025."""
        control = f"{BOX.format(json.dumps(label))}.querySelector('input, textarea')"
        assert self._soon(lambda: bool(self.value(f"!!({control})"))), f"no {label}: {self.text()}"
        for _ in range(3):  # a form that is drawn anew under the hands that type loses what they typed
            self.value(f"{control}.scrollIntoView({{block: 'center'}}), {control}.focus(), {control}.select(), 1")
            self._type(text)
            if self.value(f"{control}.value"):
                return
        raise AssertionError(f"{label} took no {text}: {self.text()}")

    def _type(self, text: str) -> None:
        for key in text:
            self.call("Input.dispatchKeyEvent", type="keyDown", text=key, key=key)
            self.call("Input.dispatchKeyEvent", type="keyUp", key=key)
            time.sleep(PACE)
        time.sleep(10 * PACE)

    def choose(self, label: str, option: str) -> None:
        """That option alone, of those that the label has."""
        control = f"{BOX.format(json.dumps(label))}.querySelector('select')"
        script = CHOSEN.format(option=json.dumps(option), control=control)
        assert self._soon(lambda: bool(self.value(script) == 1)), option

    def _click(self, element: str) -> None:
        assert self._soon(lambda: bool(self.value(f"!!({element})"))), self.text()
        x, y = self.value(
            f"(one => {{one.scrollIntoView({{block: 'center'}}); const b = one.getBoundingClientRect();"
            f" return [b.x + b.width / 2, b.y + b.height / 2]}})({element})"
        )
        for what in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=what, x=x, y=y, button="left", clickCount=1)
        time.sleep(10 * PACE)


@contextmanager
def browsing(program: str, profile: Path) -> Iterator[Page]:
    """A browser with an empty page; gone in the end, with all its processes."""
    options = (
        "--headless=new", "--disable-gpu", "--remote-debugging-port=0", f"--user-data-dir={profile}", "--lang=en-US",
        "--window-size=1400,1500", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else []),
    )  # fmt: skip
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    process = subprocess.Popen(
        [program, *options, "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=kept | {"LANGUAGE": "en_US", "KABAR_CONTACT": MARKER}, start_new_session=True,
    )  # fmt: skip
    try:
        # No pings: while a test waits for something else nobody reads, and what lies unread holds up the answers.
        with connect(_tab(process, profile), max_size=2**26, proxy=None, ping_interval=None) as line:
            page = Page(line=line)
            for domain in ("Page", "Runtime", "Network"):
                page.call(f"{domain}.enable")
            yield page
            page.call("Browser.close")
        process.wait(20)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, 9)
            process.wait(20)


def _tab(process: "subprocess.Popen[bytes]", profile: Path) -> str:
    """Where the browser's one page is spoken to."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            port = (profile / "DevToolsActivePort").read_text().split()[0]
            with opener.open(f"http://127.0.0.1:{port}/json", timeout=10) as answer:
                pages = [one for one in json.loads(answer.read()) if one["type"] == "page"]
            if pages:
                return str(pages[0]["webSocketDebuggerUrl"])
        except (OSError, IndexError):
            pass
        time.sleep(0.2)
    raise AssertionError(f"the browser did not come up (exit code {process.poll()})")
