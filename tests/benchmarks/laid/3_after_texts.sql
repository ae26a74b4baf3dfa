-- What stands where: the texts are laid, and everything in them has its place. In the body the mentions come first.
insert into store.mentions
select
    document_id, entity_id,
    start + coalesce(sum(length(surface) + 2) over (partition by d, zone order by slot rows between unbounded preceding and 1 preceding), 0),
    start + coalesce(sum(length(surface) + 2) over (partition by d, zone order by slot rows between unbounded preceding and 1 preceding), 0) + length(surface),
    surface, zone, if(slot % 5 = 0, .8, 1), if(slot % 5 = 0, 'company', 'strong')
from (
    select m.*, if(m.zone = 'related', l.tail_at, 0) as start from mention m join laid l using (d)
)
order by d, slot;
insert into store.mentions
select l.document_id, m.entity_id, 0, length(m.surface), m.surface, 'title', 1, 'strong'
from laid l join mention m on m.d = l.d and m.slot = 0 where l.headed order by l.d;

insert into store.zones
select document_id, 'title', 0, title_length from laid where title_length > 0 order by d;
insert into store.zones
select document_id, 'body', (body_length * s / 3)::int, (body_length * (s + 1) / 3)::int from laid, range(3) r(s) order by d;
insert into store.zones select document_id, 'boilerplate', body_length, tail_at from laid order by d;
insert into store.zones select document_id, 'related', tail_at, text_length from laid where text_length > tail_at order by d;

insert into store.amounts
select
    document_id, 500, 512, 'Rp 684 miliar', pow(10, 6 + u(d, 40) * 6), null, if(u(d, 41) < .7, 'IDR', 'USD'), null, null, 'body'
from document, range(3) r(s) where u(d * 4 + s, 42) < .2 order by d;

-- Fingerprints of texts: half a kilobyte that nothing compresses, and 32 bands.
insert into store.signatures
select
    d, document_id, dated, 300,
    unhex(md5(d::varchar) || md5(d || 'b')),
    unhex(array_to_string(list_transform(range(32), i -> md5(d || ' ' || i)), ''))
from document order by d;
insert into store.bands select hash(d * 32 + i), d from document, range(32) r(i) order by d;
