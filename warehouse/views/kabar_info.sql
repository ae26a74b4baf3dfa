-- One row: what this file is.
-- schema_version: the number of the newest migration it has; a column promise changes only with it
-- run_id: the run that published it
-- published_at: when
select (select max(number) from store.migrations) as schema_version, run_id, published_at
from store.published
