-- One row per story: one event, told by one or more articles.
-- story_id: names the story for ever
-- title: the headline of its first article
-- first_at: when it was first published
-- first_outlet_id: by whom
-- articles: how many articles tell it
-- outlets: whose
-- languages: in which languages
select
    s.story_id, s.title, s.first_at, s.first_outlet_id,
    count(a.article_id) as articles,
    coalesce(list_sort(list(distinct a.outlet_id) filter (a.outlet_id is not null)), []) as outlets,
    coalesce(list_sort(list(distinct a.lang) filter (a.lang is not null)), []) as languages
from store.stories s
left join store.story_articles sa using (story_id)
left join articles a using (article_id)
group by s.story_id, s.title, s.first_at, s.first_outlet_id
