//! Second hearings (nghe lại bằng máy): what an engine heard later in stretches that were heard before. Where the words
//! differ they become a revision in the name of the meeting's secretary; what a person corrected is never touched.

use super::error::is_duplicate;
use super::{Store, StoreError};
use crate::clock::Moment;
use crate::id::{AccountId, MeetingId, TrackId, UtteranceId};
use crate::refusal::Refusal;
use crate::utterance::Word;

/// Who the revisions of a second hearing are by, as readers see it.
pub const HEARD_AGAIN: &str = "nghe lại bằng máy";

/// A condition: a person corrected utterance `u`.
macro_rules! corrected_by_hand {
    () => {
        "EXISTS (SELECT 1 FROM utterance_revisions r WHERE r.utterance_id = u.id AND NOT EXISTS
            (SELECT 1 FROM utterance_rehearings h WHERE h.utterance_id = r.utterance_id AND h.number = r.number))"
    };
}

statements! {
    /// What engine `$2` has not heard again in meeting `$1` and no person corrected.
    TO_HEAR = concat!("SELECT u.id, u.track_id, t.file, u.t0, u.t1 FROM utterances u JOIN tracks t ON t.id = u.track_id
        WHERE u.meeting_id = $1 AND t.kind = 'audio' AND t.length_ms > 0
            AND NOT EXISTS (SELECT 1 FROM utterance_rehearings d WHERE d.utterance_id = u.id AND d.engine = $2)
            AND NOT ", corrected_by_hand!(), " ORDER BY u.track_id, u.t0, u.id");
    /// Utterances of a meeting, those heard again by engine `$2`, those a person corrected.
    COUNTS = concat!("SELECT count(*) AS whole,
            COALESCE(sum(CASE WHEN EXISTS (SELECT 1 FROM utterance_rehearings d
                WHERE d.utterance_id = u.id AND d.engine = $2) THEN 1 ELSE 0 END), 0) AS heard_again,
            COALESCE(sum(CASE WHEN ", corrected_by_hand!(), " THEN 1 ELSE 0 END), 0) AS corrected
        FROM utterances u WHERE u.meeting_id = $1");
    RESPONSIBLE = "SELECT a.id FROM accounts a JOIN meetings m ON m.secretary_id = a.person_id WHERE m.id = $1
        ORDER BY a.created_at, a.id LIMIT 1";
    /// The words that stand for utterance `$1` now, unless a person wrote them.
    STANDING = concat!("SELECT COALESCE(n.written, u.written) AS written, COALESCE(n.number, 0) AS number
        FROM utterances u
        LEFT JOIN utterance_revisions n ON n.utterance_id = u.id AND n.number =
            (SELECT max(last.number) FROM utterance_revisions last WHERE last.utterance_id = u.id)
        WHERE u.id = $1 AND NOT ", corrected_by_hand!());
    REVISE = "INSERT INTO utterance_revisions (utterance_id, number, written, at, author_id, author_name)
        VALUES ($1, $2, $3, $4, $5, $6)";
    HEARD = "INSERT INTO utterance_rehearings (utterance_id, at, number, engine, spoken, words, confidence)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
}

/// A stretch that may be heard again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The utterance.
    pub id: UtteranceId,
    /// Its recording.
    pub track: TrackId,
    /// The file of it, relative to the data folder.
    pub file: String,
    /// Beginning in the track, milliseconds.
    pub t0: i64,
    /// End in the track, milliseconds.
    pub t1: i64,
}

/// How far a second hearing is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct RehearingCounts {
    /// Utterances of the meeting.
    pub whole: i64,
    /// Of them heard again by this engine.
    pub heard_again: i64,
    /// Corrected by a person, and therefore left alone.
    pub corrected: i64,
}

/// What was heard this time.
#[derive(Clone, Debug, PartialEq)]
pub struct Reheard {
    /// The engine's words.
    pub spoken: String,
    /// As an office writes them.
    pub written: String,
    /// Word by word, times in the track.
    pub words: Vec<Word>,
    /// 0 to 1.
    pub confidence: f32,
    /// `engine/model`.
    pub engine: String,
}

/// What became of a second hearing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rehearing {
    /// The words are others now.
    Changed,
    /// The words were the same.
    Same,
    /// A person corrected them meanwhile: they stay.
    Corrected,
}

impl Store {
    /// What that engine (`engine/model`) may hear again in a meeting, by track and time: what it has not heard and no person
    /// corrected.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn to_hear_again(&self, meeting: &MeetingId, engine: &str) -> Result<Vec<Stretch>, StoreError> {
        let rows: Vec<(String, String, String, i64, i64)> =
            sqlx::query_as(TO_HEAR).bind(meeting.as_str()).bind(engine).fetch_all(&self.pool).await?;
        let stretch = |(id, track, file, t0, t1)| Stretch { id: UtteranceId(id), track: TrackId(track), file, t0, t1 };
        Ok(rows.into_iter().map(stretch).collect())
    }

    /// How far that engine is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rehearing(&self, meeting: &MeetingId, engine: &str) -> Result<RehearingCounts, StoreError> {
        Ok(sqlx::query_as(COUNTS).bind(meeting.as_str()).bind(engine).fetch_one(&self.pool).await?)
    }

    /// The account that answers for a meeting's words: its secretary's; none when the secretary has no account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn responsible_for_words(&self, meeting: &MeetingId) -> Result<Option<AccountId>, StoreError> {
        let id: Option<String> =
            sqlx::query_scalar(RESPONSIBLE).bind(meeting.as_str()).fetch_optional(&self.pool).await?;
        Ok(id.map(AccountId))
    }

    /// Keeps what was heard this time, as a revision in that account's name where it says something else.
    ///
    /// # Errors
    /// [`Refusal::ChangedMeanwhile`] when somebody corrected in the same moment; nothing is kept then.
    pub async fn add_rehearing(
        &self,
        utterance: &UtteranceId,
        heard: &Reheard,
        author: &AccountId,
        at: Moment,
    ) -> Result<Rehearing, StoreError> {
        let mut tx = self.pool.begin().await?;
        let standing: Option<(String, i64)> =
            sqlx::query_as(STANDING).bind(utterance.as_str()).fetch_optional(&mut *tx).await?;
        let Some((written, newest)) = standing else { return Ok(Rehearing::Corrected) };
        let changed = written != heard.written && !heard.written.is_empty();
        let number = if changed { newest + 1 } else { 0 };
        if changed {
            let added = sqlx::query(REVISE)
                .bind(utterance.as_str())
                .bind(number)
                .bind(&heard.written)
                .bind(at.0)
                .bind(author.as_str())
                .bind(HEARD_AGAIN)
                .execute(&mut *tx)
                .await;
            match added {
                Err(error) if is_duplicate(&error) => return Err(Refusal::ChangedMeanwhile.into()),
                other => other?,
            };
        }
        sqlx::query(HEARD)
            .bind(utterance.as_str())
            .bind(at.0)
            .bind(number)
            .bind(&heard.engine)
            .bind(&heard.spoken)
            .bind(serde_json::to_string(&heard.words).expect("words are plain JSON"))
            .bind(f64::from(heard.confidence))
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(if changed { Rehearing::Changed } else { Rehearing::Same })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::{NOW, Sample};
    use super::*;
    use crate::meeting::Meeting;
    use crate::utterance::Utterance;

    async fn held() -> (Sample, Meeting, Utterance, Utterance) {
        let sample = Sample::filled().await;
        let meeting = sample.meeting("m1", NOW).await;
        let track = sample.track(&meeting, &sample.head_a, "t1").await;
        let (first, second) = (sample.utterance(&track, 0, 1000), sample.utterance(&track, 2000, 3000));
        for said in [&first, &second] {
            sample.store.add_final(said, said.t1).await.unwrap();
        }
        sample.execute("UPDATE tracks SET length_ms = 3000").await;
        (sample, meeting, first, second)
    }

    fn heard(written: &str, engine: &str) -> Reheard {
        let words = vec![Word { t0: 100, t1: 900, text: "nghe".to_owned(), p: 0.9 }];
        Reheard {
            spoken: "nghe".to_owned(),
            written: written.to_owned(),
            words,
            confidence: 0.9,
            engine: engine.to_owned(),
        }
    }

    #[tokio::test]
    async fn a_second_hearing_is_what_is_read_with_its_words_and_its_engine() {
        let (sample, meeting, first, second) = held().await;
        let store = &sample.store;
        let author = store.responsible_for_words(&meeting.id).await.unwrap().unwrap();
        assert_eq!(author, sample.secretary.id);
        assert_eq!(store.to_hear_again(&meeting.id, "b/b").await.unwrap().len(), 2);
        assert_eq!(
            store.add_rehearing(&first.id, &heard("Nghe.", "b/b"), &author, NOW).await.unwrap(),
            Rehearing::Changed
        );
        assert_eq!(
            store.add_rehearing(&second.id, &heard("Nghe rõ.", "b/b"), &author, NOW).await.unwrap(),
            Rehearing::Same
        );
        let read = store.transcript(&sample.grant(&sample.head_a), &meeting.id).await.unwrap();
        assert_eq!(
            (read[0].written.as_str(), read[0].spoken.as_str(), read[0].engine.as_str()),
            ("Nghe.", "nghe", "b/b")
        );
        assert_eq!((read[0].revision, read[0].corrected_by.as_deref(), read[0].words.len()), (1, Some(HEARD_AGAIN), 1));
        assert_eq!(read[1], second, "what was heard alike is as it was");
        assert!(store.to_hear_again(&meeting.id, "b/b").await.unwrap().is_empty(), "it goes on where it stopped");
        let counts = RehearingCounts { whole: 2, heard_again: 2, corrected: 0 };
        assert_eq!(store.rehearing(&meeting.id, "b/b").await.unwrap(), counts);
        assert_eq!(store.to_hear_again(&meeting.id, "c/c").await.unwrap().len(), 2, "another engine may hear again");
    }

    #[tokio::test]
    async fn what_a_person_corrected_is_never_touched() {
        let (sample, meeting, first, second) = held().await;
        let (store, grant) = (&sample.store, sample.grant(&sample.secretary));
        store.revise(&grant, &first.id, "Nghe rất rõ.", 0, NOW).await.unwrap();
        let left: Vec<_> = store.to_hear_again(&meeting.id, "b/b").await.unwrap().into_iter().map(|s| s.id).collect();
        assert_eq!(left, std::slice::from_ref(&second.id));
        let tried = store.add_rehearing(&first.id, &heard("Khác.", "b/b"), &sample.secretary.id, NOW).await.unwrap();
        assert_eq!(tried, Rehearing::Corrected);
        // A correction of what was heard again counts as a person's too.
        store.add_rehearing(&second.id, &heard("Nghe.", "b/b"), &sample.secretary.id, NOW).await.unwrap();
        store.revise(&grant, &second.id, "Nghe đây.", 1, NOW).await.unwrap();
        assert!(store.to_hear_again(&meeting.id, "c/c").await.unwrap().is_empty());
        let read = store.transcript(&sample.grant(&sample.head_a), &meeting.id).await.unwrap();
        assert_eq!(read.iter().map(|u| u.written.as_str()).collect::<Vec<_>>(), ["Nghe rất rõ.", "Nghe đây."]);
        assert_eq!(store.rehearing(&meeting.id, "b/b").await.unwrap().corrected, 2);
    }

    #[tokio::test]
    async fn silence_erases_nothing_and_hearings_are_never_changed() {
        let (sample, meeting, first, _) = held().await;
        let nothing = Reheard { words: vec![], ..heard("", "b/b") };
        let kept = sample.store.add_rehearing(&first.id, &nothing, &sample.secretary.id, NOW).await.unwrap();
        assert_eq!(kept, Rehearing::Same);
        let read = sample.store.transcript(&sample.grant(&sample.head_a), &meeting.id).await.unwrap();
        assert_eq!(read[0], first);
        assert!(sample.try_execute("UPDATE utterance_rehearings SET spoken = 'khác'").await.is_err());
        assert!(sample.try_execute("DELETE FROM utterance_rehearings").await.is_err());
    }
}
