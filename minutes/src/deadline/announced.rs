//! Times of what happens by itself or is told: an opening, the weather, somebody's absence, how long a paper is valid.
//!
//! Nobody is asked to do anything by such a time, so it is no due date, unless an order follows in the same sentence.

mod words;

use super::pick::{Mention, Standing};
use super::{Reason, Spoken, Value};
use crate::number;
use crate::syllable::{self, Mark};
use words::{
    ABSENT, CEREMONIES, DEFERRED, FORECAST, GOING, HAPPENS, HEARSAY, LABELLED, NAMED_DAYS, NATURE, NOT_BEFORE,
    OCCASIONS, ORDERS, SHOULD_HAVE, SUPERIORS, TODAY, VALID, VALID_PAPERS,
};

/// How far a clause is read each way, syllables.
const REACH: usize = 14;
/// A day without a year that would be this far ahead, days, and was not long ago, is the one that was.
const FAR_AHEAD: i64 = 265;

/// The rule of a day that is only called something: "mai là giỗ tổ làng".
pub const NAME_OF_A_DAY: &str = "name-of-a-day";

/// Why a time is told rather than set as a term, and by which rule.
pub fn step(s: &Spoken<'_>, mention: &Mention) -> Option<(Reason, &'static str)> {
    let clause = Clause::of(s, mention);
    if clause.holds_before(SHOULD_HAVE) {
        return Some((Reason::Past, "should-have-been"));
    }
    let firm = mention.standing == Standing::Firm;
    if clause.validity() {
        return Some((Reason::Announced, "validity"));
    }
    if clause.gone_since(firm) {
        return Some((Reason::Past, "day-lately-gone"));
    }
    if firm {
        return clause.promised().then_some((Reason::Announced, "hearsay"));
    }
    if clause.label() {
        return Some((Reason::Quantity, "name-of-a-period"));
    }
    clause.asks().or_else(|| clause.not_before()).or_else(|| clause.happening())
}

/// A time in its clause.
struct Clause<'a, 'b> {
    s: &'a Spoken<'b>,
    mention: &'a Mention,
    /// First syllable of the clause.
    head: usize,
    /// After its time: end of the sentence, at most `REACH` on.
    to: usize,
}

impl<'a, 'b> Clause<'a, 'b> {
    fn of(s: &'a Spoken<'b>, mention: &'a Mention) -> Self {
        let from = mention.at.start.saturating_sub(REACH);
        let head = (from..mention.at.start).rev().find(|n| s.of[*n].mark >= Mark::Comma).map_or(from, |n| n + 1);
        let end = mention.at.end;
        let to = s.of.len().min(end + REACH);
        let last = end.max(1) - 1;
        let to = (last..to).find(|n| s.of[*n].mark.ends_sentence()).map_or(to, |n| n + 1);
        Self { s, mention, head, to }
    }

    fn start(&self) -> usize {
        self.mention.at.start
    }

    fn end(&self) -> usize {
        self.mention.at.end
    }

    /// Whether the sentence goes on after the time.
    fn goes_on(&self) -> bool {
        self.end() > 0 && self.s.of[self.end() - 1].mark < Mark::Stop
    }

    fn follows(&self, words: &[&str]) -> Option<usize> {
        if self.goes_on() { self.s.longest(self.end(), words) } else { None }
    }

    fn holds_before(&self, words: &[&str]) -> bool {
        syllable::first(self.s.of, self.head..self.start(), words).is_some()
    }

    /// Whether something is asked for from the time to the end of its sentence.
    fn ordered(&self) -> bool {
        syllable::first(self.s.of, self.end()..self.to, ORDERS).is_some()
    }

    /// "giấy phép hết hạn ngày 30/6", "có hiệu lực đến 31/12", "quy hoạch đến năm 2030".
    fn validity(&self) -> bool {
        let lead = self.start().saturating_sub(2)..self.mention.core;
        if syllable::first(self.s.of, lead.clone(), VALID).is_some() {
            return true;
        }
        let runs_out =
            syllable::first(self.s.of, lead, &["hết hạn", "đáo hạn", "hết hiệu lực", "kéo dài", "hết"]).is_some();
        let paper = self.start().saturating_sub(7).max(self.head)..self.start();
        runs_out && syllable::first(self.s.of, paper, VALID_PAPERS).is_some()
            || self.s.just_before(self.start(), &["quy hoạch", "tầm nhìn", "định hướng", "chiến lược"]).is_some()
    }

    /// "số liệu chốt ngày 28/2", said on the 4th of March: without a year, and next year's would be far.
    fn gone_since(&self, firm: bool) -> bool {
        let Some(day) = self.mention.value.day() else { return false };
        let bound = (self.start()..self.mention.core)
            .any(|n| matches!(self.s.key(n), "trước" | "hạn" | "chậm" | "muộn" | "trễ"));
        let counted = self.holds_before(&["tính", "số liệu"]) || !firm;
        matches!(self.mention.rule, "nearest-date" | "days-of-one-month" | "days-in-figures")
            && (day - self.s.on).whole_days() > FAR_AHEAD
            && !self.names_a_year()
            && !bound
            && counted
            && !self.ordered()
            && !self.alone()
    }

    /// Nothing is said but the time.
    fn alone(&self) -> bool {
        self.head >= self.mention.at.start && self.to <= self.mention.at.end
    }

    fn names_a_year(&self) -> bool {
        (self.mention.core..self.end()).any(|n| {
            matches!(self.s.key(n), "năm" | "nghìn" | "ngàn") || self.s.key(n).contains("20") && self.s.key(n).len() > 3
        })
    }

    /// "họ hẹn 20/11": what others promised is not what is asked.
    fn promised(&self) -> bool {
        (self.start()..self.mention.core).any(|n| self.s.key(n) == "hẹn")
            && syllable::first(self.s.of, self.head..self.mention.core, &["họ hẹn", "nó hẹn", "người ta hẹn"]).is_some()
    }

    /// "báo cáo quý I", "kế hoạch tháng 4": what the paper is about.
    fn label(&self) -> bool {
        matches!(self.mention.rule, "end-of-month" | "end-of-quarter" | "end-of-year" | "months-of-year")
            && self.mention.core == self.start()
            && !matches!(self.s.key(self.start()), "cuối" | "hết" | "trong" | "nội" | "ngay" | "sang" | "kết" | "gọn")
            && self.start() > 0
            && self.s.of[self.start() - 1].mark == Mark::None
            && self.s.just_before(self.start(), LABELLED).is_some()
    }

    /// "sao thứ Sáu không họp", "tuần này có mấy cuộc họp", "ai trực đêm nay".
    fn asks(&self) -> Option<(Reason, &'static str)> {
        let heads =
            ["ai", "sao", "vì sao", "tại sao", "cớ sao", "xin hỏi", "cho hỏi", "cho tôi hỏi", "tôi hỏi", "liệu"];
        let asked = self.s.longest(self.head, &heads).is_some_and(|len| self.head + len <= self.start())
            && !(self.head..self.start()).any(|n| matches!(self.s.key(n), "thì" | "cũng" | "thế"))
            || self.follows(&["có mấy", "có bao nhiêu", "mấy cuộc", "ai trực", "ai đi", "ai họp"]).is_some();
        (asked && !self.ordered()).then_some((Reason::Question, "question-of-that-time"))
    }

    /// "cuối tháng mới có hàng", "14 ngày mới có tác dụng", "sang tháng tính": not before then, or put off.
    fn not_before(&self) -> Option<(Reason, &'static str)> {
        if self.follows(NOT_BEFORE).is_some() && !self.holds_before(&["không phải", "nhầm", "quên"]) {
            let length = matches!(self.mention.rule, "length" | "working-days");
            return Some(if length {
                (Reason::Quantity, "length-of-a-state")
            } else {
                (Reason::Start, "not-before-then")
            });
        }
        let put_off = self.follows(DEFERRED).is_some_and(|len| {
            let last = self.end() + len;
            last >= self.s.of.len() || self.s.of[last - 1].mark >= Mark::Comma || len > 1
        });
        put_off.then_some((Reason::Vague, "put-off"))
    }

    fn happening(&self) -> Option<(Reason, &'static str)> {
        if let Some(len) = self.follows(&["là", "cũng là", "chính là", "mới là"])
            && self.s.longest(self.end() + len, NAMED_DAYS).is_some_and(|n| {
                !matches!(
                    self.s.key(self.end() + len + n),
                    "cuối" | "hạn" | "chót" | "chốt" | "phải" | "nộp" | "hết" | "đóng" | "xong" | "ngày"
                )
            })
        {
            let done = (self.end()..self.to).any(|n| matches!(self.s.key(n), "xong" | "hoàn" | "nghiệm"));
            return (!self.ordered() && !done).then_some((Reason::Quantity, NAME_OF_A_DAY));
        }
        if self.ordered() || self.holds_before(&["giao", "yêu cầu", "đề nghị", "phải", "cần", "nhớ"]) {
            return None;
        }
        if matches!(self.mention.rule, "day-from-today") && self.follows(&["rằm", "giỗ"]).is_some() {
            return Some((Reason::Quantity, NAME_OF_A_DAY));
        }
        if self.opens() {
            return Some((Reason::Start, "happens-then"));
        }
        if self.hours() {
            return Some((Reason::Quantity, "hours-of-a-day"));
        }
        if let Some(len) = self.follows(SUPERIORS)
            && self
                .s
                .longest(self.end() + len, &["họp", "về", "làm việc", "kiểm tra", "xuống", "tổ chức", "khai mạc"])
                .is_some()
        {
            return Some((Reason::Announced, "superior-acts"));
        }
        if self.holds_before(HEARSAY) || self.holds_before(FORECAST) || self.follows(FORECAST).is_some() {
            return Some((Reason::Announced, "hearsay"));
        }
        let skip = self.follows(&["có", "sẽ", "sẽ có", "thì", "lại"]).unwrap_or(0);
        // "bão số 9 vào ngày mai".
        let storm_before = self.start() - self.head <= 6
            && self.s.longest(self.head, NATURE).is_some_and(|len| self.head + len <= self.start());
        if self.goes_on() && self.s.longest(self.end() + skip, NATURE).is_some() || storm_before {
            return Some((Reason::Announced, "weather"));
        }
        if skip > 0 && self.s.longest(self.end() + skip, OCCASIONS).is_some() {
            return Some((Reason::Announced, "occasion"));
        }
        if self.absent() {
            return Some((Reason::Announced, "somebody-away"));
        }
        let today = self.mention.value == Value::Day(self.s.on)
            && matches!(self.mention.rule, "day-from-today" | "part-of-day" | "week");
        (today && self.follows(TODAY).is_some()).then_some((Reason::Announced, "done-today"))
    }

    /// "khai mạc lúc 8 giờ ngày 20/3", "cúp điện từ 8 giờ đến 16 giờ ngày mai", "lễ khởi công tổ chức ngày 20/3".
    fn opens(&self) -> bool {
        let lead = self.start().saturating_sub(4).max(self.head)..self.mention.core;
        // "trước nghỉ lễ Quốc khánh" is a term.
        if lead.clone().any(|n| self.s.key(n) == "trước") {
            return false;
        }
        let range = matches!(self.mention.value, Value::Range(..));
        let started = syllable::first(self.s.of, lead.clone(), &["bắt đầu"]).is_some() && !range;
        // "cúp điện từ 8 giờ đến 16 giờ ngày mai".
        let happens = syllable::first(self.s.of, lead.clone(), HAPPENS).is_some()
            || syllable::first(self.s.of, self.head..self.mention.core, HAPPENS)
                .is_some_and(|(at, len)| self.s.key(at + len) == "từ");
        let held = syllable::first(self.s.of, lead, &["tổ chức", "được tổ chức", "sẽ diễn ra"]).is_some()
            && self.s.longest(self.head, CEREMONIES).is_some();
        started || happens || held
    }

    /// "trực từ 7 giờ đến 17 giờ", "chạy từ 5 giờ sáng đến 7 giờ tối": hours of any day.
    fn hours(&self) -> bool {
        let Value::Moment(day, ..) = self.mention.value else { return false };
        let from = self.start().saturating_sub(5).max(self.head);
        let words = || from..self.end();
        day == self.s.on
            && words().any(|n| self.s.key(n) == "từ")
            && words().filter(|n| matches!(self.s.key(*n), "giờ" | "h")).count() > 1
            && !words().any(|n| matches!(self.s.key(n), "nay" | "ni" | "hôm" | "ngày"))
    }

    /// "mai tôi bận", "thứ Năm tôi đi Hà Nội", "chiều nay anh Phúc đi vắng".
    fn absent(&self) -> bool {
        let to = (self.end() + 8).min(self.to);
        let to = (self.end()..to).find(|n| self.s.of[*n].mark >= Mark::Comma).map_or(to, |n| n + 1);
        let sent = |at: usize| (self.end()..at).any(|n| matches!(self.s.key(n), "cử" | "bố" | "phân" | "cho" | "dân"));
        if let Some((at, _)) = syllable::first(self.s.of, self.end()..to, ABSENT)
            && !sent(at)
        {
            return true;
        }
        let Some(len) = self.follows(&["tôi", "tui", "chúng tôi", "mình", "tớ"]) else { return false };
        self.s.longest(self.end() + len, GOING).is_some()
    }
}

/// Whether a rate and nothing that comes again: "mỗi ngày đi 4 hộ", "mỗi ngày hai triệu đồng".
pub fn is_rate(s: &Spoken<'_>, at: usize, end: usize) -> bool {
    matches!(s.key(at), "mỗi" | "từng")
        && s.key(end - 1) == "ngày"
        && (end..end + 3).any(|n| number::small(s.of, n, 9999).is_some())
        && !(end..end + 5).any(|n| matches!(s.key(n), "lần" | "giờ" | "h"))
}
