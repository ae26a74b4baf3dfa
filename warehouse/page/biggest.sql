-- The story that most owners told in the last 24 hours; none where no two did.
select s.title, a.url, t.groups
from (
    select m.story_id, count(distinct coalesce(nullif(o.group_id, ''), r.outlet_id)) as groups, count(*) as articles
    from store.story_articles m
    join recent r using (article_id)
    left join store.outlets o on o.outlet_id = r.outlet_id
    where r.is_today
    group by m.story_id
    having groups > 1
) t
join store.stories s using (story_id)
join store.articles a on a.article_id = s.first_article_id
order by t.groups desc, t.articles desc, s.first_at desc, s.story_id
limit 1
