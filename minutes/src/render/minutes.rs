//! Minutes (biên bản) as a layout: form 1.9 of Decree 30/2020, Annex III.

use giaoban_models::minutes::{AssignedTask, MinutesDocument, MinutesHead, PassageKind, Run};

use super::RenderError;
use super::layout::{Block, Columns, Layout, Line, Paragraph, Section, Table};
use super::measure;
use super::style::{Style, TEXT_MM};
use super::words;

/// Most passages that are set.
pub const MOST_PASSAGES: usize = 5_000;
/// Most rows of the annex.
pub const MOST_TASKS: usize = 1_000;
/// Most lines of "Nơi nhận".
pub const MOST_RECIPIENTS: usize = 200;
/// Most characters of all texts together: some three hundred pages.
pub const MOST_LETTERS: usize = 1_000_000;

/// Left and right column of the head, millimetres (form 1.9: 65-70 and 95-100).
const HEAD_MM: [f64; 2] = [67.0, 98.0];
/// The subject is broken into lines no wider than this, millimetres.
const SUBJECT_MM: f64 = 140.0;
/// Columns of the annex, millimetres.
const ANNEX_MM: [f64; 5] = [12.0, 59.0, 32.0, 35.0, 27.0];
/// Room of "Nơi nhận" and what is left beside it, millimetres.
const RECIPIENTS_MM: [f64; 2] = [95.0, 70.0];
/// Lines under the name of the body and under the subject are a third to a half as long as the text.
const LINE_SHARE: f64 = 0.4;

/// The layout of `document`.
///
/// # Errors
/// [`RenderError::TooLong`] when there is more than the limits of this module allow.
pub fn minutes(document: &MinutesDocument) -> Result<Layout, RenderError> {
    within_limits(document)?;
    let head = &document.head;
    let subject = words::set_plain(&head.title);
    let mut sections = vec![Section { blocks: text(document, &subject) }];
    if !document.tasks.is_empty() {
        sections.push(Section { blocks: annex(head, &document.tasks) });
    }
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
        ("recipients", head.recipients.len(), MOST_RECIPIENTS),
    ];
    for (what, count, limit) in counted {
        if count > limit {
            return Err(RenderError::TooLong { what, limit });
        }
    }
    let heads = [&head.agency, &head.sign, &head.title, &head.chair_name, &head.secretary_name];
    let tasks = document.tasks.iter().flat_map(|t| [&t.task, &t.lead, &t.co, &t.due]);
    let said = document.passages.iter().flat_map(|p| &p.runs).map(|run| &run.text);
    let all =
        heads.into_iter().chain(&head.superior).chain(&head.number).chain(&head.recipients).chain(tasks).chain(said);
    if all.map(|text| text.chars().count()).sum::<usize>() > MOST_LETTERS {
        return Err(RenderError::TooLong { what: "letters", limit: MOST_LETTERS });
    }
    Ok(())
}

fn text(document: &MinutesDocument, subject: &str) -> Vec<Block> {
    let mut blocks = vec![Block::Columns(page_head(document))];
    let subject = measure::balanced(subject, Style::Subject.format(), SUBJECT_MM);
    let line = LINE_SHARE * measure::longest_mm(&subject, Style::Subject.format());
    blocks.push(Block::Text(Paragraph::plain(Style::DocumentType, "BIÊN BẢN")));
    blocks.push(Block::Text(Paragraph::of_lines(Style::Subject, &subject)));
    blocks.push(Block::Line(Line { width_mm: line, above_pt: 3.0, below_pt: 14.0 }));
    blocks.extend(passages(document).into_iter().map(Block::Text));
    blocks.push(Block::Columns(signatures(&document.head)));
    if !document.head.recipients.is_empty() {
        blocks.push(Block::Columns(recipients(&document.head)));
    }
    blocks
}

/// Boxes 1 to 3. Minutes carry no line of place and date (form 1.9).
fn page_head(document: &MinutesDocument) -> Columns {
    let head = &document.head;
    let mut left = Vec::new();
    if let Some(superior) = &head.superior {
        let lines = measure::agency_lines(&words::set_plain(superior), Style::Superior.format(), HEAD_MM[0] - 1.0);
        left.push(Block::Text(Paragraph::of_lines(Style::Superior, &lines)));
    }
    let agency = Style::Agency.format();
    let lines = measure::agency_lines(&words::set_plain(&head.agency), agency, HEAD_MM[0] - 1.0);
    let line = LINE_SHARE * measure::longest_mm(&lines, agency).min(HEAD_MM[0]);
    left.push(Block::Text(Paragraph::of_lines(Style::Agency, &lines)));
    left.push(Block::Line(Line { width_mm: line, above_pt: 2.0, below_pt: 0.0 }));
    left.push(Block::Text(Paragraph::verbatim(Style::Number, format!("Số: {}", register(head, &"\u{a0}".repeat(8))))));
    if !document.issued {
        let mark = Paragraph::plain(Style::DraftMark, "DỰ THẢO");
        let frame_mm = measure::width_mm("DỰ THẢO", Style::DraftMark.format()) + 8.0;
        left.push(Block::Text(Paragraph { frame_mm: Some(frame_mm), ..mark }));
    }
    let motto = "Độc lập - Tự do - Hạnh phúc";
    let right = vec![
        Block::Text(Paragraph::plain(Style::Nation, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")),
        Block::Text(Paragraph::plain(Style::Motto, motto)),
        Block::Line(Line { width_mm: measure::width_mm(motto, Style::Motto.format()), above_pt: 2.0, below_pt: 0.0 }),
    ];
    Columns { widths_mm: HEAD_MM.to_vec(), cells: vec![left, right], whole: true, keep_next: false, above_pt: 0.0 }
}

/// Number and sign, "05/BB-UBND": numbers below ten with a leading zero (box 3), `blank` where there is none yet.
fn register(head: &MinutesHead, blank: &str) -> String {
    let sign = words::set_plain(&head.sign);
    let number = head.number.as_deref().map(words::set_plain).unwrap_or_default();
    match (number.is_empty(), number.parse::<u32>()) {
        (true, _) => format!("{blank}/{sign}"),
        (false, Ok(counted)) => format!("{counted:02}/{sign}"),
        (false, Err(_)) => format!("{number}/{sign}"),
    }
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
        close(&mut last.runs);
        last.keep_next = true;
    }
    set
}

/// The text of a document ends with "./." (all forms of the decree).
fn close(runs: &mut Vec<Run>) {
    while let Some(mut last) = runs.pop() {
        last.text.truncate(last.text.trim_end_matches(['.', '/', ';', ',', ' ']).len());
        if !last.text.is_empty() || runs.is_empty() {
            last.text.push_str("./.");
            runs.push(last);
            return;
        }
    }
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
        keep_next: few_recipients(head),
        above_pt: 16.0,
    }
}

/// Whether "Nơi nhận" is short enough to stand whole under the signatures; a longer list flows over the pages.
fn few_recipients(head: &MinutesHead) -> bool {
    head.recipients.len() <= 20
}

/// "Nơi nhận" at the left, under the secretary (form 1.9); each line ends with ";", the last with ".".
fn recipients(head: &MinutesHead) -> Columns {
    let mut left = vec![Block::Text(Paragraph::plain(Style::RecipientsHead, "Nơi nhận:"))];
    let last = head.recipients.len() - 1;
    for (at, name) in head.recipients.iter().enumerate() {
        let name = words::set_plain(name);
        let bare = name.trim_start_matches(['-', ' ']).trim_end_matches([';', '.', ' ']);
        let line = format!("- {bare}{}", if at == last { '.' } else { ';' });
        left.push(Block::Text(Paragraph::plain(Style::Recipient, &line)));
    }
    Columns {
        widths_mm: RECIPIENTS_MM.to_vec(),
        cells: vec![left, vec![]],
        whole: few_recipients(head),
        keep_next: false,
        above_pt: 16.0,
    }
}

/// The table of assigned tasks, on pages of its own.
fn annex(head: &MinutesHead, tasks: &[AssignedTask]) -> Vec<Block> {
    let note = format!("(Kèm theo Biên bản số {} của {})", register(head, "......"), words::set_plain(&head.agency));
    let note = measure::balanced(&note, Style::AnnexNote.format(), SUBJECT_MM);
    let line = LINE_SHARE * measure::longest_mm(&note, Style::AnnexNote.format());
    let titles = ["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn"];
    let rows = tasks.iter().enumerate().map(|(at, task)| {
        vec![
            Paragraph::plain(Style::CellCentred, &format!("{:02}", at + 1)),
            Paragraph::plain(Style::Cell, &task.task),
            Paragraph::plain(Style::Cell, &task.lead),
            Paragraph::plain(Style::Cell, &task.co),
            Paragraph::plain(Style::CellCentred, &task.due),
        ]
    });
    vec![
        Block::Text(Paragraph::plain(Style::AnnexMark, "PHỤ LỤC")),
        Block::Text(Paragraph::plain(Style::AnnexTitle, "BẢNG NHIỆM VỤ GIAO")),
        Block::Text(Paragraph::of_lines(Style::AnnexNote, &note)),
        Block::Line(Line { width_mm: line, above_pt: 3.0, below_pt: 0.0 }),
        Block::Table(Table {
            widths_mm: ANNEX_MM.to_vec(),
            head: titles.iter().map(|title| Paragraph::plain(Style::ColumnHead, title)).collect(),
            rows: rows.collect(),
            above_pt: 14.0,
        }),
    ]
}

#[cfg(test)]
mod tests;
