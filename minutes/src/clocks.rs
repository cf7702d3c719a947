//! The clocks the law sets a meeting (Decision 45/2018/QĐ-TTg on the meeting regime): the invitation and the papers three
//! working days before, the notice of the conclusion five working days after. Days are counted by the authority's own
//! table of days off; the day counted from is not counted.

use giaoban_models::meeting::{Meeting, MeetingState};
use giaoban_models::paper::{LawClock, LawClockKind, LawClockStanding};
use time::{Date, Duration};

use crate::calendar::{Holidays, day_text, parse_day};

/// Working days between invitation or papers and the meeting.
pub const BEFORE: u64 = 3;
/// Working days between the meeting and the notice.
pub const AFTER: u64 = 5;
/// A notice that never came is told of for so many days; afterwards the meeting is history.
const TOLD: i64 = 60;

/// What was done for a meeting, days `YYYY-MM-DD`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// The first invitation was issued.
    pub invited_on: Option<String>,
    /// The first notice of the conclusion was issued.
    pub concluded_on: Option<String>,
}

/// Last day to send papers to a meeting of `day`.
#[must_use]
pub fn before(day: Date, holidays: &Holidays) -> Option<Date> {
    holidays.before_working_days(day, BEFORE)
}

/// Last day for the notice of a meeting of `day`.
#[must_use]
pub fn after(day: Date, holidays: &Holidays) -> Option<Date> {
    holidays.after_working_days(day, AFTER)
}

/// The clocks of `meeting` as they stand on `today`. A meeting called off has none; whether papers were sent is not known
/// here, so theirs is only told while it runs.
#[must_use]
pub fn clocks(meeting: &Meeting, done: &Done, holidays: &Holidays, today: Date) -> Vec<LawClock> {
    let held_on = meeting.opened_at.unwrap_or(meeting.starts_at).in_vietnam().date();
    let called_for = meeting.starts_at.in_vietnam().date();
    let mut clocks = Vec::new();
    let waits = matches!(meeting.state, MeetingState::Scheduled);
    let told = |kind, due: Option<Date>, done_on: Option<&str>| {
        let due = due?;
        Some(LawClock {
            kind,
            due: day_text(due),
            standing: standing(due, done_on.and_then(parse_day), holidays, today),
            done_on: done_on.map(str::to_owned),
            uncertain: !holidays.covers(due.year()),
        })
    };
    if waits || (meeting.state != MeetingState::Cancelled && done.invited_on.is_some()) {
        clocks.extend(told(LawClockKind::Invitation, before(called_for, holidays), done.invited_on.as_deref()));
    }
    if waits {
        let papers = told(LawClockKind::Papers, before(called_for, holidays), None);
        clocks.extend(papers.filter(|clock| clock.standing != LawClockStanding::Passed));
    }
    let recent = held_on.saturating_add(Duration::days(TOLD)) >= today;
    if meeting.state == MeetingState::Ended && (done.concluded_on.is_some() || recent) {
        clocks.extend(told(LawClockKind::Conclusion, after(held_on, holidays), done.concluded_on.as_deref()));
    }
    clocks
}

fn standing(due: Date, done: Option<Date>, holidays: &Holidays, today: Date) -> LawClockStanding {
    match done {
        Some(day) if day <= due => LawClockStanding::Met,
        Some(_) => LawClockStanding::MetLate,
        None if today > due => LawClockStanding::Passed,
        None if holidays.after_working_days(today, 1).is_none_or(|next| due <= next) => LawClockStanding::Near,
        None => LawClockStanding::Running,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use LawClockKind::{Conclusion, Invitation, Papers};
    use LawClockStanding::{Met, MetLate, Near, Passed, Running};
    use giaoban_models::clock::Moment;

    use super::*;
    use crate::calendar::date;

    fn meeting(state: MeetingState, starts_at: i64) -> Meeting {
        Meeting {
            id: "m".into(),
            title: "Giao ban".into(),
            state,
            starts_at: Moment(starts_at),
            opened_at: None,
            ended_at: None,
            chair: "p".into(),
            chair_name: String::new(),
            secretary: "q".into(),
            secretary_name: String::new(),
            sites: vec![],
            synthetic: false,
        }
    }

    /// 2024-11-04, a Monday, eight in the morning in Vietnam.
    const MONDAY: i64 = 1_730_682_000_000;

    fn told(state: MeetingState, done: &Done, today: (i32, u8, u8)) -> Vec<(LawClockKind, String, LawClockStanding)> {
        let today = date(today.0, today.1, today.2).unwrap();
        clocks(&meeting(state, MONDAY), done, &Holidays::shipped(), today)
            .into_iter()
            .map(|clock| (clock.kind, clock.due, clock.standing))
            .collect()
    }

    #[test]
    fn three_working_days_before_leave_out_the_week_end() {
        let due = "2024-10-30".to_owned();
        let open = |today, standing| {
            assert_eq!(
                told(MeetingState::Scheduled, &Done::default(), today),
                [(Invitation, due.clone(), standing), (Papers, due.clone(), standing)]
            );
        };
        open((2024, 10, 24), Running);
        open((2024, 10, 29), Near);
        open((2024, 10, 30), Near);
        let late = told(MeetingState::Scheduled, &Done::default(), (2024, 10, 31));
        assert_eq!(late, [(Invitation, due.clone(), Passed)], "nobody is blamed for papers nobody counts");
    }

    #[test]
    fn a_day_off_is_no_working_day_before_and_after() {
        // 2025-09-02 and the day beside it are off.
        let holidays = Holidays::shipped();
        let before = before(date(2025, 9, 5).unwrap(), &holidays).unwrap();
        assert!(!holidays.is_working(date(2025, 9, 2).unwrap()));
        assert!(before < date(2025, 9, 2).unwrap(), "{before}");
        assert!(after(date(2025, 8, 29).unwrap(), &holidays).unwrap() > date(2025, 9, 5).unwrap());
    }

    #[test]
    fn the_notice_is_due_five_working_days_after_the_meeting() {
        let concluded = |day: Option<&str>| Done { concluded_on: day.map(Into::into), ..Done::default() };
        let due = "2024-11-11".to_owned();
        for (done, today, standing) in [
            (None, (2024, 11, 5), Running),
            (None, (2024, 11, 8), Near),
            (None, (2024, 11, 12), Passed),
            (Some("2024-11-11"), (2026, 1, 1), Met),
            (Some("2024-11-12"), (2026, 1, 1), MetLate),
        ] {
            assert_eq!(
                told(MeetingState::Ended, &concluded(done), today),
                [(Conclusion, due.clone(), standing)],
                "{done:?} {today:?}"
            );
        }
        assert!(told(MeetingState::Ended, &concluded(None), (2026, 1, 1)).is_empty(), "long ago");
    }

    #[test]
    fn a_meeting_called_off_has_no_clock_and_a_year_without_a_table_is_marked() {
        assert!(told(MeetingState::Cancelled, &Done::default(), (2024, 10, 24)).is_empty());
        let far = meeting(MeetingState::Scheduled, MONDAY + 10 * 366 * 86_400_000);
        let clocks = clocks(&far, &Done::default(), &Holidays::shipped(), date(2026, 1, 1).unwrap());
        assert!(clocks.iter().all(|clock| clock.uncertain));
    }
}
