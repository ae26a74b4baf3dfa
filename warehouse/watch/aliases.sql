-- One row per id that an article or story had before it became part of another.
-- id: what it is now
-- before: what it was then
select leads_to::varchar as id, article_id::varchar as before
from store.redirects
union all
select other_id::varchar, story_id::varchar
from store.story_changes
where change = 'merged' and other_id is not null
