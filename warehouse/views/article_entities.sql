-- One row per (article, entity) that its current version names in title or body. Copies of other articles are here too, and say so.
-- article_id: the article
-- entity_id: the entity
-- outlet_id: who published the article
-- dated_at: when it was published; where it does not say, when kabar first saw it listed
-- mentions: how often it names the entity, in title and body
-- in_title: whether its title does
-- duplicate_of: the earliest known article with the same text; null where this is it
select a.article_id, m.entity_id, a.outlet_id, a.dated_at, m.mentions, m.in_title, a.duplicate_of
from (
    select document_id, entity_id, count(*) as mentions, bool_or(zone = 'title') as in_title
    from store.mentions
    where zone in ('title', 'body')
    group by document_id, entity_id
) m
join (
    select article_id, outlet_id, document_id, coalesce(published_at, first_seen_at) as dated_at, duplicate_of
    from articles
) a using (document_id)
