-- The stories of the timelines, in their order. Whom they name: those in a headline, or in half of the articles.
-- The figures are those of relation stories, counted for these alone: that counts them for all, and takes a second and
-- more at a million articles. The tests compare the two.
with
    voiced as (
        select
            d.article_id, c.story_id,
            if(
                coalesce(bool_or(o.story_id = c.story_id), false), null,
                arg_max(
                    coalesce(w.group_id, d.original_outlet_id, regexp_extract(d.original_url, '://([^/]+)', 1)),
                    d.confidence
                )
            ) as voice
        from (from store.derivations where until_at is null) d
        join members c using (article_id)
        left join members o on o.article_id = d.original_id
        left join store.outlets w on w.outlet_id = d.original_outlet_id
        group by d.article_id, c.story_id
    ),
    counted as (
        select
            c.story_id, max(c.published_at) as last_at, count(*) as articles, count(distinct c.group_id) as groups,
            list_sort(list(distinct c.lang)) as languages,
            greatest(count(distinct if(v.article_id is null, c.group_id, v.voice)), 1) as independent_voices
        from members c
        left join voiced v on v.article_id = c.article_id and v.story_id = c.story_id
        group by c.story_id
    ),
    named as (
        select
            n.story_id, e.name,
            row_number() over (partition by n.story_id order by n.titles desc, n.articles desc, e.name) as place
        from (
            select c.story_id, m.entity_id, count(*) as articles, count(*) filter (m.in_title) as titles
            from store.named m
            join members c using (article_id)
            group by all
        ) n
        join counted s using (story_id)
        join (from store.entities where type <> 'PLACE') e using (entity_id)
        where n.titles > 0 or 2 * n.articles >= s.articles
    ),
    absent as (
        select c.story_id, list_sort(list(distinct o.what))[:$absent] as originals
        from (
            select d.article_id, coalesce(d.original_url, w.name, d.original_outlet_id) as what
            from store.derivations d
            left join called w on w.outlet_id = d.original_outlet_id
            where d.until_at is null and d.original_id is null
        ) o
        join members c using (article_id)
        where o.what <> ''
        group by c.story_id
    )
select
    s.story_id::varchar, s.title, s.first_at, c.last_at, c.groups, c.independent_voices, c.languages,
    coalesce(n.names, []) as entities, c.articles, coalesce(a.originals, []) as absent
from telling t
join store.stories s using (story_id)
join counted c using (story_id)
left join (
    select story_id, list(name order by place) as names from named where place <= $entities group by story_id
) n using (story_id)
left join absent a using (story_id)
order by t.place
