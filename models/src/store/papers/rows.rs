//! Rows of papers as values.

use crate::clock::Moment;
use crate::id::{MeetingId, PaperId};
use crate::paper::{Paper, PaperContent, PaperEvent, PaperState, PaperStep, PaperVersion};
use crate::store::StoreError;

/// A row of `papers`.
#[derive(sqlx::FromRow)]
pub(super) struct PaperColumns {
    id: String,
    meeting_id: String,
    state: String,
    content: String,
    revision: i64,
    corrects_id: Option<String>,
}

impl PaperColumns {
    pub(super) fn read(self) -> Result<(Paper, PaperContent), StoreError> {
        let content = content(&self.content)?;
        let paper = Paper {
            id: PaperId(self.id),
            meeting: MeetingId(self.meeting_id),
            kind: content.kind,
            state: state(&self.state)?,
            title: content.title.clone(),
            document_number: content.document_number(),
            issued_on: content.issued_on.clone(),
            corrects: self.corrects_id.map(PaperId),
            revision: self.revision,
        };
        Ok((paper, content))
    }
}

/// A row of `paper_events`.
#[derive(sqlx::FromRow)]
pub(super) struct EventColumns {
    at: i64,
    step: String,
    author_name: String,
    note: String,
}

impl EventColumns {
    pub(super) fn read(self) -> Result<PaperEvent, StoreError> {
        let step = PaperStep::from_code(&self.step).ok_or(StoreError::Unreadable { column: "paper_events.step" })?;
        Ok(PaperEvent { at: Moment(self.at), step, by: self.author_name, note: self.note })
    }
}

/// A row of `paper_versions` without its text.
#[derive(sqlx::FromRow)]
pub(super) struct VersionColumns {
    number: i64,
    state: String,
    at: i64,
    author_name: String,
    sha256: String,
}

impl VersionColumns {
    pub(super) fn read(self) -> Result<PaperVersion, StoreError> {
        Ok(PaperVersion {
            number: u32::try_from(self.number).unwrap_or(u32::MAX),
            state: state(&self.state)?,
            at: Moment(self.at),
            by: self.author_name,
            sha256: self.sha256,
        })
    }
}

pub(in crate::store) fn state(code: &str) -> Result<PaperState, StoreError> {
    PaperState::from_code(code).ok_or(StoreError::Unreadable { column: "papers.state" })
}

pub(in crate::store) fn content(kept: &str) -> Result<PaperContent, StoreError> {
    serde_json::from_str(kept).map_err(|_| StoreError::Unreadable { column: "papers.content" })
}
