//! Utterances: what was said, as it was heard. Added once, never changed (the database refuses it).

use super::recordings::move_watermark;
use super::speakers::SpeakerColumns;
use super::{Store, StoreError};
use crate::access::{Grant, act};
use crate::clock::Moment;
use crate::id::{MeetingId, TrackId, UtteranceId};
use crate::utterance::Utterance;

/// What became of an utterance handed to [`Store::add_final`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is new and kept.
    New,
    /// This one, kept before, already says that stretch of the track; nothing was added.
    Before(UtteranceId),
}

/// All columns of utterances `u`.
macro_rules! utterances {
    ($($rest:tt)+) => {
        concat!(
            "SELECT u.id, u.meeting_id, u.track_id, ", speaker!(), ",
                u.began_at, u.t0, u.t1, COALESCE(h.spoken, u.spoken) AS spoken, COALESCE(r.written, u.written) AS written,
                COALESCE(h.words, u.words) AS words, COALESCE(h.confidence, u.confidence) AS confidence,
                COALESCE(h.engine, u.engine) AS engine, COALESCE(r.number, 0) AS revision, r.author_name AS corrected_by
            FROM utterances u
            LEFT JOIN utterance_revisions r ON r.utterance_id = u.id AND r.number =
                (SELECT max(last.number) FROM utterance_revisions last WHERE last.utterance_id = u.id)
            LEFT JOIN utterance_rehearings h ON h.utterance_id = u.id AND h.number > 0 AND h.number =
                (SELECT max(again.number) FROM utterance_rehearings again WHERE again.utterance_id = u.id) ", named!(),
            $($rest)+
        )
    };
}

statements! {
    ADD = "INSERT INTO utterances (id, meeting_id, track_id, speaker_id, speaker_name, speaker_post, unit_id, unit_name,
            began_at, t0, t1, spoken, written, words, confidence, engine)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    /// What the track already says between `$3` and `$4`, and the utterance itself.
    BESIDE = "SELECT id, t0, t1 FROM utterances
        WHERE id = $1 OR (track_id = $2 AND t0 < $4 AND t1 > $3) ORDER BY t0, id";
    TRANSCRIPT = utterances!("JOIN meetings m ON m.id = u.meeting_id WHERE ", in_scope!(), " AND m.id = $4
        ORDER BY u.began_at, u.t0, u.id");
    LAST = utterances!("WHERE u.meeting_id = $1 ORDER BY u.began_at DESC, u.t0 DESC, u.id DESC LIMIT $2");
}

#[derive(sqlx::FromRow)]
struct UtteranceColumns {
    id: String,
    meeting_id: String,
    track_id: String,
    #[sqlx(flatten)]
    speaker: SpeakerColumns,
    began_at: i64,
    t0: i64,
    t1: i64,
    spoken: String,
    written: String,
    words: String,
    confidence: f64,
    engine: String,
    revision: i64,
    corrected_by: Option<String>,
}

impl TryFrom<UtteranceColumns> for Utterance {
    type Error = StoreError;

    fn try_from(row: UtteranceColumns) -> Result<Self, StoreError> {
        Ok(Self {
            id: UtteranceId(row.id),
            meeting: MeetingId(row.meeting_id),
            track: TrackId(row.track_id),
            speaker: row.speaker.into(),
            began_at: Moment(row.began_at),
            t0: row.t0,
            t1: row.t1,
            spoken: row.spoken,
            written: row.written,
            revision: u32::try_from(row.revision).unwrap_or(u32::MAX),
            corrected_by: row.corrected_by,
            words: serde_json::from_str(&row.words)
                .map_err(|_| StoreError::Unreadable { column: "utterances.words" })?,
            confidence: row.confidence as f32,
            engine: row.engine,
        })
    }
}

fn read(rows: Vec<UtteranceColumns>) -> Result<Vec<Utterance>, StoreError> {
    rows.into_iter().map(Utterance::try_from).collect()
}

/// Whether two stretches are the same speech: they share more than half of the shorter one.
fn same_stretch(a: (i64, i64), b: (i64, i64)) -> bool {
    let shared = a.1.min(b.1) - a.0.max(b.0);
    let shorter = (a.1 - a.0).min(b.1 - b.0);
    shared > 0 && shared * 2 > shorter
}

impl Store {
    /// Keeps a final utterance and moves the watermark of its track to `transcribed_until_ms`, both or neither.
    ///
    /// Writing a stretch down again (after a crash between hearing and keeping, or by a second reading of the track)
    /// never doubles it: an utterance that shares more than half of the shorter one's time with one of the same track
    /// is not added. The watermark moves all the same.
    ///
    /// # Errors
    /// [`StoreError::UnknownTrack`], or [`StoreError::DiskFull`] and other failures, with nothing kept.
    pub async fn add_final(&self, utterance: &Utterance, transcribed_until_ms: i64) -> Result<Kept, StoreError> {
        // An utterance is at least a millisecond long, so that one without length can be found again.
        let stretch = (utterance.t0, utterance.t1.max(utterance.t0 + 1));
        let mut tx = self.pool.begin().await?;
        move_watermark(&mut tx, &utterance.track, transcribed_until_ms).await?;
        let beside: Vec<(String, i64, i64)> = sqlx::query_as(BESIDE)
            .bind(utterance.id.as_str())
            .bind(utterance.track.as_str())
            .bind(stretch.0)
            .bind(stretch.1)
            .fetch_all(&mut *tx)
            .await?;
        let before = beside
            .into_iter()
            .find(|(id, t0, t1)| *id == utterance.id.0 || same_stretch((*t0, *t1), stretch))
            .map(|(id, _, _)| UtteranceId(id));
        if before.is_none() {
            sqlx::query(ADD)
                .bind(utterance.id.as_str())
                .bind(utterance.meeting.as_str())
                .bind(utterance.track.as_str())
                .bind(utterance.speaker.person.as_str())
                .bind(&utterance.speaker.name)
                .bind(&utterance.speaker.post)
                .bind(utterance.speaker.unit.as_str())
                .bind(&utterance.speaker.unit_name)
                .bind(utterance.began_at.0)
                .bind(stretch.0)
                .bind(stretch.1)
                .bind(&utterance.spoken)
                .bind(&utterance.written)
                .bind(serde_json::to_string(&utterance.words).expect("words are plain JSON"))
                .bind(f64::from(utterance.confidence))
                .bind(&utterance.engine)
                .execute(&mut *tx)
                .await?;
        }
        tx.commit().await?;
        Ok(before.map_or(Kept::New, Kept::Before))
    }

    /// All that was said in a meeting, by time; empty when this account may not see the meeting.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn transcript(
        &self,
        grant: &Grant<act::ReadTranscript>,
        meeting: &MeetingId,
    ) -> Result<Vec<Utterance>, StoreError> {
        let rows = sqlx::query_as(TRANSCRIPT)
            .bind(grant.sees_every_meeting())
            .bind(grant.account().unit.as_str())
            .bind(grant.account().person.as_str())
            .bind(meeting.as_str())
            .fetch_all(&self.pool)
            .await?;
        read(rows)
    }

    /// The last `most` utterances of a meeting, oldest of them first, for its room.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn last_finals(&self, meeting: &MeetingId, most: u32) -> Result<Vec<Utterance>, StoreError> {
        let rows = sqlx::query_as(LAST).bind(meeting.as_str()).bind(i64::from(most)).fetch_all(&self.pool).await?;
        let mut last = read(rows)?;
        last.reverse();
        Ok(last)
    }
}

#[cfg(test)]
mod tests;
