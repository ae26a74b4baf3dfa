-- One row per story that only one owner's outlets tell, 48 hours after it was first told (as of when this file was published), and that they have from nobody else.
-- story_id: the story
-- group_id: the owner's group
-- title: the headline of its first article
-- first_at: when it was first published
-- first_outlet_id: by whom
-- first_article_id: in which article
-- articles: how many articles tell it
select s.story_id, t.group_id, s.title, s.first_at, s.first_outlet_id, s.first_article_id, t.articles
from store.stories s
join store.published p on s.first_at <= p.published_at - interval 48 hour
join (
    select
        m.story_id, min(f.group_id) as group_id, max(f.group_id) as other_group_id, count(*) as articles
    from store.story_articles m
    join store.fingerprints f using (article_id)
    group by m.story_id
) t on t.story_id = s.story_id and t.group_id = t.other_group_id
anti join (
    select m.story_id
    from store.derivations d
    join store.story_articles m using (article_id)
    join store.fingerprints f using (article_id)
    left join store.outlets w on w.outlet_id = d.original_outlet_id
    where d.until_at is null
      and coalesce(w.group_id, d.original_outlet_id) is distinct from f.group_id
) theirs on theirs.story_id = s.story_id
