-- The stories that make a timeline, at most $most: `telling`. Those that went on in the last seven days come before older
-- ones; of those, what somebody retells or several owners tell before the rest; then by how many articles tell it.
-- A story of one article that has nothing from anybody is no timeline. Looked at are the stories of the last seven days
-- and the newest 5,000: where so many hold no forty timelines, there are few.
create or replace temp table telling as
with
    looked_at as (
        select story_id
        from store.story_articles
        where article_id in (select article_id from recent where dated_at > $now::timestamptz - interval 7 day)
        union
        select story_id
        from (select story_id from store.stories order by first_at desc limit 5_000)
    ),
    members as (from store.story_articles where story_id in (from looked_at)),
    gathered as (
        select
            m.story_id, count(*) as articles, max(f.published_at) as last_at, count(distinct f.group_id) as groups,
            count(d.article_id) as retellings
        from members m
        join (
            select article_id, published_at, group_id from store.fingerprints
            where article_id in (select article_id from members)
        ) f using (article_id)
        left join (select distinct article_id from store.derivations where until_at is null) d using (article_id)
        where f.published_at <= $now::timestamptz
        group by m.story_id
        having count(*) > 1 or retellings > 0
    ),
    ranked as (
        select
            story_id,
            row_number() over (
                order by
                    last_at > $now::timestamptz - interval 7 day desc, retellings > 0 or groups > 1 desc,
                    articles desc, last_at desc, story_id
            ) as place
        from gathered
    )
select place, story_id from ranked where place <= $most
