-- One row per (entity, day, outlet) on which the outlet published an article that names the entity in title or body.
-- entity_id: the entity
-- day: the day (UTC) on which the articles were published; of those that do not say, first seen
-- outlet_id: who published them
-- articles: how many name it, copies of other articles included
-- texts: how many of these are no copy of an earlier article
-- mentions: how often they name it
select
    entity_id, day, outlet_id, count(*) as articles,
    count(*) filter (duplicate_of is null) as texts, sum(mentions)::bigint as mentions
from store.named
group by all
