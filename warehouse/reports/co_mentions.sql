-- Who is named together with whom, in title or body of one article?
-- With an entity: its pairs alone. Articles that name more than 50 entities (lists, indexes) are left out.
-- texts: the articles without copies of other articles
-- last_at: when the last of the articles was published
with
    -- Numbers in place of names: ten million pairs are joined and counted in half the time.
    numbers as (select entity_id, name, row_number() over (order by entity_id)::integer as number from entities),
    named as materialized (
        select n.article_no, e.number, e.entity_id, n.dated_at, n.duplicate_of is null as is_first
        from article_entities n
        join numbers e using (entity_id)
        where ($outlet::varchar is null or outlet_id = $outlet)
            and ($since::timestamptz is null or dated_at >= $since)
            and ($until::timestamptz is null or dated_at < $until)
            and ($entity::varchar is null
                or article_no in (select article_no from article_entities where entity_id = $entity))
    ),
    lists as (select article_no from named group by article_no having count(*) > 50),
    pairs as (
        select
            a.number * 65536 + b.number as pair, count(*) as articles, count(*) filter (a.is_first) as texts,
            max(a.dated_at) as last_at
        from named a
        join named b on b.article_no = a.article_no
            and if($entity::varchar is null, b.number > a.number, a.entity_id = $entity and b.number <> a.number)
        where a.article_no not in (from lists)
        group by pair
    )
select a.name as entity, b.name as named_with, p.articles, p.texts, p.last_at
from pairs p
join numbers a on a.number = p.pair // 65536
join numbers b on b.number = p.pair % 65536
order by p.articles desc, p.texts desc, entity, named_with
limit coalesce($most::bigint, 50)
