-- One row per amount of money in a version of an article.
-- article_id: the article
-- version: the version
-- char_start: the first code point of text (of title in zone title)
-- char_end: one past the last
-- surface: the characters there
-- value: the amount, or the lower end of a range
-- value_to: the upper end of a range
-- currency: three letters (ISO 4217); null where the text names none
-- converted_from: the characters of the amount that this one converts
-- converted_from_start: and where they start
-- zone: the part of the page it stands in
select
    v.article_id, v.version, m.char_start, m.char_end, m.surface, m.value, m.value_to, m.currency, m.converted_from,
    m.converted_from_start, m.zone
from store.amounts m
join store.versions v using (document_id)
