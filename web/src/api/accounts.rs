//! The accounts, for the administrator.

use axum::Json;
use axum::extract::State;
use giaoban_models::access::act;

use super::error::ApiResult;
use super::gate::{AppState, May};
use super::wire::AccountRow;

/// `GET /api/accounts`
pub async fn list(State(app): AppState, May(grant): May<act::SeeAccounts>) -> ApiResult<Json<Vec<AccountRow>>> {
    let known = app.store.accounts(&grant, &app.now().day_in_vietnam()).await?;
    let rows = known
        .into_iter()
        .map(|known| AccountRow { id: known.account.id.clone(), account: known.account, last_seen: known.last_seen })
        .collect();
    Ok(Json(rows))
}
