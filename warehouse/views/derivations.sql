-- One row per (derived, original) pair: an article that retells another.
-- article_id: the article that retells
-- original_url: the address of what it retells
-- original_id: that article; null while it is not in the warehouse
-- how: stated (it gives the address), named (it names the outlet) or inferred
-- confidence: 0 to 1
-- evidence: why, in words
select article_id, original_url, original_id, how, confidence, evidence
from store.derivations
