//! The sentences that proposals and directives rest on.

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

statements! {
    OF_MEETING = sources!("WHERE ", in_scope!(), " AND m.id = $4");
    /// Identifiers stand in quotes in the list, so that none is found inside another.
    OF_DIRECTIVE = sources!("JOIN directives d ON d.meeting_id = m.id
        WHERE d.id = $4 AND replace(d.utterances, '\"' || u.id || '\"', '') <> d.utterances AND ", directive_in_scope!());
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
