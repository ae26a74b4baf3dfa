-- One row per pair of entities that one article names in title or body. Articles that name more than 50 entities (lists, indexes) are left out; copies of other articles count in articles, not in texts.
-- entity_a: the entity whose id comes first in the alphabet
-- entity_b: the other
-- articles: how many articles name both
-- texts: how many of these are no copy of an earlier article
-- first_at: when the first of the articles was published
-- last_at: and the last
select
    a.entity_id as entity_a, b.entity_id as entity_b, p.articles, p.texts, p.first_at, p.last_at
from (
    with
        -- Ten million pairs of numbers are joined and counted in half the time that their names take.
        numbers as (select entity_id, row_number() over (order by entity_id) as number from store.entities),
        lists as (select article_no from store.named group by article_no having count(*) > 50),
        named as materialized (
            select n.article_no, e.number::integer as number, n.dated_at, n.duplicate_of is null as is_first
            from store.named n
            join numbers e using (entity_id)
            anti join lists using (article_no)
        )
    select
        a.number * 65536 + b.number as pair, count(*) as articles, count(*) filter (a.is_first) as texts,
        min(a.dated_at) as first_at, max(a.dated_at) as last_at
    from named a
    join named b on b.article_no = a.article_no and b.number > a.number
    group by pair
) p
join (select entity_id, row_number() over (order by entity_id) as number from store.entities) a
    on a.number = p.pair // 65536
join (select entity_id, row_number() over (order by entity_id) as number from store.entities) b
    on b.number = p.pair % 65536
