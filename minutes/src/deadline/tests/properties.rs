use giaoban_models::text::kept;
use proptest::prelude::*;

use super::*;

const WORDS: &[&str] = &[
    "trước", "ngày", "mai", "thứ", "Sáu", "tuần", "sau", "nữa", "tháng", "15", "15/11", "29/2", "quý", "IV", "năm",
    "nửa", "rưỡi", "giờ", "17h30", "kém", "mùng", "rằm", "Tết", "âm", "lịch", "chạp", "giêng", "từ", "đến", "hết",
    "cuối", "đầu", "trong", "vòng", "mười", "hai", "ba", "làm", "việc", "hay", "hoặc", "à", "không", "nếu", "thì",
    "mà", "chưa", "đã", "rồi", "hôm", "nay", "qua", "hồi", "gì", "đó", "khoảng", "chậm", "nhất", "là", "phải", "xong",
    "nội", "nhật", "kể", "ký", ",", ".", "?", "2026", "999", "0", "tây", "ta", "nhuận", "tiên", "cùng", "của", "trở",
    "đi", "cho", "các", "xã", "ít",
];

fn speech() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::collection::vec(proptest::sample::select(WORDS), 0..24).prop_map(|words| words.join(" ")),
        "\\PC{0,80}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn whatever_is_said_is_answered_with_a_phrase_of_it_and_never_with_a_day_gone_by(said in speech(), ahead in 0i64..2000) {
        let on = parse_day("2024-01-01").unwrap() + time::Duration::days(ahead);
        if let Some(found) = find(&said, on, &Holidays::shipped()) {
            prop_assert_eq!(&said[found.range.clone()], &found.phrase);
            prop_assert!(!found.rule.is_empty() && found.rule.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
            prop_assert!(found.value.day().is_none_or(|due| due >= on), "{:?}", found);
        }
    }

    #[test]
    fn composed_and_decomposed_letters_are_read_alike(said in speech()) {
        let on = parse_day("2026-03-04").unwrap();
        let composed = kept(&said);
        let again = find(&kept(&composed), on, &Holidays::shipped());
        let found = find(&composed, on, &Holidays::shipped());
        prop_assert_eq!(&found, &again);
        if let Some(found) = found {
            prop_assert_eq!(kept(&found.phrase), found.phrase);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_time_begins_with_a_word_that_the_quick_look_leaves_out(said in speech()) {
        let of = syllable::split(&said);
        let s = Spoken { of: &of, on: parse_day("2026-03-04").unwrap(), holidays: &Holidays::shipped() };
        for at in (0..of.len()).filter(|at| !lexicon::opens(s.key(*at))) {
            prop_assert_eq!(clear(&s, at, false), None, "{}", s.key(at));
        }
    }
}

fn timed(part: &str, bytes: usize) -> std::time::Duration {
    let said = part.repeat(bytes / part.len());
    let started = std::time::Instant::now();
    let _ = find(&said, parse_day("2026-03-04").unwrap(), &Holidays::shipped());
    started.elapsed()
}

/// Ten times the text takes about ten times the time; a square would take a hundred times.
#[test]
fn a_megabyte_is_read_in_linear_time() {
    for (part, bytes) in [
        ("trước ngày 18/3 à không ", 20_000),
        ("từ ngày 9 đến ngày 13/3 ", 20_000),
        ("nếu mười hai ", 20_000),
        ("xã Tân Thanh báo cáo kết quả rà soát, thứ Sáu nộp. ", 100_000),
    ] {
        let (small, large) = (timed(part, bytes), timed(part, bytes * 10));
        assert!(large < small * 40 + std::time::Duration::from_secs(1), "{part}: {small:?}, {large:?}");
    }
}
