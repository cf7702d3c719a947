//! Papers taken away as documents.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use giaoban_models::access::{Grant, act};
use giaoban_models::id::PaperId;
use giaoban_models::refusal::Refusal;
use serde::Deserialize;

use super::super::error::{ApiError, ApiResult};
use super::super::files;
use super::super::gate::{AppState, May};
use crate::minutes::Paper;
use crate::server::App;
use crate::{audited, papers};

/// `?version=N&shown=true`
#[derive(Deserialize)]
pub struct Wanted {
    version: Option<u32>,
    #[serde(default)]
    shown: bool,
}

/// `GET /api/papers/{id}/docx?version=N`
pub async fn docx(
    State(app): AppState,
    May(grant): May<act::ReadMinutes>,
    Path(id): Path<PaperId>,
    Query(wanted): Query<Wanted>,
) -> ApiResult<Response> {
    taken(app, grant, id, wanted, Paper::Docx).await
}

/// `GET /api/papers/{id}/pdf?version=N&shown=true`
pub async fn pdf(
    State(app): AppState,
    May(grant): May<act::ReadMinutes>,
    Path(id): Path<PaperId>,
    Query(wanted): Query<Wanted>,
) -> ApiResult<Response> {
    taken(app, grant, id, wanted, Paper::Pdf).await
}

async fn taken(
    app: Arc<App>,
    grant: Grant<act::ReadMinutes>,
    id: PaperId,
    wanted: Wanted,
    paper: Paper,
) -> ApiResult<Response> {
    let content = match wanted.version {
        Some(number) => app.store.paper_version(&grant, &id, number).await?,
        None => app.store.paper(&grant, &id).await?.map(|kept| kept.content),
    };
    let content = content.ok_or(Refusal::NotFound)?;
    audited::by(&app, grant.account(), "paper.taken", id.as_str()).await?;
    let (plain, name) = papers::file_names(&content, paper);
    let made_at = app.now();
    let bytes = tokio::task::spawn_blocking(move || papers::set(&content, paper, made_at))
        .await
        .map_err(|error| ApiError::Failed(error.into()))?
        .map_err(files::failed)?;
    Ok(files::answer(bytes, paper, plain, &name, wanted.shown))
}
