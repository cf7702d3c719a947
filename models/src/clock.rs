//! Time: kept in UTC, shown in Vietnam.

use serde::{Deserialize, Serialize};
use time::{OffsetDateTime, UtcOffset};
use ts_rs::TS;

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[ts(as = "f64")]
pub struct Moment(pub i64);

/// Vietnam keeps UTC+7 all year (Asia/Ho_Chi_Minh, no daylight saving since 1975).
pub const VIETNAM: UtcOffset = match UtcOffset::from_hms(7, 0, 0) {
    Ok(offset) => offset,
    Err(_) => panic!("seven hours is a valid offset"),
};

impl Moment {
    /// The moment `ms` milliseconds later (earlier when negative).
    #[must_use]
    pub fn plus(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to this moment.
    #[must_use]
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Date and time on a Vietnamese wall clock; years outside -9999..9999 are clamped to the epoch.
    #[must_use]
    pub fn in_vietnam(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
            .to_offset(VIETNAM)
    }

    /// The Vietnamese calendar day of this moment, as `YYYY-MM-DD`.
    #[must_use]
    pub fn day_in_vietnam(self) -> String {
        let t = self.in_vietnam();
        format!("{:04}-{:02}-{:02}", t.year(), u8::from(t.month()), t.day())
    }

    /// First and one-past-last moment of the Vietnamese calendar day that holds this moment.
    #[must_use]
    pub fn day_bounds_in_vietnam(self) -> (Self, Self) {
        const DAY: i64 = 86_400_000;
        let shift = i64::from(VIETNAM.whole_seconds()) * 1000;
        let start = (self.0 + shift).div_euclid(DAY) * DAY - shift;
        (Self(start), Self(start + DAY))
    }
}

impl From<std::time::SystemTime> for Moment {
    fn from(t: std::time::SystemTime) -> Self {
        let ms = match t.duration_since(std::time::UNIX_EPOCH) {
            Ok(d) => i64::try_from(d.as_millis()).unwrap_or(i64::MAX),
            Err(_) => 0,
        };
        Self(ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vietnamese_day_begins_seven_hours_before_the_utc_day() {
        let noon_utc = Moment(1_730_721_600_000); // 2024-11-04T12:00:00Z
        let (from, to) = noon_utc.day_bounds_in_vietnam();
        assert_eq!(from, Moment(1_730_653_200_000)); // 2024-11-03T17:00:00Z
        assert_eq!(to.since(from), 86_400_000);
        assert_eq!(noon_utc.day_in_vietnam(), "2024-11-04");
        assert_eq!(Moment(1_730_743_200_000).day_in_vietnam(), "2024-11-05"); // 18:00Z is 01:00 next day
    }
}
