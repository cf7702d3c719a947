//! Words often misheard (từ hay nghe nhầm): what people corrected in transcripts, and what was decided on each.
//!
//! Nothing a person corrects is done by the machine from then on unless a person says so.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::clock::Moment;
use crate::id::{MeetingId, UtteranceId};

/// A sentence in which words were corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MisheardPlace {
    /// The sentence.
    pub utterance: UtteranceId,
    /// Its meeting.
    pub meeting: MeetingId,
    /// The meeting's title.
    pub meeting_title: String,
    /// When it was corrected.
    pub at: Moment,
}

/// Words misheard: what an engine heard, and what people wrote instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MisheardWords {
    /// As the engine hears them: lower case.
    pub heard: String,
    /// As people wrote them.
    pub meant: String,
    /// In how many sentences.
    pub times: u32,
    /// Up to three of them, the newest first.
    pub places: Vec<MisheardPlace>,
    /// Whether the machine does it from then on; none until a person decided.
    pub accepted: Option<bool>,
    /// Who decided; empty until then.
    pub decided_by: String,
    /// When.
    pub decided_at: Option<Moment>,
}

/// Words the machine writes from now on, because a person said so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LearnedWords {
    /// As the engine hears them.
    pub heard: String,
    /// As they are written.
    pub meant: String,
    /// In how many sentences people corrected them.
    pub times: u32,
}

/// A sentence a person corrected, for whoever compares it with what was heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectedSentence {
    /// The sentence.
    pub utterance: UtteranceId,
    /// What the engine heard.
    pub spoken: String,
    /// What the machine wrote of it.
    pub shown: String,
    /// What the person left last.
    pub corrected: String,
    /// When.
    pub at: Moment,
}
