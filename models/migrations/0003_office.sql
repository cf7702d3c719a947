-- What an office needs over the years: reminders and hand-over, review and papers, rights and retention.
--
-- The forms are those of the first migration: TEXT identifiers, BIGINT moments, TEXT calendar days, JSON as TEXT.

-- Second hearing (nghe lại bằng máy): what an engine heard later in the same stretch. Where that changed the words, `number` is the
-- revision it became; 0 where nothing changed. A revision without a line here was made by a person.
CREATE TABLE utterance_rehearings (
    utterance_id TEXT NOT NULL REFERENCES utterances (id),
    at           BIGINT NOT NULL,
    number       BIGINT NOT NULL,
    engine       TEXT NOT NULL,
    spoken       TEXT NOT NULL,
    words        TEXT NOT NULL,
    confidence   DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (utterance_id, at)
);
CREATE TRIGGER rehearings_keep_their_words BEFORE UPDATE ON utterance_rehearings
BEGIN SELECT RAISE(ABORT, 'rehearings are append-only'); END;
CREATE TRIGGER rehearings_stay BEFORE DELETE ON utterance_rehearings
BEGIN SELECT RAISE(ABORT, 'rehearings are append-only'); END;
