//! Weeks, months, quarters and years of the Vietnamese calendar, and stretches of days.

use serde::{Deserialize, Serialize};
use time::{Date, Month};
use ts_rs::TS;

/// Days of the Vietnamese calendar, both ends included; an open end has no bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

impl Days {
    /// Whether a day is among them; an unknown day only where there are no bounds.
    #[must_use]
    pub fn hold(&self, day: Option<Date>) -> bool {
        match day {
            None => self.from.is_none() && self.to.is_none(),
            Some(day) => self.from.is_none_or(|from| day >= from) && self.to.is_none_or(|to| day <= to),
        }
    }
}

/// How long the stretches of a report by period are (kỳ báo cáo).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// Tuần, Monday to Sunday.
    Week,
    /// Tháng.
    Month,
    /// Quý.
    Quarter,
    /// Năm.
    Year,
}

/// One week, month, quarter or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stretch {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

impl Stretch {
    /// The one a day lies in.
    #[must_use]
    pub fn of(day: Date, grain: Grain) -> Self {
        let first = |year, month: u8| {
            let month = Month::try_from(month).unwrap_or(Month::January);
            Date::from_calendar_date(year, month, 1).unwrap_or(day)
        };
        let (year, month) = (day.year(), u8::from(day.month()));
        let before = |next: Date| next.previous_day().unwrap_or(next);
        let until = |last: u8| if last == 12 { before(first(year + 1, 1)) } else { before(first(year, last + 1)) };
        match grain {
            Grain::Week => {
                let monday = day.to_julian_day() - i32::from(day.weekday().number_days_from_monday());
                let at = |julian| Date::from_julian_day(julian).unwrap_or(day);
                Self { from: at(monday), to: at(monday + 6) }
            }
            Grain::Month => Self { from: first(year, month), to: until(month) },
            Grain::Quarter => {
                let begins = (month - 1) / 3 * 3 + 1;
                Self { from: first(year, begins), to: until(begins + 2) }
            }
            Grain::Year => Self { from: first(year, 1), to: until(12) },
        }
    }

    /// `2026-W47`, `2026-11`, `2026-Q4` or `2026`. Weeks are numbered as ISO 8601 numbers them.
    #[must_use]
    pub fn key(self, grain: Grain) -> String {
        let (year, month) = (self.from.year(), u8::from(self.from.month()));
        match grain {
            Grain::Week => {
                let (year, week, _) = self.from.to_iso_week_date();
                format!("{year:04}-W{week:02}")
            }
            Grain::Month => format!("{year:04}-{month:02}"),
            Grain::Quarter => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
            Grain::Year => format!("{year:04}"),
        }
    }
}

/// A day as it is kept, `YYYY-MM-DD`.
pub(super) fn written(day: Date) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: Month, day: u8) -> Date {
        Date::from_calendar_date(year, month, day).unwrap_or(Date::MIN)
    }

    #[test]
    fn a_day_lies_in_one_stretch_of_each_grain() {
        let of = |grain| {
            let stretch = Stretch::of(day(2026, Month::November, 22), grain);
            (stretch.key(grain), written(stretch.from), written(stretch.to))
        };
        let expected = |key: &str, from: &str, to: &str| (key.to_owned(), from.to_owned(), to.to_owned());
        assert_eq!(of(Grain::Week), expected("2026-W47", "2026-11-16", "2026-11-22"));
        assert_eq!(of(Grain::Month), expected("2026-11", "2026-11-01", "2026-11-30"));
        assert_eq!(of(Grain::Quarter), expected("2026-Q4", "2026-10-01", "2026-12-31"));
        assert_eq!(of(Grain::Year), expected("2026", "2026-01-01", "2026-12-31"));
    }

    #[test]
    fn weeks_over_a_new_year_belong_to_the_year_of_their_thursday() {
        let week = Stretch::of(day(2027, Month::January, 2), Grain::Week);
        assert_eq!((week.key(Grain::Week), written(week.from)), ("2026-W53".to_owned(), "2026-12-28".to_owned()));
    }

    #[test]
    fn stretches_of_a_grain_follow_each_other_without_a_gap() {
        for grain in [Grain::Week, Grain::Month, Grain::Quarter, Grain::Year] {
            let mut stretch = Stretch::of(day(2023, Month::December, 31), grain);
            for _ in 0..60 {
                let next = Stretch::of(stretch.to.next_day().unwrap_or(Date::MAX), grain);
                assert_eq!(Some(next.from), stretch.to.next_day());
                assert_eq!(Stretch::of(next.to, grain), next);
                stretch = next;
            }
        }
    }

    #[test]
    fn an_unknown_day_is_only_where_there_are_no_bounds() {
        let bounded = Days { from: Some(day(2026, Month::January, 1)), to: None };
        assert!(Days::default().hold(None) && !bounded.hold(None));
        assert!(bounded.hold(Some(day(2026, Month::January, 1))));
    }
}
