//! The meeting of today.

use giaoban_models::access::act;
use giaoban_models::clock::Moment;
use giaoban_models::id::MeetingId;
use giaoban_models::meeting::MeetingState;
use giaoban_models::store::{NewMeeting, Store};

use super::authority::PlannedMeeting;
use super::{DemoError, People, grant};

const HOUR: i64 = 3_600_000;

/// Makes sure that there is a meeting of today which can still be joined.
pub(super) async fn ensure(
    store: &Store,
    plan: &PlannedMeeting,
    people: &People,
    now: Moment,
) -> Result<(), DemoError> {
    let days = store.meetings(&grant::<act::SeeMeetings>(&people.clerk)?, now).await?;
    let open = |state| matches!(state, MeetingState::Scheduled | MeetingState::Live);
    if days.today.iter().any(|meeting| open(meeting.state)) {
        return Ok(());
    }
    let new = NewMeeting {
        id: MeetingId::fresh(),
        title: plan.title.clone(),
        starts_at: beginning(now),
        chair: plan.chair.clone(),
        secretary: plan.secretary.clone(),
        hall: plan.hall.clone(),
        sites: plan.sites.clone(),
        agenda: vec![],
        synthetic: false,
    };
    store.create_meeting(&grant::<act::CallMeeting>(&people.clerk)?, &new, now).await?;
    Ok(())
}

/// Eight o'clock in Vietnam, or the next full hour when that has passed, but always today.
fn beginning(now: Moment) -> Moment {
    let (midnight, next_midnight) = now.day_bounds_in_vietnam();
    let next_hour = midnight.plus((now.since(midnight) / HOUR + 1) * HOUR);
    next_hour.max(midnight.plus(8 * HOUR)).min(next_midnight.plus(-HOUR))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_meeting_begins_at_eight_or_at_the_next_full_hour_of_the_same_vietnamese_day() {
        let (midnight, _) = Moment(1_795_230_000_000).day_bounds_in_vietnam();
        for (minutes, hour) in
            [(0, 8), (7 * 60 + 59, 8), (8 * 60, 9), (10 * 60 + 1, 11), (22 * 60 + 30, 23), (23 * 60 + 30, 23)]
        {
            let began = beginning(midnight.plus(minutes * 60_000));
            assert_eq!(began, midnight.plus(hour * HOUR), "at minute {minutes}");
        }
    }
}
