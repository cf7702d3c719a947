#![allow(clippy::unwrap_used)]
use super::*;

const FILE: &str = r#"{"units": [
    {"id": "h", "full_name": "Ủy ban nhân dân huyện Lam Sơn", "short_name": "UBND huyện", "aliases": ["huyện"], "kind": "huyện"},
    {"id": "tc", "full_name": "Phòng Tài chính - Kế hoạch", "short_name": "TC-KH", "aliases": ["Tài chính"], "kind": "phòng", "parent_id": "h"},
    {"id": "tn", "full_name": "Phòng Tài nguyên và Môi trường", "short_name": "TN&MT", "aliases": ["Tài nguyên", "Môi trường"], "kind": "phòng", "parent_id": "h"},
    {"id": "vp", "full_name": "Văn phòng HĐND và UBND huyện", "short_name": "Văn phòng", "aliases": [], "kind": "phòng", "parent_id": "h"},
    {"id": "ca", "full_name": "Công an huyện Lam Sơn", "short_name": "Công an huyện", "aliases": [], "kind": "llvt", "parent_id": "h"},
    {"id": "ta", "full_name": "Ủy ban nhân dân xã Tân Thành", "short_name": "Tân Thành", "aliases": [], "kind": "xã", "parent_id": "h"},
    {"id": "tb", "full_name": "Ủy ban nhân dân xã Tân Thanh", "short_name": "Tân Thanh", "aliases": [], "kind": "xã", "parent_id": "h"},
    {"id": "tbvp", "full_name": "Văn phòng HĐND và UBND xã Tân Thanh", "short_name": "Văn phòng xã", "aliases": ["Văn phòng"], "kind": "phòng xã", "parent_id": "tb"},
    {"id": "th", "full_name": "Thôn Suối Đá, xã Tân Thanh", "short_name": "thôn Suối Đá", "aliases": [], "kind": "thôn", "parent_id": "tb"},
    {"id": "gx", "full_name": "Ủy ban nhân dân các xã, thị trấn", "short_name": "các xã, thị trấn", "aliases": ["các xã"], "kind": "nhóm", "parent_id": "h", "members": ["ta", "tb"]}
  ], "persons": [
    {"id": "hung", "name": "Trần Văn Hùng", "post": "Trưởng phòng", "unit_id": "tn", "address_forms": []},
    {"id": "nam", "name": "Lê Thị Năm", "post": "Trưởng thôn Suối Đá", "unit_id": "th", "address_forms": ["bà Năm"]}
  ]}"#;

fn found_at(text: &str, home: &str) -> Vec<(String, String)> {
    let units = Units::new(&serde_json::from_str(FILE).unwrap());
    let mentions = units.mentions(text, Some(&home.into()));
    mentions.into_iter().map(|m| (text[m.range].to_owned(), m.unit.to_string())).collect()
}

fn found(text: &str) -> Vec<String> {
    found_at(text, "h").into_iter().map(|(words, unit)| format!("{words}={unit}")).collect()
}

#[test]
fn a_unit_is_found_by_every_way_to_call_it() {
    for words in [
        "Phòng Tài chính - Kế hoạch",
        "phòng tài chính kế hoạch",
        "Phòng Tài chính",
        "bên tài chính",
        "TC-KH",
        "Tài chính",
    ] {
        assert_eq!(found(&format!("giao {words} rà soát")), [format!("{words}=tc")], "{words}");
    }
    assert_eq!(found("Công an huyện với công an"), ["Công an huyện=ca", "công an=ca"]);
    assert_eq!(found("ubnd xã tân thành"), ["ubnd xã tân thành=ta"]);
    assert_eq!(found("thôn Suối Đá và suối đá"), ["thôn Suối Đá=th", "suối đá=th"]);
}

#[test]
fn the_tone_tells_two_communes_apart_and_its_place_does_not() {
    assert_eq!(found("xã Tân Thành, xã Tân Thanh"), ["xã Tân Thành=ta", "xã Tân Thanh=tb"]);
    assert_eq!(found("tân thanh"), ["tân thanh=tb"]);
}

#[test]
fn a_person_addressed_means_the_unit_they_head() {
    assert_eq!(found("anh Hùng chủ trì"), ["anh Hùng=tn"]);
    assert_eq!(found("đồng chí hùng bên tài nguyên"), ["đồng chí hùng bên tài nguyên=tn"]);
    assert_eq!(found("bác năm có năm hộ"), ["bác năm=th"]);
    assert_eq!(found("đồng chí Chánh Văn phòng lưu ý"), ["đồng chí Chánh Văn phòng=vp"]);
    assert_eq!(found("báo lại anh hùng tân thanh"), ["anh hùng=tn", "tân thanh=tb"]);
    assert_eq!(found("chủ tịch xã Tân Thành"), ["chủ tịch xã Tân Thành=ta"]);
}

#[test]
fn a_group_stands_for_itself_unless_its_members_are_named() {
    assert_eq!(found("các xã thị trấn báo cáo"), ["các xã thị trấn=gx"]);
    assert_eq!(found("các đồng chí chủ tịch xã"), ["các đồng chí chủ tịch xã=gx"]);
    assert_eq!(found("chủ tịch các xã, thị trấn"), ["chủ tịch các xã, thị trấn=gx"]);
    assert_eq!(found("các xã Tân Thành, Tân Thanh"), ["các xã Tân Thành=ta", "Tân Thanh=tb"]);
}

#[test]
fn the_nearest_unit_of_a_name_is_meant() {
    assert_eq!(found_at("Văn phòng chuẩn bị", "h")[0].1, "vp");
    assert_eq!(found_at("Văn phòng chuẩn bị", "tb")[0].1, "tbvp");
}

#[test]
fn words_that_hold_a_name_are_not_one() {
    assert_eq!(found("hợp tác xã làm, kinh tế xã hội"), [] as [&str; 0]);
    assert_eq!(found("liên hệ Văn phòng Điều phối tỉnh"), [] as [&str; 0]);
}
