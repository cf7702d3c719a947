//! Corrections of what was heard (đính chính lời nói): a layer beside the machine's words, append-only (the database
//! refuses anything else).

use std::collections::HashMap;

use sqlx::QueryBuilder;

use super::error::is_duplicate;
use super::{Db, Store, StoreError};
use crate::access::{Grant, act};
use crate::clock::Moment;
use crate::id::{MeetingId, UtteranceId};
use crate::refusal::Refusal;

/// Rows of one INSERT: six values each stay below what a statement may bind.
const BATCH: usize = 150;

/// A sentence corrected together with others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentenceRevision {
    /// The utterance.
    pub utterance: UtteranceId,
    /// What was really said.
    pub written: String,
    /// The revision it was made from.
    pub base: u32,
}

statements! {
    /// Number of the newest revision of an utterance the account may see.
    NEWEST = concat!("SELECT COALESCE((SELECT max(r.number) FROM utterance_revisions r WHERE r.utterance_id = u.id), 0)
        FROM utterances u JOIN meetings m ON m.id = u.meeting_id
        WHERE ", in_scope!(), " AND u.id = $4");
    /// Every utterance of meeting `$4` that the account may see, with the number of its newest revision.
    NUMBERS = concat!("SELECT u.id, COALESCE((SELECT max(r.number) FROM utterance_revisions r WHERE r.utterance_id = u.id), 0)
        FROM utterances u JOIN meetings m ON m.id = u.meeting_id
        WHERE ", in_scope!(), " AND m.id = $4");
    REVISE = "INSERT INTO utterance_revisions (utterance_id, number, written, at, author_id, author_name)
        VALUES ($1, $2, $3, $4, $5, $6)";
}

impl Store {
    /// Keeps what was really said, made from revision `base`; answers the number of the new revision.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when there is no such utterance for this account, [`Refusal::ChangedMeanwhile`] when
    /// somebody corrected it since `base`.
    pub async fn revise(
        &self,
        grant: &Grant<act::CorrectTranscript>,
        utterance: &UtteranceId,
        written: &str,
        base: u32,
        at: Moment,
    ) -> Result<u32, StoreError> {
        let account = grant.account();
        let newest: Option<i64> = sqlx::query_scalar(NEWEST)
            .bind(grant.sees_every_meeting())
            .bind(account.unit.as_str())
            .bind(account.person.as_str())
            .bind(utterance.as_str())
            .fetch_optional(&self.pool)
            .await?;
        if newest.ok_or(Refusal::NotFound)? != i64::from(base) {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        let number = base.saturating_add(1);
        let added = sqlx::query(REVISE)
            .bind(utterance.as_str())
            .bind(i64::from(number))
            .bind(written)
            .bind(at.0)
            .bind(account.id.as_str())
            .bind(&account.name)
            .execute(&self.pool)
            .await;
        match added {
            Ok(_) => Ok(number),
            // Somebody was faster by a moment: each number is given once.
            Err(error) if is_duplicate(&error) => Err(Refusal::ChangedMeanwhile.into()),
            Err(error) => Err(error.into()),
        }
    }

    /// Keeps corrections of several sentences of one meeting at once. Those that somebody corrected since their base are
    /// left as they are; answers which ones.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for a sentence that is not of this meeting or not to be seen by this account, with nothing
    /// kept; [`Refusal::ChangedMeanwhile`] when somebody was faster by a moment.
    pub async fn revise_many(
        &self,
        grant: &Grant<act::CorrectTranscript>,
        meeting: &MeetingId,
        revisions: &[SentenceRevision],
        at: Moment,
    ) -> Result<Vec<UtteranceId>, StoreError> {
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
        let (mut fresh, mut clashed) = (Vec::new(), Vec::new());
        for revision in revisions {
            match numbers.get(revision.utterance.as_str()) {
                None => return Err(Refusal::NotFound.into()),
                Some(newest) if *newest == i64::from(revision.base) => fresh.push(revision),
                Some(_) => clashed.push(revision.utterance.clone()),
            }
        }
        for batch in fresh.chunks(BATCH) {
            let mut insert = QueryBuilder::<Db>::new(
                "INSERT INTO utterance_revisions (utterance_id, number, written, at, author_id, author_name) ",
            );
            insert.push_values(batch, |mut row, revision| {
                row.push_bind(revision.utterance.as_str())
                    .push_bind(i64::from(revision.base) + 1)
                    .push_bind(revision.written.as_str())
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
        tx.commit().await?;
        Ok(clashed)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::{NOW, Sample};
    use super::*;
    use crate::meeting::Meeting;
    use crate::utterance::Utterance;

    async fn heard() -> (Sample, Meeting, Utterance) {
        let sample = Sample::filled().await;
        let meeting = sample.meeting("m1", NOW).await;
        let track = sample.track(&meeting, &sample.head_a, "t1").await;
        let said = sample.utterance(&track, 0, 1000);
        sample.store.add_final(&said, 1000).await.unwrap();
        (sample, meeting, said)
    }

    #[tokio::test]
    async fn a_correction_is_what_is_read_and_the_machine_s_words_stay() {
        let (sample, meeting, said) = heard().await;
        let grant = sample.grant(&sample.secretary);
        assert_eq!(sample.store.revise(&grant, &said.id, "Nghe rất rõ.", 0, NOW).await.unwrap(), 1);
        assert_eq!(sample.store.revise(&grant, &said.id, "Nghe rõ lắm.", 1, NOW).await.unwrap(), 2);
        let read = sample.store.transcript(&sample.grant(&sample.head_a), &meeting.id).await.unwrap();
        let expected = Utterance {
            written: "Nghe rõ lắm.".to_owned(),
            revision: 2,
            corrected_by: Some(sample.secretary.name.clone()),
            ..said
        };
        assert_eq!(read, [expected]);
        assert!(sample.try_execute("UPDATE utterance_revisions SET written = 'khác'").await.is_err());
        assert!(sample.try_execute("DELETE FROM utterance_revisions").await.is_err());
    }

    #[tokio::test]
    async fn sentences_corrected_together_leave_those_that_others_corrected_meanwhile() {
        let (sample, meeting, said) = heard().await;
        let track = sample.track(&meeting, &sample.head_b, "t2").await;
        let other = sample.utterance(&track, 2000, 3000);
        sample.store.add_final(&other, 3000).await.unwrap();
        let grant = sample.grant(&sample.secretary);
        sample.store.revise(&grant, &other.id, "Của người khác.", 0, NOW).await.unwrap();
        let to =
            |id: &UtteranceId| SentenceRevision {
                utterance: id.clone(), written: "Xã Cam Thành.".to_owned(), base: 0
            };
        let both = [to(&said.id), to(&other.id)];
        assert_eq!(
            sample.store.revise_many(&grant, &meeting.id, &both, NOW).await.unwrap(),
            std::slice::from_ref(&other.id)
        );
        let read = sample.store.transcript(&sample.grant(&sample.head_a), &meeting.id).await.unwrap();
        let written: Vec<(&str, u32)> = read.iter().map(|one| (one.written.as_str(), one.revision)).collect();
        assert_eq!(written, [("Xã Cam Thành.", 1), ("Của người khác.", 1)]);
        // One that is not of the meeting: nothing of the rest is kept either.
        let strange = [SentenceRevision { base: 1, ..to(&said.id) }, to(&"u-khong-co".into())];
        let refused = sample.store.revise_many(&grant, &meeting.id, &strange, NOW).await;
        assert!(matches!(refused, Err(StoreError::Refused(Refusal::NotFound))), "{refused:?}");
        let again = sample.store.transcript(&sample.grant(&sample.head_a), &meeting.id).await.unwrap();
        assert_eq!(again, read);
    }

    #[tokio::test]
    async fn of_two_who_correct_the_same_words_the_second_is_told() {
        let (sample, _, said) = heard().await;
        let grant = sample.grant(&sample.secretary);
        sample.store.revise(&grant, &said.id, "Một.", 0, NOW).await.unwrap();
        let second = sample.store.revise(&grant, &said.id, "Hai.", 0, NOW).await;
        assert!(matches!(second, Err(StoreError::Refused(Refusal::ChangedMeanwhile))), "{second:?}");
        let unknown = sample.store.revise(&grant, &"u-khong-co".into(), "Ba.", 0, NOW).await;
        assert!(matches!(unknown, Err(StoreError::Refused(Refusal::NotFound))), "{unknown:?}");
    }

    #[tokio::test]
    async fn corrections_made_at_once_are_one_after_the_other_or_refused() {
        let (sample, _, said) = heard().await;
        let mut tasks = Vec::new();
        for n in 0..8 {
            let (store, grant, id) = (sample.store.clone(), sample.grant(&sample.secretary), said.id.clone());
            tasks.push(tokio::spawn(async move { store.revise(&grant, &id, &format!("Lần {n}."), 0, NOW).await }));
        }
        let mut kept = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(number) => kept += number,
                Err(error) => assert!(matches!(error, StoreError::Refused(Refusal::ChangedMeanwhile)), "{error:?}"),
            }
        }
        assert_eq!(kept, 1);
    }
}
