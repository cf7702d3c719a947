//! Words often misheard: the list, and what a person decides on each.

use axum::Json;
use axum::extract::State;
use giaoban_models::access::act;
use giaoban_models::misheard::MisheardWords;
use giaoban_models::refusal::Refusal;

use super::body::Body;
use super::error::ApiResult;
use super::gate::{AppState, May};
use super::wire::misheard::MisheardDecision;
use crate::{audited, misheard};

/// Characters of a pair on either side: nine syllables have at most some sixty.
const LONGEST: usize = 200;

/// `GET /api/misheard`
pub async fn list(
    State(app): AppState,
    May(grant): May<act::CorrectTranscript>,
) -> ApiResult<Json<Vec<MisheardWords>>> {
    misheard::look(&app).await?;
    Ok(Json(app.store.misheard(&grant).await?))
}

/// `POST /api/misheard/decision`; answered with the list.
pub async fn decide(
    State(app): AppState,
    May(grant): May<act::CorrectTranscript>,
    Body(asked): Body<MisheardDecision>,
) -> ApiResult<Json<Vec<MisheardWords>>> {
    if asked.heard.chars().count() > LONGEST || asked.meant.chars().count() > LONGEST {
        return Err(Refusal::TooLarge.into());
    }
    app.store.decide_misheard(&grant, &asked.heard, &asked.meant, asked.accepted, app.now()).await?;
    app.speech.names_changed();
    let act = match asked.accepted {
        Some(true) => "misheard.accepted",
        Some(false) => "misheard.rejected",
        None => "misheard.taken_back",
    };
    // The words themselves are of what was said: they stand in the list, with who decided, not in the log.
    audited::by(&app, grant.account(), act, "").await?;
    Ok(Json(app.store.misheard(&grant).await?))
}
