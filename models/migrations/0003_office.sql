-- What an office needs over the years: reminders and hand-over, review and papers, rights and retention.
--
-- The forms are those of the first migration: TEXT identifiers, BIGINT moments, TEXT calendar days, JSON as TEXT.

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
