//! What surrounds a time and makes it anything but a due date: what was done then, what was signed then, how long a
//! state lasts, what a law says.

use super::{Reason, Spoken, Value};
use crate::number;
use crate::syllable::{self, Mark};

/// Words that give an order; what is told stops before them.
const ORDERS: &[&str] = &[
    "phải", "giao", "nghị", "cầu", "chưa", "nộp", "chậm", "hạn", "trước", "khẩn", "nhớ", "nhé", "nghe", "nghen", "nha",
    "xong", "báo", "chốt", "kết",
];
/// Words before a time that put it into the past for certain.
const TOLD_BEFORE: &[&str] =
    &["hồi", "hồi ngày", "dạo", "hồi hôm", "từ hồi", "kể từ hồi", "vào hồi", "hồi sáng", "hồi chiều", "cách đây"];
/// Words before a day that put it into the past unless something says otherwise.
const DAY_TOLD_BEFORE: &[&str] = &["hôm", "bữa", "hổm", "đợt", "bựa", "vào hôm", "từ hôm", "từ bữa"];
/// Papers that bear a date.
const PAPERS: &[&str] = &[
    "quyết định",
    "công văn",
    "thông báo",
    "kế hoạch",
    "nghị quyết",
    "nghị định",
    "thông tư",
    "chỉ thị",
    "tờ trình",
    "văn bản",
    "luật",
    "hướng dẫn",
    "kết luận",
    "biên bản",
    "giấy mời",
    "hợp đồng",
    "báo cáo",
    "đơn",
    "giấy phép",
    "công điện",
];
/// Words of a state that lasts so long.
const STATES: &[&str] = &[
    "giá trị",
    "hiệu lực",
    "kéo dài",
    "diễn ra",
    "bảo hành",
    "tạm giữ",
    "tạm giam",
    "nghỉ",
    "nghỉ phép",
    "thuê",
    "nhiệm kỳ",
    "tập huấn",
    "cách ly",
    "điều trị",
    "nằm viện",
    "đình chỉ",
    "phạt",
    "thời hạn thuê",
    "có thời hạn",
    "thời hạn sử dụng",
    "giai đoạn",
    "thời gian thi công",
    "thời gian thực hiện dự án",
    "hợp đồng ký",
    "học",
    "ngập",
    "mất điện",
    "cúp điện",
    "đi công tác",
    "công tác",
    "chờ",
    "đợi",
    "tốn",
    "ròng rã",
    "liên tục",
    "thâm niên",
    "kinh nghiệm",
    "tuổi thọ",
    "lưu trữ",
    "lưu giữ",
    "ở lại",
    "ở",
    "kéo",
    "trễ",
    "tồn tại",
    "hoạt động",
    "xử phạt",
    "án",
    "tù",
    "quá hạn",
    "nợ",
    "nợ lương",
    "mất",
    "giam",
];
/// Words by which a law or a procedure is told.
const LAWS: &[&str] = &[
    "theo luật",
    "luật quy định",
    "theo quy định",
    "quy định là",
    "nghị định quy định",
    "luật nói",
    "luật cho",
    "theo nghị định",
    "theo thông tư",
    "thời hạn giải quyết",
    "thời gian giải quyết",
    "theo quy trình",
    "quy trình là",
    "thông thường",
    "theo luật định",
    "luật định",
    "thời hạn theo luật",
    "thông tư quy định",
    "bộ luật",
    "thủ tục này",
    "loại thủ tục này",
    "quy trình này",
    "quy trình nội bộ",
    "luật bắt",
];
/// Laws and procedures as the subject: what they say must be done is told as well.
const LAW_SAYS: &[&str] =
    &["luật quy định", "nghị định quy định", "luật nói", "luật cho", "luật bắt", "thông tư quy định", "luật định"];
/// How far a statement reaches, syllables.
const REACH: usize = 14;

/// The head of the clause that holds `at`: after the last mark, within `REACH`.
fn clause_head(s: &Spoken<'_>, at: usize, weakest: Mark) -> usize {
    let from = at.saturating_sub(REACH);
    (from..at).rev().find(|n| s.of[*n].mark >= weakest).map_or(from, |n| n + 1)
}

fn ordered(s: &Spoken<'_>, from: usize, to: usize) -> bool {
    (from..to.min(s.of.len())).any(|n| ORDERS.contains(&s.key(n)))
}

/// Whether what a time from `start` to `end` says is told rather than asked for, and by which rule. `firm` is a time
/// that "trước", "hạn" or the like binds; `floor` is where the time before it ends.
pub fn told(
    s: &Spoken<'_>,
    core: usize,
    start: usize,
    end: usize,
    floor: usize,
    firm: bool,
) -> Option<(Reason, &'static str)> {
    if told_before(s, start) || told_before(s, core) {
        return Some((Reason::Past, "told-of-then"));
    }
    let clause_end =
        (end..s.of.len().min(end + REACH)).find(|n| s.of[*n].mark >= Mark::Comma).map_or(end + REACH, |n| n + 1);
    if firm {
        let promised = done_after(s, end, clause_end).then_some((Reason::Past, "told-as-done"));
        return old_term(s, start).or(promised);
    }
    let named_day =
        super::near::ahead(s, end).is_none() && !matches!(s.before(end), "tới" | "sau" | "này" | "ni" | "mai" | "mốt");
    let of_then = matches!(s.key(core), "hôm" | "bữa") && matches!(s.key(core + 1), "thứ" | "chủ");
    if named_day && (of_then || s.just_before(core, DAY_TOLD_BEFORE).is_some()) && !ordered(s, end, end + 8) {
        return Some((Reason::Past, "told-of-that-day"));
    }
    if s.just_before(
        start,
        &["kỷ niệm", "chào mừng", "nhân ngày", "nhân dịp", "mừng ngày", "hưởng ứng", "chào mừng ngày"],
    )
    .is_some()
    {
        return Some((Reason::Quantity, "name-of-a-date"));
    }
    if s.just_before(start, &["cũ là", "hạn trước là"]).is_some() {
        return Some((Reason::Past, "old-due-date"));
    }
    if dated_paper(s, start, floor) {
        return Some((Reason::Past, "date-of-paper"));
    }
    if done_before(s, start, floor) || done_after(s, end, clause_end) {
        return Some((Reason::Past, "told-as-done"));
    }
    None
}

/// "hồi đầu năm": over, whatever the time itself would be.
pub fn told_before(s: &Spoken<'_>, at: usize) -> bool {
    s.just_before(at, TOLD_BEFORE).is_some()
}

/// "hạn cũ là ngày 10": the old due date.
fn old_term(s: &Spoken<'_>, start: usize) -> Option<(Reason, &'static str)> {
    let said = [
        "hạn cũ",
        "hạn cũ là",
        "hạn trước là",
        "hạn trước đó",
        "hạn trước đây",
        "hạn trước đây là",
        "hạn ban đầu",
        "hạn ban đầu là",
    ];
    let old = s.longest(start, &said).is_some() || s.just_before(start, &said).is_some();
    old.then_some((Reason::Past, "old-due-date"))
}

/// "đã nộp ngày 15/10", "vừa ký hôm thứ Ba": done, not due.
fn done_before(s: &Spoken<'_>, start: usize, floor: usize) -> bool {
    let from = start.saturating_sub(6).max(floor);
    let mut past = false;
    for at in from..start {
        match s.key(at) {
            // Not "từng": "gửi từng hộ trong tuần này" counts households.
            "đã" => past = true,
            "vừa" | "mới" => past = past || at + 3 >= start && !matches!(s.before(at), "thì" | "giao"),
            "phải" | "giao" | "nghị" | "cầu" | "rồi" | "chưa" | "thì" => past = false,
            _ => {}
        }
        if s.of[at].mark >= Mark::Comma {
            past = false;
        }
    }
    past
}

/// "ngày 15/10 đoàn đã kiểm tra", "sáng nay họp dân rồi": done after it was named.
fn done_after(s: &Spoken<'_>, end: usize, clause_end: usize) -> bool {
    let clause_end = clause_end.min(s.of.len());
    if (end..clause_end).any(|n| matches!(s.key(n), "phải" | "nộp" | "trước" | "hạn" | "chậm" | "nhớ")) {
        return false;
    }
    let done = (end..clause_end.min(end + 5)).any(|n| {
        s.key(n) == "đã"
            && !matches!(
                s.key(n + 1),
                "giao" | "được" | "nêu" | "đề" | "phân" | "thống" | "ký" | "duyệt" | "phê" | "cam" | "đăng"
            )
            && s.before(n) != "như"
    });
    let closed = clause_end > end && {
        let last = clause_end - 1;
        let marked = s.of[last].mark >= Mark::Comma || clause_end == s.of.len();
        let tail = usize::from(matches!(s.key(last), "đó" | "đấy" | "mà" | "ạ" | "nhé"));
        marked && last >= end + tail && s.key(last - tail) == "rồi" && last - end <= 8
    };
    done || closed
}

/// "quý I thu đạt 20%", "trong tháng 2 giải ngân được 5%": what a period brought. Said of one that is still to come it is
/// a goal, so it counts for the period that runs and for one that would otherwise be a year away.
pub fn results(s: &Spoken<'_>, day: time::Date, end: usize, bare: bool) -> bool {
    if !bare && day.year() == s.on.year() {
        return false;
    }
    let to = s.of.len().min(end + 8);
    let to = (end..to).find(|n| s.of[*n].mark >= Mark::Comma).map_or(to, |n| n + 1);
    let measured =
        |n: usize| number::small(s.of, n, 9999).is_some() || s.key(n).starts_with(|c: char| c.is_ascii_digit());
    let brought = (end..to).any(|n| match s.key(n) {
        "đạt" | "được" | "tăng" | "giảm" | "thu" => measured(n + 1) || matches!(s.key(n + 1), "thấp" | "khá"),
        "xảy" | "vượt" => true,
        _ => false,
    });
    let asked = ["phải", "phấn", "cần", "hoàn", "xong", "nộp", "trình", "chốt", "yêu", "nghị", "giao", "trước"];
    brought && !(end..to).any(|n| asked.contains(&s.key(n)))
}

/// "Quyết định số 45/QĐ-UBND ngày 5/11", "công văn ký ngày 5/11", "Kế hoạch 12 ngày 3/2".
fn dated_paper(s: &Spoken<'_>, start: usize, floor: usize) -> bool {
    if s.key(start) != "ngày" || start == 0 || s.of[start - 1].mark >= Mark::Semicolon {
        return false;
    }
    // "số 22 ngày 3/6 là công văn": the paper is named after its number.
    let by_number = (start.saturating_sub(5)..start).any(|n| {
        s.key(n) == "số"
            && (number::digits(s.of, n + 1).is_some_and(|(_, len)| n + 1 + len == start)
                || number::small(s.of, n + 1, 9999).is_some_and(|(_, len)| n + 1 + len == start))
    });
    let paper_after =
        (start + 1..s.of.len().min(start + 10)).any(|n| s.key(n) == "là" && s.longest(n + 1, PAPERS).is_some());
    if by_number && paper_after {
        return true;
    }
    let from = start.saturating_sub(9).max(floor);
    let paper = (from..start).rev().find_map(|n| s.longest(n, PAPERS).map(|len| n + len));
    let Some(after) = paper.filter(|after| *after <= start) else { return false };
    if matches!(s.before(start), "ký" | "hành" | "lập" | "đề" | "cấp") {
        return !(after..start).any(|n| matches!(s.key(n), "trình" | "để" | "phải" | "đưa" | "gửi" | "cho"));
    }
    // A number between the paper and the day: a document number.
    let numbered = after < start
        && (s.key(after) == "số"
            || s.key(after).starts_with(|c: char| c.is_ascii_digit())
            || number::digits(s.of, after).is_some()
            || number::small(s.of, after, 9999).is_some_and(|(_, n)| after + n == start));
    numbered && !(after..start).any(|n| s.of[n].mark >= Mark::Comma && n + 1 < start)
}

/// "có giá trị trong 2 năm", "kéo dài 3 ngày": how long a state lasts.
pub fn lasts(s: &Spoken<'_>, at: usize) -> bool {
    let head = clause_head(s, at, Mark::Comma).max(at.saturating_sub(5));
    let state = syllable::first(s.of, head..at, STATES).is_some();
    let due = ["phải", "xong", "thành", "trước", "báo", "gửi", "nộp", "trình", "nữa", "tới"];
    let due_after = (at..s.of.len().min(at + 8))
        .take_while(|n| *n == at || s.of[n - 1].mark < Mark::Comma)
        .any(|n| due.contains(&s.key(n)));
    state && !due_after && !(head..at).any(|n| matches!(s.key(n), "phải" | "chậm" | "không" | "xong"))
}

/// "theo luật thì thời hạn giải quyết là 30 ngày": a law is told, nothing is asked for.
pub fn law_told(s: &Spoken<'_>, at: usize) -> bool {
    let from = at.saturating_sub(REACH + 8);
    let head = (from..at).rev().find(|n| s.of[*n].mark.ends_sentence()).map_or(from, |n| n + 1);
    let Some((law, _)) = syllable::first(s.of, head..at, LAWS) else { return false };
    let says = syllable::first(s.of, head..at, LAW_SAYS).is_some();
    let orders = ["giao", "nghị", "cầu", "xong", "tôi", "nộp", "thành", "phải"];
    let orders = if says { &orders[..7] } else { &orders[..] };
    !(law..s.of.len().min(at + 8)).any(|n| orders.contains(&s.key(n)))
}

/// A day named after something that is over, in the same breath and without an order between: "tuần rồi thứ Ba họp
/// dân, thứ Tư cưỡng chế".
pub fn goes_on_telling(s: &Spoken<'_>, from: usize, to: usize, end: usize) -> bool {
    to - from <= 8 && !ordered(s, from, (end + 6).max(to)) && !(from..to).any(|n| s.of[n].mark.ends_sentence())
}

/// "tuần trước hứa thứ Hai nộp mà không nộp": what was promised then was not kept.
pub fn broken_promise(s: &Spoken<'_>, end: usize) -> bool {
    let to = s.of.len().min(end + 6);
    let to = (end..to).find(|n| s.of[*n].mark.ends_sentence()).map_or(to, |n| n + 1);
    syllable::first(s.of, end..to, &["mà không", "mà chưa", "mà chẳng", "nhưng không", "nhưng chưa"]).is_some()
}

/// Whether a day alone stands there although a due date before the day of speech makes no sense.
pub fn gone_by(s: &Spoken<'_>, value: Value) -> bool {
    value.day().is_some_and(|day| day < s.on)
}

/// "khoảng", "tầm", "chừng" before a time.
pub fn is_about(s: &Spoken<'_>, start: usize, core: usize) -> bool {
    let words = [
        "khoảng",
        "tầm",
        "chừng",
        "độ",
        "cỡ",
        "áng chừng",
        "đâu",
        "đâu đó",
        "xấp xỉ",
        "vào khoảng",
        "vào tầm",
        "vào độ",
        "cỡ chừng",
        "quanh",
        "quanh quẩn",
        "xung quanh",
        "loanh quanh",
        "gần",
        "ngót",
        "trên dưới",
    ];
    s.just_before(start, &words).is_some() || s.just_before(core, &words).is_some()
}

/// Whether "gì đó" and the like after a time, or after one more number, leave it open.
pub fn left_open(s: &Spoken<'_>, end: usize) -> bool {
    let words = ["gì đó", "chi đó", "gì gì đó", "hay sao đó", "hoặc sao đó", "chi chi đó", "hay mô đó"];
    let more = number::small(s.of, end, 31).map_or(0, |(_, n)| n);
    s.longest(end, &words).is_some() || more > 0 && s.longest(end + more, &words).is_some()
}

/// "10 hoặc 11/3": a number that leaves the date after it open.
pub fn one_of_two(s: &Spoken<'_>, start: usize) -> bool {
    start >= 2
        && matches!(s.before(start), "hay" | "hoặc")
        && number::small(s.of, start - 2, 31).is_some_and(|(_, n)| n == 1)
        && !matches!(s.before(start - 2), "tháng" | "thứ" | "quý" | "năm" | "mười" | "mươi")
}
