//! Values that hold from one day to another.

use time::Date;
use time::macros::format_description;

/// Kept for "since anybody can remember".
pub(super) const OPEN_BEGINNING: &str = "0001-01-01";
/// Kept for "until further notice".
pub(super) const OPEN_END: &str = "9999-12-31";

/// A value with its first and last day, `YYYY-MM-DD`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated<T> {
    /// The value.
    pub value: T,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
}

impl<T> Dated<T> {
    pub(super) fn new(value: T, from: &str, to: &str) -> Self {
        Self { value, from: from.to_owned(), to: to.to_owned() }
    }

    pub(super) fn covers(&self, day: &str) -> bool {
        self.from.as_str() <= day && day <= self.to.as_str()
    }
}

/// Whether a text is a day of the calendar, `YYYY-MM-DD`.
#[must_use]
pub fn is_day(text: &str) -> bool {
    text.len() == 10 && parsed(text).is_some()
}

fn parsed(day: &str) -> Option<Date> {
    Date::parse(day, format_description!("[year]-[month]-[day]")).ok()
}

/// The day before; the day itself where there is none before it.
pub(super) fn day_before(day: &str) -> String {
    parsed(day).and_then(Date::previous_day).map_or_else(
        || day.to_owned(),
        |date| format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day()),
    )
}

/// What holds on a day.
pub(super) fn on<'a, T>(history: &'a [Dated<T>], day: &str) -> Option<&'a T> {
    history.iter().find(|span| span.covers(day)).map(|span| &span.value)
}

/// Lets `value` (or nothing) hold from `day` on, until the next change that was already planned, at most until `end`.
/// Whether anything became otherwise.
pub(super) fn begin<T: PartialEq>(history: &mut Vec<Dated<T>>, day: &str, value: Option<T>, end: &str) -> bool {
    if on(history, day) == value.as_ref() {
        return false;
    }
    let next = history.iter().map(|span| span.from.as_str()).filter(|from| *from > day).min().map(day_before);
    let mut to = next.unwrap_or_else(|| end.to_owned());
    if let Some(at) = history.iter().position(|span| span.covers(day)) {
        to.clone_from(&history[at].to);
        if history[at].from == day {
            history.remove(at);
        } else {
            history[at].to = day_before(day);
        }
    }
    if let Some(value) = value {
        history.push(Dated { value, from: day.to_owned(), to });
    }
    history.sort_by(|a, b| a.from.cmp(&b.from));
    true
}

/// Lets a history end on another day: what would begin later is dropped, what held at the old end holds until the new one.
pub(super) fn end<T>(history: &mut Vec<Dated<T>>, old: &str, new: &str) {
    history.retain(|span| span.from.as_str() <= new);
    for span in history {
        if span.to == old || span.to.as_str() > new {
            span.to = new.to_owned();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history() -> Vec<Dated<char>> {
        vec![Dated::new('a', OPEN_BEGINNING, "2025-06-30"), Dated::new('b', "2025-07-01", OPEN_END)]
    }

    fn shown(history: &[Dated<char>]) -> Vec<(char, &str, &str)> {
        history.iter().map(|span| (span.value, span.from.as_str(), span.to.as_str())).collect()
    }

    #[test]
    fn days_are_days_of_the_calendar() {
        assert!(is_day("2024-02-29") && !is_day("2025-02-29") && !is_day("2025-2-1") && !is_day("01/02/2025"));
        assert_eq!(
            (day_before("2025-07-01").as_str(), day_before("2025-01-01").as_str()),
            ("2025-06-30", "2024-12-31")
        );
    }

    #[test]
    fn a_new_value_begins_on_its_day_and_the_old_one_ends_the_day_before() {
        let mut changed = history();
        assert!(begin(&mut changed, "2026-01-01", Some('c'), OPEN_END));
        let last = [('b', "2025-07-01", "2025-12-31"), ('c', "2026-01-01", OPEN_END)];
        assert_eq!(shown(&changed)[1..], last);
        assert!(!begin(&mut changed, "2026-05-01", Some('c'), OPEN_END), "as it is already");
        assert_eq!(shown(&changed)[1..], last);
    }

    #[test]
    fn a_change_before_one_that_is_planned_holds_until_that() {
        let mut changed = history();
        assert!(begin(&mut changed, "2025-01-01", Some('x'), OPEN_END));
        assert_eq!(
            shown(&changed),
            [('a', OPEN_BEGINNING, "2024-12-31"), ('x', "2025-01-01", "2025-06-30"), ('b', "2025-07-01", OPEN_END)]
        );
        let mut none: Vec<Dated<char>> = vec![Dated::new('b', "2025-07-01", OPEN_END)];
        assert!(begin(&mut none, "2025-01-01", Some('x'), OPEN_END));
        assert_eq!(shown(&none)[0], ('x', "2025-01-01", "2025-06-30"));
    }

    #[test]
    fn a_change_on_the_first_day_of_what_holds_replaces_it_and_nothing_leaves_a_gap() {
        let mut changed = history();
        assert!(begin(&mut changed, "2025-07-01", Some('c'), OPEN_END));
        assert_eq!(shown(&changed)[1..], [('c', "2025-07-01", OPEN_END)]);
        assert!(begin(&mut changed, "2026-01-01", None, OPEN_END));
        assert_eq!(shown(&changed)[1..], [('c', "2025-07-01", "2025-12-31")]);
    }

    #[test]
    fn an_end_cuts_off_what_comes_after_it_and_moves_with_it() {
        let mut changed = history();
        end(&mut changed, OPEN_END, "2025-06-30");
        assert_eq!(shown(&changed), [('a', OPEN_BEGINNING, "2025-06-30")]);
        end(&mut changed, "2025-06-30", "2025-08-31");
        assert_eq!(shown(&changed), [('a', OPEN_BEGINNING, "2025-08-31")]);
    }
}
