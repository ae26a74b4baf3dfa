-- One row per alias: a form in which an entity appears in text.
-- entity_id: the entity
-- alias: the form
-- weak: whether it counts only with other evidence beside it
select entity_id, alias, weak
from store.aliases
