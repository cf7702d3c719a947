//! Minutes taken away as documents.

use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use giaoban_minutes::render::{self, RenderError};
use giaoban_models::access::{Grant, act};
use giaoban_models::id::MeetingId;
use giaoban_models::minutes::MinutesDocument;
use giaoban_models::refusal::Refusal;
use serde::Deserialize;

use super::super::error::{ApiError, ApiResult};
use super::super::gate::{AppState, May};
use super::seen;
use crate::audited;
use crate::minutes::Event;
use crate::server::App;
use std::sync::Arc;

/// `?version=N`
#[derive(Deserialize)]
pub struct Wanted {
    version: Option<u32>,
}

/// The two kinds of file.
#[derive(Clone, Copy)]
pub enum Paper {
    /// Office Open XML.
    Docx,
    /// PDF/A.
    Pdf,
}

impl Paper {
    fn ending(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Pdf => "pdf",
        }
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Pdf => "application/pdf",
        }
    }
}

/// `GET /api/meetings/{id}/minutes/docx?version=N`
pub async fn docx(
    State(app): AppState,
    May(grant): May<act::ReadMinutes>,
    Path(id): Path<MeetingId>,
    Query(wanted): Query<Wanted>,
) -> ApiResult<Response> {
    taken(app, grant, id, wanted, Paper::Docx).await
}

/// `GET /api/meetings/{id}/minutes/pdf?version=N`
pub async fn pdf(
    State(app): AppState,
    May(grant): May<act::ReadMinutes>,
    Path(id): Path<MeetingId>,
    Query(wanted): Query<Wanted>,
) -> ApiResult<Response> {
    taken(app, grant, id, wanted, Paper::Pdf).await
}

async fn taken(
    app: Arc<App>,
    grant: Grant<act::ReadMinutes>,
    id: MeetingId,
    wanted: Wanted,
    paper: Paper,
) -> ApiResult<Response> {
    let account = grant.account();
    seen(&app, account, &id).await?;
    let document = match wanted.version {
        Some(number) => app.store.minutes_version(&grant, &id, number).await?.ok_or(Refusal::NotFound)?,
        None => present(&app, &grant, &id).await?,
    };
    audited::by(&app, account, "minutes.taken", id.as_str()).await?;
    let name = file_name(&document, paper);
    let made_at = app.now();
    let bytes = tokio::task::spawn_blocking(move || set(&document, paper, made_at))
        .await
        .map_err(|error| ApiError::Failed(error.into()))??;
    let head = [
        (header::CONTENT_TYPE, paper.content_type().to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&name, paper)),
    ];
    Ok((head, bytes).into_response())
}

/// The text of now; of issued minutes, what was issued.
async fn present(app: &Arc<App>, grant: &Grant<act::ReadMinutes>, id: &MeetingId) -> ApiResult<MinutesDocument> {
    let versions = app.store.minutes_versions(grant, id).await?;
    if let Some(newest) = versions.first().filter(|version| version.document_number.is_some()) {
        let issued = app.store.minutes_version(grant, id, newest.number).await?;
        return Ok(issued.ok_or(Refusal::NotFound)?);
    }
    let desk = app.desks.enter(app, id).await?;
    desk.ask(Event::Present).await
}

fn set(document: &MinutesDocument, paper: Paper, made_at: giaoban_models::clock::Moment) -> Result<Vec<u8>, ApiError> {
    let failed = |error: RenderError| match error {
        RenderError::TooLong { .. } => ApiError::from(Refusal::TooLarge),
        other => ApiError::Failed(other.into()),
    };
    let layout = render::minutes(document).map_err(failed)?;
    match paper {
        Paper::Docx => Ok(render::docx(&layout)),
        Paper::Pdf => render::pdf(&layout, made_at).map_err(failed),
    }
}

/// "Biên bản 05-BB-UBND - Giao ban tuần.docx"; without what file systems refuse.
fn file_name(document: &MinutesDocument, paper: Paper) -> String {
    const LONGEST_TITLE: usize = 120;
    let head = &document.head;
    let name = match &head.number {
        Some(number) => format!("Biên bản {number}-{} - {}", head.sign, head.title),
        None => format!("Dự thảo biên bản - {}", head.title),
    };
    let safe: String = name
        .chars()
        .take(LONGEST_TITLE)
        .map(|c| if c.is_control() || "\\/:*?\"<>|".contains(c) { ' ' } else { c })
        .collect();
    format!("{}.{}", safe.split_whitespace().collect::<Vec<_>>().join(" "), paper.ending())
}

/// A name for every browser (RFC 6266): in letters they all know, and as it is (RFC 8187).
fn disposition(name: &str, paper: Paper) -> String {
    let mut whole = String::with_capacity(name.len() * 3);
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            whole.push(char::from(byte));
        } else {
            whole.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"bien-ban.{}\"; filename*=UTF-8''{whole}", paper.ending())
}

#[cfg(test)]
mod tests {
    use giaoban_models::minutes::MinutesHead;

    use super::*;

    fn document(title: &str, number: Option<&str>) -> MinutesDocument {
        MinutesDocument {
            head: MinutesHead {
                superior: None,
                agency: String::new(),
                sign: "BB-UBND".to_owned(),
                number: number.map(str::to_owned),
                title: title.to_owned(),
                chair_name: String::new(),
                secretary_name: String::new(),
                recipients: vec![],
            },
            passages: vec![],
            tasks: vec![],
            issued: number.is_some(),
        }
    }

    #[test]
    fn a_file_has_a_vietnamese_name_that_every_system_takes() {
        let name = file_name(&document("Giao ban: tuần 1/2", Some("05")), Paper::Docx);
        assert_eq!(name, "Biên bản 05-BB-UBND - Giao ban tuần 1 2.docx");
        assert_eq!(file_name(&document("Họp", None), Paper::Pdf), "Dự thảo biên bản - Họp.pdf");
        assert_eq!(
            disposition("Họp.pdf", Paper::Pdf),
            "attachment; filename=\"bien-ban.pdf\"; filename*=UTF-8''H%E1%BB%8Dp.pdf"
        );
    }
}
