-- Who is first with the stories that several owners tell, and how late are the others?
select o.name as outlet, count(*) as stories, count(*) filter (s.first_outlet_id = t.outlet_id) as first,
       round(first / stories, 2) as share,
       to_seconds(round(median(epoch(t.told_at) - epoch(s.first_at)) filter (s.first_outlet_id <> t.outlet_id))::bigint)
           as "half of the others within"
from (from stories where len(groups) > 1) s
join (
    select sa.story_id, a.outlet_id, min(coalesce(a.published_at, a.first_seen_at)) as told_at
    from story_articles sa join articles a using (article_id) group by all
) t using (story_id)
join outlets o on o.outlet_id = t.outlet_id
group by o.name
order by first desc, stories desc, outlet
