//! What extraction proposes as directives, and what the secretary decides.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use giaoban_minutes::extract::SUGGEST;
use giaoban_models::access::{Act, act};
use giaoban_models::directive::order::Directive;
use giaoban_models::id::{MeetingId, ProposalId, UnitId};
use giaoban_models::refusal::Refusal;
use giaoban_models::store::{DirectiveFilter, KeptProposal, Source};

use super::body::Body;
use super::directives::{Playable, made_cards, ordered};
use super::error::ApiResult;
use super::gate::{AppState, May};
use super::meetings::seeing;
use super::wire::directives::{Acceptance, Decision, DirectiveCard, ProposalCard, Rejection};
use crate::audited;
use crate::directives::{card, holidays};

/// `GET /api/meetings/{id}/proposals`
pub async fn list(
    State(app): AppState,
    May(grant): May<act::SeeDirectives>,
    Path(id): Path<MeetingId>,
) -> ApiResult<Json<Vec<ProposalCard>>> {
    let account = grant.account();
    let meeting = app.store.meeting(&seeing(account)?, &id).await?.ok_or(Refusal::NotFound)?;
    let proposals = app.store.proposals(&grant, &id).await?;
    let sources = app.store.meeting_sources(&grant, &id).await?;
    let filter = DirectiveFilter { meeting: Some(id.clone()), ..DirectiveFilter::default() };
    let directives = app.store.directives(&grant, &filter).await?;
    let day = meeting.opened_at.unwrap_or(meeting.starts_at).day_in_vietnam();
    let units = app.store.units_on(&day).await?;
    audited::by(&app, account, "proposals.read", id.as_str()).await?;

    let names: HashMap<UnitId, String> = units.into_iter().map(|unit| (unit.id, unit.short_name)).collect();
    let mut playable = Playable::new(&app, Act::HearRecording.allows(account.role));
    let (now, holidays) = (app.now(), holidays(&app.data));
    let cards = in_order_of_speech(proposals, &sources).into_iter().map(|kept| {
        let of = |one: &&Directive| one.proposal.as_ref() == Some(&kept.id);
        let rests_on = kept.proposal.turns.iter().filter_map(|turn| sources.iter().find(|s| s.utterance.0 == *turn));
        ProposalCard {
            suggested: kept.proposal.confidence >= SUGGEST,
            lead_names: named(&kept.proposal.lead_units, &names),
            co_names: named(&kept.proposal.co_units, &names),
            sources: rests_on.map(|source| playable.sentence(source.clone())).collect(),
            directives: directives.iter().filter(of).map(|one| card(one, now, &holidays)).collect(),
            decision: kept.decision.map(|decision| Decision {
                accepted: decision.accepted,
                by: decision.by,
                at: decision.at,
                reason: decision.reason,
            }),
            id: kept.id,
            proposal: kept.proposal,
        }
    });
    Ok(Json(cards.collect()))
}

/// Proposals by when the first of their sentences was said; those resting on none known come last, as they were kept.
fn in_order_of_speech(mut proposals: Vec<KeptProposal>, sources: &[Source]) -> Vec<KeptProposal> {
    let spoken: HashMap<&str, usize> =
        sources.iter().zip(0..).map(|(s, place)| (s.utterance.as_str(), place)).collect();
    proposals.sort_by_key(|kept| {
        kept.proposal.turns.first().and_then(|turn| spoken.get(turn.as_str())).copied().unwrap_or(usize::MAX)
    });
    proposals
}

/// Names of the day; the identity stands for a unit that was none on it.
fn named(units: &[UnitId], names: &HashMap<UnitId, String>) -> Vec<String> {
    units.iter().map(|unit| names.get(unit).cloned().unwrap_or_else(|| unit.0.clone())).collect()
}

/// `POST /api/proposals/{id}/acceptance`
pub async fn accept(
    State(app): AppState,
    May(grant): May<act::EditMinutes>,
    Path(id): Path<ProposalId>,
    Body(asked): Body<Acceptance>,
) -> ApiResult<Json<Vec<DirectiveCard>>> {
    let (order, _) = ordered(asked);
    let (meeting, made) = app.store.accept_proposal(&grant, &id, order, app.now()).await?;
    audited::by(&app, grant.account(), "proposal.accepted", id.as_str()).await?;
    Ok(Json(made_cards(&app, grant.account(), &meeting, &made).await?))
}

/// `POST /api/proposals/{id}/rejection`
pub async fn reject(
    State(app): AppState,
    May(grant): May<act::EditMinutes>,
    Path(id): Path<ProposalId>,
    Body(asked): Body<Rejection>,
) -> ApiResult<StatusCode> {
    app.store.reject_proposal(&grant, &id, &asked.reason, app.now()).await?;
    audited::by(&app, grant.account(), "proposal.rejected", id.as_str()).await?;
    Ok(StatusCode::NO_CONTENT)
}
