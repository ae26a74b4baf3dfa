-- Which of the recent articles name an entity of a type that is watched, in title or body: `naming`.
create or replace temp table naming as
select n.article_id, n.dated_at, n.entity_id, t.type
from store.named n
join (select entity_id, type from store.entities where type in (select type from watching)) t using (entity_id)
where n.dated_at > $now::timestamptz - interval 91 day and n.dated_at <= $now::timestamptz
