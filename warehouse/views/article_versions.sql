-- One row per version of an article: each state it was seen in.
-- article_id: the article
-- version: 1, 2, 3 in the order they were seen
-- observed_at: when this state was fetched
-- title: the headline then
-- text: the text then
-- change_kind: headline, text, numbers, correction, unpublished (the page is gone) or restored; null for the first
-- document_id: the archived page it was read from
select v.article_id, v.version, v.observed_at, e.title, e.text, v.change_kind, v.document_id
from store.versions v
join store.extractions e using (document_id)
    -- Always true: DuckDB takes a condition for one that leaves little, and does not put all the texts in memory to join.
where v.version > 0
