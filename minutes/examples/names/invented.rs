//! An authority that does not exist: 500 names put together from syllables that places and people are called by.

use std::collections::HashSet;

use giaoban_minutes::mend::noise::Dice;
use giaoban_models::gazetteer::{Gazetteer, Meta, SpokenPerson, SpokenUnit};

const PLACES_FIRST: &str = "An Bình Cam Cẩm Châu Đại Điện Đông Đức Gio Hải Hòa Hoằng Hương Hưng Khánh Kim Lệ Lộc Long Mỹ Nam Nghĩa Ngọc \
    Phong Phú Phước Quảng Quế Sơn Tam Tân Tây Thạch Thanh Thuận Thượng Tiên Triệu Trung Trường Vạn Vĩnh Xuân Yên Ba Bắc Cát";
const PLACES_LAST: &str = "An Bình Châu Chánh Cường Dương Đông Đức Giang Hà Hải Hiệp Hòa Hội Hưng Khê Lâm Lãnh Lĩnh Lộ Lộc Lợi Minh Mỹ \
    Nghĩa Ngọc Phong Phú Phúc Quang Quý Sơn Tây Thạch Thái Thành Thanh Thắng Thiện Thịnh Thọ Thủy Tiến Trạch Trung Vinh Xá Xuân Ninh Phương Mai Lập Thuận Khánh Long Điền";
const VILLAGES_FIRST: &str = "Suối Đồng Bàu Gò Bến Cây Đá Xóm Nà Khe Rào Ao Cầu Đầm Làng Bãi Cồn Hố Lòng Vũng Trại Chợ Núi Đập Giếng Ngã Hói Trằm Phai Thác";
const VILLAGES_LAST: &str = "Đá Trạng Sim Me Thông Tre Dừa Mít Rươi Lau Sậy Cạn Sâu Lớn Mới Bạc Vàng Đỏ Xoài Ổi Gạo Nâu Lim Trắc Sến Cau Tiêu Lúa Khế Cát Rồng Voi Hến Rẫy Giang Muối Quao Thị Vối Ươi";
const FAMILIES: &str = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đoàn Trịnh Lâm Mai Trương Hà Cao Thái Tạ Lương Đinh Tôn Châu Nông";
const MIDDLES_MEN: &str = "Văn Hữu Đức Công Minh Quang Xuân Đình Ngọc Thanh Trọng Bá Duy Tiến Quốc";
const MIDDLES_WOMEN: &str = "Thị Thu Ngọc Thanh Bích Kim Mỹ Hồng Minh Diệu Phương";
const MEN: &str = "Hùng Dũng Tuấn Cường Sơn Hải Long Nam Thắng Bình Quang Minh Đức Trung Kiên Tâm Phúc Lộc Thọ Vinh Khánh Toản Thuận Hòa Hậu Chiến Quyết Nghĩa Tín Bảy Luận Khởi Thạnh Tường Định Lực Đạt Vượng";
const WOMEN: &str = "Lan Hoa Hồng Hương Hằng Nga Thủy Thúy Liên Loan Phượng Yến Oanh Trang Thảo Hiền Hạnh Mai Cúc Dung Nhung Thơm Sen Nguyệt Tuyết Vân Xuân Hà Quyên Thoa Tươi Nhàn Lài Bưởi";
const OFFICES: &[&str] = &[
    "Phòng Nội vụ",
    "Phòng Tài chính - Kế hoạch",
    "Phòng Tài nguyên và Môi trường",
    "Phòng Kinh tế và Hạ tầng",
    "Phòng Nông nghiệp và Phát triển nông thôn",
    "Phòng Giáo dục và Đào tạo",
    "Phòng Y tế",
    "Phòng Tư pháp",
    "Phòng Văn hóa và Thông tin",
    "Phòng Lao động - Thương binh và Xã hội",
    "Phòng Dân tộc",
    "Thanh tra huyện",
    "Ban Quản lý dự án",
    "Trung tâm Phát triển quỹ đất",
    "Trung tâm Dịch vụ nông nghiệp",
    "Trung tâm Y tế",
    "Trung tâm Văn hóa - Thể thao",
    "Hạt Kiểm lâm",
    "Chi cục Thuế",
    "Kho bạc Nhà nước",
    "Ban Chỉ huy Quân sự huyện",
    "Hội Nông dân",
    "Hội Liên hiệp Phụ nữ",
    "Hội Cựu chiến binh",
    "Đoàn Thanh niên",
    "Liên đoàn Lao động",
    "Ngân hàng Chính sách xã hội",
    "Điện lực",
    "Văn phòng Đăng ký đất đai",
    "Tòa án nhân dân",
];

fn syllables(of: &'static str) -> Vec<&'static str> {
    of.split_whitespace().collect()
}

fn joined(dice: &mut Dice, first: &'static str, last: &'static str, known: &mut HashSet<String>) -> String {
    let (first, last) = (syllables(first), syllables(last));
    loop {
        let (one, two) = (*dice.one(&first), *dice.one(&last));
        let name = format!("{one} {two}");
        if one != two && known.insert(name.clone()) {
            return name;
        }
    }
}

/// A person's full name, and whether it is a man's.
fn person(dice: &mut Dice, known: &mut HashSet<String>) -> (String, bool) {
    loop {
        let man = dice.below(5) < 3;
        let (middles, given) = if man { (MIDDLES_MEN, MEN) } else { (MIDDLES_WOMEN, WOMEN) };
        let name = format!(
            "{} {} {}",
            dice.one(&syllables(FAMILIES)),
            dice.one(&syllables(middles)),
            dice.one(&syllables(given))
        );
        if known.insert(name.clone()) {
            return (name, man);
        }
    }
}

/// Names of one kind that are said in a meeting.
pub struct Names {
    pub communes: Vec<String>,
    pub villages: Vec<String>,
    pub offices: Vec<String>,
    pub people: Vec<(String, bool)>,
}

/// Names of an authority, and a tenth as many of others that no list holds.
pub fn names(seed: u64) -> (Names, Names) {
    let mut dice = Dice::new(seed);
    let mut known = HashSet::new();
    let mut draw = |communes: usize, villages: usize, people: usize, offices: &[&str]| Names {
        communes: (0..communes).map(|_| joined(&mut dice, PLACES_FIRST, PLACES_LAST, &mut known)).collect(),
        villages: (0..villages).map(|_| joined(&mut dice, VILLAGES_FIRST, VILLAGES_LAST, &mut known)).collect(),
        offices: offices.iter().map(|o| (*o).to_owned()).collect(),
        people: (0..people).map(|_| person(&mut dice, &mut known)).collect(),
    };
    let all = draw(90, 190, 190, OFFICES);
    let strange = draw(20, 20, 20, &["Phòng Công Thương", "Phòng Khoa học", "Sở Ngoại vụ"]);
    (all, strange)
}

/// The units file of names.
pub fn gazetteer(names: &Names) -> Gazetteer {
    let unit = |id: String, full: String, short: &str, kind: &str| SpokenUnit {
        id: id.as_str().into(),
        full_name: full,
        short_name: short.to_owned(),
        aliases: vec![],
        kind: kind.to_owned(),
        parent_id: None,
        members: vec![],
    };
    let mut units = Vec::new();
    for (n, name) in names.communes.iter().enumerate() {
        units.push(unit(format!("x{n}"), format!("Ủy ban nhân dân xã {name}"), &format!("xã {name}"), "xã"));
    }
    for (n, name) in names.villages.iter().enumerate() {
        units.push(unit(format!("t{n}"), format!("Thôn {name}"), &format!("thôn {name}"), "thôn"));
    }
    for (n, name) in names.offices.iter().enumerate() {
        units.push(unit(format!("p{n}"), name.clone(), name, "phòng"));
    }
    let persons = names
        .people
        .iter()
        .enumerate()
        .map(|(n, (name, man))| SpokenPerson {
            id: format!("n{n}").as_str().into(),
            name: name.clone(),
            post: "Chuyên viên".to_owned(),
            unit_id: "p0".into(),
            address_forms: vec![format!("{} {}", if *man { "anh" } else { "chị" }, name.rsplit(' ').next().unwrap())],
        })
        .collect();
    Gazetteer { meta: Meta::default(), units, persons }
}
