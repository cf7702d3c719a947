//! Who changed the minutes, when, and what.

use axum::Json;
use axum::extract::{Path, State};
use giaoban_minutes::shared::history::{Change, Kept, Sitting, history};
use giaoban_models::access::act;
use giaoban_models::id::MeetingId;
use giaoban_models::refusal::Refusal;

use super::super::error::ApiResult;
use super::super::gate::{AppState, May};
use super::super::wire::minutes::{self as wire, MinutesHistory, PassageChange};
use super::seen;

/// `GET /api/meetings/{id}/minutes/history`
pub async fn read(
    State(app): AppState,
    May(grant): May<act::EditMinutes>,
    Path(id): Path<MeetingId>,
) -> ApiResult<Json<MinutesHistory>> {
    seen(&app, grant.account(), &id).await?;
    let updates = app.store.minutes_history(&grant, &id).await?;
    let kept: Vec<Kept> = updates.into_iter().map(|(at, author, bytes)| Kept { at, author, bytes }).collect();
    // Hundreds of texts are read: not on a thread that answers requests.
    let read = tokio::task::spawn_blocking(move || history(&kept)).await.map_err(|_| Refusal::ServerFailed)?;
    let (sittings, older) = read.map_err(|_| Refusal::ServerFailed)?;
    Ok(Json(MinutesHistory { sittings: sittings.into_iter().map(told).collect(), older }))
}

fn told(Sitting { author, from, to, changes, more }: Sitting) -> wire::Sitting {
    let change = |Change { before, after }: Change| PassageChange { before, after };
    let more = u32::try_from(more).unwrap_or(u32::MAX);
    wire::Sitting { author, from, to, changes: changes.into_iter().map(change).collect(), more }
}
