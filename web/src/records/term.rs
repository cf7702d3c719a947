//! Terms in months of the calendar.

use giaoban_models::clock::Moment;
use time::{Date, Month};

/// The moment that lies `months` before `now` by the Vietnamese calendar; the last day of a shorter month.
#[must_use]
pub fn issued_before(now: Moment, months: u32) -> Moment {
    let here = now.in_vietnam();
    let count =
        here.year() * 12 + i32::from(u8::from(here.month())) - 1 - i32::try_from(months).unwrap_or(i32::MAX / 2);
    let month = u8::try_from(count.rem_euclid(12) + 1).ok().and_then(|month| Month::try_from(month).ok());
    let Some(month) = month else { return Moment(i64::MIN) };
    let year = count.div_euclid(12);
    let day = here.day().min(month.length(year));
    let Ok(date) = Date::from_calendar_date(year, month, day) else { return Moment(i64::MIN) };
    Moment(now.0 - (here.date() - date).whole_milliseconds().try_into().unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_before_is_the_same_day_or_the_last_one_there_was() {
        // 2026-03-31, 10:00 in Vietnam.
        let now = Moment(1_774_926_000_000);
        assert_eq!(now.day_in_vietnam(), "2026-03-31");
        for (months, day) in
            [(1, "2026-02-28"), (2, "2026-01-31"), (4, "2025-11-30"), (12, "2025-03-31"), (600, "1976-03-31")]
        {
            let before = issued_before(now, months);
            assert_eq!(before.day_in_vietnam(), day);
            assert_eq!((now.0 - before.0) % 86_400_000, 0, "the same time of day");
        }
    }
}
