//! Numbers with a sign (số, ký hiệu văn bản): "25/2024/NĐ-CP", "21-NQ/HU", "31/2024/QH15".
//!
//! Signs are those of Decree 30/2020/NĐ-CP, Annex III; the Party's go the other way round: number, dash, kind, slash.

use super::{is_figure, key};
use crate::number;
use crate::syllable::{Syllable, reads};

/// What is said for a kind of document in a sign.
const KINDS: &[(&str, &str)] = &[
    ("thông tư liên tịch", "TTLT"),
    ("nghị quyết liên tịch", "NQLT"),
    ("kế hoạch liên tịch", "KHLT"),
    ("nghị định", "NĐ"),
    ("thông tư", "TT"),
    ("quyết định", "QĐ"),
    ("nghị quyết", "NQ"),
    ("chỉ thị", "CT"),
    ("quy chế", "QC"),
    ("quy định", "QyĐ"),
    ("kế hoạch", "KH"),
    ("phương án", "PA"),
    ("đề án", "ĐA"),
    ("dự án", "DA"),
    ("thông báo", "TB"),
    ("thông cáo", "TC"),
    ("giấy mời", "GM"),
    ("giấy giới thiệu", "GGT"),
    ("giấy ủy quyền", "GUQ"),
    ("giấy phép", "GP"),
    ("tờ trình", "TTr"),
    ("báo cáo", "BC"),
    ("hướng dẫn", "HD"),
    ("biên bản", "BB"),
    ("công điện", "CĐ"),
    ("kết luận", "KL"),
    ("chương trình", "CTr"),
    ("công văn", "CV"),
    ("hợp đồng", "HĐ"),
    ("phiếu chuyển", "PC"),
    ("phiếu gửi", "PG"),
    ("pháp lệnh", "PL"),
    ("văn bản hợp nhất", "VBHN"),
];
/// What is said for an authority in a sign; longer ones first where one begins another.
const AUTHORITIES: &[(&str, &str)] = &[
    ("văn phòng chính phủ", "VPCP"),
    ("văn phòng ủy ban nhân dân", "VPUB"),
    ("văn phòng ủy ban", "VPUB"),
    ("hội đồng nhân dân", "HĐND"),
    ("hội đồng", "HĐND"),
    ("thủ tướng chính phủ", "TTg"),
    ("ban chấp hành trung ương", "BCHTW"),
    ("ủy ban thường vụ quốc hội", "UBTVQH"),
    ("bộ khoa học và công nghệ", "BKHCN"),
    ("bộ khoa học công nghệ", "BKHCN"),
    ("bộ nông nghiệp và môi trường", "BNNMT"),
    ("bộ nông nghiệp môi trường", "BNNMT"),
    ("bộ nông nghiệp và phát triển nông thôn", "BNNPTNT"),
    ("bộ nông nghiệp phát triển nông thôn", "BNNPTNT"),
    ("bộ nông nghiệp", "BNNPTNT"),
    ("bộ tài nguyên và môi trường", "BTNMT"),
    ("bộ tài nguyên môi trường", "BTNMT"),
    ("bộ kế hoạch và đầu tư", "BKHĐT"),
    ("bộ kế hoạch đầu tư", "BKHĐT"),
    ("bộ giao thông vận tải", "BGTVT"),
    ("bộ lao động thương binh và xã hội", "BLĐTBXH"),
    ("bộ lao động thương binh xã hội", "BLĐTBXH"),
    ("bộ giáo dục và đào tạo", "BGDĐT"),
    ("bộ giáo dục đào tạo", "BGDĐT"),
    ("bộ giáo dục", "BGDĐT"),
    ("bộ thông tin và truyền thông", "BTTTT"),
    ("bộ thông tin truyền thông", "BTTTT"),
    ("bộ văn hóa thể thao và du lịch", "BVHTTDL"),
    ("bộ văn hóa thể thao du lịch", "BVHTTDL"),
    ("bộ dân tộc và tôn giáo", "BDTTG"),
    ("bộ dân tộc tôn giáo", "BDTTG"),
    ("bộ nội vụ", "BNV"),
    ("bộ tài chính", "BTC"),
    ("bộ xây dựng", "BXD"),
    ("bộ y tế", "BYT"),
    ("bộ tư pháp", "BTP"),
    ("bộ công an", "BCA"),
    ("bộ công thương", "BCT"),
    ("bộ quốc phòng", "BQP"),
    ("bộ ngoại giao", "BNG"),
    ("bộ chính trị", "BCT"),
    ("ban bí thư", "BBT"),
    ("thanh tra chính phủ", "TTCP"),
    ("ngân hàng nhà nước", "NHNN"),
    ("ban tổ chức trung ương", "BTCTW"),
    ("ban chỉ đạo", "BCĐ"),
    ("ban quản lý", "BQL"),
    ("ủy ban mặt trận", "MTTQ"),
    ("mặt trận tổ quốc", "MTTQ"),
    ("mặt trận", "MTTQ"),
    ("hội liên hiệp phụ nữ", "HLHPN"),
    ("hội nông dân", "HND"),
    ("liên đoàn lao động", "LĐLĐ"),
    ("đoàn thanh niên", "ĐTN"),
    ("sở nông nghiệp và môi trường", "SNNMT"),
    ("sở nông nghiệp môi trường", "SNNMT"),
    ("sở nội vụ", "SNV"),
    ("sở tài chính", "STC"),
    ("sở xây dựng", "SXD"),
    ("sở y tế", "SYT"),
    ("sở tư pháp", "STP"),
    ("sở công thương", "SCT"),
    ("sở giáo dục và đào tạo", "SGDĐT"),
    ("sở giáo dục đào tạo", "SGDĐT"),
    ("phòng kinh tế", "PKT"),
    ("phòng văn hóa xã hội", "PVHXH"),
    ("công an xã", "CAX"),
    ("công an tỉnh", "CAT"),
    ("công an huyện", "CAH"),
    ("công an", "CA"),
    ("ủy ban nhân dân", "UBND"),
    ("ủy ban", "UBND"),
    ("thường trực", "TT"),
    ("ban thường vụ", "BTV"),
    ("huyện ủy", "HU"),
    ("tỉnh ủy", "TU"),
    ("thành ủy", "TU"),
    ("thị ủy", "ThU"),
    ("quận ủy", "QU"),
    ("đảng ủy", "ĐU"),
    ("chi bộ", "CB"),
    ("trung ương", "TW"),
    ("thủ tướng", "TTg"),
    ("chủ tịch nước", "CTN"),
    ("chính phủ", "CP"),
    ("quốc hội", "QH"),
    ("văn phòng", "VP"),
    ("tổ công tác", "TCT"),
    ("kinh tế", "KT"),
    ("nội chính", "NC"),
    ("văn xã", "VX"),
    ("tổng hợp", "TH"),
    ("tài chính", "TC"),
    ("nội vụ", "NV"),
];
/// What is said for the marks between parts. A bare "gạch" is whichever the place asks for.
const MARKS: &[(&str, Option<char>)] = &[
    ("gạch chéo", Some('/')),
    ("gạch xuyệt", Some('/')),
    ("gạch xiên", Some('/')),
    ("dấu gạch chéo", Some('/')),
    ("xuyệt", Some('/')),
    ("suyệt", Some('/')),
    ("xẹt", Some('/')),
    ("sẹt", Some('/')),
    ("chéo", Some('/')),
    ("gạch ngang", Some('-')),
    ("gạch nối", Some('-')),
    ("dấu gạch ngang", Some('-')),
    ("gạch", None),
];
/// Names of letters as people spell a sign.
const LETTERS: &[(&str, &str)] = &[
    ("bê", "B"),
    ("bờ", "B"),
    ("xê", "C"),
    ("cê", "C"),
    ("cờ", "C"),
    ("dê", "D"),
    ("dờ", "D"),
    ("đê", "Đ"),
    ("đờ", "Đ"),
    ("giê", "G"),
    ("gờ", "G"),
    ("hát", "H"),
    ("hắt", "H"),
    ("hờ", "H"),
    ("ca", "K"),
    ("ka", "K"),
    ("lờ", "L"),
    ("mờ", "M"),
    ("nờ", "N"),
    ("pê", "P"),
    ("pờ", "P"),
    ("quy", "Q"),
    ("quờ", "Q"),
    ("cu", "Q"),
    ("rờ", "R"),
    ("ét", "S"),
    ("sờ", "S"),
    ("tê", "T"),
    ("tờ", "T"),
    ("vê", "V"),
    ("vờ", "V"),
    ("xờ", "X"),
    ("ích", "X"),
];

/// A part of a series: what it is decides which mark a bare "gạch" is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Number,
    Kind,
    Authority,
}

/// A number and, where marks follow it, its sign: what is written, the syllables, and whether there is a sign.
/// After the kind of a document (`named`) the marks may be left out: "nghị định hai lăm hai không hai lăm".
pub fn series(of: &[Syllable], at: usize, named: bool) -> Option<(String, usize, bool)> {
    let unmarked = if named { number_and_year(of, at) } else { None };
    let mut signed = unmarked.is_some();
    let (mut written, mut len) = unmarked.or_else(|| number(of, at))?;
    let mut last = Part::Number;
    let mut party = false;
    let mark = |at: usize| mark(of, at).or_else(|| (named && said_as_over(of, at)).then_some((1, Some('/'))));
    while let Some((n, mark)) = mark(at + len) {
        let from = at + len + n;
        let Some((next, more, part)) = part(of, from) else { break };
        let mark = mark.unwrap_or(match (last, part) {
            // "12-TB/HU", but "12/TB-UBND".
            (Part::Number, Part::Kind) => {
                party = party_follows(of, from + more);
                if party { '-' } else { '/' }
            }
            (Part::Kind, Part::Authority) if party => '/',
            (Part::Number, _) => '/',
            _ => '-',
        });
        written.push(mark);
        written.push_str(&next);
        len += n + more;
        last = part;
        signed = true;
    }
    Some((written, len, signed))
}

/// A number and a year said one after the other, with a kind and an authority where they follow: "25/2025/NĐ-CP".
fn number_and_year(of: &[Syllable], at: usize) -> Option<(String, usize)> {
    // "kế hoạch năm hai không hai lăm" is the plan of a year.
    let (digits, run) = number::digits(of, at).filter(|_| !number::names_a_year(of, at))?;
    let (cut, year, len) = (1..=4).find_map(|cut| {
        let spelled = key(of, at + cut) == "hai" && key(of, at + cut + 1) == "không";
        let (year, len) = number::year(of, at + cut).filter(|(_, len)| spelled && cut + len >= run)?;
        Some((cut, year, cut + len))
    })?;
    let mut written = format!("{}/{year}", digits.get(..cut)?);
    let signed = || {
        let (kind, n, _) = part(of, at + len).filter(|(_, n, part)| *part == Part::Kind && *n >= 2)?;
        let (authority, m, _) = part(of, at + len + n).filter(|(_, _, part)| *part == Part::Authority)?;
        Some((format!("/{kind}-{authority}"), n + m))
    };
    let (sign, more) = signed().unwrap_or_default();
    written.push_str(&sign);
    Some((written, len + more))
}

/// "công văn số chín mươi trên u bê nờ dê": a slash read as "over", where no share can be meant.
fn said_as_over(of: &[Syllable], at: usize) -> bool {
    key(of, at) == "trên"
        && (number::year(of, at + 1).is_some_and(|(_, len)| len >= 3)
            || part(of, at + 1).is_some_and(|(_, len, part)| part != Part::Number && len >= 2))
}

/// Whether a bare mark and a body of the Party follow.
fn party_follows(of: &[Syllable], at: usize) -> bool {
    let Some((n, None)) = mark(of, at) else { return false };
    [
        "huyện ủy",
        "tỉnh ủy",
        "thành ủy",
        "thị ủy",
        "quận ủy",
        "đảng ủy",
        "trung ương",
        "chi bộ",
        "bộ chính trị",
        "ban bí thư",
    ]
    .iter()
    .any(|body| reads(of, at + n, body).is_some())
}

fn mark(of: &[Syllable], at: usize) -> Option<(usize, Option<char>)> {
    if !matches!(key(of, at), "gạch" | "xuyệt" | "suyệt" | "xẹt" | "sẹt" | "chéo" | "dấu") {
        return None;
    }
    MARKS.iter().find_map(|(words, mark)| Some((reads(of, at, words)?, *mark)))
}

fn part(of: &[Syllable], at: usize) -> Option<(String, usize, Part)> {
    if let Some((number, len)) = number(of, at) {
        return Some((number, len, Part::Number));
    }
    let named = |table: &[(&str, &str)]| {
        table
            .iter()
            .filter_map(|(words, sign)| Some((reads(of, at, words)?, (*sign).to_owned())))
            .max_by_key(|(n, _)| *n)
    };
    if let Some((words, sign)) = named(AUTHORITIES) {
        // "quốc hội mười lăm" is the fifteenth National Assembly; "khóa" may stand between.
        let term = at + words + usize::from(key(of, at + words) == "khóa");
        return Some(match number(of, term).filter(|_| sign.ends_with("QH")) {
            Some((term_number, more)) => (format!("{sign}{term_number}"), term - at + more, Part::Authority),
            None => (sign, words, Part::Authority),
        });
    }
    if let Some((words, sign)) = named(KINDS) {
        return Some((sign, words, Part::Kind));
    }
    let (letters, len) = letters(of, at)?;
    let kind = KINDS.iter().any(|(_, sign)| sign.to_uppercase() == letters);
    Some((letters, len, if kind { Part::Kind } else { Part::Authority }))
}

/// A part of the number in figures, as it was said: "không ba" keeps its nought.
pub fn number(of: &[Syllable], at: usize) -> Option<(String, usize)> {
    if is_figure(of, at) {
        return None;
    }
    let whole = number::whole(of, at).filter(|n| n.greatest <= 1000).map(|n| (n.value.to_string(), n.len));
    // "một trăm sáu tám" and "hai không hai lăm": whichever reads more of it.
    let year = number::year(of, at).map(|(year, len)| (year.to_string(), len));
    [number::digits(of, at), whole, year].into_iter().flatten().rev().max_by_key(|(_, len)| *len)
}

/// Letters said one by one, by themselves or by their names: "u bê nờ dê" is UBND.
fn letters(of: &[Syllable], at: usize) -> Option<(String, usize)> {
    let mut read = String::new();
    let mut len = 0;
    while len < 12 {
        let word = key(of, at + len);
        if word.chars().count() == 1 && word.chars().all(char::is_alphabetic) {
            read.push_str(&word.to_uppercase());
        } else if let Some((_, letter)) = LETTERS.iter().find(|(name, _)| *name == word) {
            read.push_str(letter);
        } else {
            break;
        }
        len += 1;
    }
    (len > 0).then_some((read, len))
}
