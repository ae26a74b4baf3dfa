-- One row per story that was first told in English by an article which names an entity of the gazetteer that is no place in title or body, and that no article in Indonesian tells or retells, 48 hours later or more (as of when this file was published).
-- story_id: the story
-- title: the headline of its first article
-- first_at: when it was first published
-- first_outlet_id: by whom
-- first_article_id: in which article
-- url: its address
-- articles: how many articles tell the story
-- entities: whom the first article names, those in its headline first
with
    untold as materialized (
        select s.story_id, s.title, s.first_at, s.first_outlet_id, s.first_article_id, a.article_no, a.url
        from store.stories s
        join store.published p on s.first_at <= p.published_at - interval 48 hour
        join (select article_id from store.fingerprints where lang = 'en') f on f.article_id = s.first_article_id
        join (select article_id, article_no, url from store.current) a on a.article_id = s.first_article_id
        anti join (
            select m.story_id
            from (select article_id, story_id from store.current where story_id is not null) m
            join (select article_id from store.fingerprints where lang = 'id') f using (article_id)
            union all
            select m.story_id
            from store.derivations d
            join (select article_id from store.fingerprints where lang = 'id') f using (article_id)
            join (select article_id, story_id from store.current where story_id is not null) m
                on m.article_id = d.original_id
            where d.until_at is null
        ) told using (story_id)
    ),
    named as (
        select u.story_id, n.entity_id, n.in_title, n.mentions
        from store.named n
        join untold u using (article_no)
        anti join (from store.entities where type = 'PLACE') e using (entity_id)
    )
select
    u.story_id, u.title, u.first_at, u.first_outlet_id, u.first_article_id, u.url, m.articles, n.entities
from untold u
join (
    select story_id, list(entity_id order by in_title desc, mentions desc, entity_id) as entities
    from named
    group by story_id
) n using (story_id)
join (
    select story_id, count(*) as articles from store.current
    where story_id in (select story_id from untold) group by story_id
) m on m.story_id = u.story_id
