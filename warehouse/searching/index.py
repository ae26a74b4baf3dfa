"""The only door to tantivy: an inverted index of titles and bodies, what it knows, and how a question is put to it.

It holds words and numbers, never a text: an article's key and state (see `articles.py`), when it was published, its
outlet, its language, and which words stand where in title and body. Words are folded to small letters without
accents, of both languages alike; other forms of a word are looked up when somebody asks, not written.
"""

import math
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import tantivy
from tantivy import Occur, Query

from warehouse.searching.excerpt import Token
from warehouse.searching.forms import indonesian_forms
from warehouse.searching.model import DamagedIndexError, Filters, Indexed, Matches
from warehouse.searching.terms import Term

LIBRARY = version("tantivy")
_HEAP = 64_000_000  # bytes of words gathered before they are written
_LONGEST_WORD = 40  # bytes; longer is no word but an address or a line of code
_MOST_KIN = 2_000  # words with one beginning that are looked at

# How much a word counts: in the title, in the body, in another form; beside the next one, in title and body.
_TITLE, _BODY, _OTHER_FORM, _TITLE_PAIR, _BODY_PAIR = 3.0, 1.0, 0.6, 2.0, 1.0
_PAIR_SLOP = 1  # words that may stand between two that were asked for beside each other
_RANKED = 200  # best by words alone, among which freshness counts
_FRESHEST, _HALF_LIFE = 0.2, timedelta(days=30)  # today's article counts a fifth more, that of last month a tenth
_TEXTS = ("title", "body")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@contextmanager
def _readable() -> Iterator[None]:
    """Says of an index that cannot be read that it is damaged, in whichever way the library says it."""
    try:
        yield
    except (ValueError, OSError) as fault:
        raise DamagedIndexError(f"the search index cannot be used ({_short(fault)})") from fault
    except BaseException as fault:
        # What the library panics with is no Exception, and cannot be imported.
        if type(fault).__name__ != "PanicException":
            raise
        raise DamagedIndexError(f"the search index is damaged ({_short(fault)})") from fault


def _short(fault: BaseException) -> str:
    return str(fault).partition("\n")[0][:200]


@cache
def _analyzer() -> tantivy.TextAnalyzer:
    filters = (
        tantivy.Filter.remove_long(_LONGEST_WORD),
        tantivy.Filter.lowercase(),
        tantivy.Filter.ascii_fold(),
    )
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for one in filters:
        builder = builder.filter(one)
    return builder.build()


@cache
def _stemmer() -> tantivy.TextAnalyzer:
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(tantivy.Filter.stemmer("english")).build()


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text as the index has them, and where they stand."""
    found = _analyzer().pre_tokenize(text).tokens
    return tuple(Token(text=t.text, start=t.char_offset_from, end=t.char_offset_to) for t in found)


def split(text: str) -> tuple[str, ...]:
    """The words of a text as the index has them."""
    return tuple(_analyzer().analyze(text))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("key", indexed=True, fast=True)
    builder.add_unsigned_field("state", fast=True)
    builder.add_integer_field("published", indexed=True, fast=True)  # seconds since 1970
    for name in ("outlet", "lang"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in _TEXTS:
        builder.add_text_field(name, tokenizer_name="words")
    return builder.build()


def _seconds(at: datetime) -> int:
    return int((at - _EPOCH).total_seconds())


def _document(article: Indexed) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned("key", article.key)
    document.add_unsigned("state", article.state)
    document.add_integer("published", _seconds(article.published_at))
    document.add_text("outlet", article.outlet_id)
    document.add_text("lang", article.lang)
    document.add_text("title", article.title)
    document.add_text("body", article.body)
    return document


@contextmanager
def to_read(folder: Path, *, may_write: bool | None = None) -> Iterator["Index"]:
    """The index in a folder that one may not be allowed to write to, as in a home that is somebody else's.

    The library puts a lock beside what it reads; where it must not, it is shown links to the files in a folder of its
    own. Raises DamagedIndexError as `Index`.
    """
    if os.access(folder, os.W_OK) if may_write is None else may_write:
        yield Index(folder)
        return
    with TemporaryDirectory(prefix="kabar-search-", ignore_cleanup_errors=True) as aside:  # its lock may come late
        for file in folder.iterdir():
            if file.suffix != ".lock":
                Path(aside, file.name).symlink_to(file.absolute())
        yield Index(Path(aside))


class Index:
    """An index in a folder, as it was when it was opened; a writer changes nothing of that."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Raises DamagedIndexError where there is none, or none that can be read."""
        with _readable():
            where = str(folder)
            self._index = tantivy.Index(_schema(), path=where) if create else tantivy.Index.open(where)
            self._index.register_tokenizer("words", _analyzer())
            self._searcher = self._index.searcher()

    def states(self) -> tuple[list[int], list[int]]:
        """The keys of all articles in it, and their states, in the same order."""
        with _readable():
            n = self._searcher.num_docs
            hits = self._searcher.search(Query.all_query(), limit=n, count=False).hits if n else []
            addresses = [address for _, address in hits]
            return self._numbers("key", addresses), self._numbers("state", addresses)

    def change(self, gone: Sequence[int], come: Iterable[Indexed]) -> None:
        """Takes articles out and puts others in, all or nothing, and lasting when it returns. One writer at a time.

        Raises OSError where it cannot be written.
        """
        writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        try:
            if gone:  # by a query: `delete_documents_by_term` does nothing where the term is a number (0.27)
                writer.delete_documents_by_query(Query.term_set_query(self._index.schema, "key", gone))
            for article in come:
                writer.add_document(_document(article))
            writer.commit()
            writer.wait_merging_threads()
        except ValueError as fault:
            raise OSError(_short(fault)) from fault

    def find(self, terms: Sequence[Term], filters: Filters, now: datetime) -> Matches:
        """What has all the terms and passes the filters, best first: at most 200 of them."""
        with _readable():
            parts = [(Occur.Must, self._term(term)) for term in terms]
            parts += [(Occur.Should, pair) for pair in self._pairs(terms)]
            parts += [(Occur.Must, Query.const_score_query(one, 0.0)) for one in self._filters(filters)]
            result = self._searcher.search(Query.boolean_query(parts), limit=_RANKED)
            hits = [address for _, address in result.hits]
            keys, dates = self._numbers("key", hits), self._numbers("published", hits)
        scores = [score * _freshness(at, now) for (score, _), at in zip(result.hits, dates, strict=True)]
        ranked = sorted(zip(keys, scores, strict=True), key=lambda pair: -pair[1])
        return Matches(found=tuple(ranked), total=_count(result))

    def how_many(self, term: Term, filters: Filters) -> int:
        """How many articles that pass the filters have the term alone."""
        with _readable():
            parts = [(Occur.Must, one) for one in (self._term(term), *self._filters(filters))]
            return _count(self._searcher.search(Query.boolean_query(parts), limit=1))

    def kin(self, word: str) -> tuple[str, ...]:
        """Other forms of the word that stand in some article, English and Indonesian."""
        with _readable():
            return (*self._english(word), *self._indonesian(word))

    def like(self, beginning: str) -> list[tuple[str, int]]:
        """Words of the index that begin so, with how many texts they stand in, the most frequent first."""
        with _readable():
            return self._beginning("body", beginning)

    def _numbers(self, field: str, addresses: list[tantivy.DocAddress]) -> list[int]:
        return cast("list[int]", self._searcher.fast_field_values(field, addresses))

    def _term(self, term: Term) -> Query:
        if len(term.words) > 1:
            return _either(self._phrase("title", term.words, _TITLE), self._phrase("body", term.words, _BODY))
        word = term.words[0]
        ways = [self._word(field, word, boost) for field, boost in (("title", _TITLE), ("body", _BODY))]
        if not term.literal:
            ways += self._in_language("en", self._english(word)) + self._in_language("id", self._indonesian(word))
        return _either(*ways)

    def _word(self, field: str, word: str, boost: float) -> Query:
        return Query.boost_query(Query.term_query(self._index.schema, field, word), boost)

    def _phrase(self, field: str, words: Sequence[str], boost: float, slop: int = 0) -> Query:
        return Query.boost_query(Query.phrase_query(self._index.schema, field, list(words), slop), boost)

    def _in_language(self, lang: str, forms: Sequence[str]) -> list[Query]:
        """Other forms count a little less, and only in texts of their language: Indonesian "daring" dares nothing."""
        if not forms:
            return []
        boosts = (("title", _TITLE * _OTHER_FORM), ("body", _BODY * _OTHER_FORM))
        best = Query.disjunction_max_query([self._word(field, form, b) for form in forms for field, b in boosts], 0.1)
        of_it = Query.const_score_query(Query.term_query(self._index.schema, "lang", lang), 0.0)
        return [Query.boolean_query([(Occur.Must, of_it), (Occur.Must, best)])]

    def _pairs(self, terms: Sequence[Term]) -> list[Query]:
        """What counts more: words that stand beside each other as they were asked for."""
        pairs = [(a.words[-1], b.words[0]) for a, b in pairwise(terms)]
        titles = [self._phrase("title", pair, _TITLE_PAIR * _TITLE, _PAIR_SLOP) for pair in pairs]
        return titles + [self._phrase("body", pair, _BODY_PAIR, _PAIR_SLOP) for pair in pairs]

    def _filters(self, wanted: Filters) -> list[Query]:
        schema, parts = self._index.schema, []
        if wanted.outlet_ids:
            parts.append(Query.term_set_query(schema, "outlet", wanted.outlet_ids))
        if wanted.lang:
            parts.append(Query.term_query(schema, "lang", wanted.lang))
        if wanted.keys is not None:
            parts.append(Query.term_set_query(schema, "key", wanted.keys))
        if wanted.since or wanted.until:
            low = _seconds(wanted.since) if wanted.since else None
            high = _seconds(wanted.until) if wanted.until else None
            kind, ends = tantivy.FieldType.Integer, high is None
            parts.append(Query.range_query(schema, "published", kind, low, high, include_upper=ends))
        return parts

    def _english(self, word: str) -> list[str]:
        """Words of the index with the same stem."""
        if len(word) < 3 or not word.isalpha() or not word.isascii():
            return []
        stem = _stemmer().analyze(word)[0]
        beginning = word[: max(3, min(len(stem), len(word)) - 1)]
        near = dict.fromkeys(term for field in _TEXTS for term, _ in self._beginning(field, beginning))
        return [term for term in near if term != word and _stemmer().analyze(term) == [stem]]

    def _indonesian(self, word: str) -> list[str]:
        forms = indonesian_forms(word)
        return [form for form in forms if any(self._searcher.doc_freq(field, form) for field in _TEXTS)]

    def _beginning(self, field: str, beginning: str) -> list[tuple[str, int]]:
        return self._searcher.terms_with_prefix(field, beginning, limit=_MOST_KIN)


def _count(result: tantivy.SearchResult) -> int:
    return cast("int", result.count)  # type: ignore[attr-defined]  # which its types leave out


def _either(*ways: Query) -> Query:
    return Query.boolean_query([(Occur.Should, way) for way in ways])


def _freshness(published: int, now: datetime) -> float:
    age = max(0.0, (_seconds(now) - published) / _HALF_LIFE.total_seconds())
    return 1 + _FRESHEST * math.exp2(-min(age, 60.0))
