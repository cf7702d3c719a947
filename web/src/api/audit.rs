//! The audit log, for the auditor and the administrator.

use axum::Json;
use axum::extract::{Query, State};
use giaoban_models::access::act;
use giaoban_models::refusal::Refusal;
use serde::Deserialize;

use super::error::{ApiError, ApiResult};
use super::gate::{AppState, May};
use super::wire::{AuditChain, AuditPage};

/// Lines of one page.
const LINES: u32 = 100;

/// Which page.
#[derive(Deserialize)]
pub struct Page {
    /// Older than this line.
    before: Option<i64>,
}

/// `GET /api/audit`
pub async fn page(
    State(app): AppState,
    May(grant): May<act::ReadAudit>,
    page: Result<Query<Page>, axum::extract::rejection::QueryRejection>,
) -> ApiResult<Json<AuditPage>> {
    let Query(page) = page.map_err(|_| ApiError::from(Refusal::BadRequest))?;
    let lines = app.store.audit_page(&grant, page.before, LINES).await?;
    let full = lines.len() == usize::try_from(LINES).unwrap_or(usize::MAX);
    let next = lines.last().filter(|_| full).map(|line| line.seq);
    Ok(Json(AuditPage { lines: lines.into_iter().map(|line| line.entry).collect(), next }))
}

/// `GET /api/audit/chain`
pub async fn chain(State(app): AppState, May(grant): May<act::ReadAudit>) -> ApiResult<Json<AuditChain>> {
    let checked = app.store.audit_chain(&grant).await?;
    let broken = match checked.broken_at {
        Some(place) => app.store.audit_page(&grant, Some(place.saturating_add(1)), 1).await?.pop(),
        None => None,
    };
    Ok(Json(AuditChain {
        lines: checked.lines,
        broken_at: checked.broken_at,
        broken: broken.map(|line| line.entry),
        head: checked.head,
    }))
}
