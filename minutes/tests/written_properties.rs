//! Whatever is said, the written form can be written again without change, leads back to the spoken words, stays NFC
//! and comes in time that grows with the text.
#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use giaoban_minutes::written::{Context, Names, explained, figures, full_explained, pieces};
use giaoban_models::gazetteer::Gazetteer;
use giaoban_models::text;
use proptest::prelude::*;

/// Words that rules look at, in sequences that nobody says.
const WORDS: &str = "không một hai ba bốn năm sáu bảy tám chín mười mươi mốt tư lăm nhăm hăm linh lẻ rưỡi trăm nghìn ngàn \
    vạn triệu tỷ phẩy chấm chục mấy vài đôi dăm ngày tháng quý giờ phút giây kém mùng rằm giêng chạp tết âm lịch thứ nhất \
    phần trên đến tới và hay hoặc với từ lúc sáng chiều số thôn tổ lớp khóa kỷ thế điều khoản điểm chương phụ lục nghị \
    định quyết thông kế hoạch gạch chéo ngang xuyệt ủy ban nhân dân chính phủ quốc hội a b bê đồng mét vuông khối ki lô gam \
    héc ta tấn tạ hộ người xã phường thị trấn anh bác bà cô các những nay ngoái này sau trước đầu cuối hằng mỗi hàng nhiệm \
    kỳ giai đoạn học hạn nộp thưa dạ nhưng tuy nhiên giao mời đề xong chưa gì sao 15/10 2025 1,2 tỷ 30% 7 24/7 Điều Nghị \
    đồng chí chủ tịch cam lâm hòa bình thủy phòng tài";

fn names() -> Names {
    let file = r#"{"units": [
        {"id": "a", "full_name": "Ủy ban nhân dân xã Cam Lâm", "short_name": "Cam Lâm", "aliases": ["xã Cam Lâm"], "kind": "xã"},
        {"id": "b", "full_name": "Ủy ban nhân dân xã Hòa Bình", "short_name": "Hòa Bình", "aliases": ["xã Hòa Bình"], "kind": "xã"},
        {"id": "c", "full_name": "Phòng Tài chính - Kế hoạch", "short_name": "TC-KH", "aliases": ["Phòng Tài chính"], "kind": "phòng"}
    ], "persons": [{"id": "p", "name": "Lê Văn Thủy", "post": "Trưởng phòng", "unit_id": "c", "address_forms": ["anh Thủy"]}]}"#;
    Names::of(&serde_json::from_str::<Gazetteer>(file).unwrap())
}

/// Holds what must hold for any text.
fn holds(spoken: &str) {
    let written = explained(spoken);
    assert_eq!(figures(&written.text), written.text, "written again: {spoken:?}");
    assert_eq!(written.spoken(spoken), spoken, "spoken again");
    let mut ends = (0, 0);
    for piece in pieces(spoken) {
        assert!(piece.spoken.start >= ends.0 && piece.written.start >= ends.1 && !piece.rule.is_empty(), "{spoken:?}");
        assert!(spoken.get(piece.spoken.clone()).is_some() && written.text.get(piece.written.clone()).is_some());
        ends = (piece.spoken.end, piece.written.end);
    }
    if text::composed(spoken) == spoken {
        assert_eq!(text::composed(&written.text), written.text, "composed stays composed");
    }
}

/// The same of the full form.
fn holds_in_full(spoken: &str, pauses: &[u32], names: &Names) {
    let context = Context { names: Some(names), pauses };
    let written = full_explained(spoken, &context);
    assert_eq!(written.spoken(spoken), spoken, "spoken again");
    let plain = Context { pauses: &[], ..context };
    assert_eq!(full_explained(&written.text, &plain).text, written.text, "written again: {spoken:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_sequence_of_number_words_can_be_written_again_and_read_back(
        picked in prop::collection::vec((any::<prop::sample::Index>(), 0..14usize), 1..24),
        pauses in prop::collection::vec(0..1500u32, 0..24),
    ) {
        let words: Vec<&str> = WORDS.split_whitespace().collect();
        let mut spoken = String::new();
        for (index, mark) in picked {
            if !spoken.is_empty() {
                spoken.push_str(match mark { 0 => ", ", 1 => ". ", 2 => "? ", 3 => " – ", _ => " " });
            }
            spoken.push_str(words[index.index(words.len())]);
        }
        holds(&spoken);
        holds_in_full(&spoken, &pauses, &names());
    }

    #[test]
    fn arbitrary_text_does_no_harm(spoken in "\\PC{0,80}") {
        holds(&spoken);
        holds_in_full(&spoken, &[900; 12], &names());
    }
}

#[test]
fn decomposed_text_is_read_and_leads_back() {
    let spoken = "nga\u{300}y mươ\u{300}i lăm tha\u{301}ng mươ\u{300}i";
    let written = explained(spoken);
    assert_eq!(written.text, "ngày 15/10");
    assert_eq!(written.spoken(spoken), spoken);
}

#[test]
fn a_megabyte_is_written_in_time_that_grows_with_it() {
    let names = names();
    let context = Context { names: Some(&names), pauses: &[] };
    let time = |unit: &str, bytes: usize| {
        let spoken = unit.repeat(bytes / unit.len());
        let began = Instant::now();
        let written = full_explained(&spoken, &context);
        assert_eq!(written.spoken(&spoken), spoken);
        began.elapsed()
    };
    for unit in ["không một hai ba ", "mươi triệu nghìn tỷ ", "thưa anh thủy cam lâm ", "năm ", "một trăm "]
    {
        let (small, large) = (time(unit, 25_000), time(unit, 200_000));
        // Eight times the text; more than twice that is allowed to a busy machine, a square would be sixty-four.
        assert!(large < small * 20 + Duration::from_millis(400), "{unit:?}: {small:?}, then {large:?}");
    }
    let megabyte = time("ngày mười lăm tháng mười xã cam lâm nộp hai tỷ rưỡi ", 1_000_000);
    assert!(megabyte < Duration::from_secs(30), "a megabyte took {megabyte:?}");
}
