//! Who spoke, as a person says it (xác định người nói): a layer beside the recording, append-only (the database refuses
//! anything else).

use std::collections::HashMap;

use sqlx::QueryBuilder;

use super::error::is_duplicate;
use super::speakers::SpeakerColumns;
use super::{Db, Store, StoreError};
use crate::access::{Grant, act};
use crate::clock::Moment;
use crate::id::{MeetingId, PersonId, UnitId, UtteranceId};
use crate::naming::{TurnEdge, TurnMark};
use crate::refusal::Refusal;
use crate::utterance::Speaker;

/// Rows of one INSERT: nine values each stay below what a statement may bind.
const BATCH: usize = 100;

statements! {
    MARKS = concat!("SELECT w.utterance_id, w.number, w.edge, w.at, w.author_name,
            w.speaker_id AS named_id, w.speaker_name AS named_name, w.speaker_post AS named_post,
            w.unit_id AS named_unit_id, w.unit_name AS named_unit_name,
            u.speaker_id, u.speaker_name, u.speaker_post, u.unit_id, u.unit_name
        FROM turn_revisions w
        JOIN utterances u ON u.id = w.utterance_id
        JOIN meetings m ON m.id = u.meeting_id
        WHERE w.number = (SELECT max(last.number) FROM turn_revisions last WHERE last.utterance_id = u.id)
            AND ", in_scope!(), " AND m.id = $4 ORDER BY u.began_at, u.t0, u.id");
    /// Every sentence of meeting `$4` that the account may see, with its newest number.
    NUMBERS = concat!("SELECT u.id, COALESCE((SELECT max(w.number) FROM turn_revisions w WHERE w.utterance_id = u.id), 0)
        FROM utterances u JOIN meetings m ON m.id = u.meeting_id
        WHERE ", in_scope!(), " AND m.id = $4");
}

/// What is said about one sentence, from its revision `base` on.
#[derive(Clone, Debug)]
pub struct TurnRevision {
    /// The sentence.
    pub utterance: UtteranceId,
    /// The revision it was said from.
    pub base: u32,
    /// Who spoke; none: whoever was recorded.
    pub speaker: Option<Speaker>,
    /// Where the turn begins.
    pub edge: TurnEdge,
}

#[derive(sqlx::FromRow)]
struct MarkColumns {
    utterance_id: String,
    number: i64,
    edge: String,
    at: i64,
    author_name: String,
    named_id: Option<String>,
    named_name: Option<String>,
    named_post: Option<String>,
    named_unit_id: Option<String>,
    named_unit_name: Option<String>,
    #[sqlx(flatten)]
    recorded: SpeakerColumns,
}

impl TryFrom<MarkColumns> for TurnMark {
    type Error = StoreError;

    fn try_from(row: MarkColumns) -> Result<Self, StoreError> {
        let recorded: Speaker = row.recorded.into();
        let speaker = row.named_id.map(|person| Speaker {
            person: PersonId(person),
            name: row.named_name.unwrap_or_default(),
            post: row.named_post.unwrap_or_default(),
            unit: row.named_unit_id.map_or_else(|| recorded.unit.clone(), UnitId),
            unit_name: row.named_unit_name.unwrap_or_default(),
        });
        Ok(Self {
            utterance: UtteranceId(row.utterance_id),
            revision: u32::try_from(row.number).unwrap_or(u32::MAX),
            speaker,
            recorded,
            edge: TurnEdge::from_code(&row.edge).ok_or(StoreError::Unreadable { column: "turn_revisions.edge" })?,
            at: Moment(row.at),
            by: row.author_name,
        })
    }
}

impl Store {
    /// What people said about the speakers of a meeting, the newest for each sentence, by time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn turn_marks(
        &self,
        grant: &Grant<act::ReadTranscript>,
        meeting: &MeetingId,
    ) -> Result<Vec<TurnMark>, StoreError> {
        let rows: Vec<MarkColumns> = sqlx::query_as(MARKS)
            .bind(grant.sees_every_meeting())
            .bind(grant.account().unit.as_str())
            .bind(grant.account().person.as_str())
            .bind(meeting.as_str())
            .fetch_all(&self.pool)
            .await?;
        rows.into_iter().map(TurnMark::try_from).collect()
    }

    /// Keeps who spoke, all of it or nothing.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for a sentence that is not of this meeting or not to be seen by this account,
    /// [`Refusal::ChangedMeanwhile`] when somebody said otherwise since.
    pub async fn revise_turns(
        &self,
        grant: &Grant<act::CorrectTranscript>,
        meeting: &MeetingId,
        revisions: &[TurnRevision],
        at: Moment,
    ) -> Result<(), StoreError> {
        let account = grant.account();
        let mut tx = self.pool.begin().await?;
        let rows: Vec<(String, i64)> = sqlx::query_as(NUMBERS)
            .bind(grant.sees_every_meeting())
            .bind(account.unit.as_str())
            .bind(account.person.as_str())
            .bind(meeting.as_str())
            .fetch_all(&mut *tx)
            .await?;
        let numbers: HashMap<String, i64> = rows.into_iter().collect();
        for revision in revisions {
            let newest = numbers.get(revision.utterance.as_str()).ok_or(Refusal::NotFound)?;
            if *newest != i64::from(revision.base) {
                return Err(Refusal::ChangedMeanwhile.into());
            }
        }
        for batch in revisions.chunks(BATCH) {
            let mut insert = QueryBuilder::<Db>::new(
                "INSERT INTO turn_revisions (utterance_id, number, speaker_id, speaker_name, speaker_post, unit_id,
                    unit_name, edge, at, author_id, author_name) ",
            );
            insert.push_values(batch, |mut row, revision| {
                let speaker = revision.speaker.as_ref();
                row.push_bind(revision.utterance.as_str())
                    .push_bind(i64::from(revision.base) + 1)
                    .push_bind(speaker.map(|one| one.person.as_str()))
                    .push_bind(speaker.map(|one| one.name.as_str()))
                    .push_bind(speaker.map(|one| one.post.as_str()))
                    .push_bind(speaker.map(|one| one.unit.as_str()))
                    .push_bind(speaker.map(|one| one.unit_name.as_str()))
                    .push_bind(revision.edge.code())
                    .push_bind(at.0)
                    .push_bind(account.id.as_str())
                    .push_bind(account.name.as_str());
            });
            match insert.build().execute(&mut *tx).await {
                Ok(_) => {}
                Err(error) if is_duplicate(&error) => return Err(Refusal::ChangedMeanwhile.into()),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(tx.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::{NOW, Sample};
    use super::*;

    #[tokio::test]
    async fn who_spoke_is_what_is_read_and_the_recording_keeps_its_own() {
        let sample = Sample::filled().await;
        let meeting = sample.meeting("m1", NOW).await;
        let track = sample.track(&meeting, &sample.head_a, "t1").await;
        let said = [sample.utterance(&track, 0, 1000), sample.utterance(&track, 2000, 3000)];
        for one in &said {
            sample.store.add_final(one, one.t1).await.unwrap();
        }
        let (grant, read) = (sample.grant(&sample.secretary), sample.grant(&sample.secretary));
        let guest = Speaker {
            person: crate::naming::identity_of_name("Hồ Văn Ơn"),
            name: "Hồ Văn Ơn".into(),
            ..said[0].speaker.clone()
        };
        let revision = |n: usize, base, speaker: Option<&Speaker>, edge| TurnRevision {
            utterance: said[n].id.clone(),
            base,
            speaker: speaker.cloned(),
            edge,
        };
        let both = [revision(0, 0, Some(&guest), TurnEdge::Begins), revision(1, 0, Some(&guest), TurnEdge::AsRecorded)];
        sample.store.revise_turns(&grant, &meeting.id, &both, NOW).await.unwrap();
        let names = async || -> Vec<String> {
            let transcript = sample.store.transcript(&read, &meeting.id).await.unwrap();
            transcript.into_iter().map(|one| one.speaker.name).collect()
        };
        assert_eq!(names().await, ["Hồ Văn Ơn", "Hồ Văn Ơn"]);
        // Back to the recording, of one sentence; of two at once, one of which is older, none.
        sample
            .store
            .revise_turns(&grant, &meeting.id, &[revision(1, 1, None, TurnEdge::AsRecorded)], NOW)
            .await
            .unwrap();
        let late = sample
            .store
            .revise_turns(&grant, &meeting.id, &[revision(0, 1, None, TurnEdge::Joins), both[1].clone()], NOW)
            .await;
        assert!(matches!(late, Err(StoreError::Refused(Refusal::ChangedMeanwhile))), "{late:?}");
        assert_eq!(names().await, ["Hồ Văn Ơn".to_owned(), said[1].speaker.name.clone()]);
        let marks = sample.store.turn_marks(&read, &meeting.id).await.unwrap();
        assert_eq!(
            marks.iter().map(|mark| (mark.revision, mark.edge)).collect::<Vec<_>>(),
            [(1, TurnEdge::Begins), (2, TurnEdge::AsRecorded)]
        );
        assert_eq!((&marks[0].recorded, &marks[0].by), (&said[0].speaker, &sample.secretary.name));
        let other =
            sample.store.revise_turns(&grant, &"m-khac".into(), &[revision(0, 1, None, TurnEdge::Joins)], NOW).await;
        assert!(matches!(other, Err(StoreError::Refused(Refusal::NotFound))), "{other:?}");
        assert!(sample.try_execute("UPDATE turn_revisions SET edge = 'joins'").await.is_err());
        assert!(sample.try_execute("DELETE FROM turn_revisions").await.is_err());
    }
}
