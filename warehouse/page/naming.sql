-- Which of the recent articles name an entity of a type that is watched, in title or body: `naming`.
create or replace temp table naming as
select distinct r.article_id, r.dated_at, m.entity_id, t.type
from store.mentions m
join (select document_id, article_id, dated_at from recent) r using (document_id)
join (select entity_id, type from store.entities where type in (select type from watching)) t using (entity_id)
where m.zone in ('title', 'body')
