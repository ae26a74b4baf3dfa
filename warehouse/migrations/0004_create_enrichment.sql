-- Who is in an article, what it takes from where, and what was missed: the rooms that enrichment fills.

create table store.entities (
    entity_id varchar not null,
    name varchar not null,
    type varchar not null,
    wikidata_id varchar,
    parent_id varchar
);

create table store.aliases (
    entity_id varchar not null,
    alias varchar not null,
    weak boolean not null
);

create table store.mentions (
    article_id uuid not null,
    version integer not null,
    entity_id varchar not null,
    char_start integer not null,
    char_end integer not null,
    surface varchar not null,
    zone varchar not null,
    score double not null,
    rule varchar not null
);

create table store.amounts (
    article_id uuid not null,
    version integer not null,
    char_start integer not null,
    char_end integer not null,
    surface varchar not null,
    value double not null,
    value_to double,
    currency varchar,
    converted_from integer,
    zone varchar not null
);

create table store.citations (
    article_id uuid not null,
    version integer not null,
    outlet_id varchar,
    url varchar,
    kind varchar not null,
    evidence varchar not null,
    char_start integer,
    char_end integer
);

create table store.derivations (
    article_id uuid not null,
    original_url varchar not null,
    original_id uuid,
    how varchar not null check (how in ('stated', 'named', 'inferred')),
    confidence double not null,
    evidence varchar not null
);

create table store.stories (
    story_id uuid not null,
    title varchar not null,
    first_at timestamptz not null,
    first_outlet_id varchar not null
);

create table store.story_articles (
    story_id uuid not null,
    article_id uuid not null
);

create table store.gaps (
    feed_url varchar not null,
    missing_from timestamptz not null,
    missing_until timestamptz not null,
    status varchar not null check (status in ('open', 'closed', 'permanent')),
    closed_by varchar
);
