-- One row per entity of $watched and day (UTC) up to $until, with articles in the $days before it: what is usual, and today.
-- entity_id: the entity
-- name: as people write it
-- day: the day on which they were published
-- texts: how many articles name it, copies aside
-- owners: of how many owners
select
    n.entity_id, any_value(e.name) as name, (n.dated_at at time zone 'UTC')::date as day, count(*) as texts,
    count(distinct coalesce(nullif(o.group_id, ''), n.outlet_id)) as owners
from article_entities n
join entities e using (entity_id)
left join outlets o using (outlet_id)
where n.entity_id in (select unnest($watched::varchar[])) and n.duplicate_of is null
  and n.dated_at <= $until::timestamptz and n.dated_at >= $until::timestamptz - ($days + 2) * interval 1 day
group by all
