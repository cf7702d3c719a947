//! What is kept how long, held back and removed, for the administrator.

use std::collections::HashMap;
use std::path::Path as FilePath;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use giaoban_models::access::{Grant, act};
use giaoban_models::clock::Moment;
use giaoban_models::id::MeetingId;
use giaoban_models::refusal::Refusal;
use giaoban_models::store::{DueRecording, PurgeOrder, TrackKind};
use giaoban_models::text::kept;

use super::body::Body;
use super::error::ApiResult;
use super::gate::{AppState, May};
use super::wire::records::{
    BackupTaken, DueMeeting, HoldRequest, PurgeRequest, RecordNote, RecordRow, RecordsPage, RetentionTerms,
};
use crate::backup::{Taken, taken};
use crate::server::App;
use crate::{audited, records};

/// Longest reason, characters.
const LONGEST_REASON: usize = 500;

/// `GET /api/records`
pub async fn page(State(app): AppState, May(grant): May<act::KeepRecords>) -> ApiResult<Json<RecordsPage>> {
    let due = records::due(&app.store, app.now()).await?;
    let data = app.data.clone();
    let (due, backups) =
        tokio::task::spawn_blocking(move || (listed(&data, due), taken(&data))).await.map_err(std::io::Error::other)?;
    let meetings = rows(&app, &grant, &backups?).await?;
    Ok(Json(RecordsPage { terms: terms(&app).await?, due, meetings }))
}

/// `POST /api/records/terms`
pub async fn set_terms(
    State(app): AppState,
    May(grant): May<act::KeepRecords>,
    Body(asked): Body<RetentionTerms>,
) -> ApiResult<StatusCode> {
    let both = [asked.sound, asked.picture];
    if both.into_iter().flatten().any(|months| !(1..=records::LONGEST_TERM).contains(&months)) {
        return Err(Refusal::RetentionWrong.into());
    }
    // The day first: whatever cuts this off, no new rule is applied before somebody has read what it removes.
    app.store.set_setting(records::CHANGED_ON, &app.now().day_in_vietnam()).await?;
    for ((_, setting), months) in records::KINDS.into_iter().zip(both) {
        let value = months.map_or_else(|| "never".to_owned(), |months| months.to_string());
        app.store.set_setting(setting, &value).await?;
    }
    audited::by(&app, grant.account(), "retention.changed", "").await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/meetings/{id}/hold`
pub async fn hold(
    State(app): AppState,
    May(grant): May<act::KeepRecords>,
    Path(id): Path<MeetingId>,
    Body(asked): Body<HoldRequest>,
) -> ApiResult<StatusCode> {
    app.store.meeting_for_room(&id).await?.ok_or(Refusal::NotFound)?;
    let reason = asked.held.then(|| reason(&asked.reason)).transpose()?;
    app.store.hold(&grant, &id, reason.as_deref(), app.now()).await?;
    let act = if asked.held { "hold.set" } else { "hold.lifted" };
    audited::by(&app, grant.account(), act, id.as_str()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/meetings/{id}/purge`
pub async fn purge(
    State(app): AppState,
    May(grant): May<act::KeepRecords>,
    Path(id): Path<MeetingId>,
    Body(asked): Body<PurgeRequest>,
) -> ApiResult<StatusCode> {
    let meeting = app.store.meeting_for_room(&id).await?.ok_or(Refusal::NotFound)?;
    let reason = reason(&asked.reason)?;
    if !is_day(&asked.day, meeting.starts_at) {
        return Err(Refusal::PurgeNotConfirmed.into());
    }
    records::purge(&app, &grant, &PurgeOrder { meeting: id, reason }).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn reason(given: &str) -> ApiResult<String> {
    let reason = kept(given);
    if reason.is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    if reason.chars().count() > LONGEST_REASON {
        return Err(Refusal::TooLarge.into());
    }
    Ok(reason)
}

/// Whether `typed` ("5/3/2026", "05-03-2026") is the Vietnamese calendar day of `at`.
fn is_day(typed: &str, at: Moment) -> bool {
    let parts: Vec<u32> = typed.split(['/', '-', '.']).filter_map(|part| part.trim().parse().ok()).collect();
    let &[day, month, year] = parts.as_slice() else { return false };
    format!("{year:04}-{month:02}-{day:02}") == at.day_in_vietnam()
}

async fn terms(app: &App) -> ApiResult<RetentionTerms> {
    let [(_, sound), (_, picture)] = records::KINDS;
    Ok(RetentionTerms {
        sound: records::term(&app.store, sound).await?,
        picture: records::term(&app.store, picture).await?,
    })
}

async fn rows(app: &App, grant: &Grant<act::KeepRecords>, backups: &[Taken]) -> ApiResult<Vec<RecordRow>> {
    let mut holds = app.store.holds(grant).await?;
    let tombstones = app.store.tombstones(grant).await?;
    let mut purged: HashMap<MeetingId, RecordNote> = tombstones
        .into_iter()
        .map(|one| (one.meeting, RecordNote { at: one.at, by: one.actor_name, reason: one.reason }))
        .collect();
    let meetings = app.store.kept_meetings(grant).await?;
    let row = |meeting: giaoban_models::store::KeptMeeting| {
        let purge = purged.remove(&meeting.id);
        let between = |taken: &&Taken| {
            purge.as_ref().is_some_and(|purge| taken.made_at >= meeting.starts_at && taken.made_at <= purge.at)
        };
        RecordRow {
            hold: holds.remove(&meeting.id).map(|one| RecordNote {
                at: one.at,
                by: one.actor_name,
                reason: one.reason,
            }),
            backups: backups
                .iter()
                .filter(between)
                .map(|taken| BackupTaken { made_at: taken.made_at, file: taken.file.clone() })
                .collect(),
            live: meeting.state == "live",
            id: meeting.id,
            title: meeting.title,
            starts_at: meeting.starts_at,
            recordings: meeting.recordings,
            issued: meeting.issued,
            purge,
        }
    };
    Ok(meetings.into_iter().map(row).collect())
}

/// What is due, by meeting, with the size of the files.
fn listed(data: &FilePath, due: Vec<(TrackKind, Vec<DueRecording>)>) -> Vec<DueMeeting> {
    let mut meetings: Vec<DueMeeting> = Vec::new();
    let mut places: HashMap<MeetingId, usize> = HashMap::new();
    for (kind, recording) in due.into_iter().flat_map(|(kind, list)| list.into_iter().map(move |one| (kind, one))) {
        let place = *places.entry(recording.meeting.clone()).or_insert_with(|| {
            let (id, title) = (recording.meeting.clone(), recording.title.clone());
            meetings.push(DueMeeting { id, title, starts_at: recording.starts_at, sounds: 0, pictures: 0, bytes: 0 });
            meetings.len() - 1
        });
        let meeting = &mut meetings[place];
        match kind {
            TrackKind::Audio => meeting.sounds += 1,
            TrackKind::Video => meeting.pictures += 1,
        }
        meeting.bytes += std::fs::metadata(data.join(&recording.file)).map_or(0, |file| file.len());
    }
    meetings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_typed_as_an_office_writes_it_and_only_that_day_confirms() {
        let at = Moment(1_795_230_000_000);
        assert_eq!(at.day_in_vietnam(), "2026-11-21");
        for right in ["21/11/2026", " 21-11-2026 ", "21.11.2026"] {
            assert!(is_day(right, at), "{right}");
        }
        for wrong in ["", "22/11/2026", "11/21/2026", "21/11", "21/11/2026/1", "hôm nay"] {
            assert!(!is_day(wrong, at), "{wrong}");
        }
    }
}
