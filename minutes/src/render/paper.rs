//! Invitations and notices of conclusions as layouts: forms 1.7 and 1.4 of Decree 30/2020, Annex III.

use giaoban_models::minutes::Run;
use giaoban_models::paper::{BlockKind, PaperContent, lines};

use super::layout::{Block, Columns, Layout, Paragraph, Section};
use super::minutes::{MOST_LETTERS, MOST_TASKS};
use super::style::{Style, TEXT_MM};
use super::{RenderError, annex, closing, head, recipients, words};

/// What ends the sentence that a list or points follow.
const OPEN_ENDS: [char; 5] = ['.', ';', ':', ',', '/'];

/// The layout of `paper`.
///
/// # Errors
/// [`RenderError::TooLong`] when there is more than is set on paper.
pub fn paper(paper: &PaperContent) -> Result<Layout, RenderError> {
    let letters: usize = paper.blocks.iter().map(|block| block.text.chars().count()).sum();
    let rows = paper.tasks.len().max(paper.attendance.len());
    for (what, count, limit) in [("letters", letters, MOST_LETTERS), ("rows", rows, MOST_TASKS)] {
        if count > limit {
            return Err(RenderError::TooLong { what, limit });
        }
    }
    let subject = words::set_plain(&paper.title);
    let mut sections = vec![Section { blocks: text(paper, &subject) }];
    let note = format!(
        "(Kèm theo {} số {} của {})",
        paper.kind.vietnamese(),
        head::register(&paper.sign, paper.number.as_deref(), "......"),
        words::set_plain(&paper.agency)
    );
    sections.extend(annex::sections(&note, &paper.tasks, &paper.attendance));
    Ok(Layout {
        title: words::set_plain(&format!("{} {subject}", paper.kind.vietnamese())),
        author: words::set_plain(&paper.agency),
        sections,
    })
}

fn text(paper: &PaperContent, subject: &str) -> Vec<Block> {
    let place = head::place_and_date(&paper.place, paper.issued_on.as_deref());
    let mut blocks = vec![
        Block::Columns(head::names(paper.superior.as_deref(), &paper.agency)),
        // A row of its own, so that number and date stand on one line however long the names above are.
        Block::Columns(Columns {
            widths_mm: head::HEAD_MM.to_vec(),
            cells: vec![head::number(&paper.sign, paper.number.as_deref(), paper.issued), vec![Block::Text(place)]],
            whole: true,
            keep_next: false,
            above_pt: 0.0,
        }),
    ];
    blocks.extend(head::title(&paper.kind.vietnamese().to_uppercase(), subject));
    blocks.extend(body(paper).into_iter().map(Block::Text));
    blocks.push(Block::Columns(signature(paper)));
    blocks
}

fn body(paper: &PaperContent) -> Vec<Paragraph> {
    let marks = lines::marks(&paper.blocks);
    let mut set: Vec<Paragraph> = Vec::with_capacity(paper.blocks.len());
    for (at, (block, mark)) in paper.blocks.iter().zip(marks).enumerate() {
        let followed = paper.blocks.get(at + 1).is_some_and(|next| next.kind == BlockKind::Point);
        let style = match block.kind {
            // A khoản with a title is bold (Decree 30/2020, Annex I, part V).
            BlockKind::Clause if followed && !block.text.ends_with(OPEN_ENDS) => Style::Item,
            BlockKind::Dash => Style::Dash,
            _ => Style::Body,
        };
        let paragraph = Paragraph::new(style, &[Run::plain(format!("{mark}{}", block.text))]);
        if !paragraph.runs().is_empty() {
            set.push(paragraph);
        }
    }
    if let Some(last) = set.last_mut() {
        closing::close(&mut last.runs);
        last.keep_next = true;
    }
    set
}

/// "Nơi nhận" left, level with the post of who signs right (boxes 9b and 7).
fn signature(paper: &PaperContent) -> Columns {
    let posts = paper.signer.posts.iter().map(|post| Block::Text(Paragraph::plain(Style::SignerPost, post)));
    let name = Block::Text(Paragraph::plain(Style::SignerName, &paper.signer.name));
    Columns {
        widths_mm: vec![TEXT_MM / 2.0; 2],
        cells: vec![recipients::lines(&paper.recipients), posts.chain([name]).collect()],
        whole: recipients::few(&paper.recipients),
        keep_next: false,
        above_pt: 16.0,
    }
}
