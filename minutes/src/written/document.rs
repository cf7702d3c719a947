//! Numbers of documents and articles of law (số, ký hiệu văn bản): "Nghị định số 25/2024/NĐ-CP", "Điều 138 Luật Đất đai".

use super::{Step, capital, key};
use crate::number;
use crate::syllable::{Syllable, longest, reads};

/// Kinds of documents that carry a number.
const KINDS: &[&str] = &[
    "nghị định",
    "thông tư",
    "quyết định",
    "nghị quyết",
    "chỉ thị",
    "công văn",
    "kế hoạch",
    "thông báo",
    "giấy mời",
    "tờ trình",
    "báo cáo",
    "hướng dẫn",
    "biên bản",
    "giấy phép",
    "công điện",
    "kết luận",
    "chương trình",
    "quy định",
    "luật",
    "pháp lệnh",
    "thông tư liên tịch",
];
/// What is said for a part of the sign, and how it is written; longer ones first.
const SIGNS: &[(&str, &str)] = &[
    ("văn phòng chính phủ", "VPCP"),
    ("hội đồng nhân dân", "HĐND"),
    ("thông tư liên tịch", "TTLT"),
    ("thủ tướng chính phủ", "TTg"),
    ("ban chấp hành trung ương", "BCHTW"),
    ("bộ khoa học và công nghệ", "BKHCN"),
    ("bộ nông nghiệp và môi trường", "BNNMT"),
    ("bộ giáo dục và đào tạo", "BGDĐT"),
    ("bộ thông tin và truyền thông", "BTTTT"),
    ("ủy ban nhân dân", "UBND"),
    ("ủy ban", "UBND"),
    ("bộ nội vụ", "BNV"),
    ("bộ tài chính", "BTC"),
    ("bộ xây dựng", "BXD"),
    ("bộ y tế", "BYT"),
    ("bộ tư pháp", "BTP"),
    ("bộ công an", "BCA"),
    ("bộ công thương", "BCT"),
    ("bộ quốc phòng", "BQP"),
    ("huyện ủy", "HU"),
    ("tỉnh ủy", "TU"),
    ("trung ương", "TW"),
    ("thủ tướng", "TTg"),
    ("chính phủ", "CP"),
    ("quốc hội", "QH"),
    ("văn phòng", "VP"),
    ("nghị định", "NĐ"),
    ("thông tư", "TT"),
    ("quyết định", "QĐ"),
    ("nghị quyết", "NQ"),
    ("chỉ thị", "CT"),
    ("kế hoạch", "KH"),
    ("thông báo", "TB"),
    ("giấy mời", "GM"),
    ("tờ trình", "TTr"),
    ("báo cáo", "BC"),
    ("hướng dẫn", "HD"),
    ("biên bản", "BB"),
    ("công điện", "CĐ"),
    ("kết luận", "KL"),
    ("chương trình", "CTr"),
    ("công văn", "CV"),
];
/// What is said for the marks between parts.
const MARKS: &[(&str, char)] =
    &[("gạch chéo", '/'), ("xuyệt", '/'), ("xẹt", '/'), ("gạch ngang", '-'), ("gạch nối", '-'), ("gạch", '-')];
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

pub fn step(of: &[Syllable], at: usize) -> Option<Step> {
    named(of, at).or_else(|| article(of, at)).or_else(|| sign_after_number(of, at))
}

/// "nghị định số hai mươi lăm gạch chéo ...": a kind of document with its number.
fn named(of: &[Syllable], at: usize) -> Option<Step> {
    let len = longest(of, at, KINDS)?;
    let number_at = at + len + reads(of, at + len, "số")?;
    let (number, more) = series(of, number_at)?;
    let kind: Vec<&str> = (at..at + len).map(|n| key(of, n)).collect();
    Some(Step::Write(len + 1 + more, format!("{} số {number}", capital(&kind.join(" ")))))
}

/// A number with a sign wherever it is said: "hai lăm gạch chéo hai không hai bốn gạch chéo ...".
fn sign_after_number(of: &[Syllable], at: usize) -> Option<Step> {
    let (number, len) = series(of, at)?;
    number.contains(['/', '-']).then_some(Step::Write(len, number))
}

/// A part of the number in figures, as it was said: "không ba" keeps its nought.
fn part(of: &[Syllable], at: usize) -> Option<(String, usize)> {
    let word = key(of, at);
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let whole = number::whole(of, at).filter(|n| n.greatest <= 1000).map(|n| (n.value.to_string(), n.len));
    match (number::digits(of, at), whole) {
        (Some(a), Some(b)) => Some(if a.1 >= b.1 { a } else { b }),
        (a, b) => a.or(b),
    }
}

fn series(of: &[Syllable], at: usize) -> Option<(String, usize)> {
    let (mut written, mut len) = part(of, at)?;
    while let Some((n, mark)) = MARKS.iter().find_map(|(words, mark)| Some((reads(of, at + len, words)?, *mark))) {
        let from = at + len + n;
        let (next, more) = if let Some(found) = part(of, from) {
            found
        } else if let Some((words, sign)) =
            SIGNS.iter().find_map(|(words, sign)| Some((reads(of, from, words)?, *sign)))
        {
            // "quốc hội mười lăm" is the fifteenth National Assembly.
            match part(of, from + words).filter(|_| sign == "QH") {
                Some((term, more)) => (format!("{sign}{term}"), words + more),
                None => (sign.to_owned(), words),
            }
        } else if let Some(letters) = letters(of, from) {
            letters
        } else {
            break;
        };
        written.push(mark);
        written.push_str(&next);
        len += n + more;
    }
    Some((written, len))
}

/// Letters said one by one.
fn letters(of: &[Syllable], at: usize) -> Option<(String, usize)> {
    let mut read = String::new();
    let mut len = 0;
    while key(of, at + len).chars().count() == 1 {
        read.push_str(&key(of, at + len).to_uppercase());
        len += 1;
    }
    (len > 0).then_some((read, len))
}

/// "điều một trăm ba mươi tám luật đất đai". "điều" is also a verb, so something of law must follow or nothing at all.
fn article(of: &[Syllable], at: usize) -> Option<Step> {
    reads(of, at, "điều")?;
    let read = number::whole(of, at + 1)
        .filter(|n| n.greatest == 1 && !of[at + 1].key.starts_with(|c: char| c.is_ascii_digit()))?;
    let end = at + 1 + read.len;
    let follows = key(of, end);
    if !matches!(follows, "" | "luật" | "nghị" | "thông" | "của" | "hiến" | "bộ" | "quyết" | "quy" | "khoản" | "điểm")
    {
        return None;
    }
    let mut written = format!("Điều {}", read.value);
    let mut len = 1 + read.len;
    if follows == "luật"
        && let Some((name, n)) = law(of, end + 1)
    {
        written.push_str(" Luật ");
        written.push_str(name);
        len += 1 + n;
    }
    Some(Step::Write(len, written))
}

fn law(of: &[Syllable], at: usize) -> Option<(&'static str, usize)> {
    LAWS.iter()
        .filter_map(|name| Some((*name, reads(of, at, &name.to_lowercase().replace(',', ""))?)))
        .max_by_key(|(_, len)| *len)
}
