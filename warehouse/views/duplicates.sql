-- One row per decision that two are one: the same article under another address, or another article with its text. Never deleted, reversible.
-- article_id: the younger; of the same article this id leads to the elder (relation redirects)
-- duplicate_of: the elder, or the earliest known copy
-- rule: what decided: same_post, same_id, same_address, same_guid for one article; exact_text, near_text and their like for copies
-- score: how sure or how alike, 0 to 1
-- evidence: what it was decided on
-- decided_at: when what it was decided on was known
-- undone_at: when it was undone
-- relation: same article; or of copies same outlet, same group (one owner), independent
-- agency: whom the copy credits for the text
-- undone_by: person (never decided again), rebuild (nothing speaks for it any more), or person, taken back
select article_id, duplicate_of, rule, score, evidence, decided_at, undone_at, relation, agency, undone_by
from store.duplicates
