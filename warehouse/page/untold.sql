-- The newest stories of the last 30 days that were told in English and that no Indonesian outlet carried, with whom they
-- name, those in the headline first. They are those of relation untold_in_indonesian; that looks at all stories there
-- are, and takes a second and more at a million articles. The tests compare the two.
with
    of_late as (
        select s.story_id, s.first_at, s.first_article_id
        from store.stories s
        join store.published p on s.first_at <= p.published_at - interval 48 hour
        where s.first_at > $now::timestamptz - interval 30 day and s.first_at <= $now::timestamptz
    ),
    members as (
        select m.story_id, m.article_id, f.lang, m.article_id = o.first_article_id as is_first
        from of_late o
        join store.story_articles m using (story_id)
        join store.fingerprints f using (article_id)
    ),
    told as (
        select story_id from members where lang = 'id'
        union all
        select m.story_id
        from (from store.derivations where until_at is null) d
        join members m on m.article_id = d.original_id
        join (from store.fingerprints where lang = 'id') f on f.article_id = d.article_id
    ),
    english as (
        select o.story_id, o.first_at, o.first_article_id, s.articles
        from of_late o
        join (
            select story_id, count(*) as articles
            from members
            group by story_id
            having bool_or(is_first and lang = 'en')
        ) s using (story_id)
        anti join told using (story_id)
    ),
    named as (
        select
            u.story_id, e.name,
            row_number() over (
                partition by u.story_id order by n.in_title desc, n.mentions desc, n.entity_id
            ) as place
        from english u
        join store.named n on n.article_id = u.first_article_id
        join (from store.entities where type <> 'PLACE') e using (entity_id)
    )
select u.first_article_id::varchar, u.articles, n.names as entities
from english u
join (select story_id, list(name order by place)[:$entities] as names from named group by story_id) n using (story_id)
order by u.first_at desc, u.story_id
limit $most
