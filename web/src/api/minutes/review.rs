//! The review of minutes: sent, remarked on, sent back, compared.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use giaoban_minutes::compare::{compare, with_annex};
use giaoban_models::access::{Act, Grant, act};
use giaoban_models::account::Account;
use giaoban_models::id::{CommentId, MeetingId};
use giaoban_models::minutes::{MinutesDocument, MinutesState};
use giaoban_models::paper::LONGEST_NOTE;
use giaoban_models::refusal::Refusal;
use giaoban_models::review::{CommentDecision, NewComment, ReviewStep};
use giaoban_models::text::kept;
use serde::Deserialize;

use super::super::body::Body;
use super::super::error::{ApiError, ApiResult};
use super::super::gate::{AppState, May};
use super::super::meetings::card;
use super::super::wire::papers::PaperNote;
use super::super::wire::review::{CommentVerdict, Comparison, ReviewPage};
use super::{outdated, seen};
use crate::audited;
use crate::minutes::Event;
use crate::server::App;

/// `GET /api/meetings/{id}/minutes/review`
pub async fn page(
    State(app): AppState,
    May(grant): May<act::ReviewMinutes>,
    Path(id): Path<MeetingId>,
) -> ApiResult<Json<ReviewPage>> {
    shown(&app, grant.account(), &id).await
}

async fn shown(app: &Arc<App>, account: &Account, id: &MeetingId) -> ApiResult<Json<ReviewPage>> {
    let meeting = seen(app, account, id).await?;
    let grant: Grant<act::ReviewMinutes> = Grant::ask(account.clone())?;
    let reading: Grant<act::ReadMinutes> = Grant::ask(account.clone())?;
    let kept = app.store.minutes(&reading, id).await?;
    let state = kept.as_ref().map(|kept| kept.state);
    let versions = app.store.minutes_versions(&reading, id).await?;
    let events = app.store.review_events(&grant, id).await?;
    let passages = kept.map(|kept| kept.passages).unwrap_or_default();
    let submitted = events.last().is_some_and(|event| event.step == ReviewStep::Submitted);
    let approval_outdated = state == Some(MinutesState::Approved) && outdated(app, id, &passages, &versions).await?;
    let (draft, open) = (state == Some(MinutesState::Draft), matches!(state, Some(s) if s != MinutesState::Issued));
    let chairs = meeting.chair == account.person;
    Ok(Json(ReviewPage {
        comments: app.store.comments(&grant, id).await?,
        card: card(app, account, meeting, state),
        state,
        submitted: submitted && draft,
        approval_outdated,
        passages,
        may_submit: draft && !submitted && Act::EditMinutes.allows(account.role),
        may_return: draft && submitted && chairs && Act::ApproveMinutes.allows(account.role),
        may_approve: (draft || approval_outdated) && chairs && Act::ApproveMinutes.allows(account.role),
        may_issue: state == Some(MinutesState::Approved)
            && !approval_outdated
            && Act::IssueMinutes.allows(account.role),
        may_comment: open,
        may_decide: open && Act::EditMinutes.allows(account.role),
        events,
        versions,
    }))
}

fn noted(asked: &PaperNote) -> Result<String, Refusal> {
    let note = kept(&asked.note);
    if note.chars().count() > LONGEST_NOTE { Err(Refusal::TooLarge) } else { Ok(note) }
}

/// `POST /api/meetings/{id}/minutes/submission`: to the chair's office.
pub async fn submit(
    State(app): AppState,
    May(grant): May<act::EditMinutes>,
    Path(id): Path<MeetingId>,
    Body(asked): Body<PaperNote>,
) -> ApiResult<Json<ReviewPage>> {
    let account = grant.account();
    seen(&app, account, &id).await?;
    app.store.submit_minutes(&grant, &id, &noted(&asked)?, app.now()).await?;
    audited::by(&app, account, "minutes.submitted", id.as_str()).await?;
    shown(&app, account, &id).await
}

/// `POST /api/meetings/{id}/minutes/return`: back to the secretary, with the reason.
pub async fn send_back(
    State(app): AppState,
    May(grant): May<act::ApproveMinutes>,
    Path(id): Path<MeetingId>,
    Body(asked): Body<PaperNote>,
) -> ApiResult<Json<ReviewPage>> {
    let account = grant.account();
    seen(&app, account, &id).await?;
    app.store.return_minutes(&grant, &id, &noted(&asked)?, app.now()).await?;
    audited::by(&app, account, "minutes.returned", id.as_str()).await?;
    shown(&app, account, &id).await
}

/// `POST /api/meetings/{id}/minutes/comments`: a remark on words of a passage.
pub async fn comment(
    State(app): AppState,
    May(grant): May<act::ReviewMinutes>,
    Path(id): Path<MeetingId>,
    Body(asked): Body<NewComment>,
) -> ApiResult<Json<ReviewPage>> {
    let account = grant.account();
    seen(&app, account, &id).await?;
    let comment = asked.checked()?;
    let desk = app.desks.enter(&app, &id).await?;
    let text = desk.ask(Event::Present).await?;
    if !text.passages.iter().any(|passage| passage.text().contains(&comment.quote)) {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    app.store.add_comment(&grant, &id, &comment, app.now()).await?;
    audited::by(&app, account, "minutes.commented", id.as_str()).await?;
    shown(&app, account, &id).await
}

/// `POST /api/comments/{id}/decision`: the secretary takes a remark or does not; a suggestion that is taken is written
/// into the text for everybody who has it open.
pub async fn decide(
    State(app): AppState,
    May(grant): May<act::EditMinutes>,
    Path(id): Path<CommentId>,
    Body(asked): Body<CommentVerdict>,
) -> ApiResult<Json<ReviewPage>> {
    let account = grant.account();
    let open = app.store.comment(&grant, &id).await?.ok_or(Refusal::NotFound)?;
    let meeting = open.meeting();
    seen(&app, account, &meeting).await?;
    if open.is_decided() {
        return Err(Refusal::CommentDecided.into());
    }
    let reason = noted(&PaperNote { note: asked.reason })?;
    if let (CommentDecision::Accepted, Some(suggestion)) = (asked.decision, &open.suggestion) {
        let desk = app.desks.enter(&app, &meeting).await?;
        let (place, quote, words) = (open.place(), open.quote.clone(), suggestion.clone());
        desk.ask(|done| Event::Amend(place, quote, words, Box::new(grant.clone()), done)).await?;
    }
    app.store.decide_comment(&grant, &id, &meeting, asked.decision, &reason, app.now()).await?;
    audited::by(&app, account, "minutes.comment_decided", id.as_str()).await?;
    shown(&app, account, &meeting).await
}

/// `?from=1&to=2`; 0 is the text of now.
#[derive(Deserialize)]
pub struct Pair {
    from: u32,
    to: u32,
}

/// `GET /api/meetings/{id}/minutes/comparison?from=1&to=2`
pub async fn comparison(
    State(app): AppState,
    May(grant): May<act::ReviewMinutes>,
    Path(id): Path<MeetingId>,
    Query(pair): Query<Pair>,
) -> ApiResult<Json<Comparison>> {
    let account = grant.account();
    seen(&app, account, &id).await?;
    let (from, to) = (version(&app, account, &id, pair.from).await?, version(&app, account, &id, pair.to).await?);
    let passages = tokio::task::spawn_blocking(move || compare(&with_annex(&from), &with_annex(&to)))
        .await
        .map_err(|error| ApiError::Failed(error.into()))?;
    Ok(Json(Comparison { passages }))
}

async fn version(app: &Arc<App>, account: &Account, id: &MeetingId, number: u32) -> ApiResult<MinutesDocument> {
    if number == 0 {
        let desk = app.desks.enter(app, id).await?;
        return desk.ask(Event::Present).await;
    }
    let reading: Grant<act::ReadMinutes> = Grant::ask(account.clone())?;
    Ok(app.store.minutes_version(&reading, id, number).await?.ok_or(Refusal::NotFound)?)
}
