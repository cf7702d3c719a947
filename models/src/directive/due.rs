//! Due dates (thời hạn): a Vietnamese calendar day `YYYY-MM-DD`, or a minute of it `YYYY-MM-DDTHH:MM`.

use time::{Date, Month};

use crate::clock::Moment;

/// Length of a due date that is a whole day.
const DAY: usize = 10;

/// Whether this is a due date as they are kept, and a real one: the 30th of February is none.
#[must_use]
pub fn is_real(due: &str) -> bool {
    match due.split_once('T') {
        None => date(due).is_some(),
        Some((day, clock)) => date(day).is_some() && is_clock(clock),
    }
}

/// The day of a due date.
#[must_use]
pub fn day(due: &str) -> &str {
    due.get(..DAY).unwrap_or(due)
}

/// Whether `at` lies after the due date: a whole day is due until its end, a minute until it is over.
#[must_use]
pub fn is_past(due: &str, at: Moment) -> bool {
    let now = at.in_vietnam();
    let today = at.day_in_vietnam();
    if due.len() == DAY {
        today.as_str() > due
    } else {
        format!("{today}T{:02}:{:02}", now.hour(), now.minute()).as_str() > due
    }
}

/// Whether `new` is later than `old`; a whole day ends after every minute of it.
#[must_use]
pub fn is_later(new: &str, old: &str) -> bool {
    match day(new).cmp(day(old)) {
        std::cmp::Ordering::Equal if new.len() == DAY || old.len() == DAY => new.len() < old.len(),
        _ => new > old,
    }
}

/// Days from the day of a due date to the Vietnamese day of `at`: negative while days are left. None for what is no date.
#[must_use]
pub fn days_past(due: &str, at: Moment) -> Option<i32> {
    let days = at.in_vietnam().date().to_julian_day() - date(day(due))?.to_julian_day();
    Some(days)
}

/// The day `YYYY-MM-DD`, if it is a real one.
#[must_use]
pub fn date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let form = bytes.len() == DAY
        && bytes.iter().enumerate().all(|(at, b)| if at == 4 || at == 7 { *b == b'-' } else { b.is_ascii_digit() });
    if !form {
        return None;
    }
    let month = Month::try_from(text[5..7].parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(text[..4].parse().ok()?, month, text[8..].parse().ok()?).ok()
}

fn is_clock(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 5
        && bytes[2] == b':'
        && [0, 1, 3, 4].iter().all(|at| bytes[*at].is_ascii_digit())
        && &text[..2] < "24"
        && &text[3..] < "60"
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2024-11-06 17:00:30 in Vietnam.
    const FIVE: Moment = Moment(1_730_887_230_000);

    #[test]
    fn only_real_days_and_minutes_are_due_dates() {
        for due in ["2024-11-06", "2024-02-29", "2024-11-06T17:00", "2024-11-06T23:59"] {
            assert!(is_real(due), "{due}");
        }
        for no in
            ["", "6/11", "2024-02-30", "2025-02-29", "2024-13-01", "2024-11-06T24:00", "2024-11-06T7:00", "2024-11-0ä"]
        {
            assert!(!is_real(no), "{no}");
        }
    }

    #[test]
    fn a_day_is_due_until_its_end_and_a_minute_until_it_is_over() {
        assert!(!is_past("2024-11-06", FIVE) && !is_past("2024-11-06T17:00", FIVE));
        assert!(is_past("2024-11-05", FIVE) && is_past("2024-11-06T16:59", FIVE));
        assert!(is_past("2024-11-06T17:00", FIVE.plus(60_000)));
    }

    #[test]
    fn a_whole_day_is_later_than_a_minute_of_it() {
        assert!(is_later("2024-11-06", "2024-11-06T17:00") && !is_later("2024-11-06T17:00", "2024-11-06"));
        assert!(is_later("2024-11-07T08:00", "2024-11-06") && is_later("2024-11-06T17:01", "2024-11-06T17:00"));
        assert!(!is_later("2024-11-06", "2024-11-06"));
    }

    #[test]
    fn days_are_counted_on_the_vietnamese_calendar() {
        assert_eq!(days_past("2024-11-01", FIVE), Some(5));
        assert_eq!(days_past("2024-11-09T08:00", FIVE), Some(-3));
        assert_eq!(days_past("2024-11-05", Moment(1_730_822_400_000)), Some(0), "23:00 in Vietnam, 16:00 in UTC");
        assert_eq!(days_past("hôm nào", FIVE), None);
    }
}
