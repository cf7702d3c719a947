//! The first start of an office.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use giaoban_models::refusal::Refusal;

use super::body::Body;
use super::error::{ApiError, ApiResult};
use super::gate::{AppState, OverTls};
use super::sign_in::{Owed, seen};
use super::wire::accounts::SetUp;
use crate::{audited, password, session, setup};

/// `POST /api/setup`: makes the authority and its administrator, and signs the administrator in.
pub async fn found(
    State(app): AppState,
    OverTls(over_tls): OverTls,
    headers: HeaderMap,
    Body(asked): Body<SetUp>,
) -> ApiResult<Response> {
    let now = app.now();
    let Some(code) = app.setup_code.as_deref() else { return Err(Refusal::AlreadySetUp.into()) };
    // One key for everybody: the code is guessed against the whole server, from however many addresses.
    if app.throttle().must_rest("setup", now) {
        return Err(Refusal::TooManyAttempts.into());
    }
    if !setup::is_right(&asked.code, code) {
        app.throttle().wrong_try("setup", now);
        tracing::warn!("a wrong set-up code was given");
        return Err(Refusal::SetupCodeWrong.into());
    }
    if !password::is_strong(&asked.password, &asked.username) {
        return Err(Refusal::PasswordWeak.into());
    }
    let hash = password::hashed(asked.password.clone()).await.map_err(ApiError::Failed)?;
    let founding = setup::founding(&asked, hash).ok_or(Refusal::AccountIncomplete)?;
    let id = app.store.found(&founding, now).await?.ok_or(Refusal::AlreadySetUp)?;
    setup::forget(&app.data)?;
    let account = app.store.account(&id, &now.day_in_vietnam()).await?.ok_or(Refusal::NotFound)?;
    audited::by(&app, &account, "office.set_up", founding.unit.id.as_str()).await?;
    let cookie = session::open(&app, &account, &session::device_of(&headers), over_tls).await?;
    app.store.account_seen(&account.id, now).await?;
    Ok(([(header::SET_COOKIE, cookie)], Json(seen(account, Owed::default()))).into_response())
}
