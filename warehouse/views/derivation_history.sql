-- One row per (derived, original) pair that is or was believed: a row that better evidence replaced, or that was taken back, has its end.
-- article_id: the article that retells
-- original_url: the address of what it retells
-- original_id: that article; null where it was not in the warehouse
-- original_outlet_id: whose article it retells
-- how: stated, named or inferred
-- confidence: 0 to 1
-- evidence: why, in words, a reason a line
-- attributed: whether the article names that outlet
-- since_at: when it was found
-- until_at: when it was replaced or taken back; null where it stands
select
    article_id, original_url, original_id, original_outlet_id, how, confidence, evidence, attributed, since_at, until_at
from store.derivations
