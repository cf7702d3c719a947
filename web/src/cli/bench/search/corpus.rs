//! Meetings made up out of our own sentences, the same ones every time.

use giaoban_models::clock::Moment;
use giaoban_models::gazetteer::{Gazetteer, Meta, SpokenUnit};
use giaoban_models::store::{ImportedDirective, ImportedMeeting, ImportedSpeaker, ImportedTurn};

/// The commune whose head searches.
pub(super) const COMMUNE: &str = "b-x0";
/// That head.
pub(super) const COMMUNE_HEAD: &str = "b-p-x0";

/// The hall, and who presides there.
pub(super) const HALL: &str = "b-hall";
pub(super) const CHAIR: &str = "b-p-chair";

/// How much is made up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    pub(super) meetings: u32,
    /// Stretches of speech of one meeting.
    pub(super) turns: u32,
    /// Directives of one meeting.
    pub(super) directives: u32,
}

/// The first meeting, 2022-11-07 08:00 in Vietnam; the others follow weekly.
const FIRST: Moment = Moment(1_667_782_800_000);
const WEEK_MS: i64 = 7 * 86_400_000;

/// Communes, chosen for names that differ by a mark or by the place of a tone.
pub(super) const COMMUNES: [&str; 16] = [
    "Vĩnh Thành",
    "Vĩnh Thạnh",
    "Vĩnh Thanh",
    "Hòa Lạc",
    "Hoà Lộc",
    "Thủy Bằng",
    "Thuỷ Biều",
    "Đông Hà",
    "Đồng Hạ",
    "Tân Lý",
    "Tân Lỵ",
    "Phú Quý",
    "Phú Quới",
    "Khuê Ngọc",
    "Sơn Đà",
    "Sơn Đá",
];
/// Departments.
pub(super) const DEPARTMENTS: [&str; 8] = [
    "Phòng Kinh tế",
    "Phòng Văn hóa - Xã hội",
    "Phòng Nội vụ",
    "Văn phòng",
    "Ban Quản lý dự án",
    "Trạm Y tế",
    "Công an",
    "Ban Chỉ huy quân sự",
];
/// Names of people.
pub(super) const NAMES: [&str; 12] = [
    "Lê Văn Thắng",
    "Trần Thị Thúy",
    "Nguyễn Đình Hoà",
    "Hồ Thị Ánh",
    "Võ Quang Đạt",
    "Đặng Thị Ơn",
    "Phan Văn Khuê",
    "Ngô Thị Mỹ",
    "Đinh Văn Ý",
    "Bùi Thị Yến",
    "Hoàng Văn Quý",
    "Lý Thị Thu Thủy",
];
/// Things communes do.
pub(super) const WORKS: [&str; 20] = [
    "giải phóng mặt bằng tuyến đường liên xã",
    "nghiệm thu đường trục thôn",
    "cấp giấy chứng nhận quyền sử dụng đất",
    "sửa chữa cống tiêu úng số {n}",
    "nạo vét kênh mương nội đồng",
    "tiêm phòng gia súc đợt {n}",
    "rà soát hộ nghèo, hộ cận nghèo",
    "thu phí vệ sinh môi trường",
    "nộp hồ sơ trực tuyến mức độ toàn trình",
    "chi trả hỗ trợ cho người có công",
    "phòng cháy, chữa cháy rừng",
    "quyết toán công trình nhà văn hóa",
    "đấu giá {n} lô đất ở",
    "xây dựng nông thôn mới nâng cao",
    "khám tuyển nghĩa vụ quân sự",
    "lắp đặt {n} camera an ninh",
    "tổ chức ngày hội đại đoàn kết",
    "dán nhãn mã QR tại {n} điểm di tích",
    "bàn giao mặt bằng trường mầm non",
    "kiểm tra an toàn thực phẩm tại {n} cơ sở",
];
/// What people say of them.
const SAYINGS: [&str; 12] = [
    "Báo cáo đồng chí, xã {x} đã {w}, đạt {n},{m}% kế hoạch, còn vướng {n} hộ.",
    "Tiến độ {w} ở {x} chậm hơn tuần trước, nguyên nhân là thời tiết và thiếu nhân lực.",
    "Đề nghị {d} phối hợp với xã {x} để {w} trước ngày {n}/{k}.",
    "Kinh phí {w} được bố trí {n},{m} tỷ đồng, đến nay giải ngân {m} phần mười.",
    "Tôi nhất trí với ý kiến của {d}, riêng việc {w} cần làm rõ trách nhiệm.",
    "Xã {x} xin thêm {n} ngày để {w} vì dân chưa đồng thuận.",
    "Về việc {w}, {d} đã có văn bản số {n}/UBND hướng dẫn các xã.",
    "Qua kiểm tra {n} điểm thì có {m} điểm chưa đạt, chủ yếu ở {x} và {y}.",
    "Anh em ở {x} làm tốt, {y} cần học tập cách làm này khi {w}.",
    "Tổng thu trên địa bàn {x} đạt {n}.{m}00.000 đồng, bằng {k}{m},{k}% dự toán.",
    "Việc {w} tại {x} đã xong, hồ sơ gửi {d} từ hôm {n}/{k}.",
    "Đồng chí {p} báo cáo thêm về {w} ở xã {y} để hội nghị nắm.",
];
/// What the chair orders.
const ORDERS: [&str; 4] = [
    "Giao {d} chủ trì, phối hợp xã {x} {w}, xong trước ngày {n}/{k}.",
    "Xã {x} tập trung {w}, báo cáo kết quả trong tuần.",
    "{d} tham mưu văn bản đôn đốc {y} và {x} {w}.",
    "Yêu cầu đồng chí {p} trực tiếp kiểm tra việc {w} tại {x}.",
];

/// Units, people and meetings.
pub(super) struct Corpus {
    pub(super) gazetteer: Gazetteer,
    pub(super) meetings: Vec<ImportedMeeting>,
}

/// Numbers that look drawn and are the same every time (a linear congruential generator, Knuth's constants).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % n
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// A sentence with its places filled.
    fn said(&mut self, sentence: &str) -> String {
        let mut text = sentence.replace("{w}", self.one(&WORKS));
        text = text.replace("{x}", self.one(&COMMUNES)).replace("{y}", self.one(&COMMUNES));
        text = text.replace("{d}", self.one(&DEPARTMENTS)).replace("{p}", self.one(&NAMES));
        text = text.replace("{n}", &(1 + self.below(28)).to_string()).replace("{m}", &(1 + self.below(9)).to_string());
        text.replace("{k}", &(1 + self.below(12)).to_string())
    }
}

impl Corpus {
    /// So many meetings; more of them begin with the same ones.
    pub(super) fn of(size: Size) -> Self {
        let unit = |id: String, name: &str, kind: &str, parent: Option<&str>| SpokenUnit {
            id: id.as_str().into(),
            full_name: format!("Ủy ban nhân dân {name}"),
            short_name: name.to_owned(),
            aliases: vec![],
            kind: kind.to_owned(),
            parent_id: parent.map(Into::into),
            members: vec![],
        };
        let mut units = vec![unit("b-hall".to_owned(), "huyện Mẫu", "huyện", None)];
        for (at, name) in COMMUNES.iter().enumerate() {
            units.push(unit(format!("b-x{at}"), &format!("xã {name}"), "xã", Some("b-hall")));
        }
        for (at, name) in DEPARTMENTS.iter().enumerate() {
            units.push(unit(format!("b-d{at}"), name, "phòng", Some("b-hall")));
        }
        let meta = Meta { id: "bench".to_owned(), name: "huyện Mẫu".to_owned(), valid: String::new() };
        let gazetteer = Gazetteer { meta, units, persons: vec![] };
        Self { gazetteer, meetings: (0..size.meetings).map(|number| meeting(number, size)).collect() }
    }
}

fn meeting(number: u32, size: Size) -> ImportedMeeting {
    let (turns_wanted, orders_wanted) = (size.turns as usize, size.directives.min(size.turns) as usize);
    let mut dice = Dice(u64::from(number) + 1);
    let id = format!("B{number:04}");
    let starts_at = FIRST.plus(i64::from(number) * WEEK_MS);
    let chair = ImportedSpeaker {
        id: "b-p-chair".into(),
        name: "Mai Xuân Trường".to_owned(),
        post: "Chủ tịch UBND huyện".to_owned(),
        unit: "b-hall".into(),
    };
    // Half of the communes are there, so that what one may find is not everything.
    let present: Vec<usize> = (0..COMMUNES.len()).filter(|_| dice.below(2) == 0).collect();
    let speakers: Vec<ImportedSpeaker> = present
        .iter()
        .map(|at| ImportedSpeaker {
            id: format!("b-p-x{at}").as_str().into(),
            name: NAMES[at % NAMES.len()].to_owned(),
            post: "Chủ tịch UBND xã".to_owned(),
            unit: format!("b-x{at}").as_str().into(),
        })
        .collect();
    let mut turns = Vec::with_capacity(turns_wanted);
    let mut directives = Vec::with_capacity(orders_wanted);
    for at in 0..turns_wanted {
        // Spread over the meeting: as many as wanted.
        let orders = (at + 1) * orders_wanted / turns_wanted > at * orders_wanted / turns_wanted;
        let text = if orders {
            let sentence = dice.one(&ORDERS);
            dice.said(sentence)
        } else {
            let sentences = [dice.one(&SAYINGS), dice.one(&SAYINGS)].map(|sentence| dice.said(sentence));
            sentences.join(" ")
        };
        let turn = format!("{id}-T{at:03}");
        let speaker = if orders || speakers.is_empty() { &chair } else { &speakers[dice.below(speakers.len())] };
        if orders {
            directives.push(ImportedDirective {
                id: format!("{id}-D{:02}", directives.len() + 1).as_str().into(),
                turns: vec![turn.clone()],
                quote: text.clone(),
                lead_units: vec![format!("b-d{}", dice.below(DEPARTMENTS.len())).as_str().into()],
                co_units: vec![format!("b-x{}", dice.below(COMMUNES.len())).as_str().into()],
                task: text.trim_end_matches('.').to_owned(),
                due: Some(starts_at.plus(WEEK_MS).day_in_vietnam()),
                due_text: None,
                recurring: false,
                conditional: false,
            });
        }
        let t0 = i64::try_from(at).unwrap_or(0) * 48_000;
        turns.push(ImportedTurn {
            id: turn,
            t0,
            t1: t0 + 40_000,
            speaker: speaker.clone(),
            spoken: text.to_lowercase(),
            written: text,
        });
    }
    ImportedMeeting {
        id: id.as_str().into(),
        title: format!("Giao ban trực tuyến tuần thứ {}", number + 1),
        day: starts_at.day_in_vietnam(),
        starts_at,
        secretary: chair.clone(),
        chair,
        agenda: vec![],
        turns,
        directives,
        proposals: vec![],
    }
}
