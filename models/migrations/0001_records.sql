-- What an authority keeps, apart from sound and picture themselves (files beside this database).
--
-- Identifiers are TEXT, moments BIGINT milliseconds since 1970 in UTC, calendar days TEXT YYYY-MM-DD of the Vietnamese
-- calendar, structured values JSON as TEXT. An open beginning is day 0001-01-01, an open end 9999-12-31.

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- Units: identity apart from names and places in the tree, which are dated.
CREATE TABLE units (
    id         TEXT PRIMARY KEY,
    kind       TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to   TEXT NOT NULL
);

CREATE TABLE unit_names (
    unit_id    TEXT NOT NULL REFERENCES units (id),
    full_name  TEXT NOT NULL,
    short_name TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to   TEXT NOT NULL,
    PRIMARY KEY (unit_id, valid_from)
);

CREATE TABLE unit_parents (
    unit_id    TEXT NOT NULL REFERENCES units (id),
    parent_id  TEXT NOT NULL REFERENCES units (id),
    valid_from TEXT NOT NULL,
    valid_to   TEXT NOT NULL,
    PRIMARY KEY (unit_id, valid_from)
);
CREATE INDEX unit_parents_by_parent ON unit_parents (parent_id);

CREATE TABLE unit_successors (
    unit_id      TEXT NOT NULL REFERENCES units (id),
    successor_id TEXT NOT NULL REFERENCES units (id),
    PRIMARY KEY (unit_id, successor_id)
);
CREATE INDEX unit_successors_by_successor ON unit_successors (successor_id);

CREATE TABLE persons (
    id   TEXT PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE positions (
    person_id  TEXT NOT NULL REFERENCES persons (id),
    unit_id    TEXT NOT NULL REFERENCES units (id),
    post       TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to   TEXT NOT NULL,
    PRIMARY KEY (person_id, unit_id, post, valid_from)
);
CREATE INDEX positions_by_unit ON positions (unit_id);

CREATE TABLE accounts (
    id            TEXT PRIMARY KEY,
    username      TEXT NOT NULL UNIQUE, -- lower case
    password_hash TEXT NOT NULL,        -- argon2id, PHC string
    person_id     TEXT NOT NULL REFERENCES persons (id),
    unit_id       TEXT NOT NULL REFERENCES units (id),
    role          TEXT NOT NULL,
    created_at    BIGINT NOT NULL,
    last_seen_at  BIGINT
);

-- Only a hash of the token: whoever reads this file cannot sign in with it.
CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE meetings (
    id             TEXT PRIMARY KEY,
    title          TEXT NOT NULL,
    state          TEXT NOT NULL,
    starts_at      BIGINT NOT NULL,
    opened_at      BIGINT,
    ended_at       BIGINT,
    chair_id       TEXT NOT NULL REFERENCES persons (id),
    chair_name     TEXT NOT NULL,
    secretary_id   TEXT NOT NULL REFERENCES persons (id),
    secretary_name TEXT NOT NULL,
    called_by      TEXT NOT NULL REFERENCES accounts (id),
    created_at     BIGINT NOT NULL,
    synthetic      BOOLEAN NOT NULL
);
CREATE INDEX meetings_by_start ON meetings (starts_at);
CREATE INDEX meetings_by_state ON meetings (state);

CREATE TABLE sites (
    id         TEXT PRIMARY KEY,
    meeting_id TEXT NOT NULL REFERENCES meetings (id),
    unit_id    TEXT NOT NULL REFERENCES units (id),
    unit_name  TEXT NOT NULL, -- of the day of the meeting
    hall       BOOLEAN NOT NULL,
    place      BIGINT NOT NULL, -- order in the invitation, the hall is 0
    UNIQUE (meeting_id, unit_id)
);
CREATE INDEX sites_by_unit ON sites (unit_id);

-- An account at a site of one meeting: the same identity after every reconnection and restart.
CREATE TABLE participants (
    id         TEXT PRIMARY KEY,
    meeting_id TEXT NOT NULL REFERENCES meetings (id),
    person_id  TEXT NOT NULL REFERENCES persons (id),
    account_id TEXT REFERENCES accounts (id),
    site_id    TEXT NOT NULL REFERENCES sites (id),
    UNIQUE (meeting_id, account_id)
);
-- People without an account (of meetings brought in from elsewhere) are told apart as persons.
CREATE UNIQUE INDEX participants_without_account ON participants (meeting_id, person_id) WHERE account_id IS NULL;

CREATE TABLE room_log (
    seq            INTEGER PRIMARY KEY, -- PostgreSQL: BIGINT GENERATED ALWAYS AS IDENTITY
    meeting_id     TEXT NOT NULL REFERENCES meetings (id),
    at             BIGINT NOT NULL,
    kind           TEXT NOT NULL,
    actor_id       TEXT REFERENCES accounts (id),
    participant_id TEXT REFERENCES participants (id),
    person_id      TEXT REFERENCES persons (id),
    site_id        TEXT REFERENCES sites (id),
    detail         TEXT NOT NULL
);
CREATE INDEX room_log_by_meeting ON room_log (meeting_id, at);

CREATE TABLE tracks (
    id                   TEXT PRIMARY KEY,
    meeting_id           TEXT NOT NULL REFERENCES meetings (id),
    participant_id       TEXT NOT NULL REFERENCES participants (id),
    site_id              TEXT NOT NULL REFERENCES sites (id),
    speaker_id           TEXT NOT NULL REFERENCES persons (id),
    speaker_name         TEXT NOT NULL,
    speaker_post         TEXT NOT NULL,
    unit_id              TEXT NOT NULL REFERENCES units (id),
    unit_name            TEXT NOT NULL,
    kind                 TEXT NOT NULL, -- audio, video
    file                 TEXT NOT NULL UNIQUE, -- relative to the data folder
    started_at           BIGINT,
    length_ms            BIGINT NOT NULL,
    transcribed_until_ms BIGINT NOT NULL,
    finished             BOOLEAN NOT NULL,
    sha256               TEXT, -- of the finished file
    synthetic            BOOLEAN NOT NULL
);
CREATE INDEX tracks_by_meeting ON tracks (meeting_id);

CREATE TABLE utterances (
    id           TEXT PRIMARY KEY,
    meeting_id   TEXT NOT NULL REFERENCES meetings (id),
    track_id     TEXT NOT NULL REFERENCES tracks (id),
    speaker_id   TEXT NOT NULL REFERENCES persons (id),
    speaker_name TEXT NOT NULL,
    speaker_post TEXT NOT NULL,
    unit_id      TEXT NOT NULL REFERENCES units (id),
    unit_name    TEXT NOT NULL,
    began_at     BIGINT NOT NULL,
    t0           BIGINT NOT NULL,
    t1           BIGINT NOT NULL,
    spoken       TEXT NOT NULL,
    written      TEXT NOT NULL,
    words        TEXT NOT NULL,
    confidence   DOUBLE PRECISION NOT NULL,
    engine       TEXT NOT NULL
);
CREATE INDEX utterances_by_meeting ON utterances (meeting_id, began_at);
CREATE INDEX utterances_by_track ON utterances (track_id, t0);

CREATE TABLE audit (
    seq        INTEGER PRIMARY KEY, -- PostgreSQL: BIGINT GENERATED ALWAYS AS IDENTITY
    at         BIGINT NOT NULL,
    actor_id   TEXT REFERENCES accounts (id),
    actor_name TEXT NOT NULL,
    act        TEXT NOT NULL,
    subject    TEXT NOT NULL,
    detail     TEXT NOT NULL
);

-- Logs are appended to and nothing else; words a machine heard are never overwritten (a correction is a revision).
CREATE TRIGGER room_log_keeps_its_lines BEFORE UPDATE ON room_log
BEGIN SELECT RAISE(ABORT, 'the room log is append-only'); END;
CREATE TRIGGER room_log_loses_no_line BEFORE DELETE ON room_log
BEGIN SELECT RAISE(ABORT, 'the room log is append-only'); END;
CREATE TRIGGER audit_keeps_its_lines BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_loses_no_line BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER utterances_stay_as_heard BEFORE UPDATE ON utterances
BEGIN SELECT RAISE(ABORT, 'what was heard is never overwritten'); END;
