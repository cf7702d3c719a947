//! The calendar of an office (lịch làm việc): days, ISO weeks, days off, the Vietnamese lunar calendar.
//!
//! Days off are data: the table shipped is a starting point, and the authority's own table replaces it.

pub mod lunar;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use time::{Date, Duration, Month, Weekday};

/// The table shipped, as JSON in the form of the product's holidays file.
const SHIPPED: &str = include_str!("../data/holidays.json");
/// Longest holidays file read, bytes.
pub const LONGEST_FILE: usize = 256 * 1024;

/// Why a holidays file cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum HolidaysError {
    /// Not the form of the product.
    #[error("tệp ngày nghỉ không đúng dạng JSON đã quy định (the holidays file has another form): {0}")]
    Form(String),
    /// A date that does not exist.
    #[error("ngày không có trong lịch: {0}; cần dạng YYYY-MM-DD (no such day)")]
    Day(String),
    /// A day both off and worked.
    #[error("ngày {0} vừa là ngày nghỉ vừa là ngày làm bù (the day is both off and made up)")]
    Both(String),
    /// Longer than any real table.
    #[error("tệp ngày nghỉ dài quá {LONGEST_FILE} byte (the holidays file is too long)")]
    TooLong,
}

/// Days off and make-up working days of an authority (bảng ngày nghỉ).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holidays {
    off: BTreeMap<Date, String>,
    makeup: BTreeSet<Date>,
    new_year: BTreeMap<i32, Date>,
}

#[derive(Deserialize)]
struct Table {
    holidays: Vec<DayOff>,
    #[serde(default)]
    makeup_working_days: Vec<String>,
    #[serde(default)]
    lunar_new_year: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum DayOff {
    Named {
        date: String,
        #[serde(default)]
        name: String,
    },
    Bare(String),
}

impl Holidays {
    /// A table in the form of the product's holidays file.
    ///
    /// # Errors
    /// When the form is another, a day does not exist, or it is longer than [`LONGEST_FILE`].
    pub fn from_json(json: &str) -> Result<Self, HolidaysError> {
        if json.len() > LONGEST_FILE {
            return Err(HolidaysError::TooLong);
        }
        let table: Table = serde_json::from_str(json).map_err(|error| HolidaysError::Form(error.to_string()))?;
        let read = |day: &str| parse_day(day).ok_or_else(|| HolidaysError::Day(day.to_owned()));
        let mut holidays = Self::default();
        for day in table.holidays {
            let (date, name) = match day {
                DayOff::Named { date, name } => (date, name),
                DayOff::Bare(date) => (date, String::new()),
            };
            holidays.off.insert(read(&date)?, name);
        }
        for day in table.makeup_working_days {
            let made_up = read(&day)?;
            if holidays.off.contains_key(&made_up) {
                return Err(HolidaysError::Both(day));
            }
            holidays.makeup.insert(made_up);
        }
        for (year, day) in table.lunar_new_year {
            let year = year.parse().map_err(|_| HolidaysError::Day(year))?;
            holidays.new_year.insert(year, read(&day)?);
        }
        Ok(holidays)
    }

    /// The table shipped: 2024 to 2026 as announced, 2027 as the law gives it before the yearly announcement.
    #[must_use]
    pub fn shipped() -> Self {
        Self::from_json(SHIPPED).unwrap_or_default()
    }

    /// Whether people work on that day.
    #[must_use]
    pub fn is_working(&self, day: Date) -> bool {
        if self.makeup.contains(&day) {
            return true;
        }
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !self.off.contains_key(&day)
    }

    /// What a day off is called; a Saturday and a Sunday have no name of their own.
    #[must_use]
    pub fn name(&self, day: Date) -> Option<&str> {
        self.off.get(&day).map(String::as_str)
    }

    /// Whether the table says anything about a year; beyond it no feast is known, and whoever counts has to be told.
    #[must_use]
    pub fn covers(&self, year: i32) -> bool {
        self.off.keys().any(|day| day.year() == year)
    }

    /// The last year the table knows, if it knows any.
    #[must_use]
    pub fn last_year(&self) -> Option<i32> {
        self.off.keys().next_back().map(|day| day.year())
    }

    /// The day after `count` working days; the day it is counted from is not counted.
    #[must_use]
    pub fn after_working_days(&self, from: Date, count: u64) -> Option<Date> {
        let mut day = from;
        let mut left = count;
        while left > 0 {
            day = day.next_day()?;
            if self.is_working(day) {
                left -= 1;
            }
        }
        Some(day)
    }

    /// The day before which `count` working days lie until `until`, that day itself among them; `until` is not counted.
    #[must_use]
    pub fn before_working_days(&self, until: Date, count: u64) -> Option<Date> {
        let mut day = until;
        let mut left = count;
        while left > 0 {
            day = day.previous_day()?;
            if self.is_working(day) {
                left -= 1;
            }
        }
        Some(day)
    }

    /// Mùng 1 Tết of a solar year: the table's where it names one, the astronomical calendar's otherwise.
    #[must_use]
    pub fn lunar_new_year(&self, year: i32) -> Option<Date> {
        self.new_year.get(&year).copied().or_else(|| lunar::solar(1, 1, year))
    }
}

/// A day written `YYYY-MM-DD`.
#[must_use]
pub fn parse_day(day: &str) -> Option<Date> {
    let mut parts = day.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return None;
    }
    date(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// A day as `YYYY-MM-DD`.
#[must_use]
pub fn day_text(day: Date) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day())
}

/// A day by its numbers, if the calendar has it.
#[must_use]
pub fn date(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

/// Monday of the ISO week that holds the day.
#[must_use]
pub fn monday(of: Date) -> Date {
    of.saturating_sub(Duration::days(i64::from(of.weekday().number_days_from_monday())))
}

/// Day of a week, 0 Monday to 6 Sunday, `weeks` weeks after the week that holds `of`.
#[must_use]
pub fn weekday_of_week(of: Date, weeks: i64, weekday: u8) -> Date {
    monday(of).saturating_add(Duration::days(weeks * 7 + i64::from(weekday)))
}

/// The nearest day after `of` that is this weekday, 0 Monday to 6 Sunday.
#[must_use]
pub fn next_weekday(of: Date, weekday: u8) -> Date {
    let ahead = (i64::from(weekday) - i64::from(of.weekday().number_days_from_monday())).rem_euclid(7);
    of.saturating_add(Duration::days(if ahead == 0 { 7 } else { ahead }))
}

/// Last day of a month.
#[must_use]
pub fn month_end(year: i32, month: u8) -> Option<Date> {
    let month = Month::try_from(month).ok()?;
    Date::from_calendar_date(year, month, month.length(year)).ok()
}

/// The same day number `months` months later, clamped to the end of a shorter month.
#[must_use]
pub fn plus_months(of: Date, months: u32) -> Option<Date> {
    shift_months(of, i64::from(months))
}

/// The same day number `months` months earlier, clamped to the end of a shorter month.
#[must_use]
pub fn minus_months(of: Date, months: u32) -> Option<Date> {
    shift_months(of, -i64::from(months))
}

fn shift_months(of: Date, months: i64) -> Option<Date> {
    let all = i64::from(of.year()) * 12 + i64::from(u8::from(of.month())) - 1 + months;
    let (year, month) = (i32::try_from(all.div_euclid(12)).ok()?, u8::try_from(all.rem_euclid(12)).ok()? + 1);
    date(year, month, of.day()).or_else(|| month_end(year, month))
}

#[cfg(test)]
mod tests;
