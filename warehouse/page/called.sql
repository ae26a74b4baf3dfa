-- What publications are called: outlets, and those that nobody reads here and articles name as their source: `called`.
-- Of the latter the file knows the ids alone; $ids and $names are what ships with the linker.
create or replace temp table called as
select outlet_id, name from store.outlets
union all
select p.outlet_id, p.name
from (select unnest(string_split($ids, chr(31))) as outlet_id, unnest(string_split($names, chr(31))) as name) p
anti join store.outlets using (outlet_id)
