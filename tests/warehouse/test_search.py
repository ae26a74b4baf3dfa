"""Search over a real index of a real file: what is found, in which order, and how the index keeps up and heals."""

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.warehouse.files import a_file
from tests.warehouse.laid import DAY, HOUR, an_id, declare, lay, mentioned, url
from tests.warehouse.seeding import CONTOH, NOW, RUN, an_article, identified, kept, read_page, tag
from warehouse import publish
from warehouse.connection import Connection, connect, transaction
from warehouse.errors import QueryError, WarehouseError
from warehouse.forget import forget
from warehouse.search import Found, Wanted, is_fresh, is_usable, search
from warehouse.searching.index import Index, to_read
from warehouse.searching.keeping import Kept, current, keep
from warehouse.searching.model import DamagedIndexError

ROOT = Path(__file__).parents[2]
# Outlet, number, how long ago, headline, text. Prose of ours.
LAID = (
    ("ledger", 1, DAY, "Quillfish raises $42M for tide robots", "Quillfish, of Thinking Machines, funds a skerry."),
    ("ledger", 2, 2 * DAY, "A reef of lamps", "Somebody raised a lamp. The machines were thinking about tides."),
    ("ledger", 3, 3 * DAY, "Raising tides", "Nothing else was said of it, and the harbour slept on."),
    ("gazette", 1, DAY, "Harbour news", "A na\u00efve caf\u00e9 owner at the harbour counted seven lamps."),
    ("kabarkini", 1, DAY, "Quillfish raih pendanaan awal", "Perusahaan itu meluncurkan robot ombak di Surabaya."),
    ("kabarkini", 2, 2 * DAY, "Robot ombak", "Awal pekan ini pendanaan dibahas. Robot akan diluncurkan."),
    ("warta", 1, 40 * DAY, "Dana desa", "Dana desa untuk sumur dibagikan kepada tiga kampung di lereng."),
    ("warta", 2, HOUR, "Lampu pasar", "Pedagang daring menjual lampu di pasar malam sampai pagi."),
    ("ledger", 4, HOUR, "We dare", "They dare to sail beyond the second buoy this autumn."),
)  # fmt: skip


def _lay(db: Connection) -> None:
    declare(db)
    for outlet, n, ago, title, text in LAID:
        lay(db, outlet, n, at=NOW - ago, title=title, text=text)
    tag(db, CONTOH)
    for outlet, n in (("ledger", 2), ("kabarkini", 1)):
        mentioned(db, an_id(outlet, n), "contoh-ai")
    publish.sign(db, RUN, NOW)


@pytest.fixture(scope="session")
def _laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("searched")
    file = a_file(folder / "kabar.duckdb", seeded=False)
    with connect(file) as db:
        _lay(db)
    keep(file, folder / "search")
    return folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """A published file and its index."""

    home: Path

    @property
    def file(self) -> Path:
        return self.home / "kabar.duckdb"

    @property
    def index(self) -> Path:
        return self.home / "search"

    def keep(self) -> Kept:
        return keep(self.file, self.index)

    def find(self, words: str, **how: object) -> Found:
        return search(self.file, self.index, replace(Wanted(words=words), **how), NOW)  # type: ignore[arg-type]

    def titles(self, words: str, **how: object) -> list[str]:
        return [hit.title.text for hit in self.find(words, **how).hits]

    def has(self, word: str) -> bool:
        """Whether the word stands anywhere in the index's files, in texts that are taken out, too."""
        place = current(self.index)
        assert place
        return word in [text for text, _ in Index(self.index / place.folder).like(word)]

    def stored(self) -> bytes:
        """Every byte of the index."""
        return b"".join(file.read_bytes() for file in sorted(self.index.rglob("*")) if file.is_file())


@pytest.fixture(scope="session")
def shared(_laid: Path) -> Library:
    """For tests that only search."""
    return Library(home=_laid)


@pytest.fixture
def library(_laid: Path, tmp_path: Path) -> Library:
    """For tests that change something."""
    return Library(home=Path(shutil.copytree(_laid, tmp_path / "home")))


# ------------------------------------------------------------------ what is found


ALL = {
    "title before body": ("quillfish", ["Quillfish raises $42M for tide robots", "Quillfish raih pendanaan awal"]),
    "all words": ("skerry quillfish", ["Quillfish raises $42M for tide robots"]),
    "a phrase": ('"thinking machines"', ["Quillfish raises $42M for tide robots"]),
    "beside each other first": ("thinking machines", ["Quillfish raises $42M for tide robots", "A reef of lamps"]),
    "in the title, beside each other": ("pendanaan awal", ["Quillfish raih pendanaan awal", "Robot ombak"]),
    "accents folded": ("NAIVE Cafe", ["Harbour news"]),
    "accents asked for": ("na\u00efve", ["Harbour news"]),
    "written as one": ("tide-robots", ["Quillfish raises $42M for tide robots"]),
    "an amount": ("$42M", ["Quillfish raises $42M for tide robots"]),
}  # fmt: skip


@pytest.mark.parametrize(("words", "titles"), ALL.values(), ids=ALL)
def test_what_has_all_the_words_is_found_the_best_first(shared: Library, words: str, titles: list[str]) -> None:
    assert shared.titles(words) == titles


RAISED = {"Quillfish raises $42M for tide robots", "A reef of lamps", "Raising tides"}
FORMS = {
    "raises": ("raises", RAISED),
    "raised": ("raised", RAISED),
    "raising": ("raising", RAISED),
    "literally": ('"raised"', {"A reef of lamps"}),
    "plural": ("robots", {"Quillfish raises $42M for tide robots"}),
    "meluncurkan, diluncurkan": ("meluncurkan", {"Quillfish raih pendanaan awal", "Robot ombak"}),
    "raih, meraih": ("meraih", {"Quillfish raih pendanaan awal"}),
    "pendanaan is not dana": ("dana", {"Dana desa"}),
    "dana is not pendanaan": ("pendanaan", {"Quillfish raih pendanaan awal", "Robot ombak"}),
    "daring dares nothing": ("dare", {"We dare"}),
    "to dare is not daring": ("daring", {"Lampu pasar", "We dare"}),
}


@pytest.mark.parametrize(("words", "titles"), FORMS.values(), ids=FORMS)
def test_a_word_is_found_in_its_forms_of_either_language(shared: Library, words: str, titles: set[str]) -> None:
    assert set(shared.titles(words)) == titles


NARROWED: dict[str, tuple[str, dict[str, object], int]] = {
    "outlet": ("quillfish", {"outlet_ids": ("kabarkini",)}, 1),
    "outlets": ("quillfish", {"outlet_ids": ("kabarkini", "ledger")}, 2),
    "language": ("quillfish", {"lang": "en"}, 1),
    "entity": ("reef", {"entity_id": "contoh-ai"}, 1),
    "since, included": ("dana", {"since": NOW - 40 * DAY}, 1),
    "since": ("dana", {"since": NOW - 40 * DAY + timedelta(seconds=1)}, 0),
    "until, not included": ("dana", {"until": NOW - 40 * DAY}, 0),
    "until": ("dana", {"until": NOW - 40 * DAY + timedelta(seconds=1)}, 1),
    "between": ("quillfish", {"since": NOW - 2 * DAY, "until": NOW}, 2),
    "all at once": ("quillfish", {"since": NOW - 2 * DAY, "lang": "id", "entity_id": "contoh-ai"}, 1),
}


@pytest.mark.parametrize(("words", "how", "n"), NARROWED.values(), ids=NARROWED)
def test_hits_are_narrowed(shared: Library, words: str, how: dict[str, object], n: int) -> None:
    found = shared.find(words, **how)
    assert (len(found.hits), found.total) == (n, n)


def test_a_hit_says_what_it_is_and_why(shared: Library) -> None:
    (hit,) = shared.find("naive").hits
    assert (hit.article_id, hit.outlet_id, hit.url, hit.lang) == (an_id("gazette"), "gazette", url("gazette", 1), "en")
    assert hit.published_at == NOW - DAY
    assert [hit.sentence.text[a:b] for a, b in hit.sentence.marks] == ["na\u00efve"]


def test_no_more_hits_than_were_asked_for_of_all_there_are(shared: Library) -> None:
    found = shared.find("quillfish", most=1)
    assert (len(found.hits), found.total) == (1, 2)


ADVICE = {
    "a typing error": ("quilfish", {}, '"quilfish" stands in no article; did you mean quillfish?'),
    "nothing like it": ("zzyzx", {}, '"zzyzx" stands in no article.'),
    "never together": ("naive quillfish", {}, 'No article has all of it: 1 have "naive", 2 have "quillfish".'),
    "never beside each other": ('"machines thinking"', {}, 'Nowhere do the words "machines thinking" stand'),
    "not with that filter": ("naive", {"lang": "id"}, "none that is what else was asked for"),
}


@pytest.mark.parametrize(("words", "how", "said"), ADVICE.values(), ids=ADVICE)
def test_where_nothing_is_found_it_says_why(shared: Library, words: str, how: dict[str, object], said: str) -> None:
    found = shared.find(words, **how)
    assert (found.hits, found.total) == ((), 0)
    assert said in found.advice


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"entity_id": "contoh"}, "'contoh' is no entity; did you mean contoh-ai?"),
        ({"outlet_ids": ("ledgr",)}, "'ledgr' is no outlet; did you mean ledger?"),
        ({"outlet_ids": ("\x1b[31m",)}, "is no outlet; `kabar status` lists them all"),
    ],
)
def test_who_is_unknown_is_refused_with_the_nearest(shared: Library, how: dict[str, object], said: str) -> None:
    with pytest.raises(QueryError) as refused:
        shared.find("reef", **how)
    assert said in str(refused.value)
    assert str(refused.value).isprintable()


def test_a_time_that_ends_before_it_begins_is_refused(shared: Library) -> None:
    with pytest.raises(QueryError, match=r"^nothing is between 2025-06-11 12:00 and 2025-06-11 12:00$"):
        shared.find("surabaya", since=NOW, until=NOW)


STRANGE = [
    'title:"x',
    "a AND (b",
    "*",
    "+-!(){}[]^~?:\\/",
    "'; drop table articles --",
    "\\",
    "a\x00b",
    "\U0001f389",
    "of " * 30,
]


@pytest.mark.parametrize("words", STRANGE)
def test_no_words_are_a_fault(shared: Library, words: str) -> None:
    refused = ""
    try:
        found = shared.find(words)
        assert found.hits or found.advice
    except QueryError as error:
        refused = str(error)
    assert not refused or "word" in refused


# ------------------------------------------------------------------ how the index keeps up


def test_a_second_time_there_is_nothing_to_do(library: Library) -> None:
    before = library.stored()
    assert library.keep() == Kept(come=0, gone=0, anew=False)
    assert library.stored() == before


def _reread(db: Connection, title: str, text: str, n: int = 999) -> None:
    """The first article of the ledger, as it reads now."""
    read_page(db, kept(url("ledger", 1), n=n, at=NOW + n * HOUR, outlet_id="ledger"), an_article(text, title=title))
    identified(db)


def test_a_new_version_is_found_by_its_words_and_no_more_by_the_old(library: Library) -> None:
    with connect(library.file) as db:
        _reread(db, "Quillfish lowers its spinnaker", "Nobody funds the harbour any more, said the keeper of lamps.")
    assert library.keep() == Kept(come=1, gone=0, anew=False)
    assert library.titles("spinnaker") == ["Quillfish lowers its spinnaker"]
    assert library.titles('"thinking machines"') == []


def test_a_new_article_is_found(library: Library) -> None:
    with connect(library.file) as db:
        lay(db, "harian", 1, at=NOW, title="Mercusuar baru", text="Sebuah mercusuar dibuka di tanjung.")
    assert library.titles("mercusuar") == []
    assert library.keep() == Kept(come=1, gone=0, anew=False)
    assert library.titles("mercusuar") == ["Mercusuar baru"]


def test_what_is_gone_is_not_found(library: Library) -> None:
    with connect(library.file) as db:
        db.execute("delete from store.versions where article_id = ?", [an_id("gazette")])
        db.execute("delete from store.articles where article_id = ?", [an_id("gazette")])
    assert library.titles("naive") == []  # before the index heard of it, too
    assert library.keep() == Kept(come=0, gone=1, anew=False)
    assert library.find("naive").advice == '"naive" stands in no article.'


def test_what_is_forgotten_leaves_no_word_in_the_index(library: Library) -> None:
    with connect(library.file) as db:
        _reread(db, "Quillfish lowers its spinnaker", "Nobody funds the harbour any more, said the keeper of docks.")
    library.keep()
    assert library.has("docks")
    assert library.has("skerry")  # of the version before
    with connect(library.file) as db, transaction(db):
        forget(db, url("ledger", 1), NOW + 2000 * HOUR)
    assert library.keep().anew
    assert not any(library.has(word) for word in ("docks", "skerry"))
    assert library.has("harbour")
    assert library.titles("quillfish") == ["Quillfish raih pendanaan awal"]
    assert not library.keep().anew


def test_the_index_holds_words_and_no_text(library: Library) -> None:
    for _, _, _, title, text in LAID:
        assert title.encode() not in library.stored()
        assert text[:12].encode() not in library.stored()


def test_it_is_of_the_file_until_another_is_published(library: Library) -> None:
    assert is_fresh(library.file, library.index)
    with connect(library.file) as db:
        publish.sign(db, "22222222-2222-4222-8222-222222222222", NOW)
    assert not is_fresh(library.file, library.index)
    assert is_usable(library.index)
    library.keep()
    assert is_fresh(library.file, library.index)


# ------------------------------------------------------------------ how it heals


def _segment(library: Library, ending: str) -> Path:
    return max(library.index.rglob(f"*.{ending}"), key=lambda file: file.stat().st_size)


def _cut_short(library: Library) -> None:
    os.truncate(_segment(library, "idx"), 7)


def _other_bytes(library: Library) -> None:
    file = _segment(library, "term")
    file.write_bytes(bytes(len(file.read_bytes())))


def _other_format(library: Library) -> None:
    file = library.index / "current"
    file.write_text(file.read_text().replace("tantivy", "tantivy 0.1, not"))


HARMS = {
    "gone": lambda library: shutil.rmtree(library.index),
    "no current": lambda library: (library.index / "current").unlink(),
    "current is no JSON": lambda library: (library.index / "current").write_text("[}"),
    "current leads out": lambda library: (library.index / "current").write_text('{"folder": "../..", "format": ""}'),
    "of an older format": _other_format,
    "a segment gone": lambda library: _segment(library, "fast").unlink(),
    "a segment cut short": _cut_short,
    "a segment of other bytes": _other_bytes,
    "its list gone": lambda library: next(library.index.rglob("meta.json")).unlink(),
    "its list cut short": lambda library: os.truncate(next(library.index.rglob("meta.json")), 20),
}


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_a_damaged_index_is_made_anew(library: Library, harm: object) -> None:
    assert callable(harm)
    harm(library)
    with pytest.raises(DamagedIndexError):
        library.find("quillfish")
    assert keep(library.file, library.index, anew=is_usable(library.index)).anew
    assert len(library.titles("quillfish")) == 2
    assert len(list(library.index.glob("*/"))) == 1


def test_an_index_that_one_may_only_read_is_read_from_aside(shared: Library) -> None:
    place = current(shared.index)
    assert place
    folder = shared.index / place.folder
    before = {file: file.stat().st_mtime_ns for file in folder.iterdir()}
    with to_read(folder, may_write=False) as aside, to_read(folder, may_write=True) as itself:
        assert aside.like("s") == itself.like("s") != []
    with to_read(folder, may_write=False) as aside:
        assert aside.like("s")
    assert {
        file: file.stat().st_mtime_ns for file in folder.iterdir() if file.suffix != ".lock"
    }.items() <= before.items()


def test_without_a_published_file_it_says_so(library: Library) -> None:
    library.file.unlink()
    with pytest.raises(WarehouseError, match="not there yet"):
        library.find("quillfish")


KEEPER = """
import sys
from pathlib import Path
from warehouse.searching.keeping import keep
print("begun", flush=True)
while True:
    keep(Path(sys.argv[1]), Path(sys.argv[2]), anew=sys.argv[3] == "anew")
"""


@pytest.mark.parametrize("after", [0.0, 0.005, 0.03])
def test_a_keeper_that_is_killed_leaves_an_index_that_heals(library: Library, after: float) -> None:
    with connect(library.file) as db:
        lay(db, "harian", 1, at=NOW, title="Mercusuar baru", text="Sebuah mercusuar dibuka di tanjung.")
    with subprocess.Popen(
        [sys.executable, "-c", KEEPER, str(library.file), str(library.index), "anew"], stdout=subprocess.PIPE, cwd=ROOT
    ) as keeper:
        assert keeper.stdout
        keeper.stdout.readline()
        time.sleep(after)
        keeper.send_signal(signal.SIGKILL)
    library.find("quillfish")  # as it was or as it is, but whole
    library.keep()
    assert library.titles("mercusuar") == ["Mercusuar baru"]
    assert len(library.titles("quillfish")) == 2
    library.keep()
    assert len(list(library.index.glob("*/"))) <= 2  # what a killed one began goes when the next is made


READER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from warehouse.search import Wanted, search
for n in range(12):
    found = search(Path(sys.argv[1]), Path(sys.argv[2]), Wanted(words="quillfish"), datetime(2025, 6, 11, tzinfo=UTC))
    print(len(found.hits), flush=True)
"""


def test_those_who_search_while_it_is_written_find_it_whole(library: Library) -> None:
    command = [sys.executable, "-c", READER, str(library.file), str(library.index)]
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(2)]
    n = 0
    while any(reader.poll() is None for reader in readers):
        keep(library.file, library.index, anew=n % 3 == 0)
        n += 1
    assert [reader.communicate(timeout=60)[0].split() for reader in readers] == [["2"] * 12] * 2
    assert n > 1
