//! Minutes (biên bản) as a layout: form 1.9 of Decree 30/2020, Annex III.

use giaoban_models::minutes::{MinutesDocument, MinutesHead, PassageKind};

use super::layout::{Block, Columns, Layout, Paragraph, Section};
use super::style::{Style, TEXT_MM};
use super::{RenderError, annex, closing, head, recipients, words};

/// Most passages that are set.
pub const MOST_PASSAGES: usize = 5_000;
/// Most rows of an annex.
pub const MOST_TASKS: usize = 1_000;
/// Most lines of "Nơi nhận".
pub const MOST_RECIPIENTS: usize = 200;
/// Most characters of all texts together: some three hundred pages.
pub const MOST_LETTERS: usize = 1_000_000;

/// Room of "Nơi nhận" and what is left beside it, millimetres.
const RECIPIENTS_MM: [f64; 2] = [95.0, 70.0];

/// The layout of `document`.
///
/// # Errors
/// [`RenderError::TooLong`] when there is more than the limits of this module allow.
pub fn minutes(document: &MinutesDocument) -> Result<Layout, RenderError> {
    within_limits(document)?;
    let head = &document.head;
    let subject = words::set_plain(&head.title);
    let mut sections = vec![Section { blocks: text(document, &subject) }];
    let note = format!(
        "(Kèm theo Biên bản số {} của {})",
        head::register(&head.sign, head.number.as_deref(), "......"),
        words::set_plain(&head.agency)
    );
    sections.extend(annex::sections(&note, &document.tasks, &document.attendance));
    Ok(Layout {
        title: words::set_plain(&format!("Biên bản {subject}")),
        author: words::set_plain(&head.agency),
        sections,
    })
}

fn within_limits(document: &MinutesDocument) -> Result<(), RenderError> {
    let head = &document.head;
    let counted = [
        ("passages", document.passages.len(), MOST_PASSAGES),
        ("tasks", document.tasks.len(), MOST_TASKS),
        ("sites", document.attendance.len(), MOST_TASKS),
        ("recipients", head.recipients.len(), MOST_RECIPIENTS),
    ];
    for (what, count, limit) in counted {
        if count > limit {
            return Err(RenderError::TooLong { what, limit });
        }
    }
    let heads = [&head.agency, &head.sign, &head.title, &head.chair_name, &head.secretary_name];
    let tasks = document.tasks.iter().flat_map(|t| [&t.task, &t.lead, &t.co, &t.due]);
    let attended = document.attendance.iter().flat_map(|a| [&a.site, &a.people, &a.connected, &a.note]);
    let said = document.passages.iter().flat_map(|p| &p.runs).map(|run| &run.text);
    let all = heads
        .into_iter()
        .chain(&head.superior)
        .chain(&head.number)
        .chain(&head.recipients)
        .chain(tasks)
        .chain(attended)
        .chain(said);
    if all.map(|text| text.chars().count()).sum::<usize>() > MOST_LETTERS {
        return Err(RenderError::TooLong { what: "letters", limit: MOST_LETTERS });
    }
    Ok(())
}

fn text(document: &MinutesDocument, subject: &str) -> Vec<Block> {
    let head = &document.head;
    // Minutes carry no line of place and date (form 1.9), so the number stands in the left column by itself.
    let mut names = head::names(head.superior.as_deref(), &head.agency);
    names.cells[0].extend(head::number(&head.sign, head.number.as_deref(), document.issued));
    let mut blocks = vec![Block::Columns(names)];
    blocks.extend(head::title("BIÊN BẢN", subject));
    blocks.extend(passages(document).into_iter().map(Block::Text));
    blocks.push(Block::Columns(signatures(&document.head)));
    if !document.head.recipients.is_empty() {
        blocks.push(Block::Columns(Columns {
            widths_mm: RECIPIENTS_MM.to_vec(),
            cells: vec![recipients::lines(&document.head.recipients), vec![]],
            whole: recipients::few(&document.head.recipients),
            keep_next: false,
            above_pt: 16.0,
        }));
    }
    blocks
}

fn passages(document: &MinutesDocument) -> Vec<Paragraph> {
    let mut set: Vec<Paragraph> = Vec::with_capacity(document.passages.len());
    for passage in &document.passages {
        let style = match passage.kind {
            PassageKind::Section => Style::Part,
            PassageKind::Topic => Style::Item,
            PassageKind::Paragraph => Style::Body,
        };
        let paragraph = Paragraph::new(style, &passage.runs);
        if !paragraph.runs.is_empty() {
            set.push(paragraph);
        }
    }
    if let Some(last) = set.last_mut() {
        closing::close(&mut last.runs);
        last.keep_next = true;
    }
    set
}

/// The secretary signs left, the chair right (form 1.9).
fn signatures(head: &MinutesHead) -> Columns {
    let cell = |post: &str, name: &str| {
        vec![
            Block::Text(Paragraph::plain(Style::SignerPost, post)),
            Block::Text(Paragraph::plain(Style::SignerName, name)),
        ]
    };
    Columns {
        widths_mm: vec![TEXT_MM / 2.0; 2],
        cells: vec![cell("THƯ KÝ", &head.secretary_name), cell("CHỦ TỌA", &head.chair_name)],
        whole: true,
        keep_next: recipients::few(&head.recipients),
        above_pt: 16.0,
    }
}

#[cfg(test)]
mod tests;
