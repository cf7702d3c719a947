use super::*;
use crate::syllable::split;

fn read(words: &str) -> Option<(u64, usize)> {
    whole(&split(words), 0).map(|w| (w.value, w.len))
}

#[test]
fn numbers_are_read_as_people_say_them() {
    for (words, value) in [
        ("mười lăm", 15),
        ("hai mươi mốt", 21),
        ("hăm lăm", 25),
        ("hai tư", 24),
        ("ba mươi tư", 34),
        ("một trăm linh năm", 105),
        ("một trăm hai", 120),
        ("hai trăm rưỡi", 250),
        ("ba trăm mười tám", 318),
        ("mười lăm ngàn lẻ hai", 15_002),
        ("năm nghìn hai", 5_200),
        ("hai nghìn không trăm hai mươi lăm", 2_025),
        ("một tỷ không trăm năm mươi triệu", 1_050_000_000),
        ("hai mươi hai tỷ bốn trăm linh ba triệu", 22_403_000_000),
        ("ba triệu rưỡi", 3_500_000),
        ("một triệu hai", 1_200_000),
        ("hai mươi nghìn tỷ", 20_000_000_000_000),
        ("năm triệu năm trăm nghìn", 5_500_000),
    ] {
        assert_eq!(read(words), Some((value, words.split(' ').count())), "{words}");
    }
}

#[test]
fn a_year_after_a_number_is_not_a_five() {
    assert_eq!(read("mười năm"), Some((10, 1)));
    assert_eq!(read("hai mươi năm nay"), Some((20, 2)));
    assert_eq!(read("hai triệu năm nay"), Some((2_000_000, 2)));
}

#[test]
fn years_are_read_in_every_form() {
    for words in ["2025", "hai nghìn không trăm hai mươi lăm", "hai không hai lăm", "hai không hai năm"] {
        assert_eq!(year(&split(words), 0).map(|(y, _)| y), Some(2025), "{words}");
    }
    assert_eq!(year(&split("nay"), 0), None);
}

#[test]
fn digits_are_read_one_by_one() {
    assert_eq!(digits(&split("sáu không chín"), 0), Some(("609".into(), 3)));
    assert_eq!(digits(&split("một linh năm"), 0), Some(("105".into(), 3)));
    assert_eq!(digits(&split("năm hộ"), 0), None);
}

#[test]
fn a_number_beyond_all_measure_is_refused_rather_than_wrapped() {
    assert_eq!(read("chín trăm chín mươi chín nghìn tỷ"), Some((999_000_000_000_000, 7)));
    assert_eq!(small(&split("99999"), 0, 31), None);
}
