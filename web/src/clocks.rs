//! The clocks of the law on meetings, by the authority's own table of days off.

use std::collections::HashMap;

use giaoban_minutes::calendar::{Holidays, day_text};
use giaoban_minutes::clocks::{self, Done};
use giaoban_models::access::{Act, Grant, act};
use giaoban_models::clock::Moment;
use giaoban_models::id::MeetingId;
use giaoban_models::meeting::Meeting;
use giaoban_models::paper::{LawClock, PaperKind};
use giaoban_models::store::StoreError;

use crate::api::wire::MeetingCard;
use crate::server::App;

/// The day each paper of a meeting was issued, `YYYY-MM-DD`.
type IssuedDays = HashMap<(MeetingId, PaperKind), String>;

/// What is needed to tell the clocks of some meetings.
pub struct Clocks {
    /// None for whoever only takes part: the clocks are the business of whoever runs the meetings.
    told: Option<(IssuedDays, Holidays)>,
    now: Moment,
}

impl Clocks {
    /// For the meetings called for from `from` to `to`.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn of(
        app: &App,
        grant: &Grant<act::SeeMeetings>,
        from: Option<Moment>,
        to: Option<Moment>,
    ) -> Result<Self, StoreError> {
        let told = match (from, to) {
            (Some(from), Some(to)) if Act::sees_every_meeting(grant.account().role) => {
                let issued = app.store.papers_issued(grant, from, to).await?;
                Some((issued, crate::directives::holidays(&app.data)))
            }
            _ => None,
        };
        Ok(Self { told, now: app.now() })
    }

    /// The clocks of a meeting.
    pub fn tell(&self, meeting: &Meeting) -> Vec<LawClock> {
        let Some((issued, holidays)) = &self.told else { return vec![] };
        let day = |kind| issued.get(&(meeting.id.clone(), kind)).cloned();
        let done = Done { invited_on: day(PaperKind::Invitation), concluded_on: day(PaperKind::Conclusion) };
        clocks::clocks(meeting, &done, holidays, self.now.in_vietnam().date())
    }

    /// The card with its clocks.
    pub fn on(&self, card: MeetingCard) -> MeetingCard {
        MeetingCard { clocks: self.tell(&card.meeting), ..card }
    }
}

/// Last day to send papers to the meeting, unless it is over.
pub fn papers_due(meeting: &Meeting, holidays: &Holidays, now: Moment) -> Option<String> {
    let due = clocks::before(meeting.starts_at.in_vietnam().date(), holidays)?;
    (due >= now.in_vietnam().date()).then(|| day_text(due))
}
