"""`kabar entities add`: a stanza at the end of a file of the user's, which is replaced only by one that loads."""

import fcntl
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from json import dumps
from pathlib import Path
from shutil import copymode

from flows.settings import Settings
from warehouse.entities.gazetteer import Loaded, find, made_of
from warehouse.entities.model import Gazetteer
from warehouse.entities.normal import normalise
from warehouse.entities.toml_source import Source

_FILE = re.compile(r"\w[\w.-]{0,99}")


class NotAddedError(Exception):
    """The entity was not added, and nothing was written; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be added; the id is made of the name where none is given."""

    name: str
    type: str
    aliases: tuple[str, ...] = ()
    weak_aliases: tuple[str, ...] = ()
    parent: str = ""
    requires: tuple[str, ...] = ()
    entity_id: str = ""
    file: str = "added.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """The file that was written, and what was written at its end."""

    file: str
    stanza: str


def add_entity(settings: Settings, wanted: Wanted) -> Added:
    """Adds it to its file in the first of the user's folders, which is made where there is none.

    Raises NotAddedError where there is no such folder, an id or alias is taken, or the file would not load.
    """
    target = _target(settings, wanted.file)
    stanza = stanza_of(wanted)
    sources, _ = find(settings.entities)
    before = next((source for source in sources if source.file == target), Source(file=target, content=b"", folder=1))
    after = Source(file=target, content=_appended(before.content, stanza), folder=1)
    now = made_of(sources)
    _refuse_taken(now.gazetteer, wanted)
    _refuse_faulty(now, made_of(_with(sources, after)), wanted, target)
    _replace(Path(target), before.content, after.content)
    return Added(file=target, stanza=stanza)


def stanza_of(wanted: Wanted) -> str:
    """It as TOML, its name among the strong aliases unless it is a weak one."""
    strong = (*(() if wanted.name in wanted.weak_aliases else (wanted.name,)), *wanted.aliases)
    lists = (("aliases", strong), ("weak_aliases", wanted.weak_aliases), ("requires", wanted.requires))
    lines = [
        "[[entity]]",
        f"id = {_quoted(_id(wanted))}",
        f"name = {_quoted(wanted.name)}",
        f"type = {_quoted(wanted.type)}",
        *(f"{key} = [{', '.join(map(_quoted, dict.fromkeys(texts)))}]" for key, texts in lists if texts),
        *([f"parent = {_quoted(wanted.parent)}"] if wanted.parent else []),
    ]
    return "\n".join(lines) + "\n"


def _id(wanted: Wanted) -> str:
    """As given, else the letters and digits of the name, without accents, hyphens between."""
    plain = unicodedata.normalize("NFKD", re.sub("['’]", "", wanted.name)).encode("ascii", "ignore").decode().lower()
    made = re.sub("[^a-z0-9]+", "-", plain)[:64].strip("-")
    if not wanted.entity_id and not made:
        raise NotAddedError(f'no id can be made of "{wanted.name}": give it one with --id')
    return wanted.entity_id or made


def _quoted(text: str) -> str:
    """A basic string of TOML: JSON's escapes are among its own, and DEL is the one that JSON leaves out."""
    if not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text):
        raise NotAddedError(f"{text!a} is no text: its bytes are not UTF-8")
    return dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _target(settings: Settings, file: str) -> str:
    """The file, as the gazetteer calls it."""
    if not settings.entities:
        raise NotAddedError(
            "there is no folder for entities of yours: set KABAR_ENTITIES to one, such as KABAR_ENTITIES=entities"
        )
    if not _FILE.fullmatch(file):
        raise NotAddedError(f'"{file}" is no name of a file in {settings.entities[0]}: write one such as added.toml')
    return f"{settings.entities[0]}/{file.removesuffix('.toml')}.toml"


def _refuse_taken(gazetteer: Gazetteer, wanted: Wanted) -> None:
    """Refuses an id that is there, a strong alias that is anybody's, and a weak one that is somebody's strong one."""
    entity_id = _id(wanted)
    weak = {_form(text) for text in wanted.weak_aliases}
    texts = {_form(text) for text in (wanted.name, *wanted.aliases)} | weak
    for entity in gazetteer.entities:
        if entity.entity_id == entity_id:
            raise NotAddedError(
                f'"{entity_id}" is {entity.name} already: give this one another with --id, '
                "or write a stanza with that id into a file of yours to replace it"
            )
        for alias in entity.aliases:
            if (text := _form(alias.text)) in texts and not (alias.weak and text in weak):
                kind, way_out = ("a weak", "; add it with --weak") if alias.weak else ("an", "")
                raise NotAddedError(f'"{alias.text}" is {kind} alias of {entity.entity_id} ({entity.name}){way_out}')


def _form(text: str) -> str:
    """In which two spellings are the same to the tagger."""
    return normalise(text).flat


def _refuse_faulty(before: Loaded, after: Loaded, wanted: Wanted, file: str) -> None:
    known = {str(fault) for fault in before.faults}
    for fault in after.faults:
        if str(fault) not in known:
            value = f'"{fault.value}" ' if fault.value else ""
            remedy = fault.remedy.replace("weak_aliases", "weak_aliases (--weak)")
            raise NotAddedError(f"not added: {fault.key}: {value}{remedy}")
    if _id(wanted) not in {entity.entity_id for entity in after.gazetteer.entities}:
        said = next((str(fault) for fault in after.faults if fault.file == file), f"{file} does not load")
        raise NotAddedError(f"not added: first correct {said}")


def _with(sources: Iterable[Source], changed: Source) -> tuple[Source, ...]:
    others = [source for source in sources if source.file != changed.file]
    return tuple(sorted([*others, changed], key=lambda source: (source.folder, source.file)))


def _appended(before: bytes, stanza: str) -> bytes:
    gap = b"" if not before else b"\n" if before.endswith(b"\n") else b"\n\n"
    return before + gap + stanza.encode()


def _replace(target: Path, before: bytes, after: bytes) -> None:
    """The file whole, or as it was: what a kill leaves is a hidden file beside it, which nobody reads."""
    real = target.resolve()
    fresh = real.with_name(f".{real.name}.{os.getpid()}")
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("wb") as opened:
            opened.write(after)
            opened.flush()
            os.fsync(opened.fileno())
        with _alone_in(real.parent):
            if real.exists():
                copymode(real, fresh)
            if (real.read_bytes() if real.exists() else b"") != before:
                raise NotAddedError(f"{target} was changed meanwhile: add it again")
            fresh.replace(real)
    except OSError as problem:
        raise NotAddedError(
            f"{target} cannot be written ({problem.strerror}): give yourself the right, or set KABAR_ENTITIES"
        ) from problem
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """No other `kabar entities add` replaces a file of the folder during the block; some shares know no such lock."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)
