-- One row per (article, entity) that its current version names in title or body. Copies of other articles are here too, and say so.
-- article_id: the article
-- entity_id: the entity
-- outlet_id: who published the article
-- dated_at: when it was published; where it does not say, when kabar first saw it listed
-- mentions: how often it names the entity, in title and body
-- in_title: whether its title does
-- day: the day (UTC) of dated_at
-- article_no: a number that stands for the article in this file alone: shorter than its id to join and count by
-- duplicate_of: the earliest known article with the same text; null where this is it
select article_id, entity_id, outlet_id, dated_at, mentions, in_title, day, article_no, duplicate_of
from store.named
