//! Words often misheard: counted from corrections, decided on by people.

use std::collections::HashMap;

use sqlx::QueryBuilder;

use super::{Db, Store, StoreError};
use crate::access::{Grant, act};
use crate::clock::Moment;
use crate::id::{MeetingId, UtteranceId};
use crate::misheard::{CorrectedSentence, LearnedWords, MisheardPlace, MisheardWords};
use crate::refusal::Refusal;

/// Pairs in one list at most: those not yet decided on and those corrected most often come first.
const MOST_LISTED: i64 = 500;
/// Pairs the machine goes by at most.
const MOST_LEARNED: i64 = 20_000;
/// Corrected sentences read at once.
const AT_ONCE: i64 = 500;
/// The setting that says up to where corrections were read: a moment and the last sentence of it.
const READ_UNTIL: &str = "misheard.read_until";

statements! {
    /// Sentences corrected by people after `$1` (of that very moment those after `$2`) and before `$3`, each as it was left last.
    CORRECTED = "SELECT u.id, u.spoken, u.written, r.written AS corrected, r.at
        FROM utterance_revisions r JOIN utterances u ON u.id = r.utterance_id
        WHERE (r.at > $1 OR (r.at = $1 AND u.id > $2)) AND r.at < $3
            AND r.number = (SELECT max(last.number) FROM utterance_revisions last WHERE last.utterance_id = u.id)
            AND EXISTS (SELECT 1 FROM accounts a WHERE a.id = r.author_id)
        ORDER BY r.at, u.id LIMIT $4";
    FORGET = "DELETE FROM misheard_places WHERE utterance_id = $1";
    LIST = "SELECT w.heard, w.meant, w.times, d.accepted, d.decided_at, d.decided_name
        FROM (SELECT heard, meant, count(*) AS times, max(at) AS last_at FROM misheard_places GROUP BY heard, meant
            UNION ALL SELECT heard, meant, 0 AS times, decided_at AS last_at FROM misheard_decisions alone
                WHERE NOT EXISTS (SELECT 1 FROM misheard_places p WHERE p.heard = alone.heard AND p.meant = alone.meant)) w
        LEFT JOIN misheard_decisions d ON d.heard = w.heard AND d.meant = w.meant
        ORDER BY CASE WHEN d.accepted IS NULL THEN 0 ELSE 1 END, w.times DESC, w.last_at DESC, w.heard, w.meant LIMIT $1";
    PLACES = concat!("SELECT t.heard, t.meant, t.utterance_id, t.meeting_id, t.title, t.at FROM (
            SELECT p.heard, p.meant, p.utterance_id, u.meeting_id, m.title, p.at,
                ROW_NUMBER() OVER (PARTITION BY p.heard, p.meant ORDER BY p.at DESC, p.utterance_id) AS place
            FROM misheard_places p JOIN utterances u ON u.id = p.utterance_id JOIN meetings m ON m.id = u.meeting_id
            WHERE ", in_scope!(), ") t WHERE t.place <= 3 ORDER BY t.heard, t.meant, t.place");
    KNOWN = "SELECT count(*) FROM (SELECT heard FROM misheard_places WHERE heard = $1 AND meant = $2
        UNION ALL SELECT heard FROM misheard_decisions WHERE heard = $1 AND meant = $2) w";
    /// Of what was heard the machine can make one thing only.
    OTHERS = "DELETE FROM misheard_decisions WHERE heard = $1 AND meant <> $2 AND accepted = TRUE";
    DECIDE = "INSERT INTO misheard_decisions (heard, meant, accepted, decided_at, decided_by, decided_name)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (heard, meant) DO UPDATE SET accepted = excluded.accepted,
            decided_at = excluded.decided_at, decided_by = excluded.decided_by, decided_name = excluded.decided_name";
    TAKE_BACK = "DELETE FROM misheard_decisions WHERE heard = $1 AND meant = $2";
    MARK = "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    LEARNED = "SELECT d.heard, d.meant, (SELECT count(*) FROM misheard_places p
            WHERE p.heard = d.heard AND p.meant = d.meant) AS times
        FROM misheard_decisions d WHERE d.accepted = TRUE ORDER BY d.heard, d.meant LIMIT $1";
}

#[derive(sqlx::FromRow)]
struct CorrectedColumns {
    id: String,
    spoken: String,
    written: String,
    corrected: String,
    at: i64,
}

#[derive(sqlx::FromRow)]
struct ListColumns {
    heard: String,
    meant: String,
    times: i64,
    accepted: Option<bool>,
    decided_at: Option<i64>,
    decided_name: Option<String>,
}

#[derive(sqlx::FromRow)]
struct PlaceColumns {
    heard: String,
    meant: String,
    utterance_id: String,
    meeting_id: String,
    title: String,
    at: i64,
}

fn count(n: i64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Store {
    /// The next sentences that people corrected before `until` and that were not compared yet: at most 500, oldest first. The second value says whether there may be more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn corrections_to_compare(&self, until: Moment) -> Result<(Vec<CorrectedSentence>, bool), StoreError> {
        let (at, id) = self.compared_until().await?;
        let rows: Vec<CorrectedColumns> =
            sqlx::query_as(CORRECTED).bind(at).bind(id).bind(until.0).bind(AT_ONCE).fetch_all(&self.pool).await?;
        let more = count(rows.len() as i64) >= count(AT_ONCE);
        let heard = rows.into_iter().map(|row| CorrectedSentence {
            spoken: row.spoken,
            utterance: UtteranceId(row.id),
            shown: row.written,
            corrected: row.corrected,
            at: Moment(row.at),
        });
        Ok((heard.collect(), more))
    }

    async fn compared_until(&self) -> Result<(i64, String), StoreError> {
        let kept = self.setting(READ_UNTIL).await?.unwrap_or_default();
        let (at, id) = kept.split_once(' ').unwrap_or_default();
        Ok((at.parse().unwrap_or(i64::MIN), id.to_owned()))
    }

    /// Keeps what the corrections of [`Store::corrections_to_compare`] teach: the pairs of each sentence in place of those it
    /// taught before, and how far was read.
    ///
    /// # Errors
    /// When the database fails; nothing is changed then.
    pub async fn keep_misheard(
        &self,
        compared: &[(CorrectedSentence, Vec<(String, String)>)],
    ) -> Result<(), StoreError> {
        let Some((last, _)) = compared.last() else { return Ok(()) };
        let mut tx = self.pool.begin().await?;
        for (sentence, pairs) in compared {
            sqlx::query(FORGET).bind(sentence.utterance.as_str()).execute(&mut *tx).await?;
            if pairs.is_empty() {
                continue;
            }
            let mut insert = QueryBuilder::<Db>::new("INSERT INTO misheard_places (utterance_id, heard, meant, at) ");
            insert.push_values(pairs, |mut row, (heard, meant)| {
                row.push_bind(sentence.utterance.as_str()).push_bind(heard).push_bind(meant).push_bind(sentence.at.0);
            });
            insert.push(" ON CONFLICT (utterance_id, heard, meant) DO NOTHING");
            insert.build().execute(&mut *tx).await?;
        }
        sqlx::query(MARK).bind(READ_UNTIL).bind(format!("{} {}", last.at.0, last.utterance)).execute(&mut *tx).await?;
        Ok(tx.commit().await?)
    }

    /// The words often misheard: those not decided on first, then by how often; at most 500.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn misheard(&self, grant: &Grant<act::CorrectTranscript>) -> Result<Vec<MisheardWords>, StoreError> {
        let rows: Vec<ListColumns> = sqlx::query_as(LIST).bind(MOST_LISTED).fetch_all(&self.pool).await?;
        let places: Vec<PlaceColumns> = sqlx::query_as(PLACES)
            .bind(grant.sees_every_meeting())
            .bind(grant.account().unit.as_str())
            .bind(grant.account().person.as_str())
            .fetch_all(&self.pool)
            .await?;
        let mut by_words: HashMap<(String, String), Vec<MisheardPlace>> = HashMap::new();
        for row in places {
            by_words.entry((row.heard, row.meant)).or_default().push(MisheardPlace {
                utterance: UtteranceId(row.utterance_id),
                meeting: MeetingId(row.meeting_id),
                meeting_title: row.title,
                at: Moment(row.at),
            });
        }
        let listed = rows.into_iter().map(|row| {
            let key = (row.heard, row.meant);
            MisheardWords {
                places: by_words.remove(&key).unwrap_or_default(),
                heard: key.0,
                meant: key.1,
                times: count(row.times),
                accepted: row.accepted,
                decided_by: row.decided_name.unwrap_or_default(),
                decided_at: row.decided_at.map(Moment),
            }
        });
        Ok(listed.collect())
    }

    /// Decides that the machine writes `meant` for `heard` from now on, or that it never does; none takes the decision back.
    /// Accepting one meaning of what was heard takes back another.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when nobody corrected it so; when the database fails.
    pub async fn decide_misheard(
        &self,
        grant: &Grant<act::CorrectTranscript>,
        heard: &str,
        meant: &str,
        accepted: Option<bool>,
        now: Moment,
    ) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        let known: i64 = sqlx::query_scalar(KNOWN).bind(heard).bind(meant).fetch_one(&mut *tx).await?;
        if known == 0 {
            return Err(Refusal::NotFound.into());
        }
        if accepted == Some(true) {
            sqlx::query(OTHERS).bind(heard).bind(meant).execute(&mut *tx).await?;
        }
        match accepted {
            Some(accepted) => {
                sqlx::query(DECIDE)
                    .bind(heard)
                    .bind(meant)
                    .bind(accepted)
                    .bind(now.0)
                    .bind(grant.account().id.as_str())
                    .bind(&grant.account().name)
                    .execute(&mut *tx)
                    .await?;
            }
            None => {
                sqlx::query(TAKE_BACK).bind(heard).bind(meant).execute(&mut *tx).await?;
            }
        }
        Ok(tx.commit().await?)
    }

    /// What the machine writes from now on: the accepted pairs. For the server's own work.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn learned_words(&self) -> Result<Vec<LearnedWords>, StoreError> {
        let rows: Vec<(String, String, i64)> = sqlx::query_as(LEARNED).bind(MOST_LEARNED).fetch_all(&self.pool).await?;
        Ok(rows.into_iter().map(|(heard, meant, times)| LearnedWords { heard, meant, times: count(times) }).collect())
    }

    /// The right words of the accepted pairs, each once: hints for an engine that takes some.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn words_to_listen_for(&self) -> Result<Vec<String>, StoreError> {
        let mut words: Vec<String> = self.learned_words().await?.into_iter().map(|pair| pair.meant).collect();
        words.sort();
        words.dedup();
        Ok(words)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::{NOW, Sample};
    use super::*;

    /// Three sentences of an engine, the first two corrected.
    async fn corrected() -> (Sample, Vec<UtteranceId>) {
        let sample = Sample::filled().await;
        let meeting = sample.meeting("m1", NOW).await;
        let track = sample.track(&meeting, &sample.head_a, "t1").await;
        let mut ids = Vec::new();
        for n in 0..3 {
            let said = sample.utterance(&track, n * 2000, n * 2000 + 1000);
            sample.store.add_final(&said, n * 2000 + 1000).await.unwrap();
            ids.push(said.id);
        }
        let grant = sample.grant(&sample.secretary);
        for (n, id) in ids.iter().take(2).enumerate() {
            sample.store.revise(&grant, id, "Xã Thạnh Cao.", 0, NOW.plus(n as i64)).await.unwrap();
        }
        (sample, ids)
    }

    fn pair() -> (String, String) {
        ("thạch cao".to_owned(), "Thạnh Cao".to_owned())
    }

    async fn learn(sample: &Sample, until: Moment) -> usize {
        let (sentences, _) = sample.store.corrections_to_compare(until).await.unwrap();
        let compared: Vec<_> = sentences.into_iter().map(|one| (one, vec![pair()])).collect();
        sample.store.keep_misheard(&compared).await.unwrap();
        compared.len()
    }

    #[tokio::test]
    async fn what_people_corrected_is_counted_once_for_each_sentence() {
        let (sample, ids) = corrected().await;
        assert_eq!(learn(&sample, NOW.plus(10)).await, 2);
        assert_eq!(learn(&sample, NOW.plus(10)).await, 0, "read once");
        let grant = sample.grant(&sample.secretary);
        sample.store.revise(&grant, &ids[0], "Xã Thạnh Cao nhé.", 1, NOW.plus(20)).await.unwrap();
        assert_eq!(learn(&sample, NOW.plus(30)).await, 1, "corrected again, it is compared again");
        let listed = sample.store.misheard(&grant).await.unwrap();
        assert_eq!((listed.len(), listed[0].times, listed[0].accepted), (1, 2, None));
        assert_eq!((listed[0].places.len(), &listed[0].places[0].utterance), (2, &ids[0]));
        assert!(sample.store.learned_words().await.unwrap().is_empty(), "nothing is used before a person said so");
    }

    #[tokio::test]
    async fn only_what_a_person_accepted_is_used_and_a_decision_can_be_taken_back() {
        let (sample, _) = corrected().await;
        learn(&sample, NOW.plus(10)).await;
        let grant = sample.grant(&sample.secretary);
        let decide =
            async |meant: &str, accepted| sample.store.decide_misheard(&grant, "thạch cao", meant, accepted, NOW).await;
        decide("Thạnh Cao", Some(true)).await.unwrap();
        let learned = sample.store.learned_words().await.unwrap();
        assert_eq!(
            (learned[0].heard.as_str(), learned[0].meant.as_str(), learned[0].times),
            ("thạch cao", "Thạnh Cao", 2)
        );
        assert_eq!(sample.store.words_to_listen_for().await.unwrap(), ["Thạnh Cao"]);
        decide("Thạnh Cao", Some(false)).await.unwrap();
        assert!(sample.store.learned_words().await.unwrap().is_empty());
        assert_eq!(sample.store.misheard(&grant).await.unwrap()[0].accepted, Some(false));
        decide("Thạnh Cao", None).await.unwrap();
        assert_eq!(sample.store.misheard(&grant).await.unwrap()[0].accepted, None);
        let unknown = decide("Thạnh Lao", Some(true)).await;
        assert!(matches!(unknown, Err(StoreError::Refused(Refusal::NotFound))), "{unknown:?}");
    }

    #[tokio::test]
    async fn of_two_meanings_the_one_accepted_last_is_used() {
        let (sample, _) = corrected().await;
        let (sentences, _) = sample.store.corrections_to_compare(NOW.plus(10)).await.unwrap();
        let other = ("thạch cao".to_owned(), "Thạch Cầu".to_owned());
        let compared: Vec<_> = sentences.into_iter().zip([vec![pair()], vec![other]]).collect();
        sample.store.keep_misheard(&compared).await.unwrap();
        let grant = sample.grant(&sample.secretary);
        for meant in ["Thạnh Cao", "Thạch Cầu"] {
            sample.store.decide_misheard(&grant, "thạch cao", meant, Some(true), NOW).await.unwrap();
        }
        assert_eq!(sample.store.words_to_listen_for().await.unwrap(), ["Thạch Cầu"]);
        assert_eq!(sample.store.misheard(&grant).await.unwrap().len(), 2);
    }
}
