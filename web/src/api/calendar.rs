//! The link by which a calendar program reads one's own meetings.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use giaoban_models::access::{Grant, act};
use giaoban_models::refusal::Refusal;
use giaoban_models::store::TokenHash;
use sha2::{Digest as _, Sha256};

use super::error::ApiResult;
use super::gate::{AppState, May, OverTls};
use super::wire::own_account::{CalendarLink, CalendarState};
use crate::assets::hex;
use crate::{audited, calendar};

/// `GET /api/session/calendar`
pub async fn state(State(app): AppState, May(own): May<act::SeeSelf>) -> ApiResult<Json<CalendarState>> {
    Ok(Json(CalendarState { since: app.store.calendar_link(&own).await? }))
}

/// `POST /api/session/calendar`: a new link; the one before opens nothing any more.
pub async fn make(State(app): AppState, May(own): May<act::SeeSelf>) -> ApiResult<Json<CalendarLink>> {
    let mut bytes = [0; 24];
    getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
    let token = hex(&bytes);
    app.store.set_calendar_link(&own, Some(&kept(&token)), app.now()).await?;
    audited::by(&app, own.account(), "calendar.linked", own.account().id.as_str()).await?;
    Ok(Json(CalendarLink { path: format!("/api/calendar/{token}") }))
}

/// `POST /api/session/calendar/removal`
pub async fn remove(State(app): AppState, May(own): May<act::SeeSelf>) -> ApiResult<StatusCode> {
    app.store.set_calendar_link(&own, None, app.now()).await?;
    audited::by(&app, own.account(), "calendar.unlinked", own.account().id.as_str()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /api/calendar/{id}`: whoever has the link reads time, place and address of the meetings its account sees today.
pub async fn read(
    State(app): AppState,
    OverTls(over_tls): OverTls,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let now = app.now();
    let id = app.store.calendar_of(&kept(&token)).await?.ok_or(Refusal::NotFound)?;
    let account = app.store.account(&id, &now.day_in_vietnam()).await?.ok_or(Refusal::NotFound)?;
    // Whoever sees no meetings has an empty calendar, not an error a phone repeats every hour.
    let meetings = match Grant::<act::SeeMeetings>::ask(account) {
        Ok(grant) => {
            let days = app.store.meetings(&grant, now).await?;
            days.earlier.into_iter().chain(days.today).chain(days.upcoming).collect()
        }
        Err(_) => Vec::new(),
    };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let plain = host.chars().all(|c| c.is_ascii_alphanumeric() || ".-:[]".contains(c));
    let scheme = if over_tls { "https" } else { "http" };
    let origin = if plain { format!("{scheme}://{host}") } else { String::new() };
    let body = calendar::written(&meetings, &origin, now);
    Ok(([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], body).into_response())
}

fn kept(token: &str) -> TokenHash {
    TokenHash(hex(&Sha256::digest(token.as_bytes())))
}
