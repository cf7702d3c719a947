//! The diary of the office: tells units, and those above them, what is due. Runs in the background.
//!
//! Which reminder is due follows from the record alone, and what was told is told by its key: a run that is repeated,
//! broken off or days late neither doubles nor loses one.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use giaoban_minutes::calendar::Holidays;
use giaoban_models::clock::Moment;
use giaoban_models::directive::reminders::{Reminder, reminder, told};
use giaoban_models::id::{AccountId, DirectiveId};
use giaoban_models::store::{Store, StoreError};

use crate::directives::holidays;
use crate::server::App;

/// How often the diary is looked into: a reminder of the morning is told within this time.
const EVERY: Duration = Duration::from_secs(300);
/// Directives read at once.
const BATCH: i64 = 2_000;

/// Looks into the diary at the start and again and again, for as long as the process runs.
pub async fn keep_on(app: Arc<App>) {
    let mut again = tokio::time::interval(EVERY);
    loop {
        again.tick().await;
        match remind(&app.store, &holidays(&app.data), app.now()).await {
            Ok(0) => {}
            Ok(new) => tracing::info!(new, "reminders told"),
            Err(error) => tracing::error!(%error, "reminders could not be told; they are told at the next try"),
        }
    }
}

/// Tells everybody what is due at `now` and was not told before. Answers how many notices are new.
///
/// # Errors
/// When the store fails; what was told until then stays told.
pub async fn remind(store: &Store, holidays: &Holidays, now: Moment) -> Result<u64, StoreError> {
    let all = store.addressees().await?;
    let (mut after, mut new) = (String::new(), 0);
    loop {
        let owed = store.owed(&after, BATCH).await?;
        let Some(last) = owed.last() else { return Ok(new) };
        after.clone_from(&last.id.0);
        let due: BTreeMap<&DirectiveId, (Reminder, Vec<&AccountId>)> = owed
            .iter()
            .filter_map(|one| {
                let reminder = reminder(one.due.as_deref(), &one.events, now, |day| holidays.is_working(day))?;
                let told = told(reminder.stage, &one.unit, &one.leader, &all);
                Some((&one.id, (reminder, told)))
            })
            .collect();
        let lines: Vec<_> = due
            .iter()
            .flat_map(|(id, (reminder, told))| told.iter().map(move |account| (*id, *account, reminder)))
            .collect();
        if !lines.is_empty() {
            new += store.remind(&lines, now).await?;
        }
    }
}

#[cfg(test)]
mod tests;
