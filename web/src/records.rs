//! What is kept how long (lưu giữ), what is removed by a rule, and what is removed for good because it must not be there.

mod term;

pub use term::issued_before;

use std::path::{Component, Path};
use std::sync::Arc;
use std::time::Duration;

use giaoban_models::access::{Grant, act};
use giaoban_models::audit::AuditEntry;
use giaoban_models::clock::Moment;
use giaoban_models::id::MeetingId;
use giaoban_models::store::{DueRecording, PurgeOrder, Store, StoreError, TrackKind};

use crate::audited;
use crate::server::App;

/// Kinds of recording with a rule of their own, and the setting that holds it: months after the minutes were issued.
pub const KINDS: [(TrackKind, &str); 2] =
    [(TrackKind::Audio, "retention.sound"), (TrackKind::Video, "retention.picture")];
/// The day the rules were last changed: they are first applied on the next, so that somebody reads the list before.
pub const CHANGED_ON: &str = "retention.changed_on";
/// The day they were last applied.
const APPLIED_ON: &str = "retention.applied_on";
/// Longest term, months.
pub const LONGEST_TERM: u32 = 600;
/// How often it is looked whether a new day has begun.
const EVERY: Duration = Duration::from_secs(1800);

/// The term of a kind in months; none when its recordings are kept for ever.
///
/// # Errors
/// When the store fails.
pub async fn term(store: &Store, setting: &str) -> Result<Option<u32>, StoreError> {
    let kept = store.setting(setting).await?;
    // A term nobody can read removes nothing.
    Ok(kept.and_then(|text| text.parse().ok()).filter(|months| (1..=LONGEST_TERM).contains(months)))
}

/// What the rules of now would remove now, by kind.
///
/// # Errors
/// When the store fails.
pub async fn due(store: &Store, now: Moment) -> Result<Vec<(TrackKind, Vec<DueRecording>)>, StoreError> {
    let mut due = Vec::with_capacity(KINDS.len());
    for (kind, setting) in KINDS {
        if let Some(months) = term(store, setting).await? {
            due.push((kind, store.due_recordings(kind, issued_before(now, months)).await?));
        }
    }
    Ok(due)
}

/// Applies the rules, once on each day of the Vietnamese calendar, as long as the server runs.
pub async fn keep(app: Arc<App>) {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        if let Err(error) = apply(&app.store, &app.data, app.now()).await {
            tracing::error!(%error, "the rules of retention could not be applied");
        }
    }
}

/// Removes what is due, unless that was done today or the rules are of today.
///
/// # Errors
/// When the store or the folder fails; what was not removed is due again tomorrow.
pub async fn apply(store: &Store, data: &Path, now: Moment) -> Result<usize, StoreError> {
    let today = now.day_in_vietnam();
    for setting in [APPLIED_ON, CHANGED_ON] {
        if store.setting(setting).await?.is_some_and(|day| day >= today) {
            return Ok(0);
        }
    }
    let mut removed = 0;
    for (kind, list) in due(store, now).await? {
        for meeting in list.chunk_by(|one, next| one.meeting == next.meeting) {
            let mut gone = 0;
            for recording in meeting {
                // Noted first: a file without a line would be kept for ever, a line without a file is what the rule says.
                if store.recording_removed(&recording.track, now).await? {
                    remove_file(data, &recording.file)?;
                    gone += 1;
                }
            }
            removed += gone;
            if let Some(first) = meeting.first().filter(|_| gone > 0) {
                store.audit(&applied(kind, first, gone, now)).await?;
            }
        }
    }
    store.set_setting(APPLIED_ON, &today).await?;
    Ok(removed)
}

fn applied(kind: TrackKind, recording: &DueRecording, gone: usize, now: Moment) -> AuditEntry {
    AuditEntry {
        at: now,
        actor: None,
        actor_name: String::new(),
        act: "retention.applied".to_owned(),
        subject: recording.meeting.as_str().to_owned(),
        detail: serde_json::json!({ "kind": kind.code(), "recordings": gone }),
    }
}

/// Removes the content of a meeting everywhere this server keeps it: store, recordings, open documents, search.
///
/// # Errors
/// As [`Store::purge`]; when files cannot be removed (they are tried again at the next start).
pub async fn purge(app: &App, grant: &Grant<act::KeepRecords>, order: &PurgeOrder) -> Result<(), StoreError> {
    let files = app.store.purge(grant, order, app.now()).await?;
    audited::by(app, grant.account(), "meeting.purged", order.meeting.as_str()).await?;
    app.desks.discard(&order.meeting).await;
    finish(app, &order.meeting, &files).await
}

/// At the start of the server: what a purge cut off by its end left lying about.
///
/// # Errors
/// When the store or the folder fails.
pub async fn take_up(app: &App) -> Result<(), StoreError> {
    for (meeting, files) in app.store.purges_under_way().await? {
        finish(app, &meeting, &files).await?;
    }
    Ok(())
}

async fn finish(app: &App, meeting: &MeetingId, files: &[String]) -> Result<(), StoreError> {
    let (data, files) = (app.data.clone(), files.to_vec());
    tokio::task::spawn_blocking(move || files.iter().try_for_each(|file| remove_file(&data, file)))
        .await
        .map_err(std::io::Error::other)??;
    // Entries taken out of the index one by one stay in its files until those are merged; it is made anew.
    app.index.discard()?;
    app.store.purge_done(meeting, app.now()).await
}

/// Removes a recording, and its folder when that is empty then. One that is gone already is no error.
fn remove_file(data: &Path, file: &str) -> std::io::Result<()> {
    let relative = Path::new(file);
    if relative.components().any(|part| !matches!(part, Component::Normal(_))) {
        return Err(std::io::Error::from(std::io::ErrorKind::InvalidFilename));
    }
    match std::fs::remove_file(data.join(relative)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    if let Some(folder) = relative.parent().filter(|folder| folder.components().count() > 1) {
        // Not empty, or gone: both are as they should be.
        let _ = std::fs::remove_dir(data.join(folder));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
