-- Who is in them: mentions as they will stand in the texts, amounts and names. A third of the mentions follow the event.
create temp table entity as
select
    entity_id, name, type,
    row_number() over (
        order by list_position(
            ['indonesia', 'jakarta', 'youtube', 'united-states', 'joko-widodo', 'china', 'meta-platforms', 'openai',
             'google', 'x-twitter', 'dpr-ri', 'apple'], entity_id
        ) nulls last, hash(entity_id)
    ) as k
from store.entities;

create temp table mention as
with
    slots as (
        select
            d.d, d.document_id, d.event, d.dated, s.slot,
            zipf(u(if(s.slot < 3 and d.event > 0, d.event, d.n * 16) + s.slot, 30), (select count(*) from entity)) as k,
            if(s.slot > 11, 'related', 'body') as zone
        from document d, (select unnest(range(16)) as slot) s
        where s.slot < floor(pow(u(d.n, 31), 2.2) * 13) or (s.slot > 11 and u(d.n * 16 + s.slot, 32) < .2)
    ),
    -- One in six is somebody whose week it is.
    timely as (
        select
            * exclude (k),
            if(
                hash(d * 16 + slot) % 6 = 0,
                1 + (k + floor(epoch(dated) / 604800)::bigint * 31) % (select count(*) from entity), k
            ) as k
        from slots
    )
select t.d, t.document_id, t.slot, t.zone, e.entity_id, e.name as surface from timely t join entity e using (k);

-- What the text begins and ends with, and the headline begins with.
create temp table said as
select
    d,
    coalesce(string_agg(surface, ', ' order by slot) filter (zone = 'body'), '') as lead,
    coalesce(string_agg(surface, ', ' order by slot) filter (zone = 'related'), '') as tail,
    arg_min(surface, slot) filter (zone = 'body') as first
from mention
group by d;

insert into store.tagged select document_id, 1 from document order by d;

-- 12 names a document, of a stock of 200,000 to which each week brings 300.
insert into store.names
select d.document_id, name, any_value(1 + hash(d.d * 32 + s) % 3)
from document d, range(13) r(s),
     lateral (
         select if(
             u(d.d * 32 + s, 33) < .9, 'Nama ' || chr(65 + (zipf(u(d.d * 32 + s, 34) * .85 + .15, greatest(200000, 2 * getvariable('articles'))) % 26)::int) || zipf(u(d.d * 32 + s, 34) * .85 + .15, greatest(200000, 2 * getvariable('articles'))),
             'Baru ' || (floor(epoch(d.dated) / 604800)::bigint * 300 + zipf(u(d.d * 32 + s, 35), 300))
         ) as name
     )
group by d.d, d.document_id, name
order by d.d;

insert into store.mention_changes
select document_id, 1, 1, if(d % 2 = 0, 'appeared', 'vanished'), entity_id, 0, length(surface), surface, 'body', 1, 'strong'
from mention where hash(d) % 100 = 0 and zone = 'body' order by d;
