//! Units and people to choose from when a meeting is called.

use axum::Json;
use axum::extract::State;
use giaoban_models::access::act;
use giaoban_models::gazetteer::GROUP;

use super::error::ApiResult;
use super::gate::{AppState, May};
use super::wire::{Directory, DirectoryUnit};

/// `GET /api/directory`
pub async fn list(State(app): AppState, May(grant): May<act::CallMeeting>) -> ApiResult<Json<Directory>> {
    let today = app.now().day_in_vietnam();
    let units = app.store.units_on(&today).await?;
    let people = app.store.people_on(&grant, &today).await?;
    let units = units
        .into_iter()
        .map(|unit| DirectoryUnit { group: unit.kind == GROUP, id: unit.id, name: unit.full_name })
        .collect();
    Ok(Json(Directory { units, people }))
}
