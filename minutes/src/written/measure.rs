//! Units of measure (đơn vị đo) and the nouns that a number counts.

use super::{after, key};
use crate::syllable::{Syllable, longest, reads};

/// Units after which a number under ten is written in digits, with their sign where they have one. Longer ones win.
const UNITS: &[(&str, &str)] = &[
    ("ki lô mét vuông", "km²"),
    ("cây số vuông", "km²"),
    ("ki lô mét một giờ", "km/giờ"),
    ("ki lô mét trên giờ", "km/giờ"),
    ("ki lô mét giờ", "km/giờ"),
    ("ki lô mét", "km"),
    ("ki lô gam", "kg"),
    ("ki lô oát giờ", "kWh"),
    ("ki lô oát", "kW"),
    ("ki lô vôn ampe", "kVA"),
    ("ki lô vôn am pe", "kVA"),
    ("ki lô vôn", "kV"),
    ("mê ga oát", "MW"),
    ("mê ga bít một giây", "Mbps"),
    ("mê ga bít trên giây", "Mbps"),
    ("gi ga bít một giây", "Gbps"),
    ("gi ga bít trên giây", "Gbps"),
    ("mét vuông", "m²"),
    ("mét khối một giây", "m³/s"),
    ("mét khối trên giây", "m³/s"),
    ("mét khối giây", "m³/s"),
    ("mét khối một ngày đêm", "m³/ngày đêm"),
    ("mét khối ngày đêm", "m³/ngày đêm"),
    ("mét khối", "m³"),
    ("mét một giây", "m/s"),
    ("mét trên giây", "m/s"),
    ("mi li mét", "mm"),
    ("mi li lít", "ml"),
    ("mi li gam", "mg"),
    ("xen ti mét", "cm"),
    ("xăng ti mét", "cm"),
    ("đề xi mét", "dm"),
    ("mét", "m"),
    ("héc ta", "ha"),
    ("hec ta", "ha"),
    ("hecta", "ha"),
    ("gam", "g"),
    ("độ xê", "°C"),
    ("độ c", "°C"),
    ("phần trăm", "%"),
    ("phần nghìn", "‰"),
    ("phần ngàn", "‰"),
    ("ngày", ""),
    ("tháng", ""),
    ("giờ", ""),
    ("phút", ""),
    ("giây", ""),
    ("tiếng", ""),
    ("hộ", ""),
    ("suất", ""),
    ("phiếu", ""),
    ("đồng", ""),
    ("sào", ""),
    ("mẫu", ""),
    ("tấn", ""),
    ("tạ", ""),
    ("yến", ""),
    ("lít", ""),
    ("khối", ""),
    ("ký", ""),
    ("độ", ""),
    ("cây số", ""),
    ("điểm phần trăm", ""),
    ("km", ""),
    ("ha", ""),
    ("kg", ""),
];
/// Words that begin like a unit and are none.
const NO_UNITS: &[&str] = &[
    "đồng chí", "đồng bào", "đồng nghiệp", "đồng hồ", "đồng đội", "đồng ý", "đồng tình", "đồng bộ", "đồng thuận", "đồng hương",
    "đồng minh", "đồng phạm", "độ tuổi", "độ này", "độ dài", "khối phố", "khối lượng", "khối thi", "mẫu đơn", "mẫu mã", "mẫu biểu",
    "mẫu giáo", "mẫu nước", "mẫu xét", "mẫu số", "tiếng nói", "tiếng anh", "tiếng dân", "tạ lỗi", "hộ khẩu", "hộ tịch", "hộ chiếu",
    "hộ lý", "phiếu số", "ký kết", "ký tên", "ký vào", "ký cam", "ký ban", "ký số", "ký hợp", "gam màu", "tháng này", "giờ này",
    "mẫu mực",
];
/// Nouns that a number before them counts: units aside, mostly people, places and papers.
const COUNTED: &[&str] = &[
    "người", "đồng chí", "cán bộ", "công chức", "viên chức", "đại biểu", "đảng viên", "học sinh", "giáo viên", "em", "cháu",
    "nhà", "nhân khẩu", "khẩu", "gia đình", "trường hợp", "trường", "đơn vị", "cơ quan", "cơ sở", "doanh nghiệp", "điểm", "chỗ", "cái", "chiếc",
    "con", "cây", "căn", "chuyến", "lần", "lượt", "buổi", "đợt", "tuần", "việc", "nhiệm vụ", "nội dung", "vấn đề", "chỉ tiêu", "tiêu chí",
    "hồ sơ", "vụ", "thửa", "lô", "bộ", "xe", "máy", "trang", "bản", "đơn", "dự án", "công trình", "mô hình", "đoàn", "hội", "tỷ",
    "tỉ", "triệu", "nghìn", "ngàn", "trăm", "mươi", "bên", "anh", "chị", "ông", "bà", "xã", "phường", "thôn", "huyện", "tỉnh", "phòng ban",
    "thùng", "bao", "chai", "liều", "mũi", "ca", "kỳ", "tuổi", "phẩy", "chục", "thanh niên", "phụ nữ", "hộ dân", "suất quà", "giải",
    "năm nay", "biên chế", "quyết định", "văn bản", "cuộc", "tập", "mục tiêu", "giải pháp",
];

/// A unit as it stands: its syllables and its sign, empty where it stays a word.
pub fn unit(of: &[Syllable], at: usize) -> Option<(usize, &'static str)> {
    if after(of, at).is_empty() {
        return None;
    }
    let (len, sign) =
        UNITS.iter().filter_map(|(words, sign)| Some((reads(of, at, words)?, *sign))).max_by_key(|(len, _)| *len)?;
    longest(of, at, NO_UNITS).is_none_or(|no| no < len).then_some((len, sign))
}

/// Whether a number before this place counts what stands here.
pub fn counted_noun(of: &[Syllable], at: usize) -> bool {
    !after(of, at).is_empty() && (unit(of, at).is_some() || longest(of, at, COUNTED).is_some())
}

/// What may stand under a fraction stroke: "tạ/ha", "đồng/m²", "người/năm".
const SHARES: &[(&str, &str)] = &[
    ("héc ta", "ha"),
    ("mét vuông", "m²"),
    ("mét khối", "m³"),
    ("ki lô mét vuông", "km²"),
    ("ki lô mét", "km"),
    ("ki lô gam", "kg"),
    ("mét", "m"),
    ("ngày đêm", "ngày đêm"),
    ("học sinh", "học sinh"),
    ("người", "người"),
    ("năm", "năm"),
    ("tháng", "tháng"),
    ("ngày", "ngày"),
    ("giờ", "giờ"),
    ("hộ", "hộ"),
    ("khẩu", "khẩu"),
    ("sào", "sào"),
    ("mẫu", "mẫu"),
    ("tấn", "tấn"),
    ("tạ", "tạ"),
    ("lít", "lít"),
    ("ca", "ca"),
    ("lượt", "lượt"),
    ("vụ", "vụ"),
    ("suất", "suất"),
    ("cây", "cây"),
    ("con", "con"),
    ("đợt", "đợt"),
];

/// "trên héc ta", "trên người trên năm": what is written for it and its syllables; empty where nothing of the kind follows.
pub fn shares(of: &[Syllable], at: usize) -> (String, usize) {
    let (mut written, mut len) = (String::new(), 0);
    while after(of, at + len) == "trên" {
        let from = at + len + 1;
        let Some((words, sign)) =
            SHARES.iter().filter_map(|(words, sign)| Some((reads(of, from, words)?, sign))).max_by_key(|(n, _)| *n)
        else {
            break;
        };
        // "trên năm" of a share ends there: "trên năm mươi hộ" does not.
        if key(of, from) == "năm" && written.is_empty() {
            break;
        }
        written.push('/');
        written.push_str(sign);
        len += 1 + words;
    }
    (written, len)
}
