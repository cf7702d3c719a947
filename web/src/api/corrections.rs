//! Correcting what was heard.

use axum::Json;
use axum::extract::{Path, State};
use giaoban_models::access::act;
use giaoban_models::id::UtteranceId;
use giaoban_models::refusal::Refusal;
use giaoban_models::text;

use super::body::Body;
use super::error::ApiResult;
use super::gate::{AppState, May};
use super::wire::minutes::{Corrected, Correction};
use crate::audited;

/// Characters of a sentence: a minute of fast speech has about a thousand.
const LONGEST: usize = 5_000;

/// `POST /api/utterances/{id}/revision`
pub async fn revise(
    State(app): AppState,
    May(grant): May<act::CorrectTranscript>,
    Path(id): Path<UtteranceId>,
    Body(asked): Body<Correction>,
) -> ApiResult<Json<Corrected>> {
    let written = text::kept(&asked.written);
    if written.is_empty() {
        return Err(Refusal::TextEmpty.into());
    }
    if written.chars().count() > LONGEST {
        return Err(Refusal::TooLarge.into());
    }
    let account = grant.account();
    let revision = app.store.revise(&grant, &id, &written, asked.revision, app.now()).await?;
    audited::by(&app, account, "utterance.corrected", id.as_str()).await?;
    Ok(Json(Corrected { id, written, revision, corrected_by: account.name.clone() }))
}
