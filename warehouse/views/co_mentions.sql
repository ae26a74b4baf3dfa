-- One row per pair of entities that one article names in title or body. Articles that name more than 50 entities (lists, indexes) are left out; copies of other articles count in articles, not in texts.
-- entity_a: the entity whose id comes first in the alphabet
-- entity_b: the other
-- articles: how many articles name both
-- texts: how many of these are no copy of an earlier article
-- first_at: when the first of the articles was published
-- last_at: and the last
select
    entity_a, entity_b, count(*) as articles, count(*) filter (is_first) as texts, min(dated_at) as first_at,
    max(dated_at) as last_at
from (
    with
        named as materialized (
            select article_id, entity_id, dated_at, duplicate_of is null as is_first from article_entities
        ),
        lists as (select article_id from named group by article_id having count(*) > 50)
    select a.entity_id as entity_a, b.entity_id as entity_b, a.dated_at, a.is_first
    from named a
    join named b on b.article_id = a.article_id and b.entity_id > a.entity_id
    anti join lists on lists.article_id = a.article_id
)
group by all
