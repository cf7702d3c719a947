//! The sentences that proposals and directives rest on.

use std::collections::HashMap;

use super::{Store, StoreError};
use crate::access::{Grant, act};
use crate::clock::Moment;
use crate::id::{DirectiveId, MeetingId, TrackId, UtteranceId};

/// A sentence that something rests on, as it is read today, and where it can be heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The sentence.
    pub utterance: UtteranceId,
    /// Who said it.
    pub speaker_name: String,
    /// In what post.
    pub speaker_post: String,
    /// When.
    pub began_at: Moment,
    /// The words.
    pub written: String,
    /// The recording.
    pub track: TrackId,
    /// Beginning in it, milliseconds.
    pub t0: i64,
    /// End in it, milliseconds.
    pub t1: i64,
    /// Its file, relative to the data folder.
    pub file: String,
}

macro_rules! sources {
    ($($rest:tt)+) => {
        concat!(
            "SELECT u.id, ", speaker!(), ", u.began_at, COALESCE(r.written, u.written) AS written,
                u.track_id, u.t0, u.t1, t.file
            FROM utterances u
            JOIN tracks t ON t.id = u.track_id
            JOIN meetings m ON m.id = u.meeting_id
            LEFT JOIN utterance_revisions r ON r.utterance_id = u.id AND r.number =
                (SELECT max(last.number) FROM utterance_revisions last WHERE last.utterance_id = u.id) ", named!(),
            $($rest)+,
            " ORDER BY u.began_at, u.t0, u.id"
        )
    };
}

/// Directives asked for at once at most.
pub const MOST_ORDERED: usize = 20;

/// As many parameters, after those of the scope.
macro_rules! twenty {
    () => {
        "$4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23"
    };
}

statements! {
    OF_MEETING = sources!("WHERE ", in_scope!(), " AND m.id = $4");
    /// Identifiers stand in quotes in the list, so that none is found inside another.
    OF_DIRECTIVE = sources!("JOIN directives d ON d.meeting_id = m.id
        WHERE d.id = $4 AND replace(d.utterances, '\"' || u.id || '\"', '') <> d.utterances AND ", directive_in_scope!());
    /// The words of these directives and the sentences they rest on.
    ORDERED = concat!("SELECT d.id, d.quote, d.utterances FROM directives d JOIN meetings m ON m.id = d.meeting_id
        WHERE d.id IN (", twenty!(), ") AND ", directive_in_scope!());
    SENTENCES = sources!("WHERE ", in_scope!(), " AND u.id IN (", twenty!(), ")");
}

#[derive(sqlx::FromRow)]
struct SourceColumns {
    id: String,
    speaker_name: String,
    speaker_post: String,
    began_at: i64,
    written: String,
    track_id: String,
    t0: i64,
    t1: i64,
    file: String,
}

impl From<SourceColumns> for Source {
    fn from(row: SourceColumns) -> Self {
        Self {
            utterance: UtteranceId(row.id),
            speaker_name: row.speaker_name,
            speaker_post: row.speaker_post,
            began_at: Moment(row.began_at),
            written: row.written,
            track: TrackId(row.track_id),
            t0: row.t0,
            t1: row.t1,
            file: row.file,
        }
    }
}

impl Store {
    /// The sentences of a meeting, by time, without their words one by one; none when this account may not see it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn meeting_sources(
        &self,
        grant: &Grant<act::SeeDirectives>,
        meeting: &MeetingId,
    ) -> Result<Vec<Source>, StoreError> {
        self.sources(OF_MEETING, grant, meeting.as_str()).await
    }

    /// The sentences a directive rests on, by time; none when this account may not see the directive.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn directive_sources(
        &self,
        grant: &Grant<act::SeeDirectives>,
        directive: &DirectiveId,
    ) -> Result<Vec<Source>, StoreError> {
        self.sources(OF_DIRECTIVE, grant, directive.as_str()).await
    }

    /// What was said when each of these directives was ordered: the quote, and the sentence it stands in where this account
    /// may see its meeting. Of the first [`MOST_ORDERED`] only; what the account may not see is left out.
    ///
    /// # Errors
    /// When the database fails or holds something unreadable.
    pub async fn ordering_sentences(
        &self,
        grant: &Grant<act::SeeFigures>,
        directives: &[DirectiveId],
    ) -> Result<HashMap<DirectiveId, (String, Option<Source>)>, StoreError> {
        macro_rules! of_these {
            ($statement:ident, $ids:expr) => {{
                let mut query = sqlx::query_as($statement)
                    .bind(grant.sees_every_meeting())
                    .bind(grant.account().unit.as_str())
                    .bind(grant.account().person.as_str());
                for at in 0..MOST_ORDERED {
                    query = query.bind($ids.get(at).map(|id| id.as_str()));
                }
                query.fetch_all(&self.pool).await?
            }};
        }
        let ordered: Vec<(String, String, String)> = of_these!(ORDERED, directives);
        let mut first: Vec<UtteranceId> = Vec::with_capacity(ordered.len());
        let mut of: Vec<(DirectiveId, String, Option<UtteranceId>)> = Vec::with_capacity(ordered.len());
        for (id, quote, said) in ordered {
            let said: Vec<UtteranceId> =
                serde_json::from_str(&said).map_err(|_| StoreError::Unreadable { column: "directives.utterances" })?;
            let said = said.into_iter().next();
            first.extend(said.clone());
            of.push((DirectiveId(id), quote, said));
        }
        let sentences: Vec<SourceColumns> = of_these!(SENTENCES, first);
        let sentences: HashMap<UtteranceId, Source> =
            sentences.into_iter().map(|row| (UtteranceId(row.id.clone()), Source::from(row))).collect();
        let told = of.into_iter().map(|(id, quote, said)| {
            let sentence = said.and_then(|said| sentences.get(&said).cloned());
            (id, (quote, sentence))
        });
        Ok(told.collect())
    }

    async fn sources(
        &self,
        statement: &'static str,
        grant: &Grant<act::SeeDirectives>,
        id: &str,
    ) -> Result<Vec<Source>, StoreError> {
        let rows: Vec<SourceColumns> = sqlx::query_as(statement)
            .bind(grant.sees_every_meeting())
            .bind(grant.account().unit.as_str())
            .bind(grant.account().person.as_str())
            .bind(id)
            .fetch_all(&self.pool)
            .await?;
        Ok(rows.into_iter().map(Source::from).collect())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sample::{NOW, Sample};

    #[tokio::test]
    async fn the_sentence_of_an_order_is_told_to_who_sees_its_meeting_and_only_the_quote_to_its_lead() {
        let sample = Sample::filled().await;
        let meeting = sample.meeting("m", NOW).await;
        let track = sample.track(&meeting, &sample.chair, "t").await;
        let mut said = sample.utterance(&track, 2000, 4500);
        said.id = "w".into();
        sample.store.add_final(&said, 4500).await.unwrap();
        let order = sample.order(&["u-xa-b"]);
        let edit = sample.grant(&sample.secretary);
        let made = sample.store.add_directive(&edit, &meeting.id, &["w".into()], order, NOW).await.unwrap();
        let told = sample.store.ordering_sentences(&sample.grant(&sample.chair), &made).await.unwrap();
        let (quote, sentence) = &told[&made[0]];
        assert_eq!((quote.as_str(), sentence.as_ref().map(|said| said.t0)), ("Nghe rõ.", Some(2000)));
        let told = sample.store.ordering_sentences(&sample.grant(&sample.head_b), &made).await.unwrap();
        assert_eq!(told[&made[0]], ("Nghe rõ.".to_owned(), None));
        let told = sample.store.ordering_sentences(&sample.grant(&sample.head_a), &["other".into()]).await.unwrap();
        assert!(told.is_empty());
    }
}
