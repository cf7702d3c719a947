//! Signing in and out.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use giaoban_models::access::{Act, act};
use giaoban_models::account::Account;
use giaoban_models::refusal::Refusal;

use super::body::Body;
use super::error::ApiResult;
use super::gate::{AppState, May, OverTls, Peer};
use super::wire::{Session, SignIn};
use crate::{audited, password, session};

/// Longest sign-in name, bytes.
const LONGEST_NAME: usize = 100;

/// `POST /api/session`
pub async fn sign_in(
    State(app): AppState,
    Peer(peer): Peer,
    OverTls(over_tls): OverTls,
    Body(given): Body<SignIn>,
) -> ApiResult<Response> {
    if given.username.len() > LONGEST_NAME || given.password.len() > password::LONGEST {
        return Err(Refusal::WrongPassword.into());
    }
    let name_key = format!("name:{}", giaoban_models::text::kept(&given.username).to_lowercase());
    let peer_key = format!("peer:{peer}");
    let now = app.now();
    {
        let throttle = app.throttle();
        if throttle.must_rest(&name_key, now) || throttle.must_rest(&peer_key, now) {
            return Err(Refusal::TooManyAttempts.into());
        }
    }
    let known = app.store.credentials(&given.username).await?;
    let right = password::check(given.password, known.as_ref().map(|known| known.password_hash.clone())).await;
    let account = match known {
        Some(known) if right => app.store.account(&known.account, &now.day_in_vietnam()).await?,
        _ => None,
    };
    let Some(account) = account else {
        for key in [&name_key, &peer_key] {
            app.throttle().wrong_try(key, now);
        }
        audited::by_nobody(&app, "session.refused", "").await?;
        return Err(Refusal::WrongPassword.into());
    };
    app.throttle().right(&name_key);
    let cookie = session::open(&app, &account, over_tls).await?;
    app.store.account_seen(&account.id, now).await?;
    audited::by(&app, &account, "session.opened", account.id.as_str()).await?;
    let body = Json(seen(account));
    Ok(([(header::SET_COOKIE, cookie)], body).into_response())
}

/// `GET /api/session`
pub async fn who(May(grant): May<act::SeeSelf>) -> Json<Session> {
    Json(seen(grant.account().clone()))
}

/// `DELETE /api/session`
pub async fn sign_out(
    State(app): AppState,
    May(grant): May<act::SeeSelf>,
    headers: HeaderMap,
) -> ApiResult<(StatusCode, [(header::HeaderName, HeaderValue); 1])> {
    let cookie = session::close(&app, &headers).await?;
    audited::by(&app, grant.account(), "session.closed", grant.account().id.as_str()).await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]))
}

fn seen(account: Account) -> Session {
    let may = Act::ALL.into_iter().filter(|act| act.allows(account.role)).map(|act| act.code().to_owned()).collect();
    Session { account, may }
}
