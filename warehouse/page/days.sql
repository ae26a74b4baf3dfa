-- How many articles of each of the last 90 UTC days name whom is watched, in English, Indonesian and other languages.
select
    n.entity_id, (n.dated_at at time zone 'UTC')::date as day, count(*) filter (a.lang = 'en') as en,
    count(*) filter (a.lang = 'id') as id, count(*) filter (a.lang not in ('en', 'id')) as other
from naming n
join recent a using (article_id)
where n.entity_id in (select entity_id from watching)
  and (n.dated_at at time zone 'UTC')::date > ($now::timestamptz at time zone 'UTC')::date - 90
group by all
