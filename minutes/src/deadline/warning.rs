//! What whoever accepts a due date should know: it falls on a day off, or beyond the table of days off.

use time::{Date, Weekday};

use super::Value;
use crate::calendar::{Holidays, day_text};

/// Something about a due date that does not make it wrong (lưu ý về thời hạn).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// It lands on a day off; the date is kept.
    DayOff {
        /// The day.
        day: Date,
        /// Its name in the table; a Saturday or Sunday is called so.
        name: String,
    },
    /// The table of days off says nothing about this year, so feasts of it are not known.
    BeyondTable {
        /// The first year the table lacks.
        year: i32,
    },
}

impl Warning {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::DayOff { .. } => "day_off",
            Self::BeyondTable { .. } => "beyond_holidays_table",
        }
    }

    /// For the person who accepts the date.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::DayOff { day, name } => {
                format!("{} là ngày nghỉ ({name}); đề nghị cân nhắc ngày khác", vietnamese(*day))
            }
            Self::BeyondTable { year } => {
                format!("bảng ngày nghỉ chưa có năm {year}; đề nghị cập nhật bảng rồi kiểm tra lại ngày này")
            }
        }
    }

    /// The same in English.
    #[must_use]
    pub fn english(&self) -> String {
        match self {
            Self::DayOff { day, name } => format!("{} is a day off ({name})", day_text(*day)),
            Self::BeyondTable { year } => format!("the table of days off has no entries for {year}"),
        }
    }
}

fn vietnamese(day: Date) -> String {
    format!("{:02}/{:02}/{}", day.day(), u8::from(day.month()), day.year())
}

/// What to say about a due date spoken on a day.
#[must_use]
pub fn warnings(value: Value, on: Date, holidays: &Holidays) -> Vec<Warning> {
    let Some(due) = value.day() else { return Vec::new() };
    let mut all = Vec::new();
    if !holidays.is_working(due) {
        let weekend = match due.weekday() {
            Weekday::Saturday => "thứ Bảy",
            Weekday::Sunday => "Chủ nhật",
            _ => "ngày nghỉ",
        };
        let name = holidays.name(due).filter(|name| !name.is_empty()).unwrap_or(weekend).to_owned();
        all.push(Warning::DayOff { day: due, name });
    }
    // Working days counted across a year need that year too.
    if let Some(year) = (on.year()..=due.year()).find(|year| !holidays.covers(*year)) {
        all.push(Warning::BeyondTable { year });
    }
    all
}

/// The code of what a person who settles the date should know first: why there is none, or that it falls on a day off.
#[must_use]
pub fn warning_code(value: Value, on: Date, holidays: &Holidays) -> Option<&'static str> {
    match value {
        Value::None(reason) => Some(reason.code()),
        _ => warnings(value, on, holidays).first().map(Warning::code),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::calendar::parse_day;

    fn codes(due: &str, on: &str) -> Vec<String> {
        let value = Value::Day(parse_day(due).unwrap());
        warnings(value, parse_day(on).unwrap(), &Holidays::shipped()).iter().map(Warning::vietnamese).collect()
    }

    #[test]
    fn a_date_on_a_day_off_is_kept_and_the_day_is_named() {
        assert_eq!(
            codes("2026-09-02", "2026-08-20"),
            ["02/09/2026 là ngày nghỉ (Quốc khánh); đề nghị cân nhắc ngày khác"]
        );
        assert_eq!(
            codes("2026-03-07", "2026-03-04"),
            ["07/03/2026 là ngày nghỉ (thứ Bảy); đề nghị cân nhắc ngày khác"]
        );
        assert!(codes("2026-03-06", "2026-03-04").is_empty());
        assert!(codes("2026-08-22", "2026-08-20").is_empty(), "a make-up Saturday is worked");
    }

    #[test]
    fn a_year_the_table_lacks_is_never_taken_for_one_without_feasts() {
        assert_eq!(
            codes("2030-05-06", "2026-03-04"),
            ["bảng ngày nghỉ chưa có năm 2028; đề nghị cập nhật bảng rồi kiểm tra lại ngày này"]
        );
        let empty = Holidays::default();
        let value = Value::Day(parse_day("2026-03-06").unwrap());
        let all = warnings(value, parse_day("2026-03-04").unwrap(), &empty);
        assert_eq!(all.iter().map(Warning::code).collect::<Vec<_>>(), ["beyond_holidays_table"]);
        assert!(all[0].english().contains("2026"));
    }
}
