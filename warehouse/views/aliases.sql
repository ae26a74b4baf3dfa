-- One row per alias: a form in which an entity appears in text.
-- entity_id: the entity
-- alias: the form
-- weak: whether it counts only with other evidence beside it
-- requires: what must stand in a text for it to count; empty: any evidence
-- valid_from: the first day on which it meant the entity; null: always
-- valid_until: the day from which on it does not
-- lang: the only language in whose texts it does; null: any
select entity_id, alias, weak, requires, valid_from, valid_until, lang
from store.aliases
