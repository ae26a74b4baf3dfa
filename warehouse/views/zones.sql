-- One row per part of a version: which stretch of its text plays which role.
-- article_id: the article
-- version: the version
-- zone: title, summary, body, quotes, analysis, prediction, qa, references, related, hashtags, boilerplate or caption
-- char_start: the first code point of text (of title in zone title)
-- char_end: one past the last
select v.article_id, v.version, z.zone, z.char_start, z.char_end
from store.zones z
join store.versions v using (document_id)
