//! The words of an office for those of speech (văn phong hành chính): particles, resumptive pronouns and classifiers go,
//! shares become fractions, rates are written with a stroke, the last value of a correction stands.

use std::sync::LazyLock;

use super::phrasebook::Phrasebook;
use super::rewrite::Rewrite;
use super::words::{begins_any, capitalised};

/// Spoken words and what an office writes; an empty right side drops them. The longest that fits is taken.
const PHRASES: &[(&str, &str)] = &[
    ("có mỗi", "chỉ có"),
    ("bảo là", "cho rằng"),
    ("bảo rằng", "cho rằng"),
    ("cái khó là", "khó khăn là"),
    ("khó nhất là", "khó khăn nhất là"),
    ("cái lo là", "lo ngại"),
    ("cái này", "việc này"),
    ("cái đó", "việc đó"),
    ("cái đấy", "việc đó"),
    ("cái ấy", "việc đó"),
    ("cái vụ", "vụ"),
    ("cái việc", "việc"),
    ("cái chuyện", "việc"),
    ("chuyện này", "việc này"),
    ("đấy", "đó"),
    ("chả", "không"),
    ("chẳng", "không"),
    ("với lại", "và"),
    ("với cả", "và"),
    ("cho nên", "nên"),
    ("nhưng mà", "nhưng"),
    ("thành ra", "nên"),
    ("tuần rồi", "tuần qua"),
    ("tháng rồi", "tháng trước"),
    ("vừa rồi", "vừa qua"),
    ("bữa nay", "hôm nay"),
    ("bữa trước", "hôm trước"),
    ("bây giờ", "hiện nay"),
    ("hiện giờ", "hiện nay"),
    ("hẵng", "mới"),
    ("cái gì cả", "kết quả"),
    ("gì cả", "gì"),
    ("cứ bảo là", "cho rằng"),
    ("nói chung là", ""),
    ("nói chung", ""),
    ("nói thật là", ""),
    ("nói thật", ""),
    ("nói thiệt", ""),
    ("thật ra", ""),
    ("thực ra", ""),
    ("kính đề nghị", "đề nghị"),
    ("kính mong", "mong"),
    ("xin đề nghị", "đề nghị"),
    ("xin kiến nghị", "kiến nghị"),
    ("anh ơi", ""),
    ("chị ơi", ""),
    ("bác ơi", ""),
    ("nghe anh", ""),
    ("nghe chị", ""),
    ("anh ạ", ""),
    ("chị ạ", ""),
    ("một tí", ""),
    ("một chút", ""),
    // Words of the Centre.
    ("khi mô", "khi nào"),
    ("ở mô", "ở đâu"),
    ("đi mô", "đi đâu"),
    ("thôn mô", "thôn nào"),
    ("xã mô", "xã nào"),
    ("mần răng", "làm sao"),
    ("răng được", "sao được"),
    ("mần", "làm"),
    ("mần chi", "làm gì"),
    ("có chi", "có gì"),
    ("lấy chi", "lấy gì"),
    ("kiểu chi", "kiểu gì"),
    ("răng rứa", "vì sao"),
    ("răng mà", "sao mà"),
    ("rứa", "thế"),
    ("rứa thì", "vậy"),
    ("ngoài nớ", "ngoài đó"),
    ("khúc nớ", "đoạn đó"),
    ("hôm nớ", "hôm đó"),
    ("chỗ nớ", "chỗ đó"),
    ("chợ nớ", "chợ đó"),
    ("cầu nớ", "cầu đó"),
    ("bên nớ", "bên đó"),
    ("bên tê", "bên kia"),
    ("bữa ni", "hôm nay"),
    ("hai bữa ni", "hai hôm nay"),
    ("mùa ni", "mùa này"),
    ("tối ni", "tối nay"),
    ("tháng ni", "tháng này"),
    ("ngoài ni", "ngoài này"),
    ("chuyện ni", "việc này"),
    ("năm ni", "năm nay"),
    ("hôm ni", "hôm nay"),
    ("ngày mốt", "ngày kia"),
    ("chớ", "chứ"),
    ("tụi nó", "các đối tượng"),
    ("tụi tui", ""),
    ("con nít", "trẻ em"),
    ("mấy mệ", "các bà"),
    ("đàng hoàng", "nghiêm túc"),
    ("vài bữa", "vài ngày"),
    ("mấy bữa nay", "mấy hôm nay"),
    ("mấy bữa", "mấy ngày"),
    ("mền", "chăn"),
    ("chừ", "hiện nay"),
    ("nì", ""),
    ("mưa ri", "mưa thế này"),
    ("như ri", "như thế này"),
    ("kinh nghiệm ri", "kinh nghiệm"),
    ("nhà thằng", "nhà"),
    ("thằng nhỏ", "cháu"),
    ("coi", "xem"),
    ("giùm", "giúp"),
    ("ngàn", "nghìn"),
    ("ra vô", "ra vào"),
    // Words of the South.
    ("hổng", "không"),
    ("hông có", "không có"),
    ("tụi em", ""),
    ("tụi tôi", ""),
    ("bển", "bên đó"),
    ("ổng", "ông ấy"),
    ("bả", "bà ấy"),
    ("trển", "trên đó"),
    ("cỡ chừng", "khoảng"),
    ("xài", "dùng"),
    ("mắc cái", "do"),
    ("bị vì", "vì"),
    ("tại vì", "vì"),
];

static BOOK: LazyLock<Phrasebook> = LazyLock::new(|| Phrasebook::new(PHRASES));

/// Words before "với" that belong to it: what follows is no second member of a list.
const WITH: &[&str] = &[
    "so", "cùng", "hợp", "việc", "đối", "đổi", "gắn", "hệ", "nói", "họp", "nhất", "giáp", "lưu", "cáo", "khác",
    "giống", "ký", "quen", "bàn", "phó", "ứng", "xúc", "chung", "đi", "ở", "nối", "chấp", "tranh", "lại", "kết", "đấu",
    "trái", "gộp", "xa", "gần", "đúng", "sát", "kèm", "liền", "hỏi", "nhau", "ngang", "khớp", "ngồi", "cạnh",
];
/// Words before "thì" that need it.
const IF: &[&str] = &["nếu", "khi", "hễ", "muốn", "giả", "cứ", "mà", "còn", "trường", "bao", "được", "nhì"];
/// Words that may follow a topic at once; before anything else a comma stands for "thì".
const PREDICATES: &[&str] = &[
    "đã", "mới", "được", "còn", "có", "không", "chưa", "đạt", "phải", "bị", "cơ", "đang", "sẽ", "rất", "thiếu", "thấp",
    "cao", "do", "vì", "nên", "đều", "cũng", "chỉ", "chủ", "nhiều", "ít", "xong", "hỏng", "là", "gồm", "tăng", "giảm",
    "chậm", "hết", "yếu", "vẫn", "rồi", "cứ", "hay", "cần", "vừa", "sắp", "chờ", "giao", "đông", "ổn", "tốt", "khó",
    "đủ", "lớn", "xa", "muộn", "mà", "tạm", "hoãn", "hủy", "lùi", "gia", "vượt", "bằng", "chiếm", "khoảng", "trong",
    "từ", "đến", "ở", "để", "theo", "tùy", "vướng", "tồn", "kém", "san", "thu", "chi", "nợ", "xin", "đồng", "nhất",
];
/// Nouns of what a rate is counted by ("25.000 đồng một hộ một tháng").
const PER: &[&str] = &[
    "ha", "hộ", "tháng", "năm", "người", "m²", "m2", "con", "lô", "ngày", "tấn", "kg", "khẩu", "suất", "cái", "giờ",
    "lượt", "km", "cháu", "em", "nhà", "m³", "buổi", "tuần", "sào", "ngôi",
];
/// What a figure is counted in before a rate.
const MEASURES: &[&str] = &["đồng", "triệu", "tỷ", "nghìn", "tạ", "tấn", "kg", "lần", "chuyến", "m³", "lít"];
/// Nouns that are counted: small numbers before them are written in digits.
const COUNTED: &[&str] = &[
    "hộ",
    "xã",
    "thôn",
    "bản",
    "người",
    "văn",
    "hồ",
    "công",
    "trường",
    "vụ",
    "con",
    "nhà",
    "lớp",
    "phòng",
    "đơn",
    "ca",
    "tổ",
    "chốt",
    "lô",
    "thửa",
    "giấy",
    "dự",
    "cây",
    "máy",
    "xe",
    "huyện",
    "việc",
    "lần",
    "điểm",
    "cơ",
    "đoàn",
    "cuộc",
    "cán",
    "tuyến",
    "cầu",
    "cống",
    "trạm",
    "trụ",
    "cột",
    "đợt",
    "mẫu",
    "bãi",
    "tiêu",
    "sản",
    "mô",
    "hợp",
    "doanh",
    "chương",
    "nhóm",
    "nội",
    "đội",
    "xuồng",
    "tàu",
    "ghe",
    "thùng",
    "phương",
    "khẩu",
    "cháu",
    "học",
    "giáo",
    "bác",
    "y",
    "ngôi",
    "mũi",
    "cụ",
    "em",
    "đồng",
    "đối",
    "phiên",
    "kỳ",
    "mét",
    "tấn",
    "ngày",
    "tháng",
    "giờ",
    "phút",
    "trâu",
    "bò",
];
/// Number words of one syllable but "một" and "năm", which are more than numbers.
const SMALL: &[(&str, &str)] =
    &[("hai", "2"), ("ba", "3"), ("bốn", "4"), ("sáu", "6"), ("bảy", "7"), ("tám", "8"), ("chín", "9"), ("mười", "10")];
/// Words that are said twice by right; any other is a tongue that looks for the next one.
const REDUPLICATED: &[&str] = &[
    "từ",
    "luôn",
    "xa",
    "người",
    "nhà",
    "ngày",
    "dần",
    "thường",
    "đâu",
    "vừa",
    "mãi",
    "hoài",
    "ào",
    "đều",
    "ầm",
    "mỗi",
    "sơ",
    "lâu",
    "nơi",
    "chốn",
    "ngành",
    "đời",
    "lớp",
    "gần",
    "sâu",
    "cao",
    "nhanh",
    "khẽ",
    "chiều",
    "đêm",
    "năm",
    "hay",
    "xanh",
    "trùng",
    "rưng",
    "lăm",
    "chang",
    "phăng",
    "ùn",
    "lù",
    "thi",
    "vân",
    "hao",
    "tháng",
    "đường",
    "cây",
];

/// "bảy công trình" -> "7 công trình".
fn counts(rewrite: &mut Rewrite<'_>) {
    for at in 0..rewrite.words.len() {
        let Some((_, digits)) = SMALL.iter().find(|(word, _)| *word == rewrite.key(at)) else { continue };
        let before = at.checked_sub(1).map_or("", |before| rewrite.key(before));
        let number = |key: &str| {
            SMALL.iter().any(|(word, _)| *word == key)
                || matches!(
                    key,
                    "một" | "năm" | "thứ" | "mươi" | "trăm" | "phẩy" | "và" | "bà" | "tháng" | "số" | "anh" | "chị"
                )
        };
        let alone = !number(before) && !rewrite.figure(at.wrapping_sub(1)) && !number(rewrite.after(at));
        let counted = COUNTED.contains(&rewrite.after(at));
        // "hai là", "ba mẹ", "hai bên" are no counts; "đồng" is one only in "đồng chí".
        let comrade = rewrite.after(at) != "đồng" || rewrite.key(at + 2) == "chí";
        if alone && counted && comrade {
            rewrite.put(at, 1, digits, "count-in-digits");
        }
    }
}

fn value(figure: &str) -> Option<f64> {
    figure.replace('.', "").replace(',', ".").parse().ok()
}

/// "thứ năm à không thứ sáu": the last value stands.
fn corrected(rewrite: &mut Rewrite<'_>) {
    for at in 1..rewrite.words.len() {
        let count = begins_any(&rewrite.words[at..], &["à không", "à nhầm", "à quên", "ấy chết", "à mà không", "nhầm"]);
        let Some(count) = count else { continue };
        if count == 1 && !(rewrite.marked(at - 1) && rewrite.marked(at)) {
            continue;
        }
        let next = at + count;
        let same = |place: &usize| {
            rewrite.key(*place) == rewrite.key(next) || (rewrite.figure(*place) && rewrite.figure(next))
        };
        let from = (at.saturating_sub(5)..at).rev().find(same).filter(|_| next < rewrite.words.len());
        // "à không ai bị thương" corrects nothing: only what replaces something of its kind, or stands between marks.
        let apart = rewrite.marked(next - 1) && (at == 0 || rewrite.marked(at - 1));
        match from {
            Some(from) => rewrite.drop(from, next - from, "self-correction"),
            None if apart => rewrite.drop(at, count, "self-correction"),
            None => {}
        }
    }
}

/// "1.870 ha lúa trên 2.340 ha" -> "1.870/2.340 ha lúa"; "86 hộ thì 52 hộ" -> "52/86 hộ".
fn fractions(rewrite: &mut Rewrite<'_>, heard: bool) {
    let most = if heard { 1 } else { 4 };
    for at in 0..rewrite.words.len() {
        if !rewrite.figure(at) || rewrite.touched(at) {
            continue;
        }
        let Some(first) = value(rewrite.spelled(at)) else { continue };
        let mut joint = at + 1;
        while joint < rewrite.words.len()
            && joint - at <= most + 1
            && !rewrite.marked(joint - 1)
            && !matches!(rewrite.key(joint), "trên" | "thì")
            && !rewrite.figure(joint)
        {
            joint += 1;
        }
        let noun = if joint > at + 1 { rewrite.key(at + 1).to_owned() } else { String::new() };
        let lead = begins_any(
            &rewrite.words[joint.min(rewrite.words.len())..],
            &["trên tổng số", "trên tổng", "trên", "thì có", "thì"],
        );
        let (Some(lead), false) = (lead, rewrite.marked(joint - 1)) else { continue };
        let second = joint + lead;
        let (true, Some(other)) = (rewrite.figure(second), value(rewrite.spelled(second))) else { continue };
        if (joint..second).any(|place| rewrite.marked(place)) {
            continue;
        }
        let again = rewrite.after(second) == noun && !noun.is_empty();
        if rewrite.key(joint) == "trên" {
            let bare = rewrite.after(second).is_empty() || noun.is_empty();
            if first <= other && (again || bare) {
                let written = format!("{}/{}", rewrite.spelled(at), rewrite.spelled(second));
                rewrite.put(at, 1, &written, "fraction");
                rewrite.drop(joint, lead + 1 + usize::from(again), "fraction");
            }
        } else if again && other < first && joint <= at + 3 {
            let written = format!("{}/{}", rewrite.spelled(second), rewrite.spelled(at));
            rewrite.put(at, 1, &written, "fraction");
            rewrite.drop(at + 2, second + 2 - (at + 2), "fraction");
        }
    }
}

/// "48,5 tạ một ha" -> "48,5 tạ/ha".
fn rates(rewrite: &mut Rewrite<'_>) {
    let mut rate = false;
    for at in 2..rewrite.words.len() {
        let chained = rate && rewrite.touched(at - 1);
        let behind = rewrite.figure(at - 2) || rewrite.figure(at.saturating_sub(3)) || chained;
        let measured = chained || MEASURES.contains(&rewrite.before(at));
        let per = rewrite.after(at).to_owned();
        if rewrite.key(at) == "một" && behind && measured && PER.contains(&per.as_str()) && !rewrite.touched(at) {
            rewrite.put(at, 2, &format!("/{per}"), "rate");
            rate = true;
        } else if rewrite.marked(at) {
            rate = false;
        }
    }
}

/// Particles, pronouns and classifiers that only speech needs.
fn particles(rewrite: &mut Rewrite<'_>, heard: bool, question: bool) {
    let mut conditional = false;
    for at in 0..rewrite.words.len() {
        if IF.contains(&rewrite.key(at)) || rewrite.words[at].key == "để" {
            conditional = true;
        }
        if rewrite.touched(at) {
            continue;
        }
        let (before, after) = (rewrite.before(at).to_owned(), rewrite.after(at).to_owned());
        let first = at == 0 || rewrite.marked(at - 1);
        match rewrite.key(at) {
            "thì" if before == after => {}
            "thì" if !conditional && !first => {
                let predicate = rewrite.figure(at + 1) || PREDICATES.contains(&after.as_str()) || after.is_empty();
                rewrite.put(at, 1, if predicate { "" } else { "," }, "topic-particle");
            }
            "thì" if first && at > 0 && !conditional => rewrite.drop(at, 1, "topic-particle"),
            "thì" => conditional = false,
            "nó" if !matches!(
                before.as_str(),
                "nhà" | "con" | "của" | "tụi" | "với" | "bọn" | "chúng" | "mẹ" | "mạ" | "bố" | "nói"
            ) =>
            {
                rewrite.drop(at, 1, "resumptive-pronoun");
            }
            "cái"
                if !rewrite.figure(at.wrapping_sub(1))
                    && !matches!(
                        before.as_str(),
                        "một"
                            | "hai"
                            | "ba"
                            | "bốn"
                            | "năm"
                            | "sáu"
                            | "bảy"
                            | "tám"
                            | "chín"
                            | "mười"
                            | "mỗi"
                            | "từng"
                            | "các"
                            | "những"
                            | "mấy"
                            | "chục"
                            | "cái"
                            | "trăm"
                            | "bao"
                            | "nhiêu"
                    )
                    && !matches!(after.as_str(), "" | "gì" | "nào" | "chi" | "là" | "con" | "thì") =>
            {
                rewrite.drop(at, 1, "spoken-classifier");
            }
            "độ" | "chừng" | "tầm" | "cỡ" | "đâu"
                if rewrite.figure(at + 1) && !matches!(before.as_str(), "nhiệt" | "mức" | "tốc" | "âm" | "báo") =>
            {
                rewrite.put(at, 1, "khoảng", "about");
            }
            "hôm" if rewrite.figure(at + 1) => rewrite.put(at, 1, "ngày", "day-of-month"),
            "với" if !first && !after.is_empty() && after != "nhau" && !WITH.contains(&before.as_str()) => {
                rewrite.put(at, 1, "và", "list-and");
            }
            key if heard
                && after == key
                && !REDUPLICATED.contains(&key)
                && !number_word(key)
                && !rewrite.figure(at) =>
            {
                rewrite.drop(at, 1, "doubled-word")
            }
            "xin" | "mong" | "cho"
                if first
                    && matches!(after.as_str(), "huyện" | "tỉnh" | "ủy" | "ubnd" | "chủ" | "lãnh")
                    && rewrite.key(at) == "xin" =>
            {
                let written = if at == 0 { "Đề nghị" } else { "đề nghị" };
                rewrite.put(at, 1, written, "request");
            }
            "xin"
                if first
                    && matches!(after.as_str(), "anh" | "chị")
                    && !rewrite.words[(at + 2).min(rewrite.words.len() - 1)].capital =>
            {
                let written = if at == 0 { "Đề nghị chủ trì" } else { "đề nghị chủ trì" };
                rewrite.put(at, 2, written, "request");
            }
            "anh" | "chị" if rewrite.words.get(at + 1).is_some_and(|next| next.capital) && !rewrite.marked(at) => {
                let written = if at == 0 { "Đồng chí" } else { "đồng chí" };
                rewrite.put(at, 1, written, "comrade");
            }
            "mấy"
                if !question
                    && !rewrite.figure(at.wrapping_sub(1))
                    && !after.is_empty()
                    && !matches!(
                        before.as_str(),
                        "ngày" | "tháng" | "thứ" | "mười" | "chục" | "hăm" | "lớp" | "bao" | "một"
                    )
                    && !matches!(after.as_str(), "giờ" | "khi") =>
            {
                let written = if rewrite.words[at].capital { "Một số" } else { "một số" };
                rewrite.put(at, 1, written, "some");
            }
            "à" | "ờ" | "ừ" | "ừm" | "ơ" | "hử" if heard => rewrite.drop(at, 1, "filler"),
            "vô" if !matches!(
                after.as_str(),
                "cùng"
                    | "ý"
                    | "lý"
                    | "hiệu"
                    | "tuyến"
                    | "chủ"
                    | "sinh"
                    | "hình"
                    | "trách"
                    | "thời"
                    | "gia"
                    | "điều"
                    | "tư"
                    | "can"
                    | "tình"
                    | "danh"
                    | "nghĩa"
                    | "ích"
                    | "tội"
                    | "tổ"
                    | "địch"
                    | ""
            ) && before != "hư" =>
            {
                rewrite.put(at, 1, "vào", "office-word");
            }
            "heo" if !matches!(after.as_str(), "hút" | "may" | "đất") => rewrite.put(at, 1, "lợn", "office-word"),
            "mình" if !matches!(before.as_str(), "một" | "chính" | "tự" | "nhà" | "việc" | "của" | "thân" | "bản") =>
            {
                rewrite.drop(at, 1, "pronoun");
            }
            "anh" if after == "em" => {
                let kin =
                    matches!(before.as_str(), "tranh" | "chấp" | "nhà" | "hai" | "ba" | "bốn" | "họ" | "con" | "chị")
                        || matches!(rewrite.key(at + 2), "nhà" | "ruột" | "ông" | "bà" | "họ");
                if rewrite.figure(at.wrapping_sub(1)) {
                    rewrite.drop(at, 2, "staff");
                } else if !kin {
                    rewrite.put(at, 2, if rewrite.words[at].capital { "Cán bộ" } else { "cán bộ" }, "staff");
                }
            }
            "anh" | "chị" | "bác"
                if rewrite.marked(at)
                    && matches!(
                        before.as_str(),
                        "quá"
                            | "được"
                            | "rồi"
                            | "thôi"
                            | "vậy"
                            | "đâu"
                            | "lắm"
                            | "luôn"
                            | "không"
                            | "chưa"
                            | "hết"
                            | "vâng"
                    ) =>
            {
                rewrite.drop(at, 1, "vocative");
            }
            "nớ" => rewrite.put(at, 1, "đó", "office-word"),
            "ni" if after != "lông" && !first => rewrite.put(at, 1, "này", "office-word"),
            "mô" if !matches!(before.as_str(), "quy" | "") && !matches!(after.as_str(), "hình" | "đun" | "tả") => {
                let denied =
                    (at.saturating_sub(8)..at).any(|place| matches!(rewrite.key(place), "không" | "chưa" | "đâu"));
                rewrite.put(at, 1, if denied { "" } else { "nào" }, "office-word");
            }
            "ơi" => {
                // "..., đồng chí Đông ơi, ...": nobody is called in minutes.
                let title = |place: &usize| {
                    matches!(rewrite.key(*place), "đồng" | "anh" | "chị" | "bác" | "chú" | "cô" | "ông" | "bà")
                };
                let from = (at.saturating_sub(6)..at).rev().take_while(|place| !rewrite.marked(*place)).find(title);
                let from = from.unwrap_or(at);
                rewrite.drop(from, at + 1 - from, "vocative");
            }
            "răng" if !matches!(before.as_str(), "hàm" | "khám" | "nhổ" | "đánh" | "đau") && after != "hàm" => {
                let written = match (first, rewrite.words[at].capital) {
                    (true, true) => "Vì sao",
                    (true, false) => "vì sao",
                    _ => "sao",
                };
                rewrite.put(at, 1, written, "office-word");
            }
            "nào" | "tí" if after.is_empty() && before == "xin" => rewrite.drop(at, 1, "filler"),
            _ => {}
        }
        if rewrite.marked(at) && matches!(rewrite.words[at].mark, Some('.' | ';')) {
            conditional = false;
        }
    }
}

fn number_word(key: &str) -> bool {
    matches!(key, "một" | "năm" | "mấy" | "vài" | "cả") || SMALL.iter().any(|(word, _)| *word == key)
}

fn phrases(rewrite: &mut Rewrite<'_>) {
    let mut at = 0;
    while at < rewrite.words.len() {
        let fits = |(count, ..): &(usize, &str, &str)| {
            (at..at + count - 1).all(|place| !rewrite.marked(place))
                && (at..at + count).all(|place| !rewrite.touched(place))
        };
        let found = BOOK.at(&rewrite.words[at..]).filter(fits).max_by_key(|(count, ..)| *count);
        let Some((count, said, written)) = found else {
            at += 1;
            continue;
        };
        // "kéo dài hai tháng rồi" is no month ago.
        let counted = said.ends_with(" rồi") && (rewrite.figure(at.wrapping_sub(1)) || number_word(rewrite.before(at)));
        // A name is never touched.
        if counted || count == 1 && rewrite.words[at].capital && at > 0 {
            at += 1;
            continue;
        }
        let written = if rewrite.words[at].capital { capitalised(written) } else { written.to_owned() };
        rewrite.put(at, count, &written, "office-word");
        at += count;
    }
}

/// `text` in the words of an office, and the rules that changed it.
pub(super) fn official(text: &str, heard: bool, question: bool) -> (String, Vec<&'static str>) {
    let mut rewrite = Rewrite::new(text);
    corrected(&mut rewrite);
    if heard {
        counts(&mut rewrite);
    }
    fractions(&mut rewrite, heard);
    rates(&mut rewrite);
    phrases(&mut rewrite);
    particles(&mut rewrite, heard, question);
    let (text, rules) = rewrite.finish();
    if rules.is_empty() { (text, rules) } else { (condensed(&capitalised(&text)), rules) }
}

/// Words that open a clause which only argues.
const ARGUING: &[&str] = &["chứ", "không là", "không thôi", "kẻo", "biết thế", "chứ không", "làm sao mà", "nói thẳng"];
/// Fewest words that must be left.
const LEFT: usize = 4;

/// Without clauses that only argue ("..., chứ để lan ra thì chịu"): no figure and no name stands in them.
pub(super) fn condensed(text: &str) -> String {
    let mut clauses: Vec<&str> = text.split(", ").collect();
    // How a vote was taken is no matter of its own.
    clauses.retain(|clause| !clause.contains("giơ tay"));
    let idle = |clause: &&str| {
        let all = super::words::words(clause);
        begins_any(&all, ARGUING).is_some() && all.iter().all(|word| !word.is_figure() && !word.capital)
    };
    while clauses.len() > 1 && clauses.last().is_some_and(idle) {
        let left: usize = clauses[..clauses.len() - 1].iter().map(|clause| clause.split(' ').count()).sum();
        if left < LEFT {
            break;
        }
        clauses.pop();
    }
    clauses.join(", ")
}

#[cfg(test)]
mod tests;
