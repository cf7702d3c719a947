//! Handing over what units that are no more still owe.

use axum::Json;
use axum::extract::State;
use giaoban_models::access::act;
use giaoban_models::directive::NamedUnit;
use giaoban_models::gazetteer::GROUP;
use giaoban_models::store::{Dissolved, HandOver};

use super::body::Body;
use super::error::ApiResult;
use super::gate::{AppState, May};
use super::wire::follow_up::{DissolvedUnit, HandOverOrder, HandOverPage, HandedOver};
use crate::audited;

/// `GET /api/handovers`
pub async fn page(State(app): AppState, May(grant): May<act::FollowDirectives>) -> ApiResult<Json<HandOverPage>> {
    let today = app.now().day_in_vietnam();
    let found = app.store.dissolved(&grant, &today).await?;
    let units = app.store.units_on(&today).await?;
    let unit = |one: Dissolved| DissolvedUnit {
        unit: one.unit,
        ended_on: one.ended_on,
        owed: one.owed,
        successors: one.successors,
    };
    Ok(Json(HandOverPage {
        dissolved: found.into_iter().map(unit).collect(),
        units: units
            .into_iter()
            .filter(|unit| unit.kind != GROUP)
            .map(|unit| NamedUnit { id: unit.id, name: unit.short_name })
            .collect(),
    }))
}

/// `POST /api/handovers`
pub async fn hand_over(
    State(app): AppState,
    May(grant): May<act::FollowDirectives>,
    Body(asked): Body<HandOverOrder>,
) -> ApiResult<Json<HandedOver>> {
    let subject = asked.from.0.clone();
    let over = HandOver {
        from: asked.from,
        to: asked.to,
        document: asked.document,
        note: asked.note,
        directives: asked.directives,
    };
    let count = app.store.hand_over(&grant, over, app.now()).await?;
    audited::by(&app, grant.account(), "directives.handed_over", &subject).await?;
    Ok(Json(HandedOver { count }))
}
