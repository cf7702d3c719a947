//! Whatever is said, the language rules answer: nothing panics, quotes and phrases are parts of the text, nothing hangs.

use giaoban_minutes::calendar::{Holidays, date};
use giaoban_minutes::{deadline, extract, written};
use giaoban_models::gazetteer::Gazetteer;
use giaoban_models::turn::{Turn, TurnRole, TurnSpeaker};
use proptest::prelude::*;

/// Words the rules look for, in both forms, with marks that may stand anywhere.
const WORDS: &[&str] = &[
    "giao",
    "đề nghị",
    "Phòng Nội vụ",
    "phòng nội vụ",
    "xã Tân Thanh",
    "tân thanh",
    "các xã",
    "anh Lan",
    "phối hợp với",
    "chủ trì",
    "và",
    "với",
    "thì",
    "kiểm tra",
    "báo cáo",
    "tôi",
    "việc này",
    "gia hạn cho",
    "tạm dừng",
    "hủy",
    "nếu",
    "hằng tháng",
    "trước",
    "chậm nhất",
    "hạn",
    "đến",
    "từ",
    "ngày",
    "mùng",
    "tháng",
    "năm",
    "quý",
    "tuần",
    "thứ",
    "hai",
    "ba",
    "tư",
    "mười",
    "mươi",
    "lăm",
    "trăm",
    "nghìn",
    "triệu",
    "tỷ",
    "rưỡi",
    "phẩy",
    "linh",
    "không",
    "một",
    "chín",
    "giờ",
    "phút",
    "nay",
    "mai",
    "sau",
    "này",
    "tới",
    "cuối",
    "đầu",
    "giữa",
    "rằm",
    "chạp",
    "giêng",
    "tết",
    "âm lịch",
    "hay",
    "hoặc",
    "à không",
    "15/11",
    "29/2/2025",
    "15-20/11",
    "17h30",
    "99/99",
    "0",
    "9999999999999999999999",
    "30",
    "31",
    "ngày làm việc",
    "nửa",
    "kể từ",
    "gạch chéo",
    "gạch ngang",
    "nghị định",
    "số",
    "điều",
    "luật",
    "phần trăm",
    "trên",
    "héc ta",
    "bác",
    "Năm",
    "gì đó",
    "mới đúng",
    "trên cơ sở đó",
    ",",
    ".",
    "?",
    ";",
    "-",
    "–",
    "\u{300}",
    "😀",
    "…",
];

fn speech() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORDS), 0..40).prop_map(|words| words.join(" "))
}

fn gazetteer() -> Gazetteer {
    serde_json::from_str(
        r#"{"units": [
            {"id": "h", "full_name": "Ủy ban nhân dân huyện Lam Sơn", "short_name": "UBND huyện", "kind": "huyện", "parent_id": "nv"},
            {"id": "nv", "full_name": "Phòng Nội vụ", "short_name": "Nội vụ", "kind": "phòng", "parent_id": "h"},
            {"id": "tt", "full_name": "Ủy ban nhân dân xã Tân Thanh", "short_name": "Tân Thanh", "kind": "xã", "parent_id": "h"},
            {"id": "g", "full_name": "Các xã", "short_name": "các xã", "kind": "nhóm", "parent_id": "gone", "members": ["tt", "gone"]}
        ], "persons": [{"id": "l", "name": "Lan", "post": "", "unit_id": "nv"}, {"id": "m", "name": "", "post": "", "unit_id": "gone"}]}"#,
    )
    .expect("a units file, with a ring and loose ends in its tree")
}

fn turn(text: &str) -> Turn {
    let speaker = TurnSpeaker {
        id: "c".into(),
        name: "C".to_owned(),
        post: "Chủ tịch".to_owned(),
        unit: "h".into(),
        role: TurnRole::Chair,
    };
    Turn {
        meeting_id: "m".into(),
        id: "t".to_owned(),
        spoken_on: "2026-03-04".to_owned(),
        t_start: 0.0,
        t_end: 1.0,
        speaker,
        text: text.to_owned(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn figures_answer_whatever_is_said(said in speech()) {
        let once = written::figures(&said);
        prop_assert!(once.len() <= said.len() + 64);
    }

    #[test]
    fn a_due_date_quotes_its_phrase(said in speech()) {
        let on = date(2026, 3, 4).expect("a day");
        if let Some(found) = deadline::find(&said, on, &Holidays::shipped()) {
            prop_assert_eq!(&said[found.range], found.phrase);
        }
    }

    #[test]
    fn a_proposal_quotes_its_turn_and_names_known_units(said in speech()) {
        let all = extract::extract(&[turn(&said), turn(&said)], &gazetteer(), &Holidays::shipped());
        for proposal in all {
            prop_assert!(said.contains(&proposal.quote) && !proposal.quote.is_empty());
            prop_assert!(!proposal.lead_units.is_empty() && !proposal.task.is_empty());
            prop_assert!(proposal.lead_units.iter().all(|u| ["h", "nv", "tt", "g"].contains(&u.as_str())));
        }
    }
}

#[test]
fn an_hour_of_speech_in_one_turn_is_read_in_a_moment() {
    let said =
        "xã tân thanh kiểm tra trước ngày hai mươi tháng ba phòng nội vụ lập danh sách trong tuần này ".repeat(1000);
    let started = std::time::Instant::now();
    let found = extract::extract(&[turn(&said)], &gazetteer(), &Holidays::shipped());
    assert!(found.len() >= 1000);
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}
