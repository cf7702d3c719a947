//! Dispatching the directives of approved minutes to all their units at once.

use axum::Json;
use axum::extract::{Path, State};
use giaoban_models::access::{Grant, act};
use giaoban_models::id::MeetingId;

use super::error::ApiResult;
use super::gate::{AppState, May};
use super::wire::follow_up::{DispatchPage, WaitingUnit};
use crate::audited;
use crate::server::App;

/// `GET /api/meetings/{id}/dispatch`
pub async fn page(
    State(app): AppState,
    May(grant): May<act::DispatchDirectives>,
    Path(meeting): Path<MeetingId>,
) -> ApiResult<Json<DispatchPage>> {
    Ok(Json(now(&app, &grant, &meeting).await?))
}

/// `POST /api/meetings/{id}/dispatch`
pub async fn send(
    State(app): AppState,
    May(grant): May<act::DispatchDirectives>,
    Path(meeting): Path<MeetingId>,
) -> ApiResult<Json<DispatchPage>> {
    app.store.dispatch(&grant, &meeting, app.now()).await?;
    audited::by(&app, grant.account(), "directives.dispatched", meeting.as_str()).await?;
    Ok(Json(now(&app, &grant, &meeting).await?))
}

async fn now(app: &App, grant: &Grant<act::DispatchDirectives>, meeting: &MeetingId) -> ApiResult<DispatchPage> {
    let found = app.store.dispatchable(grant, meeting).await?;
    Ok(DispatchPage {
        approved: found.approved,
        document_number: found.document_number,
        waiting: found.waiting.into_iter().map(|(unit, count)| WaitingUnit { unit, count }).collect(),
        sent: found.sent,
    })
}
