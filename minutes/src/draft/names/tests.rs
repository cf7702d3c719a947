#![allow(clippy::unwrap_used)]

use super::super::tests::sample::{gazetteer, unit};
use super::*;

fn names() -> Names {
    let present = ["huyen", "vp", "tc", "ca"].map(UnitId::from);
    Names::new(&gazetteer(), &"huyen".into(), &present.iter().collect())
}

fn written(text: &str) -> String {
    names().written(text, super::super::words::flat(text)).text
}

#[test]
fn units_are_written_by_the_name_documents_use() {
    assert_eq!(
        written("Đề nghị bên Tài chính, Phòng Hạ tầng rà soát"),
        "Đề nghị Phòng Tài chính - Kế hoạch, Phòng Kinh tế và Hạ tầng rà soát"
    );
    assert_eq!(written("đề nghị phòng tài chính rà soát"), "đề nghị Phòng Tài chính - Kế hoạch rà soát");
    assert_eq!(written("giao phòng kinh tế và hạ tầng"), "giao Phòng Kinh tế và Hạ tầng");
}

#[test]
fn a_short_name_that_goes_on_to_another_body_is_left_alone() {
    assert_eq!(written("Công an xã Ngọc Khê báo cáo"), "Công an xã Ngọc Khê báo cáo");
    assert_eq!(written("Văn phòng Điều phối tỉnh trả lời"), "Văn phòng Điều phối tỉnh trả lời");
    assert_eq!(written("Có Công an, Văn phòng dự"), "Có Công an huyện, Văn phòng HĐND và UBND huyện dự");
}

#[test]
fn communes_get_their_capitals_and_tones_apart_stay_apart() {
    assert_eq!(written("xã ngọc khê và đại hoà đã nộp"), "xã Ngọc Khê và Đại Hòa đã nộp");
    assert_eq!(written("ngọc khế"), "ngọc khế");
}

#[test]
fn somebody_addressed_by_given_name_is_written_with_the_whole_name() {
    assert_eq!(written("Việc này anh Mậu làm"), "Việc này đồng chí Đỗ Văn Mậu làm");
    assert_eq!(written("Theo Báo, các anh hải ngoại"), "Theo Báo, các anh hải ngoại");
}

#[test]
fn the_authority_itself_is_not_repeated_in_the_names_of_its_units() {
    assert_eq!(names().unit(&"ca".into()), "Công an huyện");
    assert_eq!(names().unit(&"x1".into()), "UBND xã Ngọc Khê");
    assert_eq!(names().unit(&"cacxa".into()), "UBND các xã");
    let village = unit("thon", "thôn", "Thôn Đá Bạc, huyện Đồng Nhân", &[]);
    let gazetteer = Gazetteer { units: vec![gazetteer().units[0].clone(), village], ..Gazetteer::default() };
    assert_eq!(Names::new(&gazetteer, &"huyen".into(), &HashSet::new()).unit(&"thon".into()), "thôn Đá Bạc");
}

#[test]
fn a_group_without_listed_members_can_be_read() {
    let file = r#"{"units": [{"id": "g", "full_name": "Các chủ đầu tư", "short_name": "các chủ đầu tư", "kind": "nhóm", "members": null}]}"#;
    let read: Gazetteer = serde_json::from_str(file).unwrap();
    assert!(read.units[0].members.is_empty());
}
