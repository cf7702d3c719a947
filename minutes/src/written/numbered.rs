//! Things that carry a number (vật đánh số): "thôn 8", "cống số 3", "lớp 9A", "km 23+400", "các tổ 1, 2, 3".

use super::roman::roman;
use super::{Step, after, before, is_figure, key, measure};
use crate::number;
use crate::syllable::{Mark, Syllable, longest_before, reads};

/// Words after which a number names a thing.
const NUMBERED: &[&str] = &[
    "thôn",
    "tổ",
    "tổ dân phố",
    "khu phố",
    "khối phố",
    "ấp",
    "xóm",
    "bậc",
    "mức",
    "kíp",
    "dự án thành phần",
    "lữ đoàn",
    "nhóm nợ",
    "lúa vụ",
    "khung giờ",
    "khu",
    "khóm",
    "bản",
    "buôn",
    "đội",
    "đội sản xuất",
    "lớp",
    "khối",
    "lô",
    "đợt",
    "giai đoạn",
    "bước",
    "vòng",
    "mức độ",
    "cấp",
    "cấp độ",
    "hợp phần",
    "phần mềm",
    "tiểu dự án",
    "gói",
    "gói thầu",
    "phương án",
    "kịch bản",
    "biểu",
    "mẫu",
    "bảng",
    "mục",
    "tiểu mục",
    "khoản",
    "tiểu khu",
    "khoảnh",
    "thửa",
    "tờ",
    "tờ bản đồ",
    "trang",
    "quyển",
    "cột",
    "dòng",
    "tầng",
    "phòng họp",
    "ca",
    "chốt",
    "trạm",
    "vùng",
    "khu vực",
    "quân khu",
    "quân đoàn",
    "sư đoàn",
    "trung đoàn",
    "tiểu đoàn",
    "đại đội",
    "nhóm",
    "kiệt",
    "hẻm",
    "ngõ",
    "ngách",
    "quận",
    "phường",
    "số",
    "cây số",
    "báo động",
    "tuyến",
    "bàn",
    "kỳ họp thứ",
    "phiên họp thứ",
    "phiên thứ",
    "kỳ thứ",
    "trung ương",
    "hội nghị trung ương",
    "độ",
    "lần thứ",
    "mũi",
    "chiến khu",
    "công trường",
    "nhà máy",
    "tập đoàn",
    "đặc khu",
    "hạng mục",
    "câu",
    "bài",
    "chuyên đề",
    "tập",
    "phân khu",
    "cụm",
    "nhánh",
];
/// Things that carry Roman figures.
const ROMAN: &[&str] = &[
    "loại",
    "đô thị loại",
    "bệnh viện hạng",
    "trường hạng",
    "tiểu học hạng",
    "mầm non hạng",
    "trung học cơ sở hạng",
    "trung học phổ thông hạng",
    "viên chức hạng",
    "giáo viên hạng",
    "chức danh nghề nghiệp hạng",
    "đa khoa hạng",
    "báo động cấp",
];
/// Words of the list above that count at least as often, so that a digit alone is no number of theirs when a noun follows.
const OFTEN_COUNT: &[&str] = &[
    "cấp",
    "bản",
    "đội",
    "tổ",
    "khối",
    "nhóm",
    "gói",
    "biểu",
    "mẫu",
    "bảng",
    "tờ",
    "ca",
    "trạm",
    "chốt",
    "tuyến",
    "bàn",
    "độ",
    "trung ương",
    "tập",
    "mũi",
    "câu",
    "bài",
    "tầng",
    "trang",
    "dòng",
    "cột",
    "nhà máy",
    "phường",
    "quận",
];

/// Words that end like a thing with a number and are none.
const NO_THINGS: &[&str] = &[
    "một số",
    "đa số",
    "tỷ số",
    "thiểu số",
    "hệ số",
    "chỉ số",
    "con số",
    "tổng số",
    "dân số",
    "ngân sách cấp",
    "chuyển đổi số",
    "phát biểu",
    "đại biểu",
    "tiêu biểu",
    "văn bản",
    "cơ bản",
    "căn bản",
    "kịch bản số",
    "quân đội",
    "bộ đội",
    "trực tuyến",
    "ba lô",
    "chế độ",
    "tiến độ",
    "tốc độ",
    "thái độ",
    "học tập",
    "luyện tập",
    "bài tập",
    "gương mẫu",
    "làm mẫu",
    "hạng mục",
    "danh mục",
    "cung cấp",
    "trợ cấp",
    "phụ cấp",
    "bao cấp",
    "khẩn cấp",
    "nâng cấp",
    "phân cấp",
    "các cấp",
    "nhà cung cấp",
    "đã cấp",
    "được cấp",
    "đề nghị cấp",
    "phân loại",
    "các loại",
    "dân ca",
    "làm mục",
    "đề bài",
    "vô tuyến",
];

pub fn step(of: &[Syllable], at: usize) -> Option<Step> {
    if is_figure(of, at) {
        return None;
    }
    if key(of, at) == "ki" {
        return kilometre_post(of, at);
    }
    number::spoken_digit(key(of, at)).or((key(of, at) == "mười" || key(of, at) == "hăm").then_some(10))?;
    if let Some(step) = several(of, at) {
        return Some(step);
    }
    if longest_before(of, at, ROMAN).is_some() {
        let read = thing_number(of, at)?;
        return Some(Step::Write(read.1, roman(read.0.parse().ok()?)?, "roman-class"));
    }
    let named = longest_before(of, at, NUMBERED).is_some() || goes_on(of, at);
    if !named || longest_before(of, at, NO_THINGS).is_some() {
        return None;
    }
    if counted_already(of, at) {
        return None;
    }
    // "từng bước một", "từng khoản một": one by one.
    if key(of, at) == "một" && (1..=3).any(|back| at.checked_sub(back + 1).is_some_and(|n| key(of, n) == "từng")) {
        return None;
    }
    let (mut figures, mut len) = thing_number(of, at)?;
    // "lớp chín a", "tổ hai b".
    if matches!(before(of, at), "lớp" | "tổ" | "khối" | "nhà" | "số" | "lô" | "mẫu") {
        let letter = match after(of, at + len) {
            "bê" => "b",
            own @ ("a" | "b" | "c" | "d" | "đ" | "e" | "g" | "h") => own,
            _ => "",
        };
        if !letter.is_empty() {
            figures.push_str(&letter.to_uppercase());
            len += 1;
        }
    }
    // "số hai ba xuyệt bốn": a house in a lane; "lớp sáu trên tám".
    if matches!(before(of, at), "số" | "nhà" | "hẻm" | "ngõ" | "kiệt" | "lớp")
        && (matches!(after(of, at + len), "xuyệt" | "suyệt" | "xẹt" | "sẹt")
            || (after(of, at + len) == "trên" && matches!(before(of, at), "hẻm" | "ngõ" | "kiệt" | "lớp")))
        && let Some((inner, n)) = thing_number(of, at + len + 1)
    {
        return Some(Step::Write(len + 1 + n, format!("{figures}/{inner}"), "house-number"));
    }
    Some(Step::Write(len, figures, "numbered-thing"))
}

/// "gió cấp sáu bảy", "bão cấp mười một mười hai": two grades of wind that follow each other.
pub fn grades_of_wind(of: &[Syllable], at: usize) -> Option<Step> {
    longest_before(of, at, &["gió cấp", "bão cấp", "mạnh cấp", "giật cấp", "lên cấp"])?;
    let (low, n) = number::below_thousand(of, at)?;
    let (high, m) = number::below_thousand(of, at + n).filter(|_| !after(of, at + n).is_empty())?;
    (high == low + 1 && low < 20).then(|| Step::Write(n + m, format!("{low}-{high}"), "grades-of-wind"))
}

/// "làm ba ca bốn kíp": a noun that is counted carries no number, unless the count is itself a number of a thing
/// ("tổ ba phường hai").
fn counted_already(of: &[Syllable], at: usize) -> bool {
    let Some(noun) = longest_before(of, at, NUMBERED) else { return false };
    let end = at - noun;
    let small = number::whole(of, at).is_some_and(|n| n.value < 10);
    let count = (1..=3).find_map(|len| {
        let from = end.checked_sub(len)?;
        let (_, n) = number::small(of, from, 999)?;
        (n == len && of[end - 1].mark == Mark::None).then_some(from)
    });
    small
        && noun == 1
        && before(of, at) != "số"
        && count.is_some_and(|from| {
            longest_before(of, from, NUMBERED).is_none()
                && !matches!(before(of, from), "điều" | "chương" | "lục" | "nhà" | "đường")
        })
}

/// The number of a thing in figures: digit by digit or as a number, never with a scale word.
fn thing_number(of: &[Syllable], at: usize) -> Option<(String, usize)> {
    let digits = number::digits(of, at);
    let word = before(of, at);
    let read = number::whole(of, at).filter(|n| n.greatest <= 1_000);
    let (figures, len) = match (digits, read) {
        (Some(a), Some(b)) if b.len > a.1 => (b.value.to_string(), b.len),
        (Some(a), _) => a,
        (None, Some(b)) => (b.value.to_string(), b.len),
        (None, None) => return None,
    };
    // "cấp một nghìn hai trăm thẻ": thousands are numbers of land and papers only.
    if read.is_some_and(|n| n.greatest > 1) && !matches!(word, "số" | "thửa" | "khu" | "hiệu" | "tờ") {
        return None;
    }
    let end = at + len;
    if len == 1 {
        let digit = number::spoken_digit(key(of, at));
        if digit == Some(0) || number::names_a_year(of, at) {
            return None;
        }
        if word == "số"
            && key(of, at) == "năm"
            && longest_before(of, at - 1, BEFORE_ITS_NUMBER).is_none()
            && !after(of, end).is_empty()
        {
            return None; // "số năm công tác"
        }
    }
    let counts = if OFTEN_COUNT.contains(&word) || digit_pair(of, at, len) {
        measure::counted_noun(of, end)
    } else {
        measure::unit(of, end).is_some()
            || matches!(
                after(of, end),
                "người" | "đồng" | "cán" | "triệu" | "tỷ" | "tỉ" | "nghìn" | "ngàn" | "trăm" | "mươi"
            )
    };
    // "tổ ba phường hai": a place follows the number, nothing is counted.
    let counts = counts
        && !(matches!(word, "tổ" | "ấp" | "khối" | "đội" | "trạm" | "chốt" | "khu")
            && matches!(after(of, end), "phường" | "xã" | "thôn" | "huyện" | "tỉnh"));
    (!counts && after(of, end) != "phẩy").then_some((figures, len))
}

/// Two bare digits may be a guess: "tổ hai ba người".
fn digit_pair(of: &[Syllable], at: usize, len: usize) -> bool {
    len == 2 && number::spoken_digit(after(of, at + 1)).is_some()
}

/// Things whose number stands after "số".
const BEFORE_ITS_NUMBER: &[&str] = &[
    "cống",
    "nhà",
    "phòng",
    "bàn",
    "lô",
    "cầu",
    "trạm",
    "biểu",
    "mẫu",
    "thửa",
    "tổ",
    "phố",
    "bơm",
    "bão",
    "đội",
    "tuyến",
    "xe",
    "kênh",
    "điện",
    "hiệu",
    "quyết định",
    "bản",
    "điện",
    "khu",
    "chốt",
    "cửa",
    "máy",
    "họp",
    "bếp",
    "hồ",
    "đập",
    "nhóm",
    "gói",
    "thầu",
    "cột",
    "mốc",
    "đồ",
    "trường",
];

/// "thôn hai và ba": a number that goes on from a numbered thing.
fn goes_on(of: &[Syllable], at: usize) -> bool {
    let Some(join) = at.checked_sub(1) else { return false };
    let end = if of[join].mark == Mark::Comma {
        at
    } else if of[join].mark == Mark::None && matches!(key(of, join), "và" | "với" | "đến" | "tới" | "hay" | "hoặc")
    {
        join
    } else {
        return false;
    };
    let number_before = (1..=3).find_map(|len| {
        let from = end.checked_sub(len)?;
        number::small(of, from, 999).filter(|(_, n)| *n == len).map(|_| from)
    });
    let plain = number::whole(of, at)
        .is_some_and(|n| !measure::counted_noun(of, at + n.len) && after(of, at + n.len) != "phẩy");
    plain
        && number_before.is_some_and(|from| {
            longest_before(of, from, &["thôn", "tổ", "ấp", "khu phố", "đội", "khoản", "lớp", "lô", "đợt", "số", "nhóm"])
                .is_some()
        })
}

/// "các tổ một hai ba": several numbers in a row after a noun in the plural.
fn several(of: &[Syllable], at: usize) -> Option<Step> {
    let noun = longest_before(of, at, &["thôn", "tổ", "ấp", "khu phố", "khóm", "đội", "khoản", "lớp", "lô", "đợt"])?;
    longest_before(of, at - noun, &["các", "những", "ba", "bốn", "năm", "hai"])?;
    let mut numbers: Vec<u64> = vec![];
    let mut len = 0;
    while numbers.len() < 12
        && let Some(n) = number::spoken_digit(if len == 0 { key(of, at) } else { after(of, at + len) })
            .filter(|n| *n > numbers.last().copied().unwrap_or(0))
    {
        numbers.push(n);
        len += 1;
    }
    if numbers.len() < 2 || measure::counted_noun(of, at + len) || number::names_a_year(of, at + len - 1) {
        return None;
    }
    let written: Vec<String> = numbers.iter().map(u64::to_string).collect();
    Some(Step::Write(len, written.join(", "), "numbered-things"))
}

/// "ki lô mét hai mươi ba cộng bốn trăm": a post on a road.
fn kilometre_post(of: &[Syllable], at: usize) -> Option<Step> {
    let unit = reads(of, at, "ki lô mét")?;
    let word = before(of, at);
    if number::spoken_digit(word).is_some()
        || matches!(
            word,
            "mười" | "mươi" | "trăm" | "nghìn" | "ngàn" | "lăm" | "mốt" | "tư" | "phẩy" | "rưỡi" | "mỗi" | "mấy"
        )
    {
        return None;
    }
    if at > 0 && is_figure(of, at - 1) {
        return None;
    }
    let from = at + unit + usize::from(after(of, at + unit) == "số");
    let (post, len) = number::small(of, from, 9999).filter(|_| !is_figure(of, from) && !after(of, from).is_empty())?;
    let mut end = from + len;
    let mut written = format!("km {post}");
    if after(of, end) == "cộng"
        && let Some(metres) = number::whole(of, end + 1).filter(|n| n.value < 1000 && n.greatest == 1)
    {
        written.push_str(&format!("+{:03}", metres.value));
        end += 1 + metres.len;
    } else if measure::counted_noun(of, end) {
        return None;
    }
    Some(Step::Write(end - at, written, "kilometre-post"))
}
