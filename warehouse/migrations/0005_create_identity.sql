-- Which addresses are one article, which articles carry one text, and in which states each was seen.

-- Lists as parameters: ids, or texts, in one text with unit separators between them (see `warehouse.load.joined`).
create macro store.ids(joined) as table select unnest(string_split(joined, chr(31)))::uuid as id;
create macro store.texts(joined) as table select unnest(string_split(joined, chr(31))) as text;

-- The id that the address's article has while it is merged with no other: the UUIDv5 of outlet and address, as
-- `warehouse.identity.ids` makes it. check_at: when a page that was fetched is looked at again (null: not again).
alter table store.pages add column page_id uuid;
alter table store.pages add column check_at timestamptz;
alter table store.pages add column checks integer default 0;
create temp macro id_of(outlet_id, url) as (
    with hashed as (
        select sha1(unhex('6b616261720050008000' || '61727469636c') || encode(outlet_id || chr(10) || url)) as h
    )
    select (
        h[1:8] || '-' || h[9:12] || '-5' || h[14:16] || '-' || '89ab89ab89ab89ab'[('0x' || h[17])::integer + 1]
        || h[18:20] || '-' || h[21:32]
    )::uuid
    from hashed
);
update store.pages set page_id = id_of(outlet_id, url);
update store.pages set check_at = now() where outcome = 'ok' and first_seen_at > now() - interval 85 day;

-- What waits: false until the page was read, the row's keys are known, its place is decided.
alter table store.entries add column page_id uuid; -- null where the entry has no usable address
alter table store.entries add column keyed boolean default false;
alter table store.documents add column extracted boolean default false;
update store.documents set extracted = true where document_id in (select document_id from store.extractions);
alter table store.extractions add column page_id uuid;
alter table store.extractions add column placed boolean default false;
update store.entries set page_id = id_of(outlet_id, url) where url <> '';
update store.extractions set page_id = id_of(outlet_id, url);
drop macro id_of;

-- How far a feed's GUIDs tell its articles apart: kept, reused (one GUID for several), random (new ones each time).
alter table store.feeds add column guids varchar default 'kept';

-- Everything that names an article, by page: two pages of one outlet that share a key may be one article.
create table store.keys (
    page_id uuid not null,
    outlet_id varchar not null,
    kind varchar not null check (kind in ('address', 'outlet', 'wordpress', 'guid')),
    value varchar not null,
    said_by varchar not null,
    seen_at timestamptz not null,
    hash ubigint not null -- of outlet, kind and value: eight bytes to join on in place of text
);

-- One row per id that was merged into another: where it leads now, in one step.
create table store.redirects (
    article_id uuid not null,
    leads_to uuid not null
);

-- One row per answer that a known article's page is not there any more.
create table store.absences (
    page_id uuid not null,
    observed_at timestamptz not null,
    outcome varchar not null,
    placed boolean default false
);

-- Decisions: `relation` tells a merge (same article) from a copy; who undid it; whether the last rebuild found it again.
alter table store.duplicates add column relation varchar default 'same article';
alter table store.duplicates add column agency varchar;
alter table store.duplicates add column undone_by varchar;
alter table store.duplicates add column confirmed boolean default true;

-- The fingerprint of every text that an article had; a number in place of its id, because each has 32 bands.
create table store.signatures (
    signature_no bigint not null,
    document_id uuid not null,
    dated timestamptz not null, -- when it was published, or first seen
    words integer not null,
    exact blob not null,
    minhash blob not null
);
create table store.bands (
    band ubigint not null,
    signature_no bigint not null
);

-- What would take a window over every version: which is an article's last, and the earliest date that it ever had.
alter table store.versions add column latest boolean default true;
alter table store.versions add column first_published_at timestamptz;
update store.versions set latest = false where exists (
    select 1 from store.versions v where v.article_id = versions.article_id and v.version > versions.version
);
update store.versions set first_published_at = (
    select min(v.published_at) from store.versions v
    where v.article_id = versions.article_id and v.version <= versions.version
);

-- A version is a new headline or a new body; furniture around them is none.
update store.extractions set text_digest = sha256(title || chr(31) || body) where outcome = 'ok';
