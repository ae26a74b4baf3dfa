-- The newest stories of the last 30 days that were told in English and that no Indonesian outlet carried, with whom they
-- name, those in the headline first.
with
    newest as (
        select story_id, first_article_id, first_at, articles, entities
        from untold_in_indonesian
        where first_at > $now::timestamptz - interval 30 day and first_at <= $now::timestamptz
        order by first_at desc, story_id
        limit $most
    )
select u.first_article_id::varchar, u.articles, n.names as entities
from newest u
join (
    select i.story_id, list(coalesce(e.name, i.entity_id) order by i.place)[:$entities] as names
    from (
        select story_id, unnest(entities) as entity_id, generate_subscripts(entities, 1) as place from newest
    ) i
    left join store.entities e using (entity_id)
    group by i.story_id
) n using (story_id)
order by u.first_at desc, u.story_id
