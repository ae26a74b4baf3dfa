-- One row per (story, article): an article that tells a story. Columns, roundups, promotions and evergreen pieces tell none.
-- story_id: the story
-- article_id: the article
-- score: how well it agrees with what the story's articles agree on, 0 to 1
-- why: why it belongs, in words; empty for the first
select story_id, article_id, score, why
from store.story_articles
