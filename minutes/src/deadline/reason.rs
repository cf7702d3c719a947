//! Why a phrase gives no date.

use super::tables::{EVENTS, PAST, QUESTIONS, VAGUE};
use super::{Named, Spoken};

/// Why there is no date; the code is stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No time was named.
    Absent,
    /// Nobody would agree on the day.
    Vague,
    /// Two days were left open.
    Ambiguous,
    /// The calendar has no such day.
    InvalidDate,
    /// Day of the week and date do not go together.
    Contradiction,
    /// It hangs on something whose day is not known here.
    EventRelative,
    /// It moves a due date that is not known here.
    UnknownBase,
    /// It is a beginning, not an end.
    Start,
    /// It is over.
    Past,
    /// A number or a name that only looks like a date.
    Quantity,
    /// It asks for a date.
    Question,
    /// It comes again and again.
    Recurring,
    /// It depends on something happening.
    Conditional,
}

impl Reason {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Vague => "vague",
            Self::Ambiguous => "ambiguous",
            Self::InvalidDate => "invalid_date",
            Self::Contradiction => "contradiction",
            Self::EventRelative => "event_relative",
            Self::UnknownBase => "unknown_base",
            Self::Start => "start",
            Self::Past => "past",
            Self::Quantity => "quantity",
            Self::Question => "question",
            Self::Recurring => "recurring",
            Self::Conditional => "conditional",
        }
    }

    /// For the person who has to settle the date.
    #[must_use]
    pub fn vietnamese(self) -> &'static str {
        match self {
            Self::Absent => "không nêu thời hạn",
            Self::Vague => "thời hạn nói chung chung, cần hỏi lại ngày cụ thể",
            Self::Ambiguous => "nêu nhiều ngày khác nhau, cần chọn một",
            Self::InvalidDate => "ngày không có trong lịch",
            Self::Contradiction => "thứ và ngày không khớp nhau",
            Self::EventRelative => "thời hạn tính theo một sự kiện chưa rõ ngày",
            Self::UnknownBase => "gia hạn so với thời hạn cũ, cần đối chiếu nhiệm vụ đã giao",
            Self::Start => "là thời điểm bắt đầu, không phải thời hạn",
            Self::Past => "là thời điểm đã qua",
            Self::Quantity => "là số lượng hoặc tên gọi, không phải ngày",
            Self::Question => "là câu hỏi về thời hạn",
            Self::Recurring => "việc định kỳ, lặp lại",
            Self::Conditional => "phụ thuộc điều kiện nêu trong câu",
        }
    }
}

/// Phrases that name a time nobody can put into a calendar.
pub(super) fn unclear(s: &Spoken<'_>, at: usize) -> Option<Named> {
    let longest = |groups, reason| s.longest(at, groups).map(|len| Named::none(len, reason));
    let vague = || longest(VAGUE, Reason::Vague).filter(|n| n.len > 1 && !names_a_day_after(s, at, n.len));
    let event = || longest(EVENTS, Reason::EventRelative);
    // "hằng tháng trước ngày 25": "trước" belongs to the day that follows.
    let past = || {
        longest(PAST, Reason::Past).filter(|n| {
            s.key(at + n.len - 1) != "trước" || !matches!(s.key(at + n.len), "ngày" | "mùng" | "thứ" | "rằm")
        })
    };
    event().or_else(vague).or_else(|| longest(QUESTIONS, Reason::Question)).or_else(past)
}

/// "đầu năm 2026", "giữa năm sau" are still vague; "vài ngày" before "tới" is read by its longer entry. Only
/// "sau tết dương lịch" names a day.
fn names_a_day_after(s: &Spoken<'_>, at: usize, len: usize) -> bool {
    s.key(at + len - 1) == "tết" && matches!(s.key(at + len), "dương" | "trung")
}
