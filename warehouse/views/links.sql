-- One row per link in an article's text to another site.
-- article_id: the article
-- version: the version
-- url: the address as it stands there
-- char_start: where its words stand in text
-- char_end: one past their end
select v.article_id, v.version, l.url, l.char_start, l.char_end
from store.links l
join store.versions v using (document_id)
