-- One row per outlet: a publisher that kabar watches, or watched.
-- outlet_id: the name of the outlet's file, for ever
-- name: as people write it
-- country: two letters (ISO 3166)
-- lang: the language it publishes in, two letters (ISO 639-1)
-- group_id: the owner's group; two outlets of one group are not independent voices
-- homepage: its address
-- time_zone: the zone that its printed times mean (IANA name)
select outlet_id, name, country, lang, group_id, homepage, time_zone
from store.outlets
