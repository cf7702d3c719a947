-- What an office needs over the years: reminders and hand-over, review and papers, rights and retention.
--
-- The forms are those of the first migration: TEXT identifiers, BIGINT moments, TEXT calendar days, JSON as TEXT.

-- Papers of a meeting besides its minutes: invitations and notices of conclusions.
CREATE TABLE papers (
    id          TEXT PRIMARY KEY,
    meeting_id  TEXT NOT NULL REFERENCES meetings (id),
    kind        TEXT NOT NULL,
    state       TEXT NOT NULL,
    content     TEXT NOT NULL,
    revision    BIGINT NOT NULL,
    corrects_id TEXT REFERENCES papers (id), -- the issued one it replaces
    created_at  BIGINT NOT NULL
);
CREATE INDEX papers_by_meeting ON papers (meeting_id);
CREATE INDEX papers_by_corrected ON papers (corrects_id);
CREATE TABLE paper_events (
    seq         INTEGER PRIMARY KEY, -- PostgreSQL: BIGINT GENERATED ALWAYS AS IDENTITY
    paper_id    TEXT NOT NULL REFERENCES papers (id),
    at          BIGINT NOT NULL,
    step        TEXT NOT NULL,
    author_id   TEXT NOT NULL REFERENCES accounts (id),
    author_name TEXT NOT NULL,
    note        TEXT NOT NULL
);
CREATE INDEX paper_events_by_paper ON paper_events (paper_id, seq);
-- Frozen texts. An issued one carries its number of the year's register of its agency.
CREATE TABLE paper_versions (
    paper_id        TEXT NOT NULL REFERENCES papers (id),
    number          BIGINT NOT NULL, -- from 1
    state           TEXT NOT NULL,
    at              BIGINT NOT NULL,
    author_id       TEXT NOT NULL REFERENCES accounts (id),
    author_name     TEXT NOT NULL,
    sha256          TEXT NOT NULL, -- of content
    content         TEXT NOT NULL,
    kind            TEXT NOT NULL,
    agency_id       TEXT REFERENCES units (id),
    register_year   BIGINT,
    register_number BIGINT,
    issued_on       TEXT,
    PRIMARY KEY (paper_id, number),
    UNIQUE (agency_id, kind, register_year, register_number)
);
CREATE TRIGGER paper_events_keep BEFORE UPDATE ON paper_events
BEGIN SELECT RAISE(ABORT, 'what was done with a paper is append-only'); END;
CREATE TRIGGER paper_events_stay BEFORE DELETE ON paper_events
BEGIN SELECT RAISE(ABORT, 'what was done with a paper is append-only'); END;
CREATE TRIGGER paper_versions_keep BEFORE UPDATE ON paper_versions
BEGIN SELECT RAISE(ABORT, 'a frozen version is never changed'); END;
CREATE TRIGGER paper_versions_stay BEFORE DELETE ON paper_versions
BEGIN SELECT RAISE(ABORT, 'a frozen version is never changed'); END;
CREATE TRIGGER issued_papers_keep_their_text BEFORE UPDATE ON papers
WHEN OLD.state IN ('issued', 'recalled') AND OLD.content <> NEW.content
BEGIN SELECT RAISE(ABORT, 'an issued paper is never changed'); END;

-- Review of minutes: sent, sent back; remarks and what became of them.
CREATE TABLE review_events (
    seq         INTEGER PRIMARY KEY, -- PostgreSQL: BIGINT GENERATED ALWAYS AS IDENTITY
    meeting_id  TEXT NOT NULL REFERENCES minutes (meeting_id),
    at          BIGINT NOT NULL,
    step        TEXT NOT NULL, -- submitted, returned
    author_id   TEXT NOT NULL REFERENCES accounts (id),
    author_name TEXT NOT NULL,
    note        TEXT NOT NULL
);
CREATE INDEX review_events_by_meeting ON review_events (meeting_id, seq);
CREATE TABLE review_comments (
    id          TEXT PRIMARY KEY,
    meeting_id  TEXT NOT NULL REFERENCES minutes (meeting_id),
    at          BIGINT NOT NULL,
    author_id   TEXT NOT NULL REFERENCES accounts (id),
    author_name TEXT NOT NULL,
    place       BIGINT NOT NULL, -- of the passage then, from 0
    quote       TEXT NOT NULL,
    words       TEXT NOT NULL,
    suggestion  TEXT
);
CREATE INDEX review_comments_by_meeting ON review_comments (meeting_id, at);
CREATE TABLE review_decisions (
    comment_id  TEXT PRIMARY KEY REFERENCES review_comments (id),
    at          BIGINT NOT NULL,
    decision    TEXT NOT NULL, -- accepted, rejected
    author_id   TEXT NOT NULL REFERENCES accounts (id),
    author_name TEXT NOT NULL,
    reason      TEXT NOT NULL
);
CREATE TRIGGER review_events_keep BEFORE UPDATE ON review_events
BEGIN SELECT RAISE(ABORT, 'the review is append-only'); END;
CREATE TRIGGER review_events_stay BEFORE DELETE ON review_events
BEGIN SELECT RAISE(ABORT, 'the review is append-only'); END;
CREATE TRIGGER review_comments_keep BEFORE UPDATE ON review_comments
BEGIN SELECT RAISE(ABORT, 'a remark is never changed'); END;
CREATE TRIGGER review_comments_stay BEFORE DELETE ON review_comments
BEGIN SELECT RAISE(ABORT, 'a remark is never changed'); END;
CREATE TRIGGER review_decisions_keep BEFORE UPDATE ON review_decisions
BEGIN SELECT RAISE(ABORT, 'a decision on a remark is never changed'); END;
CREATE TRIGGER review_decisions_stay BEFORE DELETE ON review_decisions
BEGIN SELECT RAISE(ABORT, 'a decision on a remark is never changed'); END;
