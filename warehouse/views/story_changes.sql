-- One row per thing that became of a story: it was born, merged into another, split off another, or ended with its last article.
-- story_id: the story
-- change: born, merged (into the other), split (off the other) or ended
-- other_id: the other story
-- articles: the articles it had, or took with it
-- changed_at: when
-- run_id: in which run
select story_id, change, other_id, articles, changed_at, run_id
from store.story_changes
