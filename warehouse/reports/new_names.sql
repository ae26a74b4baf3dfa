-- Which names recur since a week, that are in no entity file yet?
-- Those first seen in the seven days before the file was published, or since --since (it knows 28 days); the most
-- telling first.
-- score: how widely reported and how new: its parts are told by the comment of relation new_names
-- groups: of how many owners the outlets are
select n.name, n.score, n.articles, n.outlets, n.groups, n.first_seen_at, n.example_title, n.example_url
from new_names n, kabar_info i
where n.first_seen_at >= coalesce($since::timestamptz, i.published_at - interval 7 day)
    and ($until::timestamptz is null or n.first_seen_at < $until)
order by n.score desc, n.articles desc, n.name
limit coalesce($most::bigint, 30)
