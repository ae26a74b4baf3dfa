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
select article_id, version, entity_id, char_start, char_end, surface, zone, score, rule
from store.mentions
