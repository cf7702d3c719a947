//! The search box, and the searches somebody keeps.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use giaoban_models::access::{Grant, act};
use giaoban_models::directive::{DirectiveState, due};
use giaoban_models::id::{MeetingId, PersonId, UnitId};
use giaoban_models::refusal::Refusal;
use giaoban_models::search::{Asked, Found, HitKind, MOST_HITS, Reader, SearchError, USUAL_HITS};
use serde::Deserialize;

use super::body::Body;
use super::error::{ApiError, ApiResult};
use super::gate::{AppState, May};
use super::wire::search::{KeptSearch, SaveSearch, SavedQuestion, SavedSearches};
use crate::server::App;

/// `GET /api/search?q=&kind=&from=&to=&unit=&person=&meeting=&state=&overdue=1&facets=1&limit=`: days are `YYYY-MM-DD`; a
/// unit stands also for those before and after it; a query is cut after 200 characters.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    q: String,
    kind: Option<HitKind>,
    from: Option<String>,
    to: Option<String>,
    unit: Option<UnitId>,
    person: Option<PersonId>,
    meeting: Option<MeetingId>,
    state: String,
    overdue: String,
    facets: String,
    limit: Option<usize>,
}

impl From<SavedQuestion> for Typed {
    fn from(saved: SavedQuestion) -> Self {
        Self {
            q: saved.q,
            kind: saved.kind,
            from: saved.from,
            to: saved.to,
            unit: saved.unit,
            person: saved.person,
            meeting: saved.meeting,
            state: saved.state.unwrap_or_default(),
            overdue: if saved.overdue { "1".to_owned() } else { String::new() },
            facets: String::new(),
            limit: Some(0),
        }
    }
}

/// `GET /api/search`
pub async fn find(
    State(app): AppState,
    May(grant): May<act::Search>,
    typed: Result<Query<Typed>, QueryRejection>,
) -> ApiResult<Json<Found>> {
    let Query(typed) = typed.map_err(|_| ApiError::from(Refusal::BadRequest))?;
    let reader = app.store.search_reader(&grant).await?;
    Ok(Json(found(&app, reader, asked(&app, typed).await?).await?))
}

async fn asked(app: &App, typed: Typed) -> ApiResult<Asked> {
    let mut asked = Asked::understood(&typed.q).ok_or(Refusal::QueryEmpty)?;
    let day = |text: Option<String>| match text.filter(|text| !text.is_empty()) {
        Some(text) if text.len() != 10 || !due::is_real(&text) => Err(Refusal::BadRequest),
        other => Ok(other),
    };
    let on = |flag: &str| !matches!(flag, "" | "0");
    asked.kind = typed.kind;
    asked.from = day(typed.from)?;
    asked.to = day(typed.to)?;
    asked.limit = typed.limit.unwrap_or(USUAL_HITS).min(MOST_HITS);
    asked.person = typed.person.filter(|person| !person.0.is_empty());
    asked.meeting = typed.meeting.filter(|meeting| !meeting.0.is_empty());
    asked.state = match typed.state.as_str() {
        "" => None,
        code => Some(state(code)?),
    };
    asked.overdue = on(&typed.overdue);
    asked.facets = on(&typed.facets);
    if let Some(unit) = typed.unit.filter(|unit| !unit.0.is_empty()) {
        asked.units = app.store.unit_kin(&unit).await?;
    }
    Ok(asked)
}

fn state(code: &str) -> Result<DirectiveState, Refusal> {
    serde_json::from_value(code.into()).map_err(|_| Refusal::BadRequest)
}

async fn found(app: &App, reader: Reader, asked: Asked) -> ApiResult<Found> {
    let (index, now) = (app.index.clone(), app.now());
    let found = tokio::task::spawn_blocking(move || index.find(&reader, &asked, now)).await;
    Ok(found.map_err(|error| ApiError::Failed(error.into()))??)
}

/// `GET /api/searches`: those of this account, each with how many hits are new since it was last looked at.
pub async fn kept(State(app): AppState, May(grant): May<act::Search>) -> ApiResult<Json<SavedSearches>> {
    Ok(Json(all(&app, &grant).await?))
}

async fn all(app: &App, grant: &Grant<act::Search>) -> ApiResult<SavedSearches> {
    let reader = app.store.search_reader(grant).await?;
    let mut searches = Vec::new();
    for saved in app.store.saved_searches(grant).await? {
        let Ok(question) = serde_json::from_str::<SavedQuestion>(&saved.question) else { continue };
        let total = found(app, reader.clone(), asked(app, question.clone().into()).await?).await?.total;
        let new = total.saturating_sub(saved.seen_total);
        searches.push(KeptSearch { id: saved.id, title: saved.title, question, total, new });
    }
    Ok(SavedSearches { searches })
}

/// `POST /api/searches`: keeps one, and answers all of them.
pub async fn keep(
    State(app): AppState,
    May(grant): May<act::Search>,
    Body(wanted): Body<SaveSearch>,
) -> ApiResult<Json<SavedSearches>> {
    let reader = app.store.search_reader(&grant).await?;
    let total = found(&app, reader, asked(&app, wanted.question.clone().into()).await?).await?.total;
    let question = serde_json::to_string(&wanted.question).map_err(|error| ApiError::Failed(error.into()))?;
    app.store.save_search(&grant, &wanted.title, &question, total, app.now()).await?;
    Ok(Json(all(&app, &grant).await?))
}

/// `POST /api/searches/{id}/seen`
pub async fn seen(State(app): AppState, May(grant): May<act::Search>, Path(id): Path<String>) -> ApiResult<StatusCode> {
    let saved = app.store.saved_searches(&grant).await?;
    let saved = saved.into_iter().find(|saved| saved.id == id).ok_or(Refusal::NotFound)?;
    let question: SavedQuestion = serde_json::from_str(&saved.question).map_err(|_| Refusal::NotFound)?;
    let reader = app.store.search_reader(&grant).await?;
    let total = found(&app, reader, asked(&app, question.into()).await?).await?.total;
    app.store.search_seen(&grant, &id, total).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/searches/{id}/removal`
pub async fn drop_one(
    State(app): AppState,
    May(grant): May<act::Search>,
    Path(id): Path<String>,
) -> ApiResult<StatusCode> {
    app.store.drop_search(&grant, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<SearchError> for ApiError {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::Store(error) => error.into(),
            other => Self::Failed(other.into()),
        }
    }
}
