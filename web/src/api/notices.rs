//! What the account is told: reminders, and steps of others that concern it.

use axum::Json;
use axum::extract::{Query, State};
use giaoban_models::access::act;
use giaoban_models::store::Notice;
use serde::Deserialize;

use super::body::Body;
use super::error::ApiResult;
use super::gate::{AppState, May};
use super::wire::follow_up::{NoticeLine, NoticePage, NoticesRead, Unread};

/// Where a page of notices begins.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    before: Option<i64>,
}

/// `GET /api/notices`
pub async fn page(
    State(app): AppState,
    May(grant): May<act::SeeDirectives>,
    Query(asked): Query<Asked>,
) -> ApiResult<Json<NoticePage>> {
    let page = app.store.notices(&grant, asked.before).await?;
    let more = page.notices.len() >= giaoban_models::store::NOTICES_SHOWN;
    Ok(Json(NoticePage { unread: page.unread, notices: page.notices.into_iter().map(line).collect(), more }))
}

/// `GET /api/notices/unread`
pub async fn unread(State(app): AppState, May(grant): May<act::SeeDirectives>) -> ApiResult<Json<Unread>> {
    Ok(Json(Unread { unread: app.store.unread(&grant).await? }))
}

/// `POST /api/notices/read`
pub async fn read(
    State(app): AppState,
    May(grant): May<act::SeeDirectives>,
    Body(asked): Body<NoticesRead>,
) -> ApiResult<Json<Unread>> {
    app.store.notices_read(&grant, asked.up_to, asked.directive.as_ref(), app.now()).await?;
    Ok(Json(Unread { unread: app.store.unread(&grant).await? }))
}

fn line(notice: Notice) -> NoticeLine {
    NoticeLine {
        seq: notice.seq,
        directive: notice.directive,
        code: notice.code,
        task: notice.task,
        lead_name: notice.lead_name,
        kind: notice.kind,
        due: notice.due,
        at: notice.at,
        read: notice.read,
    }
}
