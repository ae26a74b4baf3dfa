-- One row per mention: an entity at a place in a version of an article.
-- article_id: the article
-- version: the version
-- entity_id: the entity
-- char_start: the first code point of text (of title in zone title)
-- char_end: one past the last
-- surface: the characters there
-- zone: the part of the page it stands in
-- score: how sure, 0 to 1
-- rule: what accepted it
select v.article_id, v.version, m.entity_id, m.char_start, m.char_end, m.surface, m.zone, m.score, m.rule
from store.mentions m
join store.versions v using (document_id)
