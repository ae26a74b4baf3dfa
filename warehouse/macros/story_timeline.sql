-- One row per article that tells a story, the first published first: `from story_timeline('the story_id')`.
-- story: the story's id
-- It has article_id, outlet_id, lang, published_at, lag (since the story's first article), title, url; of what the article retells, where it does, how, original_id, original_url and original_outlet_id (the surest, if there are several); score and why it belongs.
select
    m.article_id, f.outlet_id, f.lang, f.published_at, f.published_at - s.first_at as lag, f.title, a.url,
    d.derived.how as how, d.derived.id as original_id, d.derived.url as original_url,
    d.derived.outlet_id as original_outlet_id, m.score, m.why
from (from store.story_articles where story_id = story::uuid) m
join store.stories s using (story_id)
join store.fingerprints f using (article_id)
join store.articles a using (article_id)
left join (
    select
        article_id,
        arg_max(
            {'how': how, 'id': original_id, 'url': original_url, 'outlet_id': original_outlet_id},
            (confidence, original_url)
        ) as derived
    from store.derivations
    where until_at is null
      and article_id in (select article_id from store.story_articles where story_id = story::uuid)
    group by article_id
) d using (article_id)
order by f.published_at, m.article_id
