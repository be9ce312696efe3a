-- The record's tables: the columns that are asked for, and the whole record as JSON beside them.
-- Types and clauses are those that DuckDB and PostgreSQL share.

CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    started TIMESTAMP NOT NULL,
    finished TIMESTAMP,
    version TEXT NOT NULL,
    reports_read INTEGER,
    reports_new INTEGER
);

CREATE TABLE reports (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    path TEXT,
    url TEXT,
    outlet TEXT,
    title TEXT,
    language TEXT,
    published_first DATE,
    published_last DATE,
    near_duplicate_of TEXT,
    text TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    digest TEXT NOT NULL,
    body JSON NOT NULL
);

-- What a report said before it was corrected or read anew.
CREATE TABLE revisions (
    report TEXT NOT NULL,
    digest TEXT NOT NULL,
    replaced TIMESTAMP NOT NULL,
    reason TEXT NOT NULL,
    body JSON NOT NULL
);

CREATE TABLE statements (
    id TEXT PRIMARY KEY,
    report TEXT NOT NULL,
    position INTEGER NOT NULL,
    speaker TEXT,
    speaker_country TEXT,
    quoted TEXT,
    first_day DATE,
    last_day DATE,
    confidence DOUBLE PRECISION,
    body JSON NOT NULL
);

CREATE TABLE events (
    id TEXT PRIMARY KEY,
    report TEXT NOT NULL,
    position INTEGER NOT NULL,
    cameo TEXT NOT NULL,
    plover TEXT,
    mode TEXT,
    quad INTEGER,
    scale DOUBLE PRECISION,
    modality TEXT,
    negated BOOLEAN,
    first_day DATE,
    last_day DATE,
    place TEXT,
    place_country TEXT,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    killed INTEGER,
    injured INTEGER,
    statement TEXT,
    confidence DOUBLE PRECISION,
    body JSON NOT NULL
);

CREATE TABLE measures (
    id TEXT PRIMARY KEY,
    report TEXT NOT NULL,
    position INTEGER NOT NULL,
    act TEXT,
    flow TEXT,
    commodity TEXT,
    limit_value DOUBLE PRECISION,
    limit_unit TEXT,
    limit_per TEXT,
    stage TEXT,
    first_day DATE,
    last_day DATE,
    confidence DOUBLE PRECISION,
    body JSON NOT NULL
);

CREATE TABLE indicators (
    id TEXT PRIMARY KEY,
    report TEXT NOT NULL,
    position INTEGER NOT NULL,
    subject TEXT,
    subject_country TEXT,
    series TEXT,
    item TEXT,
    value DOUBLE PRECISION,
    unit TEXT,
    change TEXT,
    first_day DATE,
    last_day DATE,
    confidence DOUBLE PRECISION,
    body JSON NOT NULL
);

CREATE TABLE assessments (
    id TEXT PRIMARY KEY,
    report TEXT NOT NULL,
    position INTEGER NOT NULL,
    assessor TEXT,
    assessor_country TEXT,
    kind TEXT,
    grounds TEXT,
    confidence DOUBLE PRECISION,
    body JSON NOT NULL
);

-- Who takes part in what, one row per entity of a record: role is the record's field (actors, target, parties ...).
CREATE TABLE participants (
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    role TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT,
    country TEXT,
    sector TEXT
);

-- What is read out of many reports together. A row is told by each report in `tellings`.
CREATE TABLE happenings (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    cameo TEXT,
    first_day DATE,
    last_day DATE,
    independent_sources INTEGER,
    confidence DOUBLE PRECISION,
    body JSON NOT NULL
);

CREATE TABLE members (
    happening TEXT NOT NULL,
    event TEXT NOT NULL
);

CREATE TABLE mediations (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    issue TEXT,
    status TEXT,
    confidence DOUBLE PRECISION,
    body JSON NOT NULL
);

CREATE TABLE disagreements (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    about TEXT,
    field TEXT,
    kind TEXT,
    confidence DOUBLE PRECISION,
    body JSON NOT NULL
);

CREATE TABLE tellings (
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    report TEXT NOT NULL
);
