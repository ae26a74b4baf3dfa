-- The newest articles of the last 24 hours that name whom is watched: no copies of another's text, none that is gone.
select n.entity_id, n.article_id::varchar
from naming n
join recent a using (article_id)
where n.entity_id in (select entity_id from watching) and a.is_today and not a.is_copy and not a.is_gone
qualify row_number() over (partition by n.entity_id order by n.dated_at desc, n.article_id) <= $most
order by n.entity_id, n.dated_at desc, n.article_id
