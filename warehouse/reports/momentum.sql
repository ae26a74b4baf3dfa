-- Who is written about more than before: the last seven days beside the four weeks before them?
-- As of when the file was published. Ratios of few articles say little: the surest rise comes first.
-- before: articles of a week, in the mean of the four weeks before
-- ratio: articles / before; empty where the four weeks have none
-- rise: how far beyond chance: (articles - before) / sqrt(before + 1)
select
    e.name as entity, e.type, m.articles, m.before, round(m.ratio, 2) as ratio,
    round((m.articles - m.before) / sqrt(m.before + 1), 2) as rise
from momentum m
join entities e using (entity_id)
where $entity::varchar is null or m.entity_id = $entity
order by rise desc, m.articles desc, entity
limit coalesce($most::bigint, 30)
