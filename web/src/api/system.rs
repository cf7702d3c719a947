//! The administrator's page.

use axum::Json;
use axum::extract::State;
use giaoban_models::access::act;

use super::error::ApiResult;
use super::gate::{AppState, May};
use super::wire::SystemPage;

/// `GET /api/system`
pub async fn page(State(app): AppState, May(_): May<act::SeeSystem>) -> ApiResult<Json<SystemPage>> {
    let (devices, _) = app.rooms.count();
    let live = app.store.live_meetings().await?;
    let models = {
        let app = app.clone();
        tokio::task::spawn_blocking(move || app.speech.models()).await.unwrap_or_default()
    };
    Ok(Json(SystemPage {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        started_at: app.started_at,
        models,
        speech: app.speech.load_now(),
        disk_free: crate::server::disk_free(&app.data),
        live_meetings: u32::try_from(live.len()).unwrap_or(u32::MAX),
        devices,
        media_port: app.media_port,
    }))
}
