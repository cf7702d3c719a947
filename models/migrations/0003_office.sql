-- What an office needs over the years: reminders and hand-over, review and papers, rights and retention.
--
-- The forms are those of the first migration: TEXT identifiers, BIGINT moments, TEXT calendar days, JSON as TEXT.

-- Accounts: closed ones stay for what they did; a one-time password must be changed before anything else.
ALTER TABLE accounts ADD COLUMN closed_at BIGINT;
ALTER TABLE accounts ADD COLUMN must_change BOOLEAN NOT NULL DEFAULT FALSE;
-- Words often misheard (từ hay nghe nhầm).

-- What a correction showed: heard as the engine writes, meant as the person wrote; goes with its sentence.
CREATE TABLE misheard_places (
    utterance_id TEXT NOT NULL REFERENCES utterances (id) ON DELETE CASCADE,
    heard        TEXT NOT NULL,
    meant        TEXT NOT NULL,
    at           BIGINT NOT NULL,
    PRIMARY KEY (utterance_id, heard, meant)
);
CREATE INDEX misheard_places_by_words ON misheard_places (heard, meant);

-- What a person decided on such a pair. Nothing is used before.
CREATE TABLE misheard_decisions (
    heard        TEXT NOT NULL,
    meant        TEXT NOT NULL,
    accepted     BOOLEAN NOT NULL,
    decided_at   BIGINT NOT NULL,
    decided_by   TEXT NOT NULL REFERENCES accounts (id),
    decided_name TEXT NOT NULL,
    PRIMARY KEY (heard, meant)
);
-- Finding again: searches somebody keeps, and how many hits each had when it was last looked at.
CREATE TABLE saved_searches (
    id         TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    title      TEXT NOT NULL,
    question   TEXT NOT NULL, -- what is asked, JSON
    created_at BIGINT NOT NULL,
    seen_total BIGINT NOT NULL
);
CREATE INDEX saved_searches_by_account ON saved_searches (account_id, created_at);
