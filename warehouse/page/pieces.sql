-- The articles of `wanted`, with their headline and what their sentence is cut from: the outlet's own summary, or else
-- the beginning of the text. `chosen_extractions` holds what their pages say (see warehouse/chosen.py).
select
    a.article_id::varchar, a.outlet_id, coalesce(o.name, a.outlet_id) as outlet, coalesce(e.lang, '') as lang, a.url,
    coalesce(e.title, '') as title, coalesce(nullif(e.description, ''), e.body[:1000], '') as sentence, a.dated_at,
    a.is_exact
from wanted a
join chosen_extractions e using (document_id)
left join store.outlets o on o.outlet_id = a.outlet_id
