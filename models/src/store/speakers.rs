//! The five columns in which a speaker is kept wherever somebody speaks.

use crate::id::{PersonId, UnitId};
use crate::utterance::Speaker;

/// A [`Speaker`] as a row has it.
#[derive(sqlx::FromRow)]
pub(super) struct SpeakerColumns {
    speaker_id: String,
    speaker_name: String,
    speaker_post: String,
    unit_id: String,
    unit_name: String,
}

impl From<SpeakerColumns> for Speaker {
    fn from(row: SpeakerColumns) -> Self {
        Self {
            person: PersonId(row.speaker_id),
            name: row.speaker_name,
            post: row.speaker_post,
            unit: UnitId(row.unit_id),
            unit_name: row.unit_name,
        }
    }
}
