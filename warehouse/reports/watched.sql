-- Who is watched, and how many articles name them: dated in the day before $now, the week before, and ever.
select coalesce(e.name, w.entity_id) as entity,
       count(distinct n.article_id) filter (n.dated_at between $now - interval 1 day and $now) as "last day",
       count(distinct n.article_id) filter (n.dated_at between $now - interval 7 day and $now) as "last week",
       count(distinct n.article_id) as ever,
       count(distinct n.outlet_id) as outlets,
       max(n.dated_at) as "last named"
from (select unnest($watched::varchar[]) as entity_id) w
left join entities e using (entity_id)
left join article_entities n using (entity_id)
group by w.entity_id, e.name
order by list_position($watched::varchar[], w.entity_id)
