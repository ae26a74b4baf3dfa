-- One row per entity: an organisation, person, product, place, event or law that people ask for.
-- entity_id: names it for ever
-- name: as people write it
-- type: ORG, PERSON, PRODUCT, PLACE, EVENT or LAW
-- wikidata_id: its item in Wikidata
-- parent_id: the entity it belongs to
-- valid_from: the first day on which it existed, where its name was somebody else's before
select entity_id, name, type, wikidata_id, parent_id, valid_from
from store.entities
