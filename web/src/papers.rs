//! Papers of a meeting besides its minutes: what they are drafted from, what replaces them, and their files.

mod facts;

use giaoban_minutes::calendar::parse_day;
use giaoban_minutes::papers::wording::formal_day;
use giaoban_minutes::render::{self, RenderError};
use giaoban_models::clock::Moment;
use giaoban_models::paper::{BlockKind, PaperBlock, PaperContent, PaperKind};

use crate::minutes::Paper;

pub use facts::{attendance_of, facts};

/// The paper as the bytes of a file. Takes the processor for a moment.
///
/// # Errors
/// When it is too long, or the typeface lacks a letter.
pub fn set(content: &PaperContent, paper: Paper, made_at: Moment) -> Result<Vec<u8>, RenderError> {
    paper.bytes(&render::paper(content)?, made_at)
}

/// The names of its file: in plain letters, and "Giấy mời 05-GM-UBND - Giao ban tuần.docx".
pub fn file_names(content: &PaperContent, paper: Paper) -> (&'static str, String) {
    let plain = match content.kind {
        PaperKind::Invitation => "giay-moi",
        PaperKind::Conclusion => "thong-bao",
    };
    let kind = content.kind.vietnamese();
    let name = match &content.number {
        Some(number) => format!("{kind} {number}-{} - {}", content.sign, content.title),
        None => format!("Dự thảo {} - {}", kind.to_lowercase(), content.title),
    };
    (plain, paper.named(&name))
}

/// A draft that replaces an issued paper and names it (Decree 30/2020, article 18: an issued document is not changed).
pub fn replacing(old: &PaperContent) -> PaperContent {
    let kind = old.kind.vietnamese();
    let day = old.issued_on.as_deref().and_then(parse_day).map(formal_day).unwrap_or_default();
    let number = old.document_number().unwrap_or_default();
    let named = format!("{kind} này thay thế {kind} số {number} {day} của {}.", old.agency);
    let mut new = old.clone();
    (new.number, new.issued_on, new.issued) = (None, None, false);
    // An older replacement of the same chain is no longer named.
    new.blocks.retain(|block| !block.text.starts_with(&format!("{kind} này thay thế ")));
    let before_last = new.blocks.len().saturating_sub(1);
    new.blocks.insert(before_last, PaperBlock::new(BlockKind::Paragraph, named));
    new
}

#[cfg(test)]
mod tests {
    use giaoban_models::paper::Signer;

    use super::*;

    fn issued() -> PaperContent {
        PaperContent {
            kind: PaperKind::Conclusion,
            superior: None,
            agency: "UBND XÃ AN".into(),
            sign: "TB-UBND".into(),
            number: Some("05".into()),
            place: "An".into(),
            issued_on: Some("2026-03-08".into()),
            title: "Kết luận: tuần 1/2".into(),
            blocks: vec![
                PaperBlock::new(BlockKind::Clause, "Rà soát"),
                PaperBlock::new(BlockKind::Paragraph, "Thông báo để thực hiện."),
            ],
            signer: Signer::default(),
            recipients: vec![],
            tasks: vec![],
            attendance: vec![],
            issued: true,
        }
    }

    #[test]
    fn what_replaces_an_issued_paper_names_it_and_has_no_number_yet() {
        let new = replacing(&issued());
        assert_eq!((new.number.as_deref(), new.issued_on.as_deref(), new.issued), (None, None, false));
        let named = "Thông báo này thay thế Thông báo số 05/TB-UBND ngày 08 tháng 3 năm 2026 của UBND XÃ AN.";
        assert_eq!(new.blocks[1].text, named);
        let again = replacing(&PaperContent { number: Some("07".into()), ..new });
        assert_eq!(again.blocks.iter().filter(|block| block.text.contains("thay thế")).count(), 1);
    }

    #[test]
    fn a_file_has_a_vietnamese_name_that_every_system_takes() {
        let (plain, name) = file_names(&issued(), Paper::Pdf);
        assert_eq!((plain, name.as_str()), ("thong-bao", "Thông báo 05-TB-UBND - Kết luận tuần 1 2.pdf"));
    }
}
