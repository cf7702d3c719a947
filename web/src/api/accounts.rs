//! The accounts, for the administrator.

use std::collections::HashSet;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use giaoban_models::access::{Grant, Permit, act};
use giaoban_models::account::Account;
use giaoban_models::gazetteer::GROUP;
use giaoban_models::id::{AccountId, PersonId};
use giaoban_models::refusal::Refusal;
use giaoban_models::store::NewAccount;
use giaoban_models::text::kept;
use giaoban_models::unit::{Person, PositionHeld};

use super::body::Body;
use super::error::ApiResult;
use super::gate::{AppState, May};
use super::wire::DirectoryUnit;
use super::wire::accounts::{AccountDirectory, AccountOrder, AccountPlace, AccountRow, Closing, OneTimePassword};
use super::wire::own_account::SecondFactorRule;
use crate::server::App;
use crate::{audited, password, second_factor, setup};

/// Longest name or post of somebody new, characters.
const LONGEST: usize = 200;

/// `GET /api/accounts`
pub async fn list(State(app): AppState, May(grant): May<act::SeeAccounts>) -> ApiResult<Json<Vec<AccountRow>>> {
    let known = app.store.accounts(&grant, &app.now().day_in_vietnam()).await?;
    let secured: HashSet<AccountId> = app.store.secured_accounts().await?.into_iter().collect();
    let rows = known
        .into_iter()
        .map(|known| AccountRow {
            secured: secured.contains(&known.account.id),
            id: known.account.id.clone(),
            account: known.account,
            last_seen: known.last_seen,
            closed: known.closed,
            must_change: known.must_change,
        })
        .collect();
    Ok(Json(rows))
}

/// `GET /api/accounts/directory`
pub async fn directory(
    State(app): AppState,
    May(grant): May<act::ManageAccounts>,
) -> ApiResult<Json<AccountDirectory>> {
    let today = app.now().day_in_vietnam();
    let units = app.store.units_on(&today).await?;
    let people = app.store.people_for_accounts(&grant, &today).await?;
    let named = units.into_iter().filter(|unit| unit.kind != GROUP);
    let units = named.map(|unit| DirectoryUnit { group: false, id: unit.id, name: unit.full_name }).collect();
    Ok(Json(AccountDirectory { units, people }))
}

/// `POST /api/accounts`
pub async fn make(
    State(app): AppState,
    May(grant): May<act::ManageAccounts>,
    Body(order): Body<AccountOrder>,
) -> ApiResult<Json<OneTimePassword>> {
    let today = app.now().day_in_vietnam();
    let units = app.store.units_on(&today).await?;
    let unit = units.iter().any(|unit| unit.id == order.unit && unit.kind != GROUP);
    let (name, post) = (kept(&order.name), kept(&order.post));
    let named = !name.is_empty() && name.chars().count().max(post.chars().count()) <= LONGEST;
    if !unit || !setup::is_sign_in_name(&order.username) || (order.person.is_none() && !named) {
        return Err(Refusal::AccountIncomplete.into());
    }
    if app.store.username_is_taken(&order.username).await? {
        return Err(Refusal::UsernameTaken.into());
    }
    let person = match order.person {
        Some(person) if app.store.is_person(&person).await? => person,
        Some(_) => return Err(Refusal::AccountIncomplete.into()),
        None => newcomer(&app, &order, name, post, today).await?,
    };
    let (one_time, hash) = drawn().await?;
    let username = order.username;
    let new =
        NewAccount { username: username.clone(), password_hash: hash, person, unit: order.unit, role: order.role };
    let made = app.store.add_accounts(std::slice::from_ref(&new), app.now()).await?;
    for id in &made {
        audited::by(&app, grant.account(), "account.made", id.as_str()).await?;
    }
    Ok(Json(OneTimePassword { username, password: one_time }))
}

/// Puts somebody new into the list of people, with a post from today.
async fn newcomer(app: &App, order: &AccountOrder, name: String, post: String, today: String) -> ApiResult<PersonId> {
    let id = PersonId(format!("p-{}", order.username));
    if app.store.is_person(&id).await? {
        return Err(Refusal::UsernameTaken.into());
    }
    app.store.add_persons(&[Person { id: id.clone(), name }]).await?;
    if !post.is_empty() {
        let held = PositionHeld {
            person: id.clone(),
            unit: order.unit.clone(),
            post,
            valid_from: Some(today),
            valid_to: None,
        };
        app.store.add_positions(&[held]).await?;
    }
    Ok(id)
}

/// `POST /api/accounts/{id}/password`
pub async fn reset(
    State(app): AppState,
    May(grant): May<act::ManageAccounts>,
    Path(id): Path<AccountId>,
) -> ApiResult<Json<OneTimePassword>> {
    let account = found(&app, &grant, &id).await?;
    let (one_time, hash) = drawn().await?;
    app.store.set_password(&id, &hash, true, None).await?;
    audited::by(&app, grant.account(), "account.password_reset", id.as_str()).await?;
    Ok(Json(OneTimePassword { username: account.username, password: one_time }))
}

/// `POST /api/accounts/{id}/place`
pub async fn place(
    State(app): AppState,
    May(grant): May<act::ManageAccounts>,
    Path(id): Path<AccountId>,
    Body(place): Body<AccountPlace>,
) -> ApiResult<StatusCode> {
    let account = found(&app, &grant, &id).await?;
    if account.id == grant.account().id && place.role != account.role {
        return Err(Refusal::LastAdministrator.into());
    }
    let units = app.store.units_on(&app.now().day_in_vietnam()).await?;
    if !units.iter().any(|unit| unit.id == place.unit && unit.kind != GROUP) {
        return Err(Refusal::AccountIncomplete.into());
    }
    app.store.place_account(&grant, &id, place.role, &place.unit).await?;
    audited::by(&app, grant.account(), "account.placed", id.as_str()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/accounts/{id}/closing`
pub async fn close(
    State(app): AppState,
    May(grant): May<act::ManageAccounts>,
    Path(id): Path<AccountId>,
    Body(closing): Body<Closing>,
) -> ApiResult<StatusCode> {
    let account = found(&app, &grant, &id).await?;
    if account.id == grant.account().id {
        return Err(Refusal::LastAdministrator.into());
    }
    app.store.close_account(&grant, &id, closing.closed.then(|| app.now())).await?;
    let act = if closing.closed { "account.closed" } else { "account.opened" };
    audited::by(&app, grant.account(), act, id.as_str()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /api/accounts/second-factor-rule`
pub async fn second_factor_rule(
    State(app): AppState,
    May(_): May<act::ManageAccounts>,
) -> ApiResult<Json<SecondFactorRule>> {
    let rule = app.store.setting(second_factor::SETTING).await?;
    Ok(Json(SecondFactorRule { required: rule.as_deref() == Some(second_factor::REQUIRED) }))
}

/// `POST /api/accounts/second-factor-rule`: only by whoever has a second factor, so that nobody locks everybody out.
pub async fn set_second_factor_rule(
    State(app): AppState,
    May(grant): May<act::ManageAccounts>,
    Body(rule): Body<SecondFactorRule>,
) -> ApiResult<StatusCode> {
    let own = app.store.second_factor(&grant.account().id).await?;
    if rule.required && own.is_none_or(|factor| factor.confirmed_at.is_none()) {
        return Err(Refusal::SecondFactorOwnFirst.into());
    }
    let (value, act) = if rule.required {
        (second_factor::REQUIRED, "second_factor.required")
    } else {
        ("optional", "second_factor.made_optional")
    };
    app.store.set_setting(second_factor::SETTING, value).await?;
    audited::by(&app, grant.account(), act, "").await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/accounts/{id}/second-factor-removal`: for somebody whose phone is gone. Their sessions end.
pub async fn remove_second_factor(
    State(app): AppState,
    May(grant): May<act::ManageAccounts>,
    Path(id): Path<AccountId>,
) -> ApiResult<StatusCode> {
    let account = found(&app, &grant, &id).await?;
    if account.id == grant.account().id {
        return Err(Refusal::LastAdministrator.into());
    }
    if app.store.remove_second_factor(&id).await? {
        app.store.end_sessions_of(&grant, &id).await?;
        audited::by(&app, grant.account(), "second_factor.removed", id.as_str()).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

async fn found<A: Permit>(app: &App, _: &Grant<A>, id: &AccountId) -> ApiResult<Account> {
    let account = app.store.account(id, &app.now().day_in_vietnam()).await?;
    Ok(account.ok_or(Refusal::NotFound)?)
}

/// A password for one use, and what is kept of it.
async fn drawn() -> ApiResult<(String, String)> {
    let one_time = password::one_time().map_err(std::io::Error::other)?;
    let hash = password::hashed(one_time.clone()).await.map_err(std::io::Error::other)?;
    Ok((one_time, hash))
}
