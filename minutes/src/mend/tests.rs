#![allow(clippy::unwrap_used)]
use proptest::prelude::*;

use super::*;

fn corrector() -> Corrector {
    static MADE: std::sync::LazyLock<Corrector> = std::sync::LazyLock::new(made);
    MADE.clone()
}

fn made() -> Corrector {
    let names = [
        (Kind::Place, "Cam Lộ"),
        (Kind::Place, "Tân Thành"),
        (Kind::Place, "Tân Thanh"),
        (Kind::Place, "Vĩnh Lạc"),
        (Kind::Village, "Suối Đá"),
        (Kind::Village, "Đoài"),
        (Kind::Office, "Nội vụ"),
        (Kind::Office, "Tài chính - Kế hoạch"),
        (Kind::Person, "Trần Văn Hùng"),
        (Kind::Person, "Nguyễn Thị Ngọc Lan"),
    ];
    Corrector::of_names(&names.map(|(kind, words)| Name::new(kind, words)))
}

#[track_caller]
fn becomes(heard: &str, mended: &str) {
    assert_eq!(corrector().mend(heard).text, mended);
}

#[track_caller]
fn stays(heard: &str) {
    becomes(heard, heard);
}

#[test]
fn a_name_after_the_word_that_announces_it_is_mended() {
    becomes("đề nghị xã cam nộ báo cáo", "đề nghị xã cam lộ báo cáo");
    becomes("bà con thôn xuối đá phản ánh", "bà con thôn suối đá phản ánh");
    becomes("giao phòng lội vụ tham mưu", "giao phòng nội vụ tham mưu");
    becomes("phòng tài trính kế hoạch cân đối", "phòng tài chính kế hoạch cân đối");
    becomes("mời đồng chí trần văn hụng phát biểu", "mời đồng chí trần văn hùng phát biểu");
    becomes("chị nguyễn thị ngọc nan trả lời", "chị nguyễn thị ngọc lan trả lời");
}

#[test]
fn what_is_right_stays() {
    for text in [
        "đề nghị xã cam lộ và xã tân thanh báo cáo",
        "anh hùng bên nội vụ và chị lan",
        "xã tân thành, xã tân thanh",
        "thôn đoài hôm nay",
        "tỉnh thanh hóa và tỉnh hà nam",
    ] {
        stays(text);
    }
}

#[test]
fn words_of_ordinary_speech_are_no_names() {
    for text in [
        "kinh tế xã hội",
        "các anh em phòng chống thiên tai",
        "đội vụ việc này",
        "anh ấy làm việc khẩn trương",
        "công tác tân binh thanh lý tài sản",
        "vĩnh lạc quan",
    ] {
        stays(text);
    }
}

#[test]
fn another_person_of_another_name_keeps_it() {
    stays("mời anh hưng phát biểu");
    stays("mời chị loan phát biểu");
    stays("đồng chí trần");
}

#[test]
fn two_names_equally_near_change_nothing() {
    // Both communes are one tone away.
    stays("giao xã tân thánh rà soát");
}

#[test]
fn capitals_follow_the_text() {
    becomes("Xã Cam Nộ báo cáo.", "Xã Cam Lộ báo cáo.");
    becomes("giao xã Cam Nộ", "giao xã Cam Lộ");
}

#[test]
fn a_change_says_what_it_was_and_why() {
    let mended = corrector().mend("đề nghị xã cam nộ báo cáo");
    let change = &mended.changes[0];
    assert_eq!((change.was.as_str(), change.now.as_str()), ("cam nộ", "cam lộ"));
    assert_eq!((change.name.as_str(), change.rule), ("Cam Lộ", "name-announced"));
    assert_eq!(&"đề nghị xã cam nộ báo cáo"[change.at.clone()], "cam nộ");
    assert!(change.cost > 0.0 && change.cost < 0.4, "{}", change.cost);
    assert_eq!(mended.changes.len(), 1);
}

#[test]
fn names_in_a_list_are_expected_after_the_first() {
    becomes("các xã cam lộ vĩnh nạc và tân thành", "các xã cam lộ vĩnh lạc và tân thành");
}

#[test]
fn a_sentence_end_parts_what_would_be_a_name() {
    stays("xã cam. nộ khí");
    stays("hàng cam, nộ khí");
}

#[test]
fn a_learned_pair_goes_before_every_guess() {
    let pair = Learned { heard: "cam nộ".to_owned(), meant: "Cam Hộ".to_owned(), count: 2 };
    let mended = corrector().with_learned(&[pair]).mend("xã cam nộ và xã cam lộ");
    assert_eq!(mended.text, "xã cam hộ và xã cam lộ");
    assert_eq!(mended.changes[0].rule, "learned-pair");
}

#[test]
fn mending_twice_changes_nothing_more() {
    let once = corrector().mend("xã cam nộ thôn xuối đá anh trần văn hụng");
    assert_eq!(corrector().mend(&once.text), Mended { text: once.text.clone(), changes: vec![] });
}

#[test]
fn a_syllable_put_in_or_left_out_of_a_name_is_mended() {
    becomes("mời đồng chí trần à văn hùng phát biểu", "mời đồng chí trần văn hùng phát biểu");
    let office = Corrector::of_names(&[
        Name::new(Kind::Office, "Dịch vụ nông nghiệp huyện"),
        Name::new(Kind::Office, "Phát triển quỹ đất Nam Sơn"),
    ]);
    assert_eq!(
        office.mend("giao trung tâm phát quỹ đất nam sơn đo lại").text,
        "giao trung tâm phát triển quỹ đất nam sơn đo lại"
    );
}

#[test]
fn two_names_joined_by_a_word_are_not_one() {
    stays("xã tân và thanh tra");
    stays("ở suối với đá");
}

#[test]
fn the_head_of_an_office_is_mended_only_for_itself() {
    let file = r#"{"units": [{"id": "a", "full_name": "Phòng Nội vụ", "short_name": "Nội vụ", "kind": "phòng"}]}"#;
    let corrector = Corrector::new(&serde_json::from_str(file).unwrap());
    assert_eq!(corrector.mend("vòng nội vụ tham mưu").text, "phòng nội vụ tham mưu");
    assert_eq!(corrector.mend("bên nội vụ tham mưu").changes, []);
    assert_eq!(corrector.mend("hội nội vụ tham mưu").changes, []);
}

#[test]
fn no_name_and_no_text_are_nothing_to_mend() {
    assert_eq!(Corrector::of_names(&[]).mend("xã cam nộ").changes, []);
    assert_eq!(corrector().mend("").text, "");
}

const WORDS_SAID: &[&str] = &[
    "xã",
    "anh",
    "đồng chí",
    "thôn",
    "phòng",
    "bên",
    "ở",
    "và",
    "các",
    "cam",
    "nộ",
    "lộ",
    "tân",
    "thanh",
    "thạnh",
    "suối",
    "đá",
    "đa",
    "trần",
    "văn",
    "hụng",
    "nội",
    "vụ",
    "lội",
    "tài",
    "trính",
    "kế",
    "hoạch",
    "Ủy",
    "15/11",
    "covid",
    ",",
    ".",
    "?",
    "\u{301}",
    "đ/c",
    "  ",
    "\n",
];

proptest! {
    #[test]
    fn whatever_is_heard_every_change_stands_in_the_text(words in prop::collection::vec(prop::sample::select(WORDS_SAID), 0..60)) {
        let text = words.join(" ");
        let mended = corrector().mend(&text);
        let mut written = text.clone();
        let mut end = text.len();
        for change in mended.changes.iter().rev() {
            prop_assert!(change.at.end <= end && change.at.start < change.at.end);
            prop_assert_eq!(&text[change.at.clone()], &change.was);
            prop_assert!(change.was != change.now && (0.0..=1.0).contains(&change.belief));
            written.replace_range(change.at.clone(), &change.now);
            end = change.at.start;
        }
        prop_assert_eq!(written, mended.text);
    }

    #[test]
    fn any_text_at_all_is_mended_without_harm(text in ".{0,200}") {
        let mended = corrector().mend(&text);
        prop_assert!(mended.changes.is_empty() || mended.text != text);
    }
}
