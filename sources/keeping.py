"""Putting what the web answered into the archive, once: the step between a response and its index row."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

from sources.archive import Archive
from sources.errors import ArchiveError
from sources.robots import RobotsCopy, copy_of
from sources.types import Answer, ArchivedDocument, ArchiveRef, Kept, Purpose, Response

log = logging.getLogger(__name__)


class Shelf:
    """The archive, and where the bodies known to it lie. May be used from many threads.

    It knows the copies it was given and those it has kept since; the same bytes are then not stored again.
    """

    def __init__(self, archive: Archive, copies: Iterable[ArchiveRef] = ()) -> None:
        self._archive = archive
        self._lock = Lock()
        self._copies = {ref.digest: ref for ref in copies}

    def keep(self, response: Response, *, purpose: Purpose, key: str, outlet_id: str, blocked: bool = False) -> Kept:
        """Archives the response, flushed before this returns. Raises ArchiveError when it cannot be written."""
        ref = self._archive.write(response, purpose=purpose, key=key, outlet_id=outlet_id, known=self._known)
        with self._lock:
            self._copies.setdefault(ref.digest, ref)
        return Kept(
            ref=ref,
            purpose=purpose,
            key=key,
            outlet_id=outlet_id,
            url=response.url,
            final_url=response.final_url,
            status=response.status,
            content_type=response.header("content-type"),
            fetched_at=response.fetched_at,
            outcome="blocked" if blocked else "ok",
            bytes=len(response.body),
        )

    def held(self, ref: ArchiveRef) -> ArchivedDocument | None:
        """The document at `ref`, whose bytes are not stored again from now on; `None` where they cannot be read."""
        try:
            document = self._archive.read(ref)
        except ArchiveError as error:
            log.warning("asked for as if it had never been fetched: %s", error)
            return None
        with self._lock:
            self._copies.setdefault(ref.digest, ref)
        return document

    def _known(self, digest: str) -> ArchiveRef | None:
        with self._lock:
            return self._copies.get(digest)


def kept_before(document: ArchivedDocument, *, blocked: bool = False) -> Kept:
    """The index row of a document that is found in the archive and not in the index."""
    return Kept(
        ref=document.ref,
        purpose=document.purpose,
        key=document.key,
        outlet_id=document.outlet_id,
        url=document.url,
        final_url=document.final_url,
        status=document.status,
        content_type=document.header("content-type"),
        fetched_at=document.fetched_at,
        outcome="blocked" if blocked else "ok",
        bytes=len(document.body),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshRobots:
    """What was learned of sites' rules since the last look: what is kept in the archive, and what to remember."""

    kept: tuple[Kept, ...]
    copies: tuple[RobotsCopy, ...]


class RobotsBook:
    """The robots.txt known from earlier runs, and those fetched in this one. May be used from many threads."""

    def __init__(self, shelf: Shelf, known: Iterable[RobotsCopy]) -> None:
        self._shelf = shelf
        self._known = {copy.url: copy for copy in known}
        self._lock = Lock()
        self._kept: list[Kept] = []
        self._copies: list[RobotsCopy] = []

    def known(self, url: str) -> RobotsCopy | None:
        """The copy of an earlier run."""
        return self._known.get(url)

    def learn(self, answer: Answer) -> None:
        """Keeps a robots.txt that was just asked for. Raises ArchiveError when it cannot be archived."""
        copy = copy_of(answer.response) if answer.response else None
        if answer.response is None or copy is None:
            return
        kept = self._shelf.keep(answer.response, purpose="robots", key=copy.url, outlet_id="") if copy.text else None
        with self._lock:
            self._copies.append(copy)
            self._kept += [kept] if kept else []

    def drain(self) -> FreshRobots:
        """What was learned since this was last called."""
        with self._lock:
            fresh = FreshRobots(kept=tuple(self._kept), copies=tuple(self._copies))
            self._kept, self._copies = [], []
        return fresh
