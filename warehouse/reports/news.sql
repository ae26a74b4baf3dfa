-- The articles first seen since $since, not found in the past by a backfill, that name one of the entities $watched, each in its order, the newest first.
select e.name, o.name, coalesce(a.published_at, a.first_seen_at) as dated_at, coalesce(a.title, ''),
       coalesce(nullif(a.description, ''), left(a.body, 1000), ''), a.url, a.duplicate_of is not null
from article_entities n
join articles a using (article_id)
join entities e using (entity_id)
join outlets o on o.outlet_id = a.outlet_id
where n.entity_id in (select unnest($watched::varchar[])) and a.first_seen_at between $since and $now
    and not a.backfilled
qualify row_number() over (partition by n.entity_id order by dated_at desc, a.url) <= $most
order by list_position($watched::varchar[], n.entity_id), dated_at desc, a.url
