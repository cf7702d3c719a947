//! Signing in and out.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use giaoban_models::access::{Act, act};
use giaoban_models::account::Account;
use giaoban_models::refusal::Refusal;
use giaoban_models::store::StoreError;

use super::body::Body;
use super::error::{ApiError, ApiResult};
use super::gate::{AppState, May, OverTls, Peer};
use super::wire::accounts::PasswordChange;
use super::wire::{Session, SignIn};
use crate::server::App;
use crate::{audited, password, second_factor, session};

/// Longest sign-in name, bytes.
const LONGEST_NAME: usize = 100;

/// `POST /api/session`
pub async fn sign_in(
    State(app): AppState,
    Peer(peer): Peer,
    OverTls(over_tls): OverTls,
    headers: HeaderMap,
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
    let factor = app.store.second_factor(&account.id).await?.filter(|factor| factor.confirmed_at.is_some());
    if let Some(factor) = factor {
        let Some(code) = given.code.filter(|code| !code.trim().is_empty()) else {
            return Err(Refusal::SecondFactorNeeded.into());
        };
        if !second_factor::take(&app, &account, &factor, &code, now).await? {
            // The same counters as a password: whoever has that one still guesses five times a minute only.
            for key in [&name_key, &peer_key] {
                app.throttle().wrong_try(key, now);
            }
            audited::by(&app, &account, "session.code_refused", account.id.as_str()).await?;
            return Err(Refusal::SecondFactorWrong.into());
        }
    }
    app.throttle().right(&name_key);
    let cookie = session::open(&app, &account, &session::device_of(&headers), over_tls).await?;
    app.store.account_seen(&account.id, now).await?;
    audited::by(&app, &account, "session.opened", account.id.as_str()).await?;
    let owed = Owed::of(&app, &account).await?;
    let body = Json(seen(account, owed));
    Ok(([(header::SET_COOKIE, cookie)], body).into_response())
}

/// `GET /api/session`
pub async fn who(State(app): AppState, May(grant): May<act::SeeSelf>) -> ApiResult<Json<Session>> {
    let account = grant.account().clone();
    let owed = Owed::of(&app, &account).await?;
    Ok(Json(seen(account, owed)))
}

/// `POST /api/session/password`: one's own password. Every other machine of the account is signed out.
pub async fn change_password(
    State(app): AppState,
    May(grant): May<act::SeeSelf>,
    headers: HeaderMap,
    Body(asked): Body<PasswordChange>,
) -> ApiResult<Json<Session>> {
    let (account, now) = (grant.account().clone(), app.now());
    let key = format!("change:{}", account.id.as_str());
    if app.throttle().must_rest(&key, now) {
        return Err(Refusal::TooManyAttempts.into());
    }
    let kept = app.store.credentials(&account.username).await?.map(|known| known.password_hash);
    if asked.current.len() > password::LONGEST || !password::check(asked.current.clone(), kept).await {
        app.throttle().wrong_try(&key, now);
        return Err(Refusal::CurrentPasswordWrong.into());
    }
    if !password::is_strong(&asked.new, &account.username) || asked.new == asked.current {
        return Err(Refusal::PasswordWeak.into());
    }
    let hash = password::hashed(asked.new).await.map_err(ApiError::Failed)?;
    let here = session::token_of(&headers);
    app.store.set_password(&account.id, &hash, false, here.as_ref()).await?;
    app.throttle().right(&key);
    audited::by(&app, &account, "account.password_changed", account.id.as_str()).await?;
    let owed = Owed::of(&app, &account).await?;
    Ok(Json(seen(account, owed)))
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

/// What an account has to do before anything else.
#[derive(Clone, Copy, Debug, Default)]
pub struct Owed {
    /// Another password.
    must_change: bool,
    /// A second factor.
    must_secure: bool,
}

impl Owed {
    /// What this account owes.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn of(app: &App, account: &Account) -> Result<Self, StoreError> {
        let must_change = app.store.must_change_password(&account.id).await?;
        Ok(Self { must_change, must_secure: app.store.owes_second_factor(&account.id).await? })
    }
}

/// What the browser is told of who is signed in.
pub fn seen(account: Account, owed: Owed) -> Session {
    let may = Act::ALL.into_iter().filter(|act| act.allows(account.role)).map(|act| act.code().to_owned()).collect();
    Session { account, may, must_change: owed.must_change, must_secure: owed.must_secure }
}
