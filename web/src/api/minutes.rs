//! Minutes of a meeting: the page, the draft, votes, approval and issue.

pub mod history;
pub mod papers;
pub mod review;
pub mod socket;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use giaoban_models::access::{Act, act};
use giaoban_models::id::MeetingId;
use giaoban_models::meeting::Meeting;
use giaoban_models::minutes::{MinutesState, MinutesVersion, Passage, Vote};
use giaoban_models::refusal::Refusal;
use giaoban_models::text;

use super::body::Body;
use super::error::ApiResult;
use super::gate::{AppState, May};
use super::meetings::{card, seeing};
use super::wire::minutes::MinutesPage;
use crate::audited;
use crate::minutes::{self, Event, drafting};
use crate::server::App;

/// Characters of what was voted on.
const LONGEST_SUBJECT: usize = 500;
/// People counted in a vote at most.
const MOST_VOICES: u32 = 100_000;

/// The meeting, if the account sees it.
async fn seen(app: &App, account: &giaoban_models::account::Account, id: &MeetingId) -> ApiResult<Meeting> {
    Ok(app.store.meeting(&seeing(account)?, id).await?.ok_or(Refusal::NotFound)?)
}

/// `GET /api/meetings/{id}/minutes`
pub async fn page(
    State(app): AppState,
    May(grant): May<act::ReadMinutes>,
    Path(id): Path<MeetingId>,
) -> ApiResult<Json<MinutesPage>> {
    let account = grant.account();
    let meeting = seen(&app, account, &id).await?;
    let kept = app.store.minutes(&grant, &id).await?;
    let versions = app.store.minutes_versions(&grant, &id).await?;
    let state = kept.as_ref().map(|kept| kept.state);
    let mut head = minutes::head(&app.store, &meeting).await?;
    let issued = versions.iter().find(|version| version.state == MinutesState::Issued);
    head.number = issued.and_then(|version| number(version.document_number.as_deref()));
    audited::by(&app, account, "minutes.read", id.as_str()).await?;
    let chair = meeting.chair == account.person;
    let passages = kept.as_ref().map(|kept| kept.passages.clone()).unwrap_or_default();
    let approval_outdated = state == Some(MinutesState::Approved) && outdated(&app, &id, &passages, &versions).await?;
    let unissued = state.is_some_and(|state| state != MinutesState::Issued);
    Ok(Json(MinutesPage {
        card: card(&app, account, meeting, state),
        state,
        drafted_at: kept.as_ref().map(|kept| kept.drafted_at),
        head,
        passages,
        versions,
        votes: app.store.votes(&grant, &id).await?,
        may_edit: unissued && Act::EditMinutes.allows(account.role),
        may_approve: (state == Some(MinutesState::Draft) || approval_outdated)
            && chair
            && Act::ApproveMinutes.allows(account.role),
        may_issue: state == Some(MinutesState::Approved)
            && !approval_outdated
            && Act::IssueMinutes.allows(account.role),
        approval_outdated,
    }))
}

/// Whether approved minutes would be issued with another text than the one approved: with a directive that came since.
async fn outdated(app: &App, id: &MeetingId, passages: &[Passage], versions: &[MinutesVersion]) -> ApiResult<bool> {
    let present = minutes::document(&app.store, id, passages.to_vec()).await?;
    Ok(versions.first().is_none_or(|approved| approved.sha256 != present.sha256()))
}

/// The number in "05/BB-UBND".
fn number(document_number: Option<&str>) -> Option<String> {
    document_number.and_then(|text| text.split_once('/')).map(|(number, _)| number.to_owned())
}

/// `POST /api/meetings/{id}/minutes/draft`
pub async fn draft(
    State(app): AppState,
    May(grant): May<act::EditMinutes>,
    Path(id): Path<MeetingId>,
) -> ApiResult<StatusCode> {
    let account = grant.account();
    seen(&app, account, &id).await?;
    match app.store.minutes_for_server(&id).await?.map(|kept| kept.state) {
        None => return Err(Refusal::NoDraft.into()),
        Some(MinutesState::Approved) => return Err(Refusal::MinutesApproved.into()),
        Some(MinutesState::Issued) => return Err(Refusal::MinutesIssued.into()),
        Some(MinutesState::Draft) => {}
    }
    let passages = drafting::compose(&app.store, &app.data, &id).await?;
    let desk = app.desks.enter(&app, &id).await?;
    desk.ask(|done| Event::Replace(passages, Box::new(grant.clone()), done)).await?;
    drafting::assisted(&app, &id);
    audited::by(&app, account, "minutes.drafted", id.as_str()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/meetings/{id}/votes`
pub async fn vote(
    State(app): AppState,
    May(grant): May<act::EditMinutes>,
    Path(id): Path<MeetingId>,
    Body(asked): Body<Vote>,
) -> ApiResult<StatusCode> {
    let account = grant.account();
    seen(&app, account, &id).await?;
    let vote = Vote { subject: text::kept(&asked.subject), ..asked };
    if vote.subject.is_empty() {
        return Err(Refusal::TextEmpty.into());
    }
    if vote.subject.chars().count() > LONGEST_SUBJECT {
        return Err(Refusal::TooLarge.into());
    }
    if [vote.in_favour, vote.against, vote.abstained].into_iter().any(|voices| voices > MOST_VOICES) {
        return Err(Refusal::BadRequest.into());
    }
    app.store.enter_vote(&grant, &id, &vote, app.now()).await?;
    audited::by(&app, account, "vote.entered", id.as_str()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/meetings/{id}/minutes/approval`: the chair approves the text of now.
pub async fn approve(
    State(app): AppState,
    May(grant): May<act::ApproveMinutes>,
    Path(id): Path<MeetingId>,
) -> ApiResult<Json<MinutesVersion>> {
    let account = grant.account();
    // Only of a meeting one presided over; for another it is told before anything is opened.
    if seen(&app, account, &id).await?.chair != account.person {
        return Err(Refusal::NotAllowed.into());
    }
    let desk = app.desks.enter(&app, &id).await?;
    let version = desk.ask(|done| Event::Approve(Box::new(grant.clone()), done)).await?;
    audited::by(&app, account, "minutes.approved", id.as_str()).await?;
    Ok(Json(version))
}

/// `POST /api/meetings/{id}/minutes/issue`: the records office numbers the approved text and issues it.
pub async fn issue(
    State(app): AppState,
    May(grant): May<act::IssueMinutes>,
    Path(id): Path<MeetingId>,
) -> ApiResult<Json<MinutesVersion>> {
    let account = grant.account();
    seen(&app, account, &id).await?;
    let desk = app.desks.enter(&app, &id).await?;
    let version = desk.ask(|done| Event::Issue(Box::new(grant.clone()), done)).await?;
    audited::by(&app, account, "minutes.issued", id.as_str()).await?;
    Ok(Json(version))
}
