//! The Vietnamese lunar calendar (âm lịch): astronomical new moons and solar terms seen at UTC+7.
//!
//! A month begins on the day of the new moon; month 11 holds the winter solstice; of the thirteen months between two
//! solstices the first without a principal solar term is the leap month. New moon and longitude of the sun follow the
//! series of Meeus, "Astronomical Algorithms" (1998), which is right to the minute for these centuries.

use std::f64::consts::PI;

use time::{Date, Duration};

use super::date;

/// Hours between the meridian of the calendar and UTC.
const ZONE: f64 = 7.0;
/// Julian day of 1970-01-01 at noon, as a whole number.
const EPOCH: i64 = 2_440_588;

fn julian(of: Date) -> i64 {
    of.to_julian_day().into()
}

fn from_julian(day: i64) -> Option<Date> {
    date(1970, 1, 1)?.checked_add(Duration::days(day - EPOCH))
}

/// Julian day (with fraction) of the k-th new moon since January 1900.
fn new_moon(k: f64) -> f64 {
    let t = k / 1236.85;
    let (t2, t3) = (t * t, t * t * t);
    let rad = PI / 180.0;
    let mean = 2_415_020.759_33 + 29.530_588_68 * k + 0.000_117_8 * t2 - 0.000_000_155 * t3
        + 0.000_33 * ((166.56 + 132.87 * t - 0.009_173 * t2) * rad).sin();
    let sun = (359.2242 + 29.105_356_08 * k - 0.000_033_3 * t2 - 0.000_003_47 * t3) * rad;
    let moon = (306.0253 + 385.816_918_06 * k + 0.010_730_6 * t2 + 0.000_012_36 * t3) * rad;
    let latitude = (21.2964 + 390.670_506_46 * k - 0.001_652_8 * t2 - 0.000_002_39 * t3) * rad;
    let correction = (0.1734 - 0.000_393 * t) * sun.sin() + 0.0021 * (2.0 * sun).sin() - 0.4068 * moon.sin()
        + 0.0161 * (2.0 * moon).sin()
        - 0.0004 * (3.0 * moon).sin()
        + 0.0104 * (2.0 * latitude).sin()
        - 0.0051 * (sun + moon).sin()
        - 0.0074 * (sun - moon).sin()
        + 0.0004 * (2.0 * latitude + sun).sin()
        - 0.0004 * (2.0 * latitude - sun).sin()
        - 0.0006 * (2.0 * latitude + moon).sin()
        + 0.0010 * (2.0 * latitude - moon).sin()
        + 0.0005 * (2.0 * moon + sun).sin();
    let delta = -0.000_278 + 0.000_265 * t + 0.000_262 * t2;
    mean + correction - delta
}

/// Day of the k-th new moon at the meridian.
#[allow(clippy::cast_possible_truncation)] // A Julian day of these centuries fits many times over.
fn new_moon_day(k: i32) -> i64 {
    (new_moon(f64::from(k)) + 0.5 + ZONE / 24.0).floor() as i64
}

/// Which twelfth of the ecliptic the sun is in at the beginning of that day: 0 from the spring equinox on.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)] // As above.
fn sun_twelfth(day: i64) -> i64 {
    let t = (day as f64 - 2_451_545.5 - ZONE / 24.0) / 36_525.0;
    let t2 = t * t;
    let rad = PI / 180.0;
    let anomaly = 357.529_10 + 35_999.050_30 * t - 0.000_155_9 * t2 - 0.000_000_48 * t * t2;
    let mean = 280.466_45 + 36_000.769_83 * t + 0.000_303_2 * t2;
    let centre = (1.914_600 - 0.004_817 * t - 0.000_014 * t2) * (anomaly * rad).sin()
        + (0.019_993 - 0.000_101 * t) * (2.0 * anomaly * rad).sin()
        + 0.000_290 * (3.0 * anomaly * rad).sin();
    ((mean + centre).rem_euclid(360.0) / 30.0).floor() as i64
}

#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)] // As above.
fn moon_number(day: i64) -> i32 {
    ((day as f64 - 2_415_021.076_998_695) / 29.530_588_853) as i32
}

/// First day of the lunar month that holds the winter solstice of a solar year.
fn month_eleven(year: i32) -> Option<i64> {
    let k = moon_number(julian(date(year, 12, 31)?));
    let day = new_moon_day(k);
    Some(if sun_twelfth(day) >= 9 { new_moon_day(k - 1) } else { day })
}

/// Place of the leap month after month 11, counted in months.
fn leap_after(eleven: i64) -> i32 {
    let k = moon_number(eleven + 1);
    let mut last = sun_twelfth(new_moon_day(k + 1));
    for n in 2..=14 {
        let now = sun_twelfth(new_moon_day(k + n));
        if now == last {
            return n - 1;
        }
        last = now;
    }
    13
}

/// The solar day of a day of a (non-leap) lunar month; `year` is the lunar year, named by the solar year its Tết is in.
/// None when the month has no such day.
#[must_use]
pub fn solar(day: u8, month: u8, year: i32) -> Option<Date> {
    in_month(day, month_number(month, year)?.0)
}

/// The solar day of a day of a leap month (tháng nhuận); none when that month of that lunar year has no leap month.
#[must_use]
pub fn solar_of_leap(day: u8, month: u8, year: i32) -> Option<Date> {
    let (k, leaps) = month_number(month, year)?;
    in_month(day, leaps.then_some(k + 1)?)
}

/// Number of the new moon that begins a month, and whether its leap month follows it.
fn month_number(month: u8, year: i32) -> Option<(i32, bool)> {
    if !(1..=12).contains(&month) {
        return None;
    }
    let (eleven, next) = if month < 11 {
        (month_eleven(year - 1)?, month_eleven(year)?)
    } else {
        (month_eleven(year)?, month_eleven(year + 1)?)
    };
    let months = (i32::from(month) - 11).rem_euclid(12);
    let (shift, leaps) = if next - eleven > 365 {
        let leap = leap_after(eleven);
        (i32::from(months >= leap), months + 1 == leap)
    } else {
        (0, false)
    };
    Some((moon_number(eleven + 1) + months + shift, leaps))
}

fn in_month(day: u8, k: i32) -> Option<Date> {
    let first = new_moon_day(k);
    let length = new_moon_day(k + 1) - first;
    (day > 0 && i64::from(day) <= length).then(|| from_julian(first + i64::from(day) - 1)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{day_text, parse_day};

    #[test]
    fn tet_falls_where_the_printed_calendars_have_it() {
        for day in [
            "2020-01-25",
            "2021-02-12",
            "2022-02-01",
            "2023-01-22",
            "2024-02-10",
            "2025-01-29",
            "2026-02-17",
            "2027-02-06",
            "2028-01-26",
            "2029-02-13",
            "2030-02-02",
        ] {
            let year = parse_day(day).map(Date::year).unwrap_or_default();
            assert_eq!(solar(1, 1, year).map(day_text).as_deref(), Some(day));
        }
    }

    #[test]
    fn leap_months_push_what_follows_them() {
        // 2025 has a leap sixth month, 2023 a leap second: mid-autumn and the kings' day are known.
        assert_eq!(solar(15, 8, 2025).map(day_text).as_deref(), Some("2025-10-06"));
        assert_eq!(solar(10, 3, 2023).map(day_text).as_deref(), Some("2023-04-29"));
        assert_eq!(solar(10, 3, 2026).map(day_text).as_deref(), Some("2026-04-26"));
        assert_eq!(solar(16, 7, 2025).map(day_text).as_deref(), Some("2025-09-07"));
    }

    #[test]
    fn a_leap_month_has_days_of_its_own() {
        assert_eq!(solar_of_leap(15, 6, 2025).map(day_text).as_deref(), Some("2025-08-08"));
        assert_eq!(solar_of_leap(1, 2, 2023).map(day_text).as_deref(), Some("2023-03-22"));
        assert_eq!(solar_of_leap(1, 6, 2026), None);
        assert_eq!(solar_of_leap(1, 5, 2025), None);
    }

    #[test]
    fn a_short_month_has_no_thirtieth() {
        assert_eq!(solar(30, 12, 2023).map(day_text).as_deref(), Some("2024-02-09"));
        assert_eq!(solar(30, 12, 2025), None);
        assert_eq!(solar(15, 13, 2025), None);
    }
}
