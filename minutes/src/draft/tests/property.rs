//! What holds for every meeting.

use proptest::prelude::*;

use super::sample::*;
use super::*;
use crate::draft::office::official;

/// Words in which rules live, with figures, marks and names among them.
const WORDS: &[&str] = &[
    "thì",
    "cái",
    "nó",
    "với",
    "một",
    "hộ",
    "ha",
    "trên",
    "tổng số",
    "tỷ",
    "triệu đồng",
    "12",
    "1.870",
    "48,5",
    "63%",
    "18/10",
    "dạ",
    "ạ",
    "em",
    "tôi",
    "tui",
    "báo cáo",
    "đề nghị",
    "xin",
    "huyện",
    "Ngọc Khê",
    "xã Ngọc Khê",
    "anh Lợi",
    "Phòng Tài chính",
    "bên Nông nghiệp",
    "nếu",
    "còn",
    "về",
    "sang phần",
    "mời",
    "bao nhiêu",
    "không",
    "chứ",
    "rồi",
    "mấy",
    "hôm",
    "độ",
    "thứ hai",
    "là",
    "à",
    "Văn hóa",
    "giao",
    "phải",
    "vắng",
    "đồng ý",
    "biểu quyết",
    "giơ tay",
    ",",
    ".",
    "?",
    "...",
    "mô",
    "răng",
    "rứa",
    "nớ",
    "bảy",
    "ba",
    "công trình",
    "đạt",
    "giảm",
    "kế hoạch",
    "trong đó",
];
const PEOPLE: &[&str] = &["hai", "nga", "loi", "mau", "quy", "son", "p0", "p1", "p2"];

fn said() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORDS), 0..40).prop_map(|words| words.join(" "))
}

/// The runs of digits of a text, sorted.
fn digits(text: &str) -> Vec<String> {
    let mut runs: Vec<String> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).map(str::to_owned).collect();
    runs.sort();
    runs
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_text_of_any_speaker_makes_a_draft_whose_utterances_exist(
        turns in prop::collection::vec((prop::sample::select(PEOPLE), prop_oneof![said(), ".{0,80}"]), 0..12)
    ) {
        let lines: Vec<(&str, &str)> = turns.iter().map(|(who, text)| (*who, text.as_str())).collect();
        let source = held(&lines);
        let known: HashSet<&str> = source.turns.iter().map(|turn| turn.id.as_str()).collect();
        let explained = draft_explained(&source);
        prop_assert!(explained.iter().flat_map(|one| &one.passage.utterances).all(|id| known.contains(id.as_str())));
        prop_assert!(explained.iter().all(|one| !one.rule.is_empty() && !one.passage.text().trim().is_empty()));
        let plain: Vec<Passage> = explained.into_iter().map(|one| one.passage).collect();
        prop_assert_eq!(plain, draft(&source));
    }

    #[test]
    fn the_words_of_an_office_keep_every_figure(
        words in prop::collection::vec(prop::sample::select(WORDS), 0..30),
        heard in any::<bool>(),
    ) {
        // A correction drops the value it corrects, a vote the raised hands: both by intent.
        let text = words.iter().filter(|word| !matches!(**word, "à" | "giơ tay")).copied().collect::<Vec<_>>().join(" ");
        let kept = digits(&official(&text, heard, false).0);
        for run in digits(&text) {
            prop_assert!(kept.contains(&run), "{} lost of {:?}", run, text);
        }
    }

    #[test]
    fn every_figure_of_a_short_report_stands_in_the_draft(
        area in 100_u32..9_999, share in 10_u32..99, homes in 11_u32..999, tons in 12_u32..99,
    ) {
        let report = format!(
            "Dạ báo cáo, toàn huyện thì gieo được {area} ha, đạt {share}% kế hoạch. Còn {homes} hộ thiếu giống ạ. \
             Kho của huyện thì còn độ {tons} tấn."
        );
        for text in [report.clone(), heard(&report)] {
            let all = text_of(&[("nga", "Mời Phòng Nông nghiệp."), ("mau", text.as_str())]);
            for figure in [area, share, homes, tons] {
                prop_assert!(digits(&all).contains(&figure.to_string()), "{} is lost: {}", figure, all);
            }
        }
    }
}

fn text_of(lines: &[(&str, &str)]) -> String {
    text(&draft(&held(lines)))
}
