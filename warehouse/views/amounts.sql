-- One row per amount of money in a version of an article.
-- article_id: the article
-- version: the version
-- char_start: the first code point of text (of title in zone title)
-- char_end: one past the last
-- surface: the characters there
-- value: the amount, or the lower end of a range
-- value_to: the upper end of a range
-- currency: three letters (ISO 4217); null where the text names none
-- converted_from: the char_start of the amount that this one converts
-- zone: the part of the page it stands in
select article_id, version, char_start, char_end, surface, value, value_to, currency, converted_from, zone
from store.amounts
