-- One row per piece of evidence in an article's current version that it names an outlet or address as its source.
-- article_id: the article that names it
-- version: its current version
-- outlet_id: the outlet named; null where the address is of nobody known
-- url: the address given
-- kind: url (given as the source), link (in the body), phrase (the outlet is named), agency or canonical
-- evidence: the words
-- char_start: where they stand in text; null where they are not in it (a canonical link)
-- char_end: one past their end
-- role: source (the article is taken from it) or background (it is named for one statement, or in passing)
select v.article_id, v.version, c.outlet_id, c.url, c.kind, c.evidence, c.char_start, c.char_end, c.role
from store.citations c
join (from store.versions where latest) v using (document_id)
