-- One row per decision that two articles carry one text; never deleted, reversible.
-- article_id: the copy
-- duplicate_of: the earliest known copy
-- rule: what decided
-- score: how alike, 0 to 1
-- evidence: what it was decided on
-- decided_at: when
-- undone_at: when a person undid it
select article_id, duplicate_of, rule, score, evidence, decided_at, undone_at
from store.duplicates
