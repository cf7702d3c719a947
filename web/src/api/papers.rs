//! Invitations and notices of conclusions: drafted, written, and what is shown of them.

pub mod files;
pub mod steps;

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use giaoban_minutes::papers::draft;
use giaoban_models::access::{Act, Grant, act};
use giaoban_models::account::Account;
use giaoban_models::id::{MeetingId, PaperId};
use giaoban_models::meeting::{Meeting, MeetingState};
use giaoban_models::paper::{
    LONGEST_TEXT, MOST_RECIPIENTS, PaperContent, PaperKind, PaperState, PaperStep, Signer, lines,
};
use giaoban_models::refusal::Refusal;
use giaoban_models::store::KeptPaper;
use giaoban_models::text::kept;

use super::body::Body;
use super::error::ApiResult;
use super::gate::{AppState, May};
use super::meetings::{card, minutes_of, seeing};
use super::wire::MeetingCard;
use super::wire::papers::{NewPaper, PaperList, PaperPage, PaperText};
use crate::audited;
use crate::clocks::Clocks;
use crate::papers;
use crate::server::App;

/// The meeting as a card with its clocks, if the account sees it.
async fn seen(app: &App, account: &Account, id: &MeetingId) -> ApiResult<MeetingCard> {
    let grant = seeing(account)?;
    let meeting = app.store.meeting(&grant, id).await?.ok_or(Refusal::NotFound)?;
    let at = Some(meeting.starts_at);
    let clocks = Clocks::of(app, &grant, at, at).await?;
    let minutes = minutes_of(app, &grant, &meeting).await?;
    Ok(clocks.on(card(app, account, meeting, minutes)))
}

/// `GET /api/meetings/{id}/papers`
pub async fn list(
    State(app): AppState,
    May(grant): May<act::ReadMinutes>,
    Path(id): Path<MeetingId>,
) -> ApiResult<Json<PaperList>> {
    let account = grant.account();
    let card = seen(&app, account, &id).await?;
    let papers = app.store.papers(&grant, &id).await?;
    let free = |kind: &PaperKind| {
        let replaced = |id: &PaperId| papers.iter().any(|other| other.corrects.as_ref() == Some(id));
        !papers.iter().any(|p| p.kind == *kind && p.state != PaperState::Recalled && !replaced(&p.id))
    };
    let writes = Act::EditMinutes.allows(account.role);
    let may_draft =
        PaperKind::ALL.into_iter().filter(|kind| writes && fits(*kind, &card.meeting) && free(kind)).collect();
    Ok(Json(PaperList { card, papers, may_draft }))
}

/// Whether it is the time of the meeting for such a paper.
fn fits(kind: PaperKind, meeting: &Meeting) -> bool {
    match kind {
        PaperKind::Invitation => matches!(meeting.state, MeetingState::Scheduled | MeetingState::Live),
        PaperKind::Conclusion => meeting.state == MeetingState::Ended,
    }
}

/// `POST /api/meetings/{id}/papers`: a draft from what is known of the meeting.
pub async fn begin(
    State(app): AppState,
    May(grant): May<act::EditMinutes>,
    Path(id): Path<MeetingId>,
    Body(asked): Body<NewPaper>,
) -> ApiResult<Json<PaperPage>> {
    let account = grant.account();
    let meeting = seen(&app, account, &id).await?.meeting;
    if !fits(asked.kind, &meeting) {
        let ended = asked.kind == PaperKind::Invitation;
        return Err(if ended { Refusal::MeetingEnded } else { Refusal::MeetingNotEnded }.into());
    }
    let facts = papers::facts(&app.store, &app.data, &id, app.now()).await?;
    let paper = app.store.begin_paper(&grant, &id, &draft(asked.kind, &facts), None, app.now()).await?;
    audited::by(&app, account, "paper.drafted", paper.as_str()).await?;
    shown(&app, account, &paper).await
}

/// `GET /api/papers/{id}`
pub async fn page(
    State(app): AppState,
    May(grant): May<act::ReadMinutes>,
    Path(id): Path<PaperId>,
) -> ApiResult<Json<PaperPage>> {
    shown(&app, grant.account(), &id).await
}

/// `POST /api/papers/{id}/text`
pub async fn write(
    State(app): AppState,
    May(grant): May<act::EditMinutes>,
    Path(id): Path<PaperId>,
    Body(asked): Body<PaperText>,
) -> ApiResult<Json<PaperPage>> {
    let account = grant.account();
    let before = read(&app, account, &id).await?;
    let facts = papers::facts(&app.store, &app.data, &before.paper.meeting, app.now()).await?;
    if asked.text.len() > LONGEST_TEXT * 4 || asked.recipients.len() > MOST_RECIPIENTS {
        return Err(Refusal::TooLarge.into());
    }
    let each = |texts: &[String]| texts.iter().map(|text| kept(text)).filter(|text| !text.is_empty()).collect();
    let content = PaperContent {
        title: kept(&asked.title),
        place: kept(&asked.place),
        blocks: lines::read(&asked.text),
        signer: Signer { posts: each(&asked.posts), name: kept(&asked.name) },
        recipients: each(&asked.recipients),
        tasks: if asked.tasks { facts.tasks } else { vec![] },
        attendance: if asked.attendance { facts.attendance } else { vec![] },
        ..before.content
    };
    content.checked()?;
    app.store.write_paper(&grant, &id, &content, asked.revision, app.now()).await?;
    audited::by(&app, account, "paper.written", id.as_str()).await?;
    shown(&app, account, &id).await
}

/// A paper that the account may read.
async fn read(app: &App, account: &Account, id: &PaperId) -> ApiResult<KeptPaper> {
    let grant: Grant<act::ReadMinutes> = Grant::ask(account.clone())?;
    Ok(app.store.paper(&grant, id).await?.ok_or(Refusal::NotFound)?)
}

/// The page of a paper, for this account.
async fn shown(app: &Arc<App>, account: &Account, id: &PaperId) -> ApiResult<Json<PaperPage>> {
    let kept = read(app, account, id).await?;
    let card = seen(app, account, &kept.paper.meeting).await?;
    let grant: Grant<act::ReadMinutes> = Grant::ask(account.clone())?;
    let others = app.store.papers(&grant, &kept.paper.meeting).await?;
    let replaced_by = others.into_iter().find(|other| other.corrects.as_ref() == Some(id)).map(|other| other.id);
    let state = kept.paper.state;
    let can = |act: Act, step: PaperStep| act.allows(account.role) && state.after(step).is_some();
    let chairs = card.meeting.chair == account.person;
    Ok(Json(PaperPage {
        text: lines::write(&kept.content.blocks),
        may_edit: can(Act::EditMinutes, PaperStep::Edited),
        may_submit: can(Act::EditMinutes, PaperStep::Submitted),
        may_return: chairs && can(Act::ApproveMinutes, PaperStep::Returned),
        may_approve: chairs && can(Act::ApproveMinutes, PaperStep::Approved),
        may_issue: can(Act::IssueMinutes, PaperStep::Issued),
        may_recall: can(Act::IssueMinutes, PaperStep::Recalled),
        may_correct: Act::EditMinutes.allows(account.role)
            && matches!(state, PaperState::Issued | PaperState::Recalled)
            && replaced_by.is_none(),
        card,
        paper: kept.paper,
        content: kept.content,
        events: kept.events,
        versions: kept.versions,
        replaced_by,
    }))
}
