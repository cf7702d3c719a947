-- What an office needs over the years: reminders and hand-over, review and papers, rights and retention.
--
-- The forms are those of the first migration: TEXT identifiers, BIGINT moments, TEXT calendar days, JSON as TEXT.

-- Turns: who spoke, and where a turn begins, as a person says it beside what was recorded. The newest number counts.
CREATE TABLE turn_revisions (
    utterance_id TEXT NOT NULL REFERENCES utterances (id),
    number       BIGINT NOT NULL, -- from 1; as recorded is 0
    speaker_id   TEXT, -- none: whoever was recorded; else a person, or an identity made of the name of somebody who is in no list
    speaker_name TEXT,
    speaker_post TEXT,
    unit_id      TEXT REFERENCES units (id),
    unit_name    TEXT,
    edge         TEXT NOT NULL, -- as_recorded, begins (a turn begins here), joins (this goes on the turn before)
    at           BIGINT NOT NULL,
    author_id    TEXT NOT NULL REFERENCES accounts (id),
    author_name  TEXT NOT NULL,
    PRIMARY KEY (utterance_id, number)
);
CREATE TRIGGER turn_revisions_keep BEFORE UPDATE ON turn_revisions
BEGIN SELECT RAISE(ABORT, 'who spoke is revised by adding, never by changing'); END;
CREATE TRIGGER turn_revisions_stay BEFORE DELETE ON turn_revisions
BEGIN SELECT RAISE(ABORT, 'who spoke is revised by adding, never by changing'); END;
CREATE TRIGGER stale_by_turn AFTER INSERT ON turn_revisions
BEGIN
    INSERT INTO search_stale SELECT meeting_id, 1 FROM utterances WHERE id = NEW.utterance_id
    ON CONFLICT (meeting_id) DO UPDATE SET change = change + 1;
END;
