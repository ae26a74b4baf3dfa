-- One row per story: one event, told by one or more articles.
-- story_id: names the story for ever; one that was merged into another has a row of story_changes
-- title: the headline of its first article
-- first_at: when it was first published
-- first_outlet_id: by whom
-- first_article_id: in which article
-- last_at: when the last article was published
-- articles: how many articles tell it
-- outlets: whose
-- languages: in which languages
-- groups: of which owners; two outlets of one owner are one
-- independent_voices: of how many owners there is a report that retells no other: a retelling speaks with the voice of its original, whether that is in the warehouse or not
select
    s.story_id, s.title, s.first_at, s.first_outlet_id, s.first_article_id, coalesce(t.last_at, s.first_at) as last_at,
    coalesce(t.articles, 0) as articles, coalesce(t.outlets, []) as outlets, coalesce(t.languages, []) as languages,
    coalesce(t.groups, []) as groups, coalesce(t.independent_voices, 0) as independent_voices
from store.stories s
left join (
    select
        m.story_id, max(f.published_at) as last_at, count(*) as articles,
        list_sort(list_distinct(list(f.outlet_id))) as outlets, list_sort(list_distinct(list(f.lang))) as languages,
        list_sort(list_distinct(list(f.group_id))) as groups,
        greatest(list_unique(list(if(r.article_id is null, f.group_id, r.voice))), 1)::bigint as independent_voices
    from store.story_articles m
    join store.fingerprints f using (article_id)
    left join (
        select
            d.article_id, m.story_id,
            if(
                coalesce(bool_or(o.story_id = m.story_id), false), null,
                arg_max(
                    coalesce(w.group_id, d.original_outlet_id, regexp_extract(d.original_url, '://([^/]+)', 1)),
                    d.confidence
                )
            ) as voice
        from store.derivations d
        join store.story_articles m using (article_id)
        left join store.story_articles o on o.article_id = d.original_id
        left join store.outlets w on w.outlet_id = d.original_outlet_id
        where d.until_at is null
        group by d.article_id, m.story_id
    ) r on r.article_id = m.article_id and r.story_id = m.story_id
    group by m.story_id
) t using (story_id)
