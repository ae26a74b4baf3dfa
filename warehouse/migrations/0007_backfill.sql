-- Past days, and what was missed: walks along an outlet's routes, what they found, and the stretches that feeds left out.

-- What a feed's window is compared with, and since when nothing was missed.
alter table store.feeds add column listed_at timestamptz;
alter table store.feeds add column covered_until timestamptz;
update store.feeds set listed_at = last_ok_at, covered_until = last_ok_at;

-- The route by which a backfill found the page's address; null: a feed that was polled showed it first. copy_url:
-- where its page is to be had in place of its own address.
alter table store.pages add column route varchar;
alter table store.pages add column copy_url varchar;

-- When a request went out by the machine's clock, and the gap in seconds that was due to its host: what politeness
-- is proved by. Null for rows of before, and where nothing was sent.
alter table store.fetches add column wire_at timestamptz;
alter table store.fetches add column host_gap double;
alter table store.fetches add column host_budget integer; -- requests that the host had for that UTC day; null: no end

-- One row per step of a walk that was taken: (outlet, route, slice, step) once, as it went the last time. Those of a walk
-- whose days have to be walked anew (they were not over) are spent: kept on record, not gone on from.
create table store.walked (
    outlet_id varchar not null,
    route varchar not null,
    day_from date not null, -- the slice: the route's own days, both included
    day_until date not null,
    step varchar not null,
    url varchar not null,
    outcome varchar not null,
    listed integer not null,
    new integer not null,
    leads_to varchar[] not null, -- name, address, name, address ...
    detail varchar not null,
    asked_at timestamptz not null,
    spent boolean not null,
    run_id uuid not null
);

-- One row per day that a route was walked for, as it ended the last time.
create table store.walked_days (
    outlet_id varchar not null,
    route varchar not null,
    day date not null,
    status varchar not null check (status in ('complete', 'partial')),
    reason varchar not null,
    covered_until timestamptz, -- up to this instant the day is known whole
    found integer not null, -- articles that listings name for the slice the day was walked in
    ended_at timestamptz not null,
    run_id uuid not null
);

-- One row per (route, slice, article) that a listing named; the first step that did.
create table store.finds (
    outlet_id varchar not null,
    route varchar not null,
    day_from date not null,
    step varchar not null,
    page_id uuid not null,
    url varchar not null,
    link varchar not null,
    title varchar not null,
    published_at timestamptz,
    published_precision varchar,
    found_at timestamptz not null,
    run_id uuid not null,
    guid varchar not null, -- what names the article beside its address, as a feed's GUID does
    keyed boolean default false -- whether the row's keys are known
);

drop table store.gaps;
create table store.gaps (
    gap_id uuid not null, -- of feed and missing_from: the same however often it is found
    feed_url varchar not null,
    outlet_id varchar not null,
    missing_from timestamptz not null,
    missing_until timestamptz not null,
    status varchar not null check (status in ('open', 'closed', 'permanent')),
    closed_by varchar, -- the route, or the feed, that covers it
    reason varchar not null, -- why it was opened; of a permanent one, why nothing closes it
    opened_at timestamptz not null,
    settled_at timestamptz,
    tries integer not null,
    next_try_at timestamptz
);
