-- One row per pair of entities that one article names in title or body. Articles that name more than 50 entities (lists, indexes) are left out; copies of other articles count in articles, not in texts.
-- entity_a: the entity whose id comes first in the alphabet
-- entity_b: the other
-- articles: how many articles name both
-- texts: how many of these are no copy of an earlier article
-- first_at: when the first of the articles was published
-- last_at: and the last
select
    a.entity_id as entity_a, b.entity_id as entity_b, count(*) as articles,
    count(*) filter (a.duplicate_of is null) as texts, min(a.dated_at) as first_at, max(a.dated_at) as last_at
from article_entities a
join (
    select article_id, entity_id
    from article_entities
    where article_id not in (select article_id from article_entities group by article_id having count(*) > 50)
) b on b.article_id = a.article_id and b.entity_id > a.entity_id
group by all
