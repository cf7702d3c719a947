//! How long recordings are kept: which are due for removal by the rule, which are held back, what was removed.
//!
//! Only sound and picture come and go by a rule. Minutes, directives and transcripts are records of the authority and stay.

use std::collections::HashMap;

use super::{Store, StoreError, TrackKind};
use crate::access::{Grant, act};
use crate::clock::Moment;
use crate::id::{MeetingId, TrackId};

/// Recordings that are looked at in one go.
const MOST: i64 = 5000;
/// Meetings on the page.
const MOST_MEETINGS: i64 = 500;

/// A meeting as whoever keeps the records sees it: nothing of what was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptMeeting {
    /// Which.
    pub id: MeetingId,
    /// Its title.
    pub title: String,
    /// When.
    pub starts_at: Moment,
    /// Its state, as kept.
    pub state: String,
    /// Recordings whose files are there.
    pub recordings: u32,
    /// Whether its minutes are issued.
    pub issued: bool,
}

/// A meeting held back from removal (giữ lại).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldMeeting {
    /// Since when.
    pub at: Moment,
    /// By whom.
    pub actor_name: String,
    /// Why.
    pub reason: String,
}

/// A recording that the rule removes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueRecording {
    /// Which.
    pub track: TrackId,
    /// Its meeting.
    pub meeting: MeetingId,
    /// Title of the meeting.
    pub title: String,
    /// When that was.
    pub starts_at: Moment,
    /// The file, relative to the data folder.
    pub file: String,
}

statements! {
    MEETINGS = "SELECT m.id, m.title, m.starts_at, m.state,
            (SELECT COUNT(*) FROM tracks t WHERE t.meeting_id = m.id AND t.removed_at IS NULL) AS recordings,
            EXISTS (SELECT 1 FROM minutes_versions v WHERE v.meeting_id = m.id AND v.state = 'issued') AS issued
        FROM meetings m ORDER BY m.starts_at DESC, m.id LIMIT $1";
    HOLDS = "SELECT meeting_id, at, actor_name, reason FROM legal_holds";
    HOLD = "INSERT INTO legal_holds (meeting_id, at, actor_id, actor_name, reason) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (meeting_id) DO UPDATE SET at = excluded.at, actor_id = excluded.actor_id,
            actor_name = excluded.actor_name, reason = excluded.reason";
    LIFT = "DELETE FROM legal_holds WHERE meeting_id = $1";
    /// What nobody has written down yet stays, and so does everything of a meeting without issued minutes.
    DUE = "SELECT t.id, t.meeting_id, m.title, m.starts_at, t.file FROM tracks t JOIN meetings m ON m.id = t.meeting_id
        WHERE t.kind = $1 AND t.removed_at IS NULL AND t.finished
            AND (t.kind <> 'audio' OR t.transcribed_until_ms >= t.length_ms)
            AND EXISTS (SELECT 1 FROM minutes_versions v
                WHERE v.meeting_id = m.id AND v.state = 'issued' AND v.at <= $2)
            AND NOT EXISTS (SELECT 1 FROM minutes_versions v
                WHERE v.meeting_id = m.id AND v.state = 'issued' AND v.at > $2)
            AND NOT EXISTS (SELECT 1 FROM legal_holds h WHERE h.meeting_id = m.id)
        ORDER BY m.starts_at, m.id, t.id LIMIT $3";
    REMOVED = "UPDATE tracks SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM legal_holds h WHERE h.meeting_id = tracks.meeting_id)";
}

impl Store {
    /// Meetings, the latest first, 500 at most.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn kept_meetings(&self, _: &Grant<act::KeepRecords>) -> Result<Vec<KeptMeeting>, StoreError> {
        let rows: Vec<(String, String, i64, String, i64, bool)> =
            sqlx::query_as(MEETINGS).bind(MOST_MEETINGS).fetch_all(&self.pool).await?;
        let read = |(id, title, starts_at, state, recordings, issued): (String, String, i64, String, i64, bool)| {
            let recordings = u32::try_from(recordings).unwrap_or(0);
            KeptMeeting { id: MeetingId(id), title, starts_at: Moment(starts_at), state, recordings, issued }
        };
        Ok(rows.into_iter().map(read).collect())
    }

    /// Meetings held back, by identity.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn holds(&self, _: &Grant<act::KeepRecords>) -> Result<HashMap<MeetingId, HeldMeeting>, StoreError> {
        let rows: Vec<(String, i64, String, String)> = sqlx::query_as(HOLDS).fetch_all(&self.pool).await?;
        let read = |(id, at, actor_name, reason): (String, i64, String, String)| {
            (MeetingId(id), HeldMeeting { at: Moment(at), actor_name, reason })
        };
        Ok(rows.into_iter().map(read).collect())
    }

    /// Holds a meeting back from every removal, for that reason; without one it is let go.
    ///
    /// # Errors
    /// When there is no such meeting, or the database fails.
    pub async fn hold(
        &self,
        grant: &Grant<act::KeepRecords>,
        meeting: &MeetingId,
        reason: Option<&str>,
        now: Moment,
    ) -> Result<(), StoreError> {
        let query = match reason {
            None => sqlx::query(LIFT).bind(meeting.as_str()),
            Some(reason) => sqlx::query(HOLD)
                .bind(meeting.as_str())
                .bind(now.0)
                .bind(grant.account().id.as_str())
                .bind(&grant.account().name)
                .bind(reason),
        };
        query.execute(&self.pool).await?;
        Ok(())
    }

    /// Recordings of a kind whose meeting's minutes were issued at `issued_before` or earlier: what the rule removes.
    /// 5000 at most. The server's own work.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn due_recordings(
        &self,
        kind: TrackKind,
        issued_before: Moment,
    ) -> Result<Vec<DueRecording>, StoreError> {
        let rows: Vec<(String, String, String, i64, String)> =
            sqlx::query_as(DUE).bind(kind.code()).bind(issued_before.0).bind(MOST).fetch_all(&self.pool).await?;
        let read = |(track, meeting, title, starts_at, file): (String, String, String, i64, String)| DueRecording {
            track: TrackId(track),
            meeting: MeetingId(meeting),
            title,
            starts_at: Moment(starts_at),
            file,
        };
        Ok(rows.into_iter().map(read).collect())
    }

    /// Notes that the file of a recording is to go; false when the meeting was held back meanwhile. The line stays.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn recording_removed(&self, track: &TrackId, now: Moment) -> Result<bool, StoreError> {
        let noted = sqlx::query(REMOVED).bind(track.as_str()).bind(now.0).execute(&self.pool).await?;
        Ok(noted.rows_affected() == 1)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::{NOW, Sample};
    use super::*;

    /// A meeting of one recording that is finished and written down, with minutes issued at `at`.
    async fn issued(sample: &Sample, id: &str, at: Moment) -> (MeetingId, TrackId) {
        let meeting = sample.meeting(id, NOW).await;
        let track = sample.track(&meeting, &sample.head_a, &format!("t-{id}")).await;
        sample.store.finish_track(&track.id, 1200, None).await.unwrap();
        let done = format!("UPDATE tracks SET transcribed_until_ms = length_ms WHERE id = '{}'", track.id.as_str());
        sample.execute(&done).await;
        sample.store.begin_minutes(&meeting.id, &[], &[0, 0], NOW).await.unwrap();
        let account = sample.admin.id.as_str();
        let version = format!(
            "INSERT INTO minutes_versions (meeting_id, number, state, at, author_id, author_name, sha256, content)
            VALUES ('{id}', 1, 'issued', {}, '{account}', '', '', '{{}}')",
            at.0
        );
        sample.execute(&version).await;
        (meeting.id, track.id)
    }

    async fn due(sample: &Sample) -> Vec<TrackId> {
        let list = sample.store.due_recordings(TrackKind::Audio, NOW).await.unwrap();
        list.into_iter().map(|due| due.track).collect()
    }

    #[tokio::test]
    async fn only_what_is_issued_long_enough_and_written_down_is_due() {
        let sample = Sample::filled().await;
        let (_, old) = issued(&sample, "m1", NOW).await;
        issued(&sample, "m2", NOW.plus(1)).await;
        let unissued = sample.meeting("m3", NOW).await;
        let track = sample.track(&unissued, &sample.head_a, "t3").await;
        sample.store.finish_track(&track.id, 1200, None).await.unwrap();
        let (_, unwritten) = issued(&sample, "m4", NOW).await;
        let undone = format!("UPDATE tracks SET transcribed_until_ms = 5 WHERE id = '{}'", unwritten.as_str());
        sample.execute(&undone).await;
        assert_eq!(due(&sample).await, std::slice::from_ref(&old));
        assert!(sample.store.due_recordings(TrackKind::Video, NOW).await.unwrap().is_empty());
        assert!(sample.store.recording_removed(&old, NOW).await.unwrap());
        assert!(due(&sample).await.is_empty(), "once");
        let kept = sample.store.kept_meetings(&sample.grant(&sample.admin)).await.unwrap();
        let left: HashMap<_, _> = kept.iter().map(|one| (one.id.as_str(), (one.recordings, one.issued))).collect();
        assert_eq!((left["m1"], left["m2"], left["m3"]), ((0, true), (1, true), (1, false)));
    }

    #[tokio::test]
    async fn what_is_held_back_is_not_due_until_it_is_let_go() {
        let sample = Sample::filled().await;
        let grant = sample.grant(&sample.admin);
        let (meeting, track) = issued(&sample, "m1", NOW).await;
        sample.store.hold(&grant, &meeting, Some("Thanh tra"), NOW).await.unwrap();
        assert!(due(&sample).await.is_empty());
        assert!(!sample.store.recording_removed(&track, NOW).await.unwrap(), "held back after the list was made");
        let held = sample.store.holds(&grant).await.unwrap();
        assert_eq!(held[&meeting].reason, "Thanh tra");
        sample.store.hold(&grant, &meeting, None, NOW).await.unwrap();
        assert_eq!(due(&sample).await, [track]);
    }
}
