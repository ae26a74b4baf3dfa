-- One row per figure of an original, along each derivation: what the retelling has in its place, as both stand in their texts.
-- article_id: the article that retells
-- outlet_id: who published it
-- title: its headline
-- original_id: what it retells
-- original_outlet_id: who published that
-- original_title: its headline
-- kind: amount (of money), count, percent or date
-- verdict: equal, rounded, converted (into another currency), missing or contradicted
-- original: the figure in the original
-- derived: the figure in the retelling; null where it is missing
-- rate: the rate that a conversion implies: units of the retelling's currency for one of the original's
-- original_start: where it stands in the original's text, in code points
-- original_end: one past its end
-- derived_start: where it stands in the retelling's
-- derived_end: one past its end
select
    d.article_id, a.outlet_id, a.title, d.original_id, o.outlet_id as original_outlet_id, o.title as original_title,
    d.kind, d.verdict, d.original, d.derived, d.rate, d.original_start, d.original_end, d.derived_start, d.derived_end
from store.drifts d
left join store.fingerprints a on a.article_id = d.article_id
left join store.fingerprints o on o.article_id = d.original_id
