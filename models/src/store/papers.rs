//! Invitations and notices: their text as it is written, what was done with them, and their frozen versions. Events and
//! versions are only added (the database refuses anything else).

pub(super) mod rows;

use std::collections::HashMap;

use super::{Store, StoreError};
use crate::access::{Grant, act};
use crate::clock::Moment;
use crate::id::{MeetingId, PaperId};
use crate::paper::{Paper, PaperContent, PaperEvent, PaperKind, PaperVersion};

use rows::{EventColumns, PaperColumns, VersionColumns};

/// Papers `p` of meetings `m` that the asking account may read: before they are issued, only whoever works on them.
macro_rules! readable {
    ($what:literal, $($rest:tt)+) => {
        concat!("SELECT ", $what, " FROM papers p JOIN meetings m ON m.id = p.meeting_id WHERE ", in_scope!(),
            " AND ($1 OR m.chair_id = $3 OR m.secretary_id = $3 OR p.state IN ('issued', 'recalled')) ", $($rest)+)
    };
}

statements! {
    OF_MEETING = readable!("p.id, p.meeting_id, p.state, p.content, p.revision, p.corrects_id",
        "AND m.id = $4 ORDER BY p.created_at, p.id");
    ONE = readable!("p.id, p.meeting_id, p.state, p.content, p.revision, p.corrects_id", "AND p.id = $4");
    /// The first day each kind was issued, of meetings called for between `$4` and `$5`.
    ISSUED_ON = concat!("SELECT p.meeting_id, v.kind, min(v.issued_on) AS issued_on
        FROM paper_versions v JOIN papers p ON p.id = v.paper_id JOIN meetings m ON m.id = p.meeting_id
        WHERE ", in_scope!(), " AND v.state = 'issued' AND p.state <> 'recalled' AND m.starts_at BETWEEN $4 AND $5
        GROUP BY p.meeting_id, v.kind");
    EVENTS = "SELECT at, step, author_name, note FROM paper_events WHERE paper_id = $1 ORDER BY seq";
    VERSIONS = "SELECT number, state, at, author_name, sha256 FROM paper_versions WHERE paper_id = $1 ORDER BY number DESC";
    VERSION = "SELECT content FROM paper_versions WHERE paper_id = $1 AND number = $2";
}

/// A paper with its text and its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPaper {
    /// Which, and where it stands.
    pub paper: Paper,
    /// The text of now.
    pub content: PaperContent,
    /// What was done, oldest first.
    pub events: Vec<PaperEvent>,
    /// Frozen versions, newest first.
    pub versions: Vec<PaperVersion>,
}

impl Store {
    /// The papers of a meeting that this account may read, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn papers(&self, grant: &Grant<act::ReadMinutes>, meeting: &MeetingId) -> Result<Vec<Paper>, StoreError> {
        let rows: Vec<PaperColumns> = sqlx::query_as(OF_MEETING)
            .bind(grant.sees_every_meeting())
            .bind(grant.account().unit.as_str())
            .bind(grant.account().person.as_str())
            .bind(meeting.as_str())
            .fetch_all(&self.pool)
            .await?;
        rows.into_iter().map(|row| row.read().map(|(paper, _)| paper)).collect()
    }

    /// The first day `YYYY-MM-DD` on which papers of each kind were issued, for the meetings called for from `from` to `to`
    /// that this account may see. Recalled ones do not count.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn papers_issued(
        &self,
        grant: &Grant<act::SeeMeetings>,
        from: Moment,
        to: Moment,
    ) -> Result<HashMap<(MeetingId, PaperKind), String>, StoreError> {
        let rows: Vec<(String, String, String)> = sqlx::query_as(ISSUED_ON)
            .bind(grant.sees_every_meeting())
            .bind(grant.account().unit.as_str())
            .bind(grant.account().person.as_str())
            .bind(from.0)
            .bind(to.0)
            .fetch_all(&self.pool)
            .await?;
        let read = |(meeting, kind, day): (String, String, String)| {
            let kind = PaperKind::from_code(&kind).ok_or(StoreError::Unreadable { column: "paper_versions.kind" })?;
            Ok(((MeetingId(meeting), kind), day))
        };
        rows.into_iter().map(read).collect()
    }

    /// A paper, if this account may read it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn paper(&self, grant: &Grant<act::ReadMinutes>, id: &PaperId) -> Result<Option<KeptPaper>, StoreError> {
        let row: Option<PaperColumns> = sqlx::query_as(ONE)
            .bind(grant.sees_every_meeting())
            .bind(grant.account().unit.as_str())
            .bind(grant.account().person.as_str())
            .bind(id.as_str())
            .fetch_optional(&self.pool)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let (paper, content) = row.read()?;
        let events: Vec<EventColumns> = sqlx::query_as(EVENTS).bind(id.as_str()).fetch_all(&self.pool).await?;
        let versions: Vec<VersionColumns> = sqlx::query_as(VERSIONS).bind(id.as_str()).fetch_all(&self.pool).await?;
        Ok(Some(KeptPaper {
            paper,
            content,
            events: events.into_iter().map(EventColumns::read).collect::<Result<_, _>>()?,
            versions: versions.into_iter().map(VersionColumns::read).collect::<Result<_, _>>()?,
        }))
    }

    /// The text of a frozen version, if this account may read the paper.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn paper_version(
        &self,
        grant: &Grant<act::ReadMinutes>,
        id: &PaperId,
        number: u32,
    ) -> Result<Option<PaperContent>, StoreError> {
        if self.paper(grant, id).await?.is_none() {
            return Ok(None);
        }
        let content: Option<String> =
            sqlx::query_scalar(VERSION).bind(id.as_str()).bind(i64::from(number)).fetch_optional(&self.pool).await?;
        content.map(|content| rows::content(&content)).transpose()
    }
}

#[cfg(test)]
mod tests;
