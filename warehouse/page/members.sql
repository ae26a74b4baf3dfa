-- The articles of these stories by time, and whether they have a line on the timeline (the first $lines): `members`.
-- published_at is that by which the linker decided who was first.
create or replace temp table members as
select *, place <= $lines as is_line
from (
    select
        m.story_id, m.article_id, f.published_at, f.lang, f.group_id, c.duplicate_of is not null as is_copy,
        c.published_at is not null and coalesce(c.published_precision in ('second', 'minute'), false) as is_exact,
        row_number() over (partition by m.story_id order by f.published_at, m.article_id) as place
    from store.story_articles m
    join (select story_id from telling) t using (story_id)
    join store.fingerprints f using (article_id)
    join store.current c using (article_id)
)
