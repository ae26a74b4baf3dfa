"""Articles as the page shows them: a headline, and one sentence of the outlet's own."""

from collections.abc import Iterable, Mapping

from warehouse import chosen
from warehouse.connection import Connection
from warehouse.load import joined
from warehouse.page.asking import Row, ask, lay
from warehouse.page.model import Piece
from warehouse.sentence import first_sentence, headline

Pieces = Mapping[str, Piece]


def pieces(db: Connection, article_ids: Iterable[str]) -> Pieces:
    """These articles by their ids; an article of which nothing was read is not among them."""
    ids = joined(dict.fromkeys(article_ids))
    if ids is None:
        return {}
    lay(db, "wanted", {"ids": ids})
    documents = [str(document) for (document,) in db.execute("select document_id from wanted").fetchall()]
    with chosen.extractions(db, "document_id", documents):
        return {row[0]: _piece(row) for row in ask(db, "pieces", {})}


def _piece(row: Row) -> Piece:
    article_id, outlet_id, outlet, lang, url, title, said, dated_at, is_exact = row
    return Piece(
        article_id=article_id, outlet_id=outlet_id, outlet=outlet, lang=lang, url=url, title=headline(title),
        sentence=first_sentence(said), dated_at=dated_at, is_exact=is_exact,
    )  # fmt: skip
