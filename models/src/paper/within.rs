//! How large a paper may be.

use super::PaperContent;
use crate::refusal::Refusal;

/// Characters of the title at most.
pub const LONGEST_TITLE: usize = 500;
/// Characters of a name, a post or a recipient at most.
pub const LONGEST_NAME: usize = 200;
/// Characters of a reason or a remark at most.
pub const LONGEST_NOTE: usize = 2_000;
/// Characters of the whole text at most: some fifteen pages.
pub const LONGEST_TEXT: usize = 40_000;
/// Blocks of the text at most.
pub const MOST_BLOCKS: usize = 500;
/// Lines of "Nơi nhận" at most.
pub const MOST_RECIPIENTS: usize = 100;
/// Lines above the name of who signs at most.
const MOST_POSTS: usize = 4;

impl PaperContent {
    /// Whether a person's text is within the limits and has what a document cannot be without.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`] or [`Refusal::PaperIncomplete`].
    pub fn checked(&self) -> Result<(), Refusal> {
        let count = |text: &str| text.chars().count();
        let names = self.signer.posts.iter().chain(&self.recipients).chain([&self.signer.name, &self.place]);
        let large = count(&self.title) > LONGEST_TITLE
            || names.into_iter().any(|name| count(name) > LONGEST_NAME)
            || self.recipients.len() > MOST_RECIPIENTS
            || self.signer.posts.len() > MOST_POSTS
            || self.blocks.len() > MOST_BLOCKS
            || self.blocks.iter().map(|block| count(&block.text)).sum::<usize>() > LONGEST_TEXT;
        if large {
            return Err(Refusal::TooLarge);
        }
        let missing = [&self.title, &self.place, &self.signer.name].into_iter().any(String::is_empty)
            || self.signer.posts.is_empty()
            || self.blocks.is_empty()
            || self.recipients.is_empty();
        if missing { Err(Refusal::PaperIncomplete) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{BlockKind, PaperBlock, PaperKind, Signer};
    use super::*;

    fn paper() -> PaperContent {
        PaperContent {
            kind: PaperKind::Invitation,
            superior: None,
            agency: "UBND XÃ AN".into(),
            sign: "GM-UBND".into(),
            number: None,
            place: "An".into(),
            issued_on: None,
            title: "Họp giao ban".into(),
            blocks: vec![PaperBlock::new(BlockKind::Paragraph, "Kính mời")],
            signer: Signer { posts: vec!["CHỦ TỊCH".into()], name: "Lê Thanh Bình".into() },
            recipients: vec!["Như trên".into()],
            tasks: vec![],
            attendance: vec![],
            issued: false,
        }
    }

    #[test]
    fn a_paper_without_what_the_decree_asks_for_is_refused() {
        assert_eq!(paper().checked(), Ok(()));
        let changes: [fn(&mut PaperContent); 5] = [
            |p| p.title.clear(),
            |p| p.place.clear(),
            |p| p.signer.name.clear(),
            |p| p.blocks.clear(),
            |p| p.recipients.clear(),
        ];
        for change in changes {
            let mut paper = paper();
            change(&mut paper);
            assert_eq!(paper.checked(), Err(Refusal::PaperIncomplete));
        }
    }

    #[test]
    fn a_paper_over_a_limit_is_refused() {
        let changes: [fn(&mut PaperContent); 5] = [
            |p| p.title = "a".repeat(LONGEST_TITLE + 1),
            |p| p.recipients = vec!["a".into(); MOST_RECIPIENTS + 1],
            |p| p.recipients = vec!["a".repeat(LONGEST_NAME + 1)],
            |p| p.blocks = vec![PaperBlock::new(BlockKind::Point, "a"); MOST_BLOCKS + 1],
            |p| p.blocks[0].text = "ắ".repeat(LONGEST_TEXT + 1),
        ];
        for change in changes {
            let mut paper = paper();
            change(&mut paper);
            assert_eq!(paper.checked(), Err(Refusal::TooLarge));
        }
    }
}
