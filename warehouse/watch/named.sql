-- One row per (article, entity of $watched) that the article names in title or body: what the other queries begin with.
-- article_id: the article
-- entity_id: the entity
select distinct article_id, entity_id
from mentions_body
where entity_id in (select unnest($watched::varchar[]))
