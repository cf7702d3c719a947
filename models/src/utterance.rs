//! What was said, when and by whom.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::clock::Moment;
use crate::id::{MeetingId, PersonId, TrackId, UnitId, UtteranceId};

/// One word as heard. Times in milliseconds since the start of the track.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Word {
    /// First millisecond.
    #[ts(as = "f64")]
    pub t0: i64,
    /// One past the last millisecond.
    #[ts(as = "f64")]
    pub t1: i64,
    /// The word.
    pub text: String,
    /// How sure the engine is, 0 to 1.
    pub p: f32,
}

/// Who speaks, with the names of that day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Speaker {
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their post.
    pub post: String,
    /// Their unit.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
}

/// A stretch of speech as an engine heard it: never overwritten, corrections are revisions beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Utterance {
    /// Identity; the same in captions, transcript and minutes.
    pub id: UtteranceId,
    /// Its meeting.
    pub meeting: MeetingId,
    /// The recording it was heard in.
    pub track: TrackId,
    /// Who spoke.
    pub speaker: Speaker,
    /// When it began, on the wall clock.
    pub began_at: Moment,
    /// Beginning in the track, milliseconds.
    #[ts(as = "f64")]
    pub t0: i64,
    /// End in the track, milliseconds.
    #[ts(as = "f64")]
    pub t1: i64,
    /// The engine's words before any writing.
    pub spoken: String,
    /// The written form: as the machine wrote it, or as the latest correction says.
    pub written: String,
    /// Number of the latest correction; 0 as heard.
    pub revision: u32,
    /// Who made that correction.
    pub corrected_by: Option<String>,
    /// Word by word, of the spoken form.
    pub words: Vec<Word>,
    /// How sure the engine is on the whole, 0 to 1.
    pub confidence: f32,
    /// Engine and model that heard it (`engine/model`), or how the words came when no engine of ours heard them.
    pub engine: String,
}

impl Utterance {
    /// Whether an engine wrote it down, and not a person.
    #[must_use]
    pub fn was_recognised(&self) -> bool {
        self.engine.contains('/')
    }
}
