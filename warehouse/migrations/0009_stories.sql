-- Where it came from: links and citations of documents, what articles are compared by, stories, derivations, drift.
-- Nothing wrote these rooms before.
drop table store.citations;
drop table store.derivations;
drop table store.stories;
drop table store.story_articles;

-- Links in an article's text to other sites, as extraction kept them.
create table store.links (
    document_id uuid not null,
    url varchar not null,
    char_start integer not null,
    char_end integer not null
);

create table store.citations (
    document_id uuid not null,
    outlet_id varchar,
    url varchar,
    kind varchar not null check (kind in ('url', 'link', 'phrase', 'agency', 'canonical')),
    evidence varchar not null,
    char_start integer,
    char_end integer,
    role varchar not null check (role in ('source', 'background'))
);

-- Every state of the linker's rules, numbered from 1 in the order of their first use.
create table store.linkers (
    linker_no integer not null,
    digest varchar not null,
    first_used_at timestamptz not null
);

-- One row per article that was read by a linker: which document of it, tagged by which tagger; a number in place of its
-- id in the tables that grow fastest. settled: its story and its original are decided as of what else is there.
create table store.linked (
    article_no bigint not null,
    article_id uuid not null,
    document_id uuid not null,
    tagger_no integer not null,
    linker_no integer not null, -- below zero: by an earlier linker, and to be read again
    settled boolean not null
);

-- All by which an article is compared: its traits as JSON, [kind, key, position, times, weight, surface] each.
create table store.fingerprints (
    article_no bigint not null,
    article_id uuid not null,
    outlet_id varchar not null,
    group_id varchar not null,
    lang varchar not null,
    published_at timestamptz not null,
    kind varchar not null check (kind in ('news', 'column', 'roundup', 'promotion', 'evergreen')),
    title varchar not null,
    traits varchar using compression zstd
);

-- The rarest of its traits, hashed: what candidates are looked up by. hour: of publication, since 1970.
create table store.rare_keys (
    article_no bigint not null,
    hour integer not null,
    key ubigint not null
);

-- Pairs of articles that may tell one event, each pair once, the smaller number first.
create table store.edges (
    one bigint not null,
    other bigint not null,
    score double not null
);

create table store.stories (
    story_id uuid not null,
    title varchar not null,
    first_at timestamptz not null,
    first_outlet_id varchar not null,
    first_article_id uuid not null,
    began_at timestamptz not null -- when it was made here
);

create table store.story_articles (
    story_id uuid not null,
    article_id uuid not null,
    score double not null,
    why varchar not null
);

-- What became of stories: born, merged into another, split off another, ended.
create table store.story_changes (
    story_id uuid not null,
    change varchar not null check (change in ('born', 'merged', 'split', 'ended')),
    other_id uuid,
    articles uuid[] not null,
    changed_at timestamptz not null,
    run_id uuid not null
);

-- Which article retells which. A row that better evidence replaced, or that was taken back, has until_at.
create table store.derivations (
    article_id uuid not null,
    original_url varchar, -- null: the outlet is named, its article not known
    original_id uuid,
    original_outlet_id varchar,
    how varchar not null check (how in ('stated', 'named', 'inferred')),
    confidence double not null,
    evidence varchar not null,
    attributed boolean not null,
    since_at timestamptz not null,
    until_at timestamptz
);

-- Originals that were considered and not taken, and why not.
create table store.derivation_candidates (
    article_id uuid not null,
    original_id uuid not null,
    score double not null,
    reason varchar not null
);

-- Originals given by address that are not in the warehouse: whether and how they were asked for.
create table store.originals (
    url varchar not null,
    outlet_id varchar, -- null: of an outlet that kabar does not read
    page_id uuid,
    asked_by uuid not null, -- the first article that gives it
    wanted_at timestamptz not null,
    asked_at timestamptz -- when its page was put among those to fetch
);

create table store.drifts (
    article_id uuid not null,
    original_id uuid not null,
    kind varchar not null check (kind in ('amount', 'count', 'percent', 'date')),
    verdict varchar not null check (verdict in ('equal', 'rounded', 'converted', 'missing', 'contradicted')),
    original varchar not null,
    original_start integer not null,
    original_end integer not null,
    derived varchar,
    derived_start integer,
    derived_end integer,
    rate double
);
