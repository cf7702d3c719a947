//! One's own account: the machines it is signed in on, and its second factor.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use giaoban_models::access::act;
use giaoban_models::account::Account;
use giaoban_models::refusal::Refusal;
use giaoban_models::role::Role;

use super::body::Body;
use super::error::ApiResult;
use super::gate::{AppState, May};
use super::wire::own_account::{
    MachineEnding, OwnPassword, RecoveryCodes, SecondFactorCode, SecondFactorOffer, SecondFactorState, SignedInMachine,
};
use crate::second_factor::{self, Secret, kept_code, recovery_codes};
use crate::server::App;
use crate::{audited, password, session};

/// `GET /api/session/machines`
pub async fn machines(
    State(app): AppState,
    May(own): May<act::SeeSelf>,
    headers: HeaderMap,
) -> ApiResult<Json<Vec<SignedInMachine>>> {
    let here = session::token_of(&headers);
    let list = app.store.own_sessions(&own, app.now()).await?;
    let seen = list.into_iter().map(|one| SignedInMachine {
        here: here.as_ref().is_some_and(|here| here.short() == one.id),
        id: one.id,
        device: one.device,
        opened_at: one.opened_at,
        used_at: one.used_at,
    });
    Ok(Json(seen.collect()))
}

/// `POST /api/session/machines/ending`
pub async fn end_machine(
    State(app): AppState,
    May(own): May<act::SeeSelf>,
    headers: HeaderMap,
    Body(which): Body<MachineEnding>,
) -> ApiResult<StatusCode> {
    let ended = match (which.id, session::token_of(&headers)) {
        (Some(id), _) if app.store.end_own_session(&own, &id).await? == 0 => return Err(Refusal::NotFound.into()),
        (Some(_), _) => 1,
        (None, Some(here)) => app.store.end_other_sessions(&own, &here).await?,
        (None, None) => return Err(Refusal::SessionExpired.into()),
    };
    if ended > 0 {
        audited::by(&app, own.account(), "session.ended_by_owner", own.account().id.as_str()).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /api/session/second-factor`
pub async fn second_factor(State(app): AppState, May(own): May<act::SeeSelf>) -> ApiResult<Json<SecondFactorState>> {
    let factor = app.store.second_factor(&own.account().id).await?;
    Ok(Json(SecondFactorState {
        since: factor.as_ref().and_then(|factor| factor.confirmed_at),
        codes_left: factor.map_or(0, |factor| factor.codes_left),
        required: is_required(&app, own.account()).await?,
    }))
}

/// `POST /api/session/second-factor/offer`: a secret for the phone, which counts once a code of it came back.
pub async fn offer(
    State(app): AppState,
    May(own): May<act::SeeSelf>,
    Body(given): Body<OwnPassword>,
) -> ApiResult<Json<SecondFactorOffer>> {
    let account = own.account();
    prove(&app, account, given.password).await?;
    if app.store.second_factor(&account.id).await?.is_some_and(|factor| factor.confirmed_at.is_some()) {
        return Err(Refusal::SecondFactorStands.into());
    }
    let secret = Secret::fresh().map_err(std::io::Error::other)?;
    let office = app.store.setting("authority").await?.unwrap_or_default();
    let office = if office.is_empty() { "Giao ban".to_owned() } else { office };
    let address = secret.address(&office, &account.username);
    let (side, path) = second_factor::square(&address)
        .or_else(|| second_factor::square(&secret.address("Giao ban", &account.username)))
        .ok_or(Refusal::ServerFailed)?;
    app.store.offer_second_factor(&account.id, &secret.text()).await?;
    Ok(Json(SecondFactorOffer { secret: secret.text(), address, side, path }))
}

/// `POST /api/session/second-factor`: the first code of the phone; answers the recovery codes.
pub async fn confirm(
    State(app): AppState,
    May(own): May<act::SeeSelf>,
    headers: HeaderMap,
    Body(given): Body<SecondFactorCode>,
) -> ApiResult<Json<RecoveryCodes>> {
    let (account, now) = (own.account(), app.now());
    let key = code_key(account);
    rested(&app, &key)?;
    let offered = app.store.second_factor(&account.id).await?.filter(|factor| factor.confirmed_at.is_none());
    let secret = offered.and_then(|factor| Secret::read(&factor.secret)).ok_or(Refusal::SecondFactorNotOffered)?;
    let digits: String = given.code.chars().filter(|c| !c.is_whitespace()).take(10).collect();
    let Some(step) = secret.step_of(&digits, now, 0) else {
        app.throttle().wrong_try(&key, now);
        return Err(Refusal::SecondFactorWrong.into());
    };
    let codes = recovery_codes().map_err(std::io::Error::other)?;
    let hashes: Vec<String> = codes.iter().map(|code| kept_code(code)).collect();
    if !app.store.confirm_second_factor(&account.id, step, &hashes, now).await? {
        return Err(Refusal::SecondFactorStands.into());
    }
    app.throttle().right(&key);
    // Whoever sat at another machine with the password alone is out.
    if let Some(here) = session::token_of(&headers) {
        app.store.end_other_sessions(&own, &here).await?;
    }
    audited::by(&app, account, "second_factor.set_up", account.id.as_str()).await?;
    Ok(Json(RecoveryCodes { codes }))
}

/// `POST /api/session/second-factor/removal`
pub async fn remove(
    State(app): AppState,
    May(own): May<act::SeeSelf>,
    Body(given): Body<SecondFactorCode>,
) -> ApiResult<StatusCode> {
    let (account, now) = (own.account(), app.now());
    let key = code_key(account);
    rested(&app, &key)?;
    if is_required(&app, account).await? {
        return Err(Refusal::SecondFactorRequired.into());
    }
    let factor = app.store.second_factor(&account.id).await?.filter(|factor| factor.confirmed_at.is_some());
    let factor = factor.ok_or(Refusal::SecondFactorNotOffered)?;
    if !second_factor::take(&app, account, &factor, &given.code, now).await? {
        app.throttle().wrong_try(&key, now);
        return Err(Refusal::SecondFactorWrong.into());
    }
    app.throttle().right(&key);
    app.store.remove_second_factor(&account.id).await?;
    audited::by(&app, account, "second_factor.removed", account.id.as_str()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether the office asks this account for a second factor.
async fn is_required(app: &App, account: &Account) -> ApiResult<bool> {
    let rule = app.store.setting(second_factor::SETTING).await?;
    Ok(account.role == Role::SystemAdmin && rule.as_deref() == Some(second_factor::REQUIRED))
}

/// The password once more, before something that outlives the session.
async fn prove(app: &App, account: &Account, given: String) -> ApiResult<()> {
    let key = format!("change:{}", account.id.as_str());
    rested(app, &key)?;
    let kept = app.store.credentials(&account.username).await?.map(|known| known.password_hash);
    if given.len() > password::LONGEST || !password::check(given, kept).await {
        app.throttle().wrong_try(&key, app.now());
        return Err(Refusal::CurrentPasswordWrong.into());
    }
    app.throttle().right(&key);
    Ok(())
}

fn code_key(account: &Account) -> String {
    format!("code:{}", account.id.as_str())
}

fn rested(app: &App, key: &str) -> ApiResult<()> {
    if app.throttle().must_rest(key, app.now()) { Err(Refusal::TooManyAttempts.into()) } else { Ok(()) }
}
