-- Whom KABAR_WATCH names, each once, in its order: what the others know as `watching`.
-- Those of whom the gazetteer knows nothing stay, so that a slip of the pen is seen on the page.
create or replace temp table watching as
select
    w.entity_id, min(w.place) as place, coalesce(any_value(e.name), w.entity_id) as name,
    any_value(e.type) as type
from (
    select text as entity_id, row_number() over () as place
    from store.texts($watched)
) w
left join store.entities e using (entity_id)
group by w.entity_id
