//! Recordings: one track for each connection of a participant and kind of stream; the files lie beside the database.

use super::speakers::SpeakerColumns;
use super::{Store, StoreError};
use crate::access::{Grant, act};
use crate::clock::Moment;
use crate::id::{MeetingId, ParticipantId, SiteId, TrackId};
use crate::utterance::Speaker;

/// What a track holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TrackKind {
    /// A microphone.
    Audio,
    /// A camera.
    Video,
}

impl TrackKind {
    /// The name kept in the store.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Audio => "audio",
            Self::Video => "video",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Audio, Self::Video].into_iter().find(|kind| kind.code() == code)
    }
}

/// A recorded stream. Lengths and positions in milliseconds since the first sample or frame of the track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackRow {
    /// Identity.
    pub id: TrackId,
    /// Its meeting.
    pub meeting: MeetingId,
    /// Whose device it comes from (see [`Store::participant`]).
    pub participant: ParticipantId,
    /// Who speaks there, with the names of that day.
    pub speaker: Speaker,
    /// Where.
    pub site: SiteId,
    /// Sound or picture.
    pub kind: TrackKind,
    /// The file, relative to the data folder; no two tracks share one.
    pub file: String,
    /// When the first sample or frame arrived; none before that.
    pub started_at: Option<Moment>,
    /// How long it is as far as known.
    pub length_ms: i64,
    /// Up to where words have been drawn from it.
    pub transcribed_until_ms: i64,
    /// Whether nothing will be added any more.
    pub finished: bool,
    /// SHA-256 of the finished file, hex.
    pub sha256: Option<String>,
    /// Whether the sound was made by a machine for demonstration.
    pub synthetic: bool,
}

/// All columns of tracks `t`.
macro_rules! tracks {
    ($($rest:tt)+) => {
        concat!(
            "SELECT t.id, t.meeting_id, t.participant_id, t.site_id, t.speaker_id, t.speaker_name, t.speaker_post,
                t.unit_id, t.unit_name, t.kind, t.file, t.started_at, t.length_ms, t.transcribed_until_ms, t.finished,
                t.sha256, t.synthetic
            FROM tracks t ",
            $($rest)+
        )
    };
}

statements! {
    ADD = "INSERT INTO tracks (id, meeting_id, participant_id, site_id, speaker_id, speaker_name, speaker_post, unit_id,
            unit_name, kind, file, started_at, length_ms, transcribed_until_ms, finished, sha256, synthetic)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
    STARTED = "UPDATE tracks SET started_at = $2 WHERE id = $1 AND started_at IS NULL";
    GROWN = "UPDATE tracks SET length_ms = $2 WHERE id = $1 AND length_ms < $2 AND NOT finished";
    FINISHED = "UPDATE tracks SET length_ms = $2, sha256 = $3, finished = TRUE WHERE id = $1";
    WATERMARK = "UPDATE tracks SET transcribed_until_ms =
            CASE WHEN transcribed_until_ms < $2 THEN $2 ELSE transcribed_until_ms END
        WHERE id = $1";
    UNWRITTEN = tracks!("WHERE t.meeting_id = $1 AND t.kind = 'audio' AND t.transcribed_until_ms < t.length_ms
        ORDER BY t.started_at, t.id");
    UNWRITTEN_ANYWHERE = tracks!("WHERE t.kind = 'audio' AND t.transcribed_until_ms < t.length_ms
        ORDER BY t.started_at, t.id");
    UNFINISHED = tracks!("WHERE NOT t.finished ORDER BY t.started_at, t.id");
    OF_MEETING = tracks!("JOIN meetings m ON m.id = t.meeting_id WHERE ", in_scope!(), " AND m.id = $4
        ORDER BY t.started_at, t.id");
    TO_PLAY = tracks!("JOIN meetings m ON m.id = t.meeting_id WHERE ", in_scope!(), " AND t.id = $4");
}

#[derive(sqlx::FromRow)]
struct TrackColumns {
    id: String,
    meeting_id: String,
    participant_id: String,
    site_id: String,
    #[sqlx(flatten)]
    speaker: SpeakerColumns,
    kind: String,
    file: String,
    started_at: Option<i64>,
    length_ms: i64,
    transcribed_until_ms: i64,
    finished: bool,
    sha256: Option<String>,
    synthetic: bool,
}

impl TryFrom<TrackColumns> for TrackRow {
    type Error = StoreError;

    fn try_from(row: TrackColumns) -> Result<Self, StoreError> {
        Ok(Self {
            id: TrackId(row.id),
            meeting: MeetingId(row.meeting_id),
            participant: ParticipantId(row.participant_id),
            speaker: row.speaker.into(),
            site: SiteId(row.site_id),
            kind: TrackKind::from_code(&row.kind).ok_or(StoreError::Unreadable { column: "tracks.kind" })?,
            file: row.file,
            started_at: row.started_at.map(Moment),
            length_ms: row.length_ms,
            transcribed_until_ms: row.transcribed_until_ms,
            finished: row.finished,
            sha256: row.sha256,
            synthetic: row.synthetic,
        })
    }
}

fn read(rows: Vec<TrackColumns>) -> Result<Vec<TrackRow>, StoreError> {
    rows.into_iter().map(TrackRow::try_from).collect()
}

impl Store {
    /// Adds a track.
    ///
    /// # Errors
    /// When meeting, participant, site, person or unit are unknown, or the file belongs to another track.
    pub async fn add_track(&self, track: &TrackRow) -> Result<(), StoreError> {
        sqlx::query(ADD)
            .bind(track.id.as_str())
            .bind(track.meeting.as_str())
            .bind(track.participant.as_str())
            .bind(track.site.as_str())
            .bind(track.speaker.person.as_str())
            .bind(&track.speaker.name)
            .bind(&track.speaker.post)
            .bind(track.speaker.unit.as_str())
            .bind(&track.speaker.unit_name)
            .bind(track.kind.code())
            .bind(&track.file)
            .bind(track.started_at.map(|at| at.0))
            .bind(track.length_ms)
            .bind(track.transcribed_until_ms)
            .bind(track.finished)
            .bind(&track.sha256)
            .bind(track.synthetic)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Notes when the first sample or frame arrived; a later call changes nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn track_started(&self, id: &TrackId, at: Moment) -> Result<(), StoreError> {
        sqlx::query(STARTED).bind(id.as_str()).bind(at.0).execute(&self.pool).await?;
        Ok(())
    }

    /// Notes how much is on disk. Tracks only grow, until they are finished.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn track_grown(&self, id: &TrackId, length_ms: i64) -> Result<(), StoreError> {
        sqlx::query(GROWN).bind(id.as_str()).bind(length_ms).execute(&self.pool).await?;
        Ok(())
    }

    /// Closes a track at its true length, with the SHA-256 (hex) of its file when that was taken.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn finish_track(&self, id: &TrackId, length_ms: i64, sha256: Option<&str>) -> Result<(), StoreError> {
        sqlx::query(FINISHED).bind(id.as_str()).bind(length_ms).bind(sha256).execute(&self.pool).await?;
        Ok(())
    }

    /// Notes up to where words have been drawn from a track; never moves back. For stretches without words; with
    /// words use [`Store::add_final`].
    ///
    /// # Errors
    /// [`StoreError::UnknownTrack`] when there is none.
    pub async fn advance_watermark(&self, id: &TrackId, until_ms: i64) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await?;
        move_watermark(&mut connection, id, until_ms).await
    }

    /// Sound tracks of a meeting that hold more than words have been drawn from.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unwritten(&self, meeting: &MeetingId) -> Result<Vec<TrackRow>, StoreError> {
        read(sqlx::query_as(UNWRITTEN).bind(meeting.as_str()).fetch_all(&self.pool).await?)
    }

    /// The same over all meetings, for the start of the server.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unwritten_anywhere(&self) -> Result<Vec<TrackRow>, StoreError> {
        read(sqlx::query_as(UNWRITTEN_ANYWHERE).fetch_all(&self.pool).await?)
    }

    /// Tracks that were being written when the server stopped, for its start.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unfinished_tracks(&self) -> Result<Vec<TrackRow>, StoreError> {
        read(sqlx::query_as(UNFINISHED).fetch_all(&self.pool).await?)
    }

    /// The tracks behind a transcript, by time; empty when this account may not see the meeting. To play one, ask
    /// [`Store::track_to_play`].
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tracks(
        &self,
        grant: &Grant<act::ReadTranscript>,
        meeting: &MeetingId,
    ) -> Result<Vec<TrackRow>, StoreError> {
        let rows = sqlx::query_as(OF_MEETING)
            .bind(grant.sees_every_meeting())
            .bind(grant.account().unit.as_str())
            .bind(grant.account().person.as_str())
            .bind(meeting.as_str())
            .fetch_all(&self.pool)
            .await?;
        read(rows)
    }

    /// The track, if this account may hear the meeting.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn track_to_play(
        &self,
        grant: &Grant<act::HearRecording>,
        id: &TrackId,
    ) -> Result<Option<TrackRow>, StoreError> {
        let row: Option<TrackColumns> = sqlx::query_as(TO_PLAY)
            .bind(grant.sees_every_meeting())
            .bind(grant.account().unit.as_str())
            .bind(grant.account().person.as_str())
            .bind(id.as_str())
            .fetch_optional(&self.pool)
            .await?;
        row.map(TrackRow::try_from).transpose()
    }
}

/// Moves the watermark of a track forward. Always writes its row, so that in a transaction it also holds the track.
pub(super) async fn move_watermark(
    connection: &mut sqlx::SqliteConnection,
    id: &TrackId,
    until_ms: i64,
) -> Result<(), StoreError> {
    let moved = sqlx::query(WATERMARK).bind(id.as_str()).bind(until_ms).execute(connection).await?;
    if moved.rows_affected() == 1 { Ok(()) } else { Err(StoreError::UnknownTrack(id.clone())) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::{NOW, Sample};
    use super::*;

    #[tokio::test]
    async fn a_track_grows_is_finished_and_stays_as_it_was() {
        let sample = Sample::filled().await;
        let meeting = sample.meeting("m1", NOW).await;
        let mut track = sample.track(&meeting, &sample.head_a, "t1").await;
        let read = async || sample.store.unfinished_tracks().await.unwrap();
        assert_eq!(read().await, [track.clone()]);
        sample.store.track_started(&track.id, NOW).await.unwrap();
        sample.store.track_started(&track.id, NOW.plus(9)).await.unwrap();
        sample.store.track_grown(&track.id, 2000).await.unwrap();
        sample.store.track_grown(&track.id, 1000).await.unwrap();
        (track.started_at, track.length_ms) = (Some(NOW), 2000);
        assert_eq!(read().await, [track.clone()]);
        sample.store.finish_track(&track.id, 2345, Some("ff")).await.unwrap();
        sample.store.track_grown(&track.id, 9999).await.unwrap();
        assert_eq!(read().await, []);
        (track.length_ms, track.finished, track.sha256) = (2345, true, Some("ff".to_owned()));
        let kept = sample.store.tracks(&sample.grant(&sample.secretary), &meeting.id).await.unwrap();
        assert_eq!(kept, [track]);
    }

    #[tokio::test]
    async fn a_track_is_unwritten_until_the_watermark_reaches_its_end_and_never_goes_back() {
        let sample = Sample::filled().await;
        let meeting = sample.meeting("m1", NOW).await;
        let track = sample.track(&meeting, &sample.head_a, "t1").await;
        assert_eq!(sample.store.unwritten(&meeting.id).await.unwrap(), [], "nothing recorded yet");
        sample.store.track_grown(&track.id, 5000).await.unwrap();
        sample.store.advance_watermark(&track.id, 3000).await.unwrap();
        sample.store.advance_watermark(&track.id, 1000).await.unwrap();
        let left = sample.store.unwritten(&meeting.id).await.unwrap();
        assert_eq!(left[0].transcribed_until_ms, 3000);
        assert_eq!(sample.store.unwritten_anywhere().await.unwrap(), left);
        sample.store.advance_watermark(&track.id, 5000).await.unwrap();
        assert_eq!(sample.store.unwritten(&meeting.id).await.unwrap(), []);
        let unknown = sample.store.advance_watermark(&"t9".into(), 1).await;
        assert!(matches!(unknown, Err(StoreError::UnknownTrack(_))));
    }

    #[tokio::test]
    async fn pictures_are_never_unwritten() {
        let sample = Sample::filled().await;
        let meeting = sample.meeting("m1", NOW).await;
        let mut track = sample.track(&meeting, &sample.head_a, "t1").await;
        track.id = "t2".into();
        (track.kind, track.file, track.length_ms) = (TrackKind::Video, "t2.ivf".to_owned(), 4000);
        sample.store.add_track(&track).await.unwrap();
        assert_eq!(sample.store.unwritten(&meeting.id).await.unwrap(), []);
    }

    #[tokio::test]
    async fn only_who_has_the_meeting_gets_its_recordings() {
        let sample = Sample::filled().await;
        let meeting = sample.meeting("m1", NOW).await; // sites: the hall and commune A
        let track = sample.track(&meeting, &sample.head_a, "t1").await;
        for (account, may) in [(&sample.head_a, true), (&sample.chair, true), (&sample.head_b, false)] {
            let played = sample.store.track_to_play(&sample.grant(account), &track.id).await.unwrap();
            assert_eq!(played.is_some(), may, "{}", account.username);
            let listed = sample.store.tracks(&sample.grant(account), &meeting.id).await.unwrap();
            assert_eq!(listed.len(), usize::from(may), "{}", account.username);
        }
    }
}
