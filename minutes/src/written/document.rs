//! Numbers of documents (số, ký hiệu văn bản): "Nghị định số 25/2024/NĐ-CP", "Quyết định 710".

use super::series::{number, series};
use super::{Step, after, before, capital, key};
use crate::number;
use crate::syllable::{Syllable, longest, reads};

/// Kinds of documents that are called by a bare number as well: "nghị định một trăm sáu tám".
const CALLED_BY_NUMBER: &[&str] = &[
    "nghị định",
    "thông tư",
    "nghị quyết",
    "chỉ thị",
    "công văn",
    "công điện",
    "đề án",
    "văn bản",
    "thông tư liên tịch",
];
/// Kinds that more often stand before a plain count ("kế hoạch năm năm"): a bare number needs more signs of being one.
const MOSTLY_COUNTED: &[&str] = &[
    "quyết định",
    "kế hoạch",
    "thông báo",
    "giấy mời",
    "tờ trình",
    "báo cáo",
    "hướng dẫn",
    "biên bản",
    "giấy phép",
    "kết luận",
    "chương trình",
    "quy định",
    "quy chế",
    "luật",
    "pháp lệnh",
    "hợp đồng",
    "phương án",
    "dự án",
    "phiếu chuyển",
    "giấy giới thiệu",
    "giấy ủy quyền",
    "bản án",
    "phụ lục hợp đồng",
    "văn bản hợp nhất",
    "thông báo kết luận",
];
/// What may follow the bare number of a document.
const AFTER_A_NUMBER: &[&str] = &[
    "", "a", "b", "c", "của", "về", "ngày", "thì", "là", "và", "với", "đã", "chưa", "còn", "có", "cũng", "không",
    "quy", "do", "mà", "để", "cho", "sửa", "thay", "đang", "sẽ", "vừa", "mới", "ban", "hay", "hoặc", "này", "đó",
    "nêu", "ghi", "ở", "tại", "kèm", "rồi", "hết", "bị", "được", "yêu", "giao", "phê", "từ", "theo", "trên", "bổ",
    "hướng", "thu", "thành", "điều",
];
/// Nouns that a number before them counts, so that it is no document's.
const COUNTED: &[&str] = &[
    "hộ",
    "người",
    "xã",
    "phường",
    "thôn",
    "ngày",
    "tháng",
    "tuần",
    "giờ",
    "phút",
    "điểm",
    "nội",
    "việc",
    "vấn",
    "trường",
    "tỷ",
    "tỉ",
    "triệu",
    "đồng",
    "phần",
    "phẩy",
    "nhiệm",
    "chỉ",
    "giải",
    "trang",
    "dự",
    "công",
    "đơn",
    "cán",
    "lần",
    "đợt",
    "mét",
    "héc",
    "ki",
    "căn",
    "cái",
    "con",
    "mô",
    "lớp",
    "cơ",
    "hồ",
    "đảng",
    "biên",
    "khẩu",
    "suất",
    "văn",
    "thửa",
    "lô",
    "bước",
    "bộ",
    "tiêu",
    "hạng",
    "gói",
    "buổi",
    "kỳ",
    "vụ",
    "đoàn",
    "tổ",
    "chức",
    "bản",
    "cây",
    "cuộc",
    "mục",
    "nhóm",
    "trên",
    "đại",
    "mặt",
    "ý",
    "đề",
    "đối",
    "tấn",
    "hội",
    "cầu",
    "tuyến",
    "sản",
    "em",
    "chiếc",
    "học",
    "quyển",
    "bài",
];

pub fn step(of: &[Syllable], at: usize) -> Option<Step> {
    named(of, at).or_else(|| sign_after_number(of, at))
}

/// "nghị định số hai mươi lăm gạch chéo ...", "quyết định bảy trăm mười": a kind of document with its number.
fn named(of: &[Syllable], at: usize) -> Option<Step> {
    let counted = longest(of, at, MOSTLY_COUNTED);
    let len = longest(of, at, CALLED_BY_NUMBER).max(counted)?;
    let kind: Vec<&str> = (at..at + len).map(|n| key(of, n)).collect();
    let kind = capital(&kind.join(" "));
    if let Some(n) = reads(of, at + len, "số") {
        let (number, more, _) = series(of, at + len + n, true)?;
        return Some(Step::Write(len + n + more, format!("{kind} số {number}"), "document-number"));
    }
    let (number, more, signed) = series(of, at + len, true)?;
    let end = at + len + more;
    if signed {
        return Some(Step::Write(len + more, format!("{kind} {number}"), "document-sign"));
    }
    let follows = after(of, end);
    if number.len() < 2 || COUNTED.contains(&follows) || (follows == "năm" && !number::names_a_year(of, end)) {
        return None;
    }
    // "kế hoạch năm năm", "kế hoạch năm hai không hai lăm".
    if number::names_a_year(of, at + len) || (counted == Some(len) && more == 2 && key(of, end - 1) == "năm") {
        return None;
    }
    // A year alone names the year of the plan, not its number.
    if counted == Some(len) && (number::year(of, at + len).is_some_and(|(_, n)| n == more) || key(of, at) == "dự") {
        return None;
    }
    let spelled = number::digits(of, at + len).is_some_and(|(digits, n)| n == more && digits.len() >= 3);
    if counted == Some(len) && !spelled && !AFTER_A_NUMBER.contains(&follows) {
        return None;
    }
    // "chương trình ba mươi a": a letter that belongs to the number.
    let letter = Some(follows).filter(|l| matches!(*l, "a" | "b" | "c")).unwrap_or_default();
    let len = len + more + letter.len();
    Some(Step::Write(len, format!("{kind} {number}{letter}"), "document-called-by-number"))
}

/// A number with a sign wherever it is said: "hai lăm gạch chéo hai không hai bốn gạch chéo ...".
fn sign_after_number(of: &[Syllable], at: usize) -> Option<Step> {
    let head = key(of, at);
    if number::spoken_digit(head).is_none() && !matches!(head, "mười" | "hăm") {
        return None;
    }
    if !starts_a_number(of, at) {
        return None;
    }
    let (_, len) = number(of, at)?;
    if !matches!(key(of, at + len), "gạch" | "xuyệt" | "suyệt" | "xẹt" | "sẹt" | "chéo" | "dấu") {
        return None;
    }
    let (number, len, signed) = series(of, at, false)?;
    signed.then_some(Step::Write(len, number, "document-sign"))
}

/// Whether no number word stands just before, to which this one would belong.
fn starts_a_number(of: &[Syllable], at: usize) -> bool {
    let word = before(of, at);
    number::spoken_digit(word).is_none() && !matches!(word, "mười" | "mươi" | "trăm" | "linh" | "lẻ" | "phẩy")
}
