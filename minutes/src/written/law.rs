//! Articles of law (điều, khoản, điểm): "điểm b khoản 2 Điều 138 Luật Đất đai", "chương IV", "phụ lục III".

use super::roman::roman;
use super::{Step, after, before, is_figure, key};
use crate::number;
use crate::syllable::{Syllable, longest_before, reads};

/// Names of laws as they are written.
const LAWS: &[&str] = &[
    "Đất đai",
    "Đầu tư công",
    "Đầu tư",
    "Đấu thầu",
    "Ngân sách nhà nước",
    "Xây dựng",
    "Nhà ở",
    "Quy hoạch",
    "Khiếu nại",
    "Tố cáo",
    "Tiếp công dân",
    "Cán bộ, công chức",
    "Viên chức",
    "Tổ chức chính quyền địa phương",
    "Bảo vệ môi trường",
    "Hộ tịch",
    "Cư trú",
    "Căn cước",
    "Giao thông đường bộ",
    "Lưu trữ",
    "Giao dịch điện tử",
    "An ninh mạng",
    "Bảo vệ bí mật nhà nước",
    "Phòng, chống tham nhũng",
    "Phòng, chống thiên tai",
    "Thủy lợi",
    "Lâm nghiệp",
    "Nghĩa vụ quân sự",
    "Dân quân tự vệ",
    "Doanh nghiệp",
    "Hợp tác xã",
    "Thuế thu nhập cá nhân",
    "Xử lý vi phạm hành chính",
    "Ban hành văn bản quy phạm pháp luật",
    "Bảo hiểm xã hội",
    "Bảo hiểm y tế",
    "Thi đua, khen thưởng",
    "Bình đẳng giới",
    "Trẻ em",
    "Giáo dục",
    "Công đoàn",
    "Thanh tra",
    "Lao động",
];
/// Verbs and nouns that "điều" before a number may follow when it is the article.
const BEFORE_AN_ARTICLE: &[&str] = &[
    "theo", "tại", "cứ", "phạm", "và", "hoặc", "của", "dụng", "trong", "ở", "với", "định", "đến", "từ", "các", "sửa",
    "bỏ", "sung",
];
/// What follows an article.
const AFTER_AN_ARTICLE: &[&str] = &[
    "", "luật", "nghị", "thông", "của", "hiến", "bộ", "quyết", "quy", "khoản", "điểm", "nói", "thì", "là", "về", "có",
    "và", "đã", "cũng", "này", "cho", "nêu", "ghi", "mới", "được", "đến", "yêu",
];
/// Letters of points as they are named.
const POINTS: &[(&str, &str)] = &[
    ("bê", "b"),
    ("bờ", "b"),
    ("xê", "c"),
    ("cê", "c"),
    ("cờ", "c"),
    ("dê", "d"),
    ("dờ", "d"),
    ("đê", "đ"),
    ("đờ", "đ"),
    ("giê", "g"),
    ("gờ", "g"),
    ("hát", "h"),
    ("hờ", "h"),
    ("ca", "k"),
    ("lờ", "l"),
    ("mờ", "m"),
    ("nờ", "n"),
];

pub fn step(of: &[Syllable], at: usize) -> Option<Step> {
    match key(of, at) {
        "điều" => article(of, at),
        "điểm" => point(of, at),
        "chương" | "lục" | "phần" => part(of, at),
        _ => None,
    }
}

fn counted(of: &[Syllable], at: usize) -> Option<number::Whole> {
    number::whole(of, at).filter(|n| n.greatest == 1 && n.value > 0 && !is_figure(of, at))
}

/// "điều một trăm ba mươi tám luật đất đai". "điều" is also a verb, so something of law must stand beside it.
fn article(of: &[Syllable], at: usize) -> Option<Step> {
    // "điều bảy chín luật đất đai"
    let clipped = number::clipped_whole(of, at + 1).filter(|n| {
        n.greatest == 1 && n.len == 2 && matches!(after(of, at + 3), "luật" | "nghị" | "của" | "bộ" | "hiến")
    });
    let read = clipped.or_else(|| counted(of, at + 1))?;
    let end = at + 1 + read.len;
    let follows = after(of, end);
    let of_law = AFTER_AN_ARTICLE.contains(&follows)
        || BEFORE_AN_ARTICLE.contains(&before(of, at))
        || (at >= 2 && matches!(key(of, at - 2), "khoản" | "điểm"))
        || (at >= 3 && key(of, at - 3) == "khoản");
    if !of_law {
        return None;
    }
    let mut written = format!("Điều {}", read.value);
    let mut len = 1 + read.len;
    // "điều mười hai a": an article put in later.
    if let Some(letter) = Some(key(of, end)).filter(|l| matches!(*l, "a" | "b" | "c" | "d")) {
        written.push_str(letter);
        len += 1;
    }
    if key(of, at + len) == "luật"
        && let Some((name, n)) = law(of, at + len + 1)
    {
        written.push_str(" Luật ");
        written.push_str(name);
        len += 1 + n;
    }
    Some(Step::Write(len, written, "article"))
}

fn law(of: &[Syllable], at: usize) -> Option<(&'static str, usize)> {
    LAWS.iter()
        .filter_map(|name| Some((*name, reads(of, at, &name.to_lowercase().replace(',', ""))?)))
        .max_by_key(|(_, len)| *len)
}

/// "điểm bê khoản hai": the letter of a point.
fn point(of: &[Syllable], at: usize) -> Option<Step> {
    let (_, letter) = POINTS.iter().find(|(name, _)| *name == key(of, at + 1))?;
    let of_law = matches!(after(of, at + 2), "khoản" | "điều" | "mục")
        || longest_before(of, at, &["khoản một", "khoản hai", "khoản ba", "khoản bốn", "khoản năm", "khoản sáu"])
            .is_some();
    of_law.then(|| Step::Write(2, format!("điểm {letter}"), "point"))
}

/// Chapters and annexes carry Roman figures (Decree 30/2020/NĐ-CP, Annex I).
fn part(of: &[Syllable], at: usize) -> Option<Step> {
    let word = key(of, at);
    if (word == "lục" && before(of, at) != "phụ") || (word == "phần" && before(of, at) != "hợp") {
        return None;
    }
    let number_at = at + 1 + usize::from(word != "chương" && key(of, at + 1) == "số");
    let read = counted(of, number_at)?;
    if word == "phần" || number_at > at + 1 {
        return Some(Step::Write(
            number_at + read.len - at,
            format!("{}{} {}", word, if number_at > at + 1 { " số" } else { "" }, read.value),
            "numbered-part",
        ));
    }
    if super::measure::counted_noun(of, at + 1 + read.len) || number::names_a_year(of, at + 1) {
        return None;
    }
    Some(Step::Write(1 + read.len, format!("{word} {}", roman(read.value)?), "roman-part"))
}
