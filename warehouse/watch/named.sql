-- One row per (article, entity of $watched) that the article names in title or body: what the other queries begin with.
-- article_id: the article
-- entity_id: the entity
select article_id, entity_id
from store.named
where entity_id in (select unnest($watched::varchar[]))
