-- The stories of the timelines, in their order. Whom they name: those in a headline, or in half of the articles.
with
    named as (
        select
            n.story_id, e.name,
            row_number() over (partition by n.story_id order by n.titles desc, n.articles desc, e.name) as place
        from (
            select
                c.story_id, m.entity_id, count(distinct c.article_id) as articles,
                count(distinct c.article_id) filter (m.zone = 'title') as titles
            from store.mentions m
            join members c using (document_id)
            where m.zone in ('title', 'body')
            group by all
        ) n
        join (select story_id, count(*) as articles from members group by story_id) s using (story_id)
        join (from store.entities where type <> 'PLACE') e using (entity_id)
        where n.titles > 0 or 2 * n.articles >= s.articles
    ),
    absent as (
        select c.story_id, list_sort(list(distinct o.what))[:$absent] as originals
        from (
            select d.article_id, coalesce(d.original_url, w.name, d.original_outlet_id) as what
            from store.derivations d
            left join store.outlets w on w.outlet_id = d.original_outlet_id
            where d.until_at is null and d.original_id is null
        ) o
        join members c using (article_id)
        where o.what <> ''
        group by c.story_id
    )
select
    s.story_id::varchar, s.title, s.first_at, s.last_at, len(s.groups) as groups, s.independent_voices, s.languages,
    coalesce(n.names, []) as entities, s.articles, coalesce(a.originals, []) as absent
from telling t
join stories s using (story_id)
left join (
    select story_id, list(name order by place) as names from named where place <= $entities group by story_id
) n using (story_id)
left join absent a using (story_id)
order by t.place
