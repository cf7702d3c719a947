//! Correcting what was heard, one sentence or many at once.

use axum::Json;
use axum::extract::{Path, State};
use giaoban_models::access::act;
use giaoban_models::id::{MeetingId, UtteranceId};
use giaoban_models::refusal::Refusal;
use giaoban_models::store::SentenceRevision;
use giaoban_models::text;

use super::body::Body;
use super::error::ApiResult;
use super::gate::{AppState, May};
use super::wire::minutes::{Corrected, CorrectedTogether, Correction, Corrections};
use crate::audited;

/// Characters of a sentence: a minute of fast speech has about a thousand.
const LONGEST: usize = 5_000;
/// Sentences corrected at once: a name said in every second sentence of two hours.
const MOST: usize = 500;
/// Largest body of many corrections, bytes: [`MOST`] sentences of a minute each.
pub const LARGEST_TOGETHER: usize = 2 * 1024 * 1024;

/// `POST /api/utterances/{id}/revision`
pub async fn revise(
    State(app): AppState,
    May(grant): May<act::CorrectTranscript>,
    Path(id): Path<UtteranceId>,
    Body(asked): Body<Correction>,
) -> ApiResult<Json<Corrected>> {
    let written = sentence(&asked.written)?;
    let account = grant.account();
    let revision = app.store.revise(&grant, &id, &written, asked.revision, app.now()).await?;
    audited::by(&app, account, "utterance.corrected", id.as_str()).await?;
    Ok(Json(Corrected { id, written, revision, corrected_by: account.name.clone() }))
}

/// `POST /api/meetings/{id}/revisions`
pub async fn revise_many(
    State(app): AppState,
    May(grant): May<act::CorrectTranscript>,
    Path(meeting): Path<MeetingId>,
    Body(asked): Body<Corrections>,
) -> ApiResult<Json<CorrectedTogether>> {
    if asked.sentences.len() > MOST {
        return Err(Refusal::TooLarge.into());
    }
    let revisions = asked
        .sentences
        .into_iter()
        .map(|one| {
            let written = sentence(&one.written)?;
            Ok(SentenceRevision { utterance: one.id, written, base: one.revision })
        })
        .collect::<Result<Vec<_>, Refusal>>()?;
    let account = grant.account();
    let clashed = app.store.revise_many(&grant, &meeting, &revisions, app.now()).await?;
    audited::by(&app, account, "utterances.corrected", meeting.as_str()).await?;
    let made = revisions
        .into_iter()
        .filter(|one| !clashed.contains(&one.utterance))
        .map(|one| Corrected {
            id: one.utterance,
            written: one.written,
            revision: one.base.saturating_add(1),
            corrected_by: account.name.clone(),
        })
        .collect();
    Ok(Json(CorrectedTogether { made, clashed }))
}

/// A sentence as it is kept.
fn sentence(written: &str) -> Result<String, Refusal> {
    let written = text::kept(written);
    match written.chars().count() {
        0 => Err(Refusal::TextEmpty),
        long if long > LONGEST => Err(Refusal::TooLarge),
        _ => Ok(written),
    }
}
