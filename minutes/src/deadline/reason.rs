//! Why a phrase gives no date.

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
    /// Something that happens by itself then, or is told; nobody is asked to do anything by then.
    Announced,
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
            Self::Announced => "announced",
            Self::Past => "past",
            Self::Quantity => "quantity",
            Self::Question => "question",
            Self::Recurring => "recurring",
            Self::Conditional => "conditional",
        }
    }

    /// For the person who has to settle the date, in English.
    #[must_use]
    pub fn english(self) -> &'static str {
        match self {
            Self::Absent => "no due date was named",
            Self::Vague => "the time is too general; ask for the day",
            Self::Ambiguous => "several days were named; one has to be chosen",
            Self::InvalidDate => "the calendar has no such day",
            Self::Contradiction => "day of the week and date do not agree",
            Self::EventRelative => "it hangs on an event whose day is not known",
            Self::UnknownBase => "it moves an earlier due date; compare the task already given",
            Self::Start => "it is a beginning, not a due date",
            Self::Announced => "something happens then; nobody is asked to act by it",
            Self::Past => "it is over",
            Self::Quantity => "a number or a name, not a day",
            Self::Question => "it asks for the due date",
            Self::Recurring => "it comes again and again",
            Self::Conditional => "it depends on the condition named",
        }
    }

    /// For the person who has to settle the date, in Vietnamese.
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
            Self::Announced => "là thời điểm của một việc được nhắc tới, không phải thời hạn giao việc",
            Self::Past => "là thời điểm đã qua",
            Self::Quantity => "là số lượng hoặc tên gọi, không phải ngày",
            Self::Question => "là câu hỏi về thời hạn",
            Self::Recurring => "việc định kỳ, lặp lại",
            Self::Conditional => "phụ thuộc điều kiện nêu trong câu",
        }
    }
}
