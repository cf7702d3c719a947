//! Removing the content of a meeting for good: what must not lie on a machine in a network (Law 117/2025/QH15 on state
//! secrets) and was said or written by mistake. What stays is that the meeting took place, who was there, and the tombstone.

use super::{Store, StoreError};
use crate::access::{Grant, act};
use crate::clock::Moment;
use crate::id::MeetingId;
use crate::refusal::Refusal;

/// What a meeting is called whose content was removed: a title can hold what must go.
pub const PURGED_TITLE: &str = "Cuộc họp đã xóa nội dung";

/// What is to be removed, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PurgeOrder {
    /// Which.
    pub meeting: MeetingId,
    /// Why, without the content itself.
    pub reason: String,
}

/// What a purge leaves behind (dấu vết xóa).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tombstone {
    /// Whose content was removed.
    pub meeting: MeetingId,
    /// When.
    pub at: Moment,
    /// By whom.
    pub actor_name: String,
    /// Why.
    pub reason: String,
    /// Whether the files are gone too.
    pub done: bool,
}

statements! {
    /// Takes the right to write at once, so that what is decided on is what is removed.
    HOLD = "BEGIN IMMEDIATE";
    STATE = "SELECT m.state,
            EXISTS (SELECT 1 FROM purges p WHERE p.meeting_id = m.id) AS purged,
            EXISTS (SELECT 1 FROM legal_holds h WHERE h.meeting_id = m.id) AS held,
            EXISTS (SELECT 1 FROM minutes_versions v WHERE v.meeting_id = m.id AND v.state = 'issued')
                OR EXISTS (SELECT 1 FROM papers g WHERE g.meeting_id = m.id AND g.kind = 'conclusion' AND g.state = 'issued')
                AS issued
        FROM meetings m WHERE m.id = $1";
    FILES = "SELECT file FROM tracks WHERE meeting_id = $1 AND removed_at IS NULL ORDER BY file";
    BEGIN = "INSERT INTO purges (meeting_id, at, actor_id, actor_name, reason, files) VALUES ($1, $2, $3, $4, $5, $6)";
    TURNS = "DELETE FROM turn_revisions WHERE utterance_id IN (SELECT id FROM utterances WHERE meeting_id = $1)";
    REHEARINGS = "DELETE FROM utterance_rehearings WHERE utterance_id IN (SELECT id FROM utterances WHERE meeting_id = $1)";
    NOTICES = "DELETE FROM notices WHERE directive_id IN (SELECT id FROM directives WHERE meeting_id = $1)";
    PAPER_EVENTS = "DELETE FROM paper_events WHERE paper_id IN (SELECT id FROM papers WHERE meeting_id = $1)";
    PAPER_VERSIONS = "DELETE FROM paper_versions WHERE paper_id IN (SELECT id FROM papers WHERE meeting_id = $1)";
    PAPERS = "DELETE FROM papers WHERE meeting_id = $1";
    VERDICTS = "DELETE FROM review_decisions WHERE comment_id IN (SELECT id FROM review_comments WHERE meeting_id = $1)";
    COMMENTS = "DELETE FROM review_comments WHERE meeting_id = $1";
    REVIEW = "DELETE FROM review_events WHERE meeting_id = $1";
    REVISIONS = "DELETE FROM utterance_revisions WHERE utterance_id IN (SELECT id FROM utterances WHERE meeting_id = $1)";
    EVENTS = "DELETE FROM directive_events WHERE directive_id IN (SELECT id FROM directives WHERE meeting_id = $1)";
    CO_UNITS = "DELETE FROM directive_co_units WHERE directive_id IN (SELECT id FROM directives WHERE meeting_id = $1)";
    DIRECTIVES = "DELETE FROM directives WHERE meeting_id = $1";
    PARENTS = "DELETE FROM directive_parents WHERE meeting_id = $1";
    PROPOSALS = "DELETE FROM proposals WHERE meeting_id = $1";
    UTTERANCES = "DELETE FROM utterances WHERE meeting_id = $1";
    TRACKS = "DELETE FROM tracks WHERE meeting_id = $1";
    VERSIONS = "DELETE FROM minutes_versions WHERE meeting_id = $1";
    UPDATES = "DELETE FROM minutes_updates WHERE meeting_id = $1";
    MINUTES = "DELETE FROM minutes WHERE meeting_id = $1";
    VOTES = "DELETE FROM votes WHERE meeting_id = $1";
    AGENDA = "DELETE FROM agenda_items WHERE meeting_id = $1";
    /// One that was never held is over too: nothing of it could be recorded any more.
    TITLE = "UPDATE meetings SET title = $2, state = 'ended', ended_at = COALESCE(ended_at, $3) WHERE id = $1";
    UNDER_WAY = "SELECT meeting_id, files FROM purges WHERE done_at IS NULL ORDER BY at";
    DONE = "UPDATE purges SET done_at = $2, files = '[]' WHERE meeting_id = $1 AND done_at IS NULL";
    TOMBSTONES = "SELECT meeting_id, at, actor_name, reason, done_at FROM purges ORDER BY at DESC, meeting_id LIMIT 500";
    /// SQLite's own: what was there before the removal also lies in the write-ahead log until that is emptied.
    EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)";
}

/// What is removed, in the order in which rows point at each other. A table that comes to hold content gets a line here.
const CONTENT: [&str; 22] = [
    TURNS,
    REHEARINGS,
    REVISIONS,
    NOTICES,
    EVENTS,
    CO_UNITS,
    DIRECTIVES,
    PARENTS,
    PROPOSALS,
    UTTERANCES,
    TRACKS,
    PAPER_EVENTS,
    PAPER_VERSIONS,
    PAPERS,
    VERDICTS,
    COMMENTS,
    REVIEW,
    VERSIONS,
    UPDATES,
    MINUTES,
    VOTES,
    AGENDA,
];

impl Store {
    /// Removes everything that was said, decided and written in a meeting, in one transaction; answers the recordings whose
    /// files are to be removed next (then [`Store::purge_done`]). The meeting itself, its sites and who was there stay.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::PurgeLive`] for a meeting in progress, [`Refusal::PurgeIssued`] when its minutes have a
    /// number of the register, [`Refusal::PurgeOnHold`], [`Refusal::PurgeDone`]; nothing is changed then.
    pub async fn purge(
        &self,
        grant: &Grant<act::KeepRecords>,
        order: &PurgeOrder,
        now: Moment,
    ) -> Result<Vec<String>, StoreError> {
        let meeting = order.meeting.as_str();
        let mut tx = self.pool.begin_with(HOLD).await?;
        let found: Option<(String, bool, bool, bool)> =
            sqlx::query_as(STATE).bind(meeting).fetch_optional(&mut *tx).await?;
        match found {
            None => return Err(Refusal::NotFound.into()),
            Some((_, true, _, _)) => return Err(Refusal::PurgeDone.into()),
            Some((state, ..)) if state == "live" => return Err(Refusal::PurgeLive.into()),
            Some((_, _, true, _)) => return Err(Refusal::PurgeOnHold.into()),
            Some((_, _, _, true)) => return Err(Refusal::PurgeIssued.into()),
            Some(_) => {}
        }
        let files: Vec<String> = sqlx::query_scalar(FILES).bind(meeting).fetch_all(&mut *tx).await?;
        sqlx::query(BEGIN)
            .bind(meeting)
            .bind(now.0)
            .bind(grant.account().id.as_str())
            .bind(&grant.account().name)
            .bind(&order.reason)
            .bind(serde_json::json!(files).to_string())
            .execute(&mut *tx)
            .await?;
        for removal in CONTENT {
            sqlx::query(removal).bind(meeting).execute(&mut *tx).await?;
        }
        sqlx::query(TITLE).bind(meeting).bind(PURGED_TITLE).bind(now.0).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(files)
    }

    /// Purges whose files may still be there, with the files: one was cut off by the end of the server.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn purges_under_way(&self) -> Result<Vec<(MeetingId, Vec<String>)>, StoreError> {
        let rows: Vec<(String, String)> = sqlx::query_as(UNDER_WAY).fetch_all(&self.pool).await?;
        rows.into_iter()
            .map(|(meeting, files)| {
                let files =
                    serde_json::from_str(&files).map_err(|_| StoreError::Unreadable { column: "purges.files" })?;
                Ok((MeetingId(meeting), files))
            })
            .collect()
    }

    /// Closes a purge whose files are gone, and empties the log of what was there before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn purge_done(&self, meeting: &MeetingId, now: Moment) -> Result<(), StoreError> {
        sqlx::query(DONE).bind(meeting.as_str()).bind(now.0).execute(&self.pool).await?;
        sqlx::query(EMPTY_LOG).execute(&self.pool).await?;
        Ok(())
    }

    /// What purges left behind, the latest first; 500 at most.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tombstones(&self, _: &Grant<act::KeepRecords>) -> Result<Vec<Tombstone>, StoreError> {
        let rows: Vec<(String, i64, String, String, Option<i64>)> =
            sqlx::query_as(TOMBSTONES).fetch_all(&self.pool).await?;
        let read = |(meeting, at, actor_name, reason, done): (String, i64, String, String, Option<i64>)| Tombstone {
            meeting: MeetingId(meeting),
            at: Moment(at),
            actor_name,
            reason,
            done: done.is_some(),
        };
        Ok(rows.into_iter().map(read).collect())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::{NOW, Sample};
    use super::*;

    async fn said(sample: &Sample) -> MeetingId {
        let meeting = sample.meeting("m1", NOW).await;
        let track = sample.track(&meeting, &sample.head_a, "t1").await;
        let mut secret = sample.utterance(&track, 0, 1000);
        secret.written = "chuyệnkhôngđượcghi".to_owned();
        sample.store.add_final(&secret, 1000).await.unwrap();
        sample.execute("UPDATE meetings SET state = 'ended' WHERE id = 'm1'").await;
        meeting.id
    }

    fn order(meeting: &MeetingId) -> PurgeOrder {
        PurgeOrder { meeting: meeting.clone(), reason: "Ghi nhầm".to_owned() }
    }

    fn bytes_say(sample: &Sample, word: &str) -> bool {
        std::fs::read_dir(sample.folder()).unwrap().any(|file| {
            let bytes = std::fs::read(file.unwrap().path()).unwrap_or_default();
            bytes.windows(word.len()).any(|window| window == word.as_bytes())
        })
    }

    #[tokio::test]
    async fn nothing_of_what_was_said_is_left_in_any_byte_of_the_database() {
        let sample = Sample::filled().await;
        let meeting = said(&sample).await;
        assert!(bytes_say(&sample, "chuyệnkhôngđượcghi"));
        let grant = sample.grant(&sample.admin);
        let files = sample.store.purge(&grant, &order(&meeting), NOW).await.unwrap();
        assert_eq!(files.len(), 1);
        assert_eq!(sample.store.purges_under_way().await.unwrap(), [(meeting.clone(), files)]);
        sample.store.purge_done(&meeting, NOW).await.unwrap();
        assert!(!bytes_say(&sample, "chuyệnkhôngđượcghi"), "also not in freed pages or the write-ahead log");
        assert!(sample.store.purges_under_way().await.unwrap().is_empty());
        let left = sample.store.tombstones(&grant).await.unwrap();
        assert_eq!((left[0].reason.as_str(), left[0].done, left[0].at), ("Ghi nhầm", true, NOW));
        let kept = sample.store.meeting_for_room(&meeting).await.unwrap().unwrap();
        assert_eq!(kept.title, PURGED_TITLE);
        assert!(!kept.sites.is_empty());
    }

    #[tokio::test]
    async fn a_meeting_in_progress_issued_held_or_purged_before_is_refused_and_left_as_it_was() {
        let sample = Sample::filled().await;
        let meeting = said(&sample).await;
        let grant = sample.grant(&sample.admin);
        let refused = async || match sample.store.purge(&grant, &order(&meeting), NOW).await {
            Err(StoreError::Refused(refusal)) => refusal,
            other => panic!("{other:?}"),
        };
        sample.execute("UPDATE meetings SET state = 'live' WHERE id = 'm1'").await;
        assert_eq!(refused().await, Refusal::PurgeLive);
        sample.execute("UPDATE meetings SET state = 'ended' WHERE id = 'm1'").await;
        sample.store.hold(&grant, &meeting, Some("Thanh tra"), NOW).await.unwrap();
        assert_eq!(refused().await, Refusal::PurgeOnHold);
        sample.store.hold(&grant, &meeting, None, NOW).await.unwrap();
        assert_eq!(sample.store.last_finals(&meeting, 9).await.unwrap().len(), 1);
        sample.store.purge(&grant, &order(&meeting), NOW).await.unwrap();
        assert_eq!(refused().await, Refusal::PurgeDone);
        let nothing = sample.store.purge(&grant, &order(&"none".into()), NOW).await;
        assert!(matches!(nothing, Err(StoreError::Refused(Refusal::NotFound))));
    }

    #[tokio::test]
    async fn a_meeting_whose_title_or_agenda_must_go_is_not_held_any_more() {
        let sample = Sample::filled().await;
        let meeting = sample.meeting("m1", NOW).await;
        sample.execute("UPDATE meetings SET state = 'scheduled' WHERE id = 'm1'").await;
        sample.store.purge(&sample.grant(&sample.admin), &order(&meeting.id), NOW).await.unwrap();
        let after = sample.store.meeting_for_room(&meeting.id).await.unwrap().unwrap();
        assert_eq!((after.state, after.ended_at), (crate::meeting::MeetingState::Ended, Some(NOW)));
    }

    #[tokio::test]
    async fn without_a_purge_under_way_the_guards_hold_and_after_one_nothing_comes_back() {
        let sample = Sample::filled().await;
        let meeting = said(&sample).await;
        sample.store.begin_minutes(&meeting, &[], &[0, 0], NOW).await.unwrap();
        assert!(sample.try_execute("DELETE FROM minutes_updates").await.is_err());
        let track = sample.track(&sample.meeting("m2", NOW).await, &sample.head_a, "t2").await;
        let grant = sample.grant(&sample.admin);
        sample.store.purge(&grant, &order(&meeting), NOW).await.unwrap();
        sample.store.purge_done(&meeting, NOW).await.unwrap();
        assert!(sample.store.begin_minutes(&meeting, &[], &[0, 0], NOW).await.is_err(), "a draft that was still made");
        assert!(!sample.store.is_undrafted(&meeting).await.unwrap());
        assert!(sample.try_execute("DELETE FROM purges").await.is_err());
        sample.store.add_final(&sample.utterance(&track, 0, 1000), 1000).await.unwrap();
    }
}
