//! A meeting of two hours on at most six pages.

use giaoban_models::minutes::{AssignedTask, MinutesDocument, MinutesHead};

use super::sample::*;
use super::*;
use crate::render::{minutes, pdf};

/// What delegates report; `{n}` and `{m}` are figures, `{x}` a commune.
const REPORTS: &[&str] = &[
    "Báo cáo đồng chí Chủ tịch, đến ngày {n}/10 xã {x} đã thu được {m} triệu đồng tiền thuế đất, đạt {n},5% kế hoạch năm.",
    "Tuyến đường vào thôn {n} của xã {x} dài {m} m đang xuống cấp, bà con đi lại rất khó khăn.",
    "Hiện nay còn {n} hộ nghèo, giảm {m} hộ so với đầu năm, các hộ này chủ yếu là người già neo đơn.",
    "Về sản xuất thì vụ Đông Xuân đăng ký {m} ha lúa, giống đã về được {n} tấn, còn thiếu một ít phân bón.",
    "Trường tiểu học {x} có {n} phòng học dột, thầy cô và các em phải học dồn lớp từ tháng trước.",
    "Vừa rồi phát hiện {n} vụ lấn chiếm lòng đường, đã nhắc nhở và lập biên bản {m} trường hợp.",
    "Nói chung là anh em rất cố gắng, bà con cũng đồng tình ủng hộ chủ trương của huyện.",
    "Cái này thì chúng tôi cũng đã họp dân nhiều lần rồi, ý kiến cũng còn khác nhau, nói thật là cũng khó.",
    "Thì cũng như các đồng chí đã biết, việc này liên quan đến nhiều ngành nên cần thời gian phối hợp.",
    "Giải ngân vốn đầu tư công đạt {n},8%, còn {m} triệu đồng vướng giải phóng mặt bằng ở xã {x}.",
    "Hồ sơ trực tuyến đạt {n},4%, trễ hạn {m} hồ sơ, chủ yếu là đất đai.",
    "Kính đề nghị huyện quan tâm hỗ trợ xã {x} {m} triệu đồng sửa kênh mương trước mùa mưa.",
];
const MATTERS: &[&str] = &[
    "thu ngân sách",
    "giải ngân đầu tư công",
    "sản xuất vụ đông xuân",
    "an ninh trật tự",
    "giảm nghèo",
    "chuyển đổi số",
    "giáo dục",
];
const TASKS: &[(&str, &str)] = &[
    ("tc", "rà soát các khoản thu còn nợ"),
    ("ht", "kiểm tra tuyến đường xuống cấp"),
    ("nn", "cân đối lượng giống và phân bón cho vụ Đông Xuân"),
    ("ca", "xử lý các điểm lấn chiếm lòng đường"),
    ("vp", "tổng hợp hồ sơ trễ hạn của các xã"),
];

/// Two hours: about 900 utterances, 19,000 syllables, 21 orders; `as_heard` as an engine hears it.
fn two_hours(as_heard: bool) -> Source {
    let delegates = ["loi", "mau", "quy", "son", "p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7"];
    let mut lines: Vec<(String, String)> = vec![("nga".into(), "Thưa hội nghị, 8/8 điểm cầu đã kết nối.".into())];
    let (mut orders, mut step) = (Vec::new(), 0_usize);
    while lines.len() < 900 {
        if step % 10 == 0 {
            let matter = MATTERS[(step / 10) % MATTERS.len()];
            lines.push(("hai".into(), format!("Sang phần {matter}. Mời các đồng chí báo cáo.")));
        }
        let who = delegates[(step * 5 + step / 12) % delegates.len()];
        for line in 0..8 {
            let kind = (step * 7 + line * 5 + step / 3) % REPORTS.len();
            let text = REPORTS[kind]
                .replace("{n}", &(10 + (step * 3 + line) % 19).to_string())
                .replace("{m}", &(30 + (step * 17 + line * 29) % 900).to_string())
                .replace("{x}", COMMUNES[(step + line) % COMMUNES.len()]);
            lines.push((who.into(), text));
        }
        if step % 5 == 4 {
            let (unit, task) = TASKS[(step / 5) % TASKS.len()];
            let quote = format!("Giao {} {task} lần {step}, trước ngày {}/11", unit_name(unit), 5 + step % 20);
            orders.push((
                lines.len(),
                unit,
                format!("{task} lần {step}"),
                quote.clone(),
                format!("2026-11-{:02}", 5 + step % 20),
            ));
            lines.push(("hai".into(), format!("{quote}.")));
            lines.push((who.into(), "Vâng ạ, em xin tiếp thu.".into()));
        }
        step += 1;
    }
    let lines: Vec<(String, String)> =
        lines.into_iter().map(|(who, text)| if as_heard { (who, heard(&text)) } else { (who, text) }).collect();
    let lines: Vec<(&str, &str)> = lines.iter().map(|(who, text)| (who.as_str(), text.as_str())).collect();
    let mut source = held(&lines);
    source.proposals = orders
        .into_iter()
        .map(|(at, unit, task, quote, day)| {
            let quote = if as_heard { heard(&quote) } else { quote };
            (ProposalId(format!("d{at}")), order(&format!("u{at}"), &quote, unit, &task, Some(&day)))
        })
        .collect();
    source
}

fn unit_name(id: &str) -> String {
    gazetteer().units.into_iter().find(|unit| unit.id.as_str() == id).unwrap().full_name
}

/// Pages on paper, the annex counted.
fn pages(source: &Source, passages: Vec<Passage>) -> usize {
    let tasks = source.proposals.iter().map(|(_, one)| AssignedTask {
        task: one.task.clone(),
        lead: unit_name(one.lead_units[0].as_str()),
        co: String::new(),
        due: "15/11/2026".to_owned(),
    });
    let head = MinutesHead {
        superior: Some("UBND TỈNH QUẢNG TRỊ".to_owned()),
        agency: "UBND HUYỆN ĐỒNG NHÂN".to_owned(),
        sign: "BB-UBND".to_owned(),
        number: None,
        title: source.meeting.title.clone(),
        chair_name: source.meeting.chair_name.clone(),
        secretary_name: source.meeting.secretary_name.clone(),
        recipients: vec![
            "Thường trực Huyện ủy (b/c)".into(),
            "Các phòng, ban".into(),
            "UBND các xã".into(),
            "Lưu: VT, Hồ sơ".into(),
        ],
    };
    let document = MinutesDocument { head, passages, tasks: tasks.collect(), attendance: vec![], issued: false };
    let file = pdf(&minutes(&document).unwrap(), START).unwrap();
    let count = |mark: &[u8]| file.windows(mark.len()).filter(|bytes| *bytes == mark).count();
    count(b"/Type /Page\n") + count(b"/Type/Page/")
}

#[test]
fn two_hours_of_speech_stand_on_at_most_six_pages_with_every_order() {
    for as_heard in [false, true] {
        let source = two_hours(as_heard);
        let syllables: usize = source.turns.iter().map(|turn| turn.text.split(' ').count()).sum();
        assert!(syllables > 15_000, "{syllables}");
        let began = std::time::Instant::now();
        let passages = draft(&source);
        // Half a second alone; a machine that does much else is slower, but not as slow as a draft that does not scale.
        assert!(began.elapsed().as_secs_f64() < 3.0, "{:?}", began.elapsed());
        let clauses = passages.iter().filter(|passage| passage.proposal.is_some()).count();
        assert_eq!(clauses, source.proposals.len());
        let speakers: HashSet<&str> = source.turns.iter().map(|turn| turn.speaker.unit.as_str()).collect();
        let told: HashSet<UnitId> = passages
            .iter()
            .flat_map(|passage| &passage.utterances)
            .map(|id| source.turns.iter().find(|turn| turn.id == id.as_str()).unwrap().speaker.unit.clone())
            .collect();
        assert!(
            told.len() * 10 >= speakers.len() * 9,
            "nearly every unit that spoke is heard: {}\n{}",
            told.len(),
            text(&passages)
        );
        let words: usize = passages.iter().map(|p| p.text().split(' ').count()).sum();
        let count = pages(&source, passages);
        eprintln!("{syllables} -> {words} on {count} pages");
        assert!((4..=6).contains(&count), "{count} pages");
    }
}
