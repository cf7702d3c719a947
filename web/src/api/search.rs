//! The search box.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use giaoban_models::access::act;
use giaoban_models::directive::due;
use giaoban_models::id::UnitId;
use giaoban_models::refusal::Refusal;
use giaoban_models::search::{Asked, Found, HitKind, MOST_HITS, SearchError, USUAL_HITS};
use serde::Deserialize;

use super::error::{ApiError, ApiResult};
use super::gate::{AppState, May};

/// `GET /api/search?q=&kind=&from=&to=&unit=&limit=`: days are `YYYY-MM-DD`; a unit stands also for those whose records it
/// inherited; a query is cut after 200 characters.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    q: String,
    kind: Option<HitKind>,
    from: Option<String>,
    to: Option<String>,
    unit: Option<UnitId>,
    limit: Option<usize>,
}

/// `GET /api/search`
pub async fn find(
    State(app): AppState,
    May(grant): May<act::Search>,
    typed: Result<Query<Typed>, QueryRejection>,
) -> ApiResult<Json<Found>> {
    let Query(typed) = typed.map_err(|_| ApiError::from(Refusal::BadRequest))?;
    let mut asked = Asked::understood(&typed.q).ok_or(Refusal::QueryEmpty)?;
    let day = |text: Option<String>| match text.filter(|text| !text.is_empty()) {
        Some(text) if text.len() != 10 || !due::is_real(&text) => Err(Refusal::BadRequest),
        other => Ok(other),
    };
    asked.kind = typed.kind;
    asked.from = day(typed.from)?;
    asked.to = day(typed.to)?;
    asked.limit = typed.limit.unwrap_or(USUAL_HITS).min(MOST_HITS);
    if let Some(unit) = typed.unit.filter(|unit| !unit.0.is_empty()) {
        asked.units = app.store.unit_line(&unit).await?;
    }
    let reader = app.store.search_reader(&grant).await?;
    let (index, now) = (app.index.clone(), app.now());
    let found = tokio::task::spawn_blocking(move || index.find(&reader, &asked, now)).await;
    Ok(Json(found.map_err(|error| ApiError::Failed(error.into()))??))
}

impl From<SearchError> for ApiError {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::Store(error) => error.into(),
            other => Self::Failed(other.into()),
        }
    }
}
