-- The first form of the record: reports with their readings, and what filters and search need.
-- A reading is kept whole as JSON; the other tables are made from it and can be made again.

CREATE TABLE reports (
    number INTEGER PRIMARY KEY,           -- in the order of adding
    id TEXT NOT NULL UNIQUE,
    url TEXT,
    superseded_by TEXT,                   -- the id of the newer version at the same url
    provenance TEXT NOT NULL,
    reading TEXT NOT NULL
) STRICT;

CREATE INDEX newest_report_by_url ON reports (url) WHERE superseded_by IS NULL;

CREATE TABLE findings (
    number INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (number) ON DELETE CASCADE,
    id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('report', 'event', 'statement', 'place', 'entity')),
    position INTEGER NOT NULL,            -- in the reading's list of that kind
    earliest TEXT,                        -- the days a date filter looks at, both inclusive
    latest TEXT
) STRICT;

CREATE INDEX finding_by_id ON findings (id);
CREATE INDEX finding_by_report ON findings (report);
CREATE INDEX finding_by_day ON findings
    (kind, coalesce(earliest, latest) IS NULL, coalesce(earliest, latest), report, position);

CREATE TABLE names (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE finding_names (
    role TEXT NOT NULL,                   -- actor, source, place, country, type, status, type-status
    name INTEGER NOT NULL REFERENCES names (number),
    finding INTEGER NOT NULL REFERENCES findings (number) ON DELETE CASCADE,
    PRIMARY KEY (role, name, finding)
) STRICT, WITHOUT ROWID;

CREATE INDEX name_by_finding ON finding_names (finding);

CREATE VIRTUAL TABLE report_words USING fts5 (title, text, tokenize = "porter unicode61 remove_diacritics 2");
