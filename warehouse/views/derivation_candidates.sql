-- One row per (article, article) that was considered for its original and not taken: no link, and none is claimed.
-- article_id: the article
-- original_id: the article that it might retell
-- original_outlet_id: who published that
-- original_url: its address
-- original_title: its headline
-- score: how much the two agree, 0 to 1
-- reason: why it was not taken, in words
select c.article_id, c.original_id, a.outlet_id as original_outlet_id, a.url as original_url, f.title as original_title,
    c.score, c.reason
from store.derivation_candidates c
left join store.articles a on a.article_id = c.original_id
left join store.fingerprints f on f.article_id = c.original_id
