//! Wire types of what is kept how long, held back and removed.

use giaoban_models::clock::Moment;
use giaoban_models::id::MeetingId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// `GET /api/records`: for whoever keeps the records; nothing of what was said is in it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RecordsPage {
    /// The terms of now.
    pub terms: RetentionTerms,
    /// What they would remove tonight, by meeting.
    pub due: Vec<DueMeeting>,
    /// Meetings, the latest first, 500 at most.
    pub meetings: Vec<RecordRow>,
}

/// `POST /api/records/terms`: months after the minutes were issued; none for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RetentionTerms {
    /// Sound.
    pub sound: Option<u32>,
    /// Picture.
    pub picture: Option<u32>,
}

/// A meeting some recordings of which are due.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DueMeeting {
    /// Which.
    pub id: MeetingId,
    /// Its title.
    pub title: String,
    /// When.
    pub starts_at: Moment,
    /// Recordings of sound.
    pub sounds: u32,
    /// Recordings of picture.
    pub pictures: u32,
    /// Bytes of their files.
    #[ts(as = "f64")]
    pub bytes: u64,
}

/// A meeting and what stands between it and removal.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RecordRow {
    /// Which.
    pub id: MeetingId,
    /// Its title.
    pub title: String,
    /// When.
    pub starts_at: Moment,
    /// Whether it is in progress.
    pub live: bool,
    /// Recordings whose files are there.
    pub recordings: u32,
    /// Whether its minutes are issued.
    pub issued: bool,
    /// Who held it back, when and why.
    pub hold: Option<RecordNote>,
    /// Who removed its content, when and why.
    pub purge: Option<RecordNote>,
    /// Backups taken between the meeting and the removal: they hold what was removed and are to be destroyed.
    pub backups: Vec<BackupTaken>,
}

/// Who did something, when and why.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RecordNote {
    /// When.
    pub at: Moment,
    /// Who.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// A backup.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct BackupTaken {
    /// When it was taken.
    pub made_at: Moment,
    /// Where it was written; it may have been moved or copied since.
    pub file: String,
}

/// `POST /api/meetings/{id}/purge`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PurgeRequest {
    /// Why, without the content itself.
    pub reason: String,
    /// The day of the meeting, typed as DD/MM/YYYY, so that it is this meeting and no other.
    pub day: String,
}

/// `POST /api/meetings/{id}/hold`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct HoldRequest {
    /// Held back, or let go.
    pub held: bool,
    /// Why it is held back.
    pub reason: String,
}
