-- One row per story that more than one owner's outlets tell, and of which an article names one of those who are watched.
-- story_id: the story
-- rest: empty: that a story spreads is news once
-- about: which of them its articles name
-- known_at: when kabar first had an article of a second owner
-- article_id: its first article
-- articles: how many articles tell it
-- outlets: the outlets that do, by name, the first first
with
    watched as (
        select m.story_id, list_sort(list(distinct n.entity_id)) as about
        from store.story_articles m
        join named n using (article_id)
        group by m.story_id
    ),
    tellings as (
        select
            m.story_id, m.article_id, a.outlet_id, coalesce(o.name, a.outlet_id) as outlet,
            coalesce(nullif(o.group_id, ''), a.outlet_id) as owner, greatest(v.observed_at, a.first_seen_at) as known_at,
            coalesce(v.published_at, a.first_seen_at) as dated_at
        from store.story_articles m
        semi join watched using (story_id)
        join store.articles a on a.article_id = m.article_id
        join store.versions v on v.article_id = m.article_id and v.version = 1
        left join store.outlets o on o.outlet_id = a.outlet_id
    ),
    owners as (select story_id, owner, min(known_at) as known_at from tellings group by story_id, owner),
    spread as (
        select story_id, list_sort(list(known_at))[2] as known_at from owners group by story_id having count(*) > 1
    ),
    outlets as (
        select story_id, outlet, min(dated_at) as dated_at, count(*) as articles
        from tellings
        semi join spread using (story_id)
        group by story_id, outlet
    ),
    told as (
        select
            story_id, sum(articles)::bigint as articles,
            list_transform(list_sort(list({'at': dated_at, 'outlet': outlet})), lambda one: one.outlet) as outlets
        from outlets
        group by story_id
    )
select
    t.story_id::varchar as story_id, '' as rest, w.about, s.known_at, t.first_article_id::varchar as article_id,
    o.articles, o.outlets
from watched w
join spread s using (story_id)
join store.stories t using (story_id)
join told o using (story_id)
