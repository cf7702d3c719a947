//! Minutes taken away as documents.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use giaoban_models::access::{Grant, act};
use giaoban_models::id::MeetingId;
use giaoban_models::minutes::MinutesDocument;
use giaoban_models::refusal::Refusal;
use serde::Deserialize;

use super::super::error::{ApiError, ApiResult};
use super::super::files;
use super::super::gate::{AppState, May};
use super::seen;
use crate::audited;
use crate::minutes::{Event, Paper, with_proposals};
use crate::server::App;

/// `?version=N&shown=true`
#[derive(Deserialize)]
pub struct Wanted {
    version: Option<u32>,
    #[serde(default)]
    shown: bool,
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
        None => present(&app, &id).await?,
    };
    audited::by(&app, account, "minutes.taken", id.as_str()).await?;
    let name = paper.file_name(&document);
    let made_at = app.now();
    let bytes = tokio::task::spawn_blocking(move || paper.set(&document, made_at))
        .await
        .map_err(|error| ApiError::Failed(error.into()))?
        .map_err(files::failed)?;
    Ok(files::answer(bytes, paper, "bien-ban", &name, wanted.shown))
}

/// The text of now; of issued minutes, what was issued.
async fn present(app: &Arc<App>, id: &MeetingId) -> ApiResult<MinutesDocument> {
    if let Some(issued) = app.store.issued_minutes(id).await? {
        return Ok(issued);
    }
    let desk = app.desks.enter(app, id).await?;
    let text = desk.ask(Event::Present).await?;
    Ok(with_proposals(&app.store, id, text).await?)
}
