//! What is done with a paper, from the secretary over the chair to the records office.

use axum::Json;
use axum::extract::{Path, State};
use giaoban_models::access::act;
use giaoban_models::id::PaperId;
use giaoban_models::paper::{LONGEST_NOTE, PaperState};
use giaoban_models::refusal::Refusal;
use giaoban_models::text::kept;

use super::super::body::Body;
use super::super::error::ApiResult;
use super::super::gate::{AppState, May};
use super::super::wire::papers::{PaperApproval, PaperNote, PaperPage};
use super::{read, shown};
use crate::{audited, papers};

fn noted(asked: &PaperNote) -> Result<String, Refusal> {
    let note = kept(&asked.note);
    if note.chars().count() > LONGEST_NOTE { Err(Refusal::TooLarge) } else { Ok(note) }
}

/// `POST /api/papers/{id}/submission`: to the chair.
pub async fn submit(
    State(app): AppState,
    May(grant): May<act::EditMinutes>,
    Path(id): Path<PaperId>,
    Body(asked): Body<PaperNote>,
) -> ApiResult<Json<PaperPage>> {
    app.store.submit_paper(&grant, &id, &noted(&asked)?, app.now()).await?;
    audited::by(&app, grant.account(), "paper.submitted", id.as_str()).await?;
    shown(&app, grant.account(), &id).await
}

/// `POST /api/papers/{id}/return`: back to the secretary, with the reason.
pub async fn send_back(
    State(app): AppState,
    May(grant): May<act::ApproveMinutes>,
    Path(id): Path<PaperId>,
    Body(asked): Body<PaperNote>,
) -> ApiResult<Json<PaperPage>> {
    app.store.return_paper(&grant, &id, &noted(&asked)?, app.now()).await?;
    audited::by(&app, grant.account(), "paper.returned", id.as_str()).await?;
    shown(&app, grant.account(), &id).await
}

/// `POST /api/papers/{id}/approval`: the chair approves the text that was read.
pub async fn approve(
    State(app): AppState,
    May(grant): May<act::ApproveMinutes>,
    Path(id): Path<PaperId>,
    Body(asked): Body<PaperApproval>,
) -> ApiResult<Json<PaperPage>> {
    app.store.approve_paper(&grant, &id, asked.revision, app.now()).await?;
    audited::by(&app, grant.account(), "paper.approved", id.as_str()).await?;
    shown(&app, grant.account(), &id).await
}

/// `POST /api/papers/{id}/issue`: the records office numbers the approved text and issues it.
pub async fn issue(
    State(app): AppState,
    May(grant): May<act::IssueMinutes>,
    Path(id): Path<PaperId>,
) -> ApiResult<Json<PaperPage>> {
    app.store.issue_paper(&grant, &id, app.now()).await?;
    audited::by(&app, grant.account(), "paper.issued", id.as_str()).await?;
    shown(&app, grant.account(), &id).await
}

/// `POST /api/papers/{id}/recall`: the issued document counts no more; its text stays.
pub async fn recall(
    State(app): AppState,
    May(grant): May<act::IssueMinutes>,
    Path(id): Path<PaperId>,
    Body(asked): Body<PaperNote>,
) -> ApiResult<Json<PaperPage>> {
    app.store.recall_paper(&grant, &id, &noted(&asked)?, app.now()).await?;
    audited::by(&app, grant.account(), "paper.recalled", id.as_str()).await?;
    shown(&app, grant.account(), &id).await
}

/// `POST /api/papers/{id}/correction`: a draft that replaces the issued document and names it.
pub async fn correct(
    State(app): AppState,
    May(grant): May<act::EditMinutes>,
    Path(id): Path<PaperId>,
) -> ApiResult<Json<PaperPage>> {
    let old = read(&app, grant.account(), &id).await?;
    if !matches!(old.paper.state, PaperState::Issued | PaperState::Recalled) {
        return Err(Refusal::PaperStepNotNow.into());
    }
    let new = papers::replacing(&old.content);
    let begun = app.store.begin_paper(&grant, &old.paper.meeting, &new, Some(&id), app.now()).await?;
    audited::by(&app, grant.account(), "paper.drafted", begun.as_str()).await?;
    shown(&app, grant.account(), &begun).await
}
