-- One row per (story, article): an article that tells a story.
-- story_id: the story
-- article_id: the article
select story_id, article_id
from store.story_articles
