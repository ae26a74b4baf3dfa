-- Mentions and amounts belong to a document, like zones: versions are numbered anew when articles are merged.
drop table store.mentions;
drop table store.amounts;

create table store.mentions (
    document_id uuid not null,
    entity_id varchar not null,
    char_start integer not null,
    char_end integer not null,
    surface varchar not null,
    zone varchar not null,
    score double not null,
    rule varchar not null
);

create table store.amounts (
    document_id uuid not null,
    char_start integer not null,
    char_end integer not null,
    surface varchar not null,
    value double not null,
    value_to double,
    currency varchar,
    converted_from varchar, -- the surface of the amount that this one converts
    converted_from_start integer,
    zone varchar not null
);

-- Capitalised names that are in no gazetteer, where they stand in a document's title or body.
create table store.names (
    document_id uuid not null,
    name varchar not null,
    mentions smallint not null
);

-- Every state of gazetteer and tagger that tagged something, numbered from 1 in the order of their first use.
create table store.taggers (
    tagger_no integer not null,
    digest varchar not null,
    first_used_at timestamptz not null,
    entities integer not null,
    aliases integer not null
);

-- By which of them a document was tagged; a document without a row, or with another's, waits.
create table store.tagged (
    document_id uuid not null,
    tagger_no integer not null
);

-- What the last change of the tagger changed: mentions of documents that both had tagged.
create table store.mention_changes (
    document_id uuid not null,
    tagger_no integer not null,
    tagger_before integer not null,
    change varchar not null check (change in ('appeared', 'vanished')),
    entity_id varchar not null,
    char_start integer not null,
    char_end integer not null,
    surface varchar not null,
    zone varchar not null,
    score double not null,
    rule varchar not null
);

alter table store.entities add column valid_from date;
alter table store.aliases add column requires varchar[];
alter table store.aliases add column valid_from date;
alter table store.aliases add column valid_until date;
alter table store.aliases add column lang varchar;
