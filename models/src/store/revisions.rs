//! Corrections of what was heard (đính chính lời nói): a layer beside the machine's words, append-only (the database
//! refuses anything else).

use super::error::is_duplicate;
use super::{Store, StoreError};
use crate::access::{Grant, act};
use crate::clock::Moment;
use crate::id::UtteranceId;
use crate::refusal::Refusal;

statements! {
    /// Number of the newest revision of an utterance the account may see.
    NEWEST = concat!("SELECT COALESCE((SELECT max(r.number) FROM utterance_revisions r WHERE r.utterance_id = u.id), 0)
        FROM utterances u JOIN meetings m ON m.id = u.meeting_id
        WHERE ", in_scope!(), " AND u.id = $4");
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
