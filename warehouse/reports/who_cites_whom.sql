-- Whom does each outlet name as the source of its articles, and how?
-- A link in passing counts where the article turned out to retell what it leads to. An outlet's own articles do not.
-- With an entity: in articles that name it. The time is the article's.
-- with_an_address: in how many of the articles the source's address stands
-- for_instance: the words that name it in one of them
with
    named as materialized (
        select c.article_id, c.outlet_id, c.url, c.role, c.evidence
        from citations c
        where (c.role = 'source'
                or (c.article_id, c.url) in (select (article_id, original_url) from derivations where how = 'stated'))
            and ($entity::varchar is null
                or c.article_id in (select article_id from article_entities where entity_id = $entity))
    )
select
    o.name as outlet, coalesce(s.name, c.outlet_id, regexp_extract(c.url, '://([^/]+)', 1)) as source,
    count(distinct c.article_id) as articles,
    count(distinct c.article_id) filter (c.url is not null) as with_an_address,
    arg_max(c.evidence, (c.role, a.published_at)) as for_instance
from named c
join headlines a using (article_id)
join outlets o on o.outlet_id = a.outlet_id
left join outlets s on s.outlet_id = c.outlet_id
where c.outlet_id is distinct from a.outlet_id
    and ($outlet::varchar is null or a.outlet_id = $outlet)
    and ($since::timestamptz is null or coalesce(a.published_at, a.first_seen_at) >= $since)
    and ($until::timestamptz is null or coalesce(a.published_at, a.first_seen_at) < $until)
group by o.name, source
order by articles desc, outlet, source
limit coalesce($most::bigint, 100)
