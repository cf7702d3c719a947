//! The clocks the law sets a meeting, as they stand on a day (Decision 45/2018/QĐ-TTg).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a clock runs for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LawClockKind {
    /// Giấy mời: sent three working days before the meeting.
    Invitation,
    /// Tài liệu họp: sent three working days before a periodic meeting.
    Papers,
    /// Thông báo kết luận: issued within five working days after the meeting.
    Conclusion,
}

/// How a clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LawClockStanding {
    /// Done in time.
    Met,
    /// Done, after its day.
    MetLate,
    /// To be done; its day is not near.
    Running,
    /// To be done today or on the next working day.
    Near,
    /// Its day is over and it is not done.
    Passed,
}

/// One clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LawClock {
    /// What for.
    pub kind: LawClockKind,
    /// Last day, `YYYY-MM-DD`.
    pub due: String,
    /// How it stands.
    pub standing: LawClockStanding,
    /// When it was done, `YYYY-MM-DD`.
    pub done_on: Option<String>,
    /// Whether the table of days off says nothing about that year, so that the day counts Saturdays and Sundays only.
    pub uncertain: bool,
}
