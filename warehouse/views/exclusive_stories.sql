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
    with owners as (select outlet_id, group_id, dense_rank() over (order by group_id) as owner from store.outlets)
    select m.story_id, o.group_id, m.articles
    from (
        select c.story_id, min(o.owner) as owner, max(o.owner) as other_owner, count(*) as articles
        from store.current c
        join owners o using (outlet_id)
        where c.story_id is not null
        group by c.story_id
    ) m
    join (select distinct owner, group_id from owners) o using (owner)
    where m.owner = m.other_owner
) t on t.story_id = s.story_id
anti join (
    select c.story_id
    from store.derivations d
    join store.current c using (article_id)
    join store.outlets o on o.outlet_id = c.outlet_id
    left join store.outlets w on w.outlet_id = d.original_outlet_id
    where d.until_at is null and c.story_id is not null
      and coalesce(w.group_id, d.original_outlet_id) is distinct from o.group_id
) theirs on theirs.story_id = s.story_id
