-- One row per piece of evidence that an article names an outlet or address as its source.
-- article_id: the article that names it
-- version: the version
-- outlet_id: the outlet named
-- url: the address given
-- kind: url, link, phrase, agency or canonical
-- evidence: the words
-- char_start: where they stand in text
-- char_end: one past their end
select article_id, version, outlet_id, url, kind, evidence, char_start, char_end
from store.citations
