-- One row per mention in the title or body of an article's current version: what counts as being written about. The other parts of the page (summary, quotes, related lines and so on) and the versions before are in mentions.
-- article_id: the article
-- version: its current version
-- entity_id: the entity
-- char_start: the first code point of text (of title in zone title)
-- char_end: one past the last
-- surface: the characters there
-- zone: title or body
-- score: how sure, 0 to 1
-- rule: what accepted it
select c.article_id, c.version, m.entity_id, m.char_start, m.char_end, m.surface, m.zone, m.score, m.rule
from store.mentions m
join store.current c using (document_id)
where m.zone in ('title', 'body')
