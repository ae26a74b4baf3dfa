-- Who is first with the stories that several owners tell, and how late are the others?
-- With an entity: of the stories in which an article names it. The time is that of a story's first article.
-- stories: how many of them the outlet tells
-- first: how many it told first
-- share: first of stories
-- half_within: of those it told later, and in articles dated to the minute, after how long it had half of them
with
    several as materialized (
        select s.story_id, s.first_at, s.first_outlet_id
        from stories s
        -- Not by the groups of the relation, which are listed for each: 0.3 s in place of 1.5 s at a million articles.
        join (
            select story_id
            from headlines join outlets using (outlet_id)
            where story_id is not null
            group by story_id
            having min(group_id) <> max(group_id)
        ) using (story_id)
        where true
            and ($since::timestamptz is null or first_at >= $since)
            and ($until::timestamptz is null or first_at < $until)
            and ($entity::varchar is null or story_id in (
                select story_id from story_articles
                where article_id in (select article_id from article_entities where entity_id = $entity)
            ))
    ),
    tellings as (
        select
            s.story_id, a.outlet_id,
            min(least(a.published_at, a.first_published_at)) filter (a.published_precision in ('second', 'minute'))
                as told_at
        from story_articles m
        join several s using (story_id)
        join headlines a using (article_id)
        where $outlet::varchar is null or a.outlet_id = $outlet
        group by all
    )
select
    o.name as outlet, count(*) as stories, count(*) filter (s.first_outlet_id = t.outlet_id) as first,
    round(first / stories, 2) as share,
    to_seconds(round(median(epoch(t.told_at) - epoch(s.first_at)) filter (s.first_outlet_id <> t.outlet_id))::bigint)
        as half_within
from tellings t
join several s using (story_id)
join outlets o using (outlet_id)
group by o.name
order by first desc, stories desc, outlet
