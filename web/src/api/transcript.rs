//! What was said in a meeting.

use axum::Json;
use axum::extract::{Path, State};
use giaoban_models::access::{Act, act};
use giaoban_models::id::MeetingId;
use giaoban_models::refusal::Refusal;
use giaoban_models::store::TrackKind;

use super::error::ApiResult;
use super::gate::{AppState, May};
use super::meetings::{card, minutes_of, seeing};
use super::wire::{TrackView, Transcript};
use crate::audited;

/// `GET /api/meetings/{id}/transcript`
pub async fn read(
    State(app): AppState,
    May(grant): May<act::ReadTranscript>,
    Path(id): Path<MeetingId>,
) -> ApiResult<Json<Transcript>> {
    let account = grant.account();
    let sees = seeing(account)?;
    let meeting = app.store.meeting(&sees, &id).await?.ok_or(Refusal::NotFound)?;
    let minutes = minutes_of(&app, &sees, &meeting).await?;
    let utterances = app.store.transcript(&grant, &id).await?;
    let turns = app.store.turn_marks(&grant, &id).await?;
    let rows = app.store.tracks(&grant, &id).await?;
    audited::by(&app, account, "transcript.read", id.as_str()).await?;
    let sound = || rows.iter().filter(|track| track.kind == TrackKind::Audio);
    let unwritten = sound().filter(|track| track.transcribed_until_ms < track.length_ms).count();
    let tracks = sound()
        .filter_map(|track| {
            Some(TrackView {
                id: track.id.clone(),
                began_at: track.started_at?,
                length: track.length_ms,
                synthetic: track.synthetic,
                playable: app.data.join(&track.file).is_file(),
            })
        })
        .collect();
    Ok(Json(Transcript {
        may_correct: Act::CorrectTranscript.allows(account.role),
        card: card(&app, account, meeting, minutes),
        utterances,
        turns,
        tracks,
        unwritten: u32::try_from(unwritten).unwrap_or(u32::MAX),
    }))
}
