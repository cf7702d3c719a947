//! A made-up authority and its meetings.

use giaoban_models::directive::DirectiveAction;
use giaoban_models::gazetteer::{SpokenPerson, SpokenUnit};
use giaoban_models::meeting::{MeetingState, Site};
use giaoban_models::turn::TurnSpeaker;

use super::*;

/// 2026-11-02 07:30 in Vietnam.
pub const START: Moment = Moment(1_793_579_400_000);

pub fn unit(id: &str, kind: &str, full_name: &str, aliases: &[&str]) -> SpokenUnit {
    SpokenUnit {
        id: id.into(),
        full_name: full_name.to_owned(),
        short_name: full_name.to_owned(),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        kind: kind.to_owned(),
        parent_id: None,
        members: vec![],
    }
}

pub fn person(id: &str, name: &str, post: &str, unit: &str, forms: &[&str]) -> SpokenPerson {
    SpokenPerson {
        id: id.into(),
        name: name.to_owned(),
        post: post.to_owned(),
        unit_id: unit.into(),
        address_forms: forms.iter().map(|form| (*form).to_owned()).collect(),
    }
}

/// Communes of the made-up district.
pub const COMMUNES: &[&str] =
    &["Vĩnh Tú", "Ngọc Khê", "Đại Hòa", "Tân Thủy", "Bình Lâm", "An Sơn", "Phú Điền", "Kim Thạch"];

pub fn gazetteer() -> Gazetteer {
    let mut units = vec![
        unit("huyen", "huyện", "Ủy ban nhân dân huyện Đồng Nhân", &["Ủy ban", "huyện", "UBND huyện"]),
        unit("vp", "phòng", "Văn phòng HĐND và UBND huyện", &["Văn phòng"]),
        unit("tc", "phòng", "Phòng Tài chính - Kế hoạch", &["Tài chính", "Phòng Tài chính", "bên Tài chính"]),
        unit(
            "nn",
            "phòng",
            "Phòng Nông nghiệp và Phát triển nông thôn",
            &["Nông nghiệp", "Phòng Nông nghiệp", "bên Nông nghiệp"],
        ),
        unit("ht", "phòng", "Phòng Kinh tế và Hạ tầng", &["Hạ tầng", "Phòng Hạ tầng", "bên Hạ tầng"]),
        unit("ca", "llvt", "Công an huyện Đồng Nhân", &["Công an", "Công an huyện", "bên Công an"]),
        unit("cacxa", "nhóm", "Ủy ban nhân dân các xã", &["các xã"]),
    ];
    let mut persons = vec![
        person("hai", "Lê Quang Hải", "Chủ tịch UBND huyện", "huyen", &["anh Hải", "đồng chí Chủ tịch"]),
        person("nga", "Trần Thúy Nga", "Chánh Văn phòng HĐND và UBND huyện", "vp", &["chị Nga"]),
        person("loi", "Phan Đình Lợi", "Trưởng phòng Tài chính - Kế hoạch", "tc", &["anh Lợi"]),
        person("mau", "Đỗ Văn Mậu", "Trưởng phòng Nông nghiệp và Phát triển nông thôn", "nn", &["anh Mậu"]),
        person("quy", "Võ Tấn Quý", "Trưởng phòng Kinh tế và Hạ tầng", "ht", &["anh Quý"]),
        person("son", "Hoàng Sơn", "Trưởng Công an huyện", "ca", &["anh Sơn"]),
    ];
    for (at, name) in COMMUNES.iter().enumerate() {
        let id = format!("x{at}");
        units.push(unit(&id, "xã", &format!("Ủy ban nhân dân xã {name}"), &[name, &format!("xã {name}")]));
        persons.push(person(
            &format!("p{at}"),
            &format!("Hồ Văn {}", ["An", "Bích", "Cầm", "Diệp", "Giáp", "Hậu", "Ích", "Kha"][at]),
            &format!("Chủ tịch UBND xã {name}"),
            &id,
            &[],
        ));
    }
    Gazetteer { units, persons, ..Gazetteer::default() }
}

/// A turn of somebody of the gazetteer.
pub fn turn(at: usize, who: &str, text: &str) -> Turn {
    let people = gazetteer().persons;
    let speaker = people.iter().find(|person| person.id.as_str() == who).unwrap();
    let role = match who {
        "hai" => TurnRole::Chair,
        "nga" => TurnRole::Secretary,
        _ => TurnRole::Delegate,
    };
    let seconds = f64::from(u32::try_from(at).unwrap()) * 8.0;
    Turn {
        meeting_id: "m".into(),
        id: format!("u{at}"),
        spoken_on: "2026-11-02".to_owned(),
        t_start: seconds,
        t_end: seconds + 7.0,
        speaker: TurnSpeaker {
            id: speaker.id.clone(),
            name: speaker.name.clone(),
            post: speaker.post.clone(),
            unit: speaker.unit_id.clone(),
            role,
        },
        text: text.to_owned(),
    }
}

pub fn meeting() -> Meeting {
    let site = |id: &str, name: &str, hall| Site { id: id.into(), unit: id.into(), unit_name: name.to_owned(), hall };
    let mut sites = vec![site("huyen", "UBND huyện Đồng Nhân", true)];
    sites.extend(
        COMMUNES.iter().enumerate().map(|(at, name)| site(&format!("x{at}"), &format!("UBND xã {name}"), false)),
    );
    Meeting {
        id: "m".into(),
        title: "Họp giao ban tháng 11".to_owned(),
        state: MeetingState::Ended,
        starts_at: START,
        opened_at: Some(START),
        ended_at: Some(START.plus(7_200_000)),
        chair: "hai".into(),
        chair_name: "Lê Quang Hải".to_owned(),
        secretary: "nga".into(),
        secretary_name: "Trần Thúy Nga".to_owned(),
        sites,
        synthetic: false,
    }
}

/// A meeting of these lines: who, what.
pub fn held(lines: &[(&str, &str)]) -> Source {
    Source {
        meeting: meeting(),
        chair_post: "Chủ tịch UBND huyện".to_owned(),
        secretary_post: "Chánh Văn phòng HĐND và UBND huyện".to_owned(),
        place: None,
        attendance: None,
        people: vec![],
        agenda: vec![],
        turns: lines.iter().enumerate().map(|(at, (who, text))| turn(at, who, text)).collect(),
        votes: vec![],
        proposals: vec![],
        gazetteer: gazetteer(),
        figures: crate::written::figures,
    }
}

/// A proposed directive resting on one turn.
pub fn order(turn: &str, quote: &str, lead: &str, task: &str, deadline: Option<&str>) -> Proposal {
    Proposal {
        meeting_id: "m".to_owned(),
        turns: vec![turn.to_owned()],
        quote: quote.to_owned(),
        lead_units: vec![lead.into()],
        co_units: vec![],
        task: task.to_owned(),
        deadline: deadline.map(str::to_owned),
        deadline_text: None,
        deadline_warning: None,
        action: DirectiveAction::New,
        recurring: false,
        conditional: false,
        confidence: 0.9,
        reasons: vec![],
    }
}

/// The text of a draft, a passage a line.
pub fn text(passages: &[Passage]) -> String {
    passages.iter().map(Passage::text).collect::<Vec<_>>().join("\n")
}

/// `text` as an engine hears it, but for its figures.
pub fn heard(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').map(|word| word.trim_end_matches([',', '.', ':', '?'])).collect();
    words.join(" ").to_lowercase()
}
