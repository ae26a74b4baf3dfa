-- One row per mention that the last change of the tagger brought or took away, in a version that was tagged before and after it. Empty until a gazetteer, or the rules, changed.
-- article_id: the article
-- version: the version
-- change: appeared or vanished
-- entity_id: the entity
-- char_start: the first code point of text (of title in zone title)
-- char_end: one past the last
-- surface: the characters there
-- zone: the part of the page it stands in
-- score: how sure the tagger was that found it, 0 to 1
-- rule: what accepted it
-- tagger_no: the tagger now
-- tagger_before: the one that had tagged the version before
select
    v.article_id, v.version, m.change, m.entity_id, m.char_start, m.char_end, m.surface, m.zone, m.score, m.rule,
    m.tagger_no, m.tagger_before
from store.mention_changes m
join store.versions v using (document_id)
