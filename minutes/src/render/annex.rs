//! Annexes (phụ lục), each on pages of its own: the table of assigned tasks, the list of who attended.

use giaoban_models::minutes::{AssignedTask, AttendanceLine};

use super::head::{LINE_SHARE, SUBJECT_MM};
use super::layout::{Block, Line, Paragraph, Section, Table};
use super::measure;
use super::style::Style;

/// Columns of the table of tasks, millimetres.
const TASKS_MM: [f64; 5] = [12.0, 59.0, 32.0, 35.0, 27.0];
/// Columns of the list of who attended, millimetres.
const ATTENDED_MM: [f64; 5] = [12.0, 38.0, 55.0, 28.0, 32.0];

/// The annexes there are. `note` says what they belong to. Two or more carry Roman numbers (Decree 30/2020, Annex I,
/// part II).
pub(super) fn sections(note: &str, tasks: &[AssignedTask], attendance: &[AttendanceLine]) -> Vec<Section> {
    let several = !tasks.is_empty() && !attendance.is_empty();
    let mark = |number: &str| if several { format!("PHỤ LỤC {number}") } else { "PHỤ LỤC".to_owned() };
    let mut sections = Vec::new();
    if !tasks.is_empty() {
        let titles = ["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn"];
        let rows = tasks.iter().map(|task| {
            vec![
                Paragraph::plain(Style::Cell, &task.task),
                Paragraph::plain(Style::Cell, &task.lead),
                Paragraph::plain(Style::Cell, &task.co),
                Paragraph::plain(Style::CellCentred, &task.due),
            ]
        });
        sections.push(annex(&mark("I"), "BẢNG NHIỆM VỤ GIAO", note, (&TASKS_MM, titles), rows));
    }
    if !attendance.is_empty() {
        let titles = ["STT", "Điểm cầu", "Người dự", "Thời gian kết nối", "Ghi chú"];
        let rows = attendance.iter().map(|line| {
            vec![
                Paragraph::plain(Style::Cell, &line.site),
                Paragraph::plain(Style::Cell, &line.people),
                Paragraph::plain(Style::CellCentred, &line.connected),
                Paragraph::plain(Style::Cell, &line.note),
            ]
        });
        sections.push(annex(&mark("II"), "DANH SÁCH THAM DỰ", note, (&ATTENDED_MM, titles), rows));
    }
    sections
}

/// One annex; each row is given its number.
fn annex(
    mark: &str,
    title: &str,
    note: &str,
    (widths, titles): (&[f64; 5], [&str; 5]),
    rows: impl Iterator<Item = Vec<Paragraph>>,
) -> Section {
    let note = measure::balanced(note, Style::AnnexNote.format(), SUBJECT_MM);
    let line = LINE_SHARE * measure::longest_mm(&note, Style::AnnexNote.format());
    let numbered = rows.enumerate().map(|(at, cells)| {
        let number = Paragraph::plain(Style::CellCentred, &format!("{:02}", at + 1));
        std::iter::once(number).chain(cells).collect()
    });
    Section {
        blocks: vec![
            Block::Text(Paragraph::plain(Style::AnnexMark, mark)),
            Block::Text(Paragraph::plain(Style::AnnexTitle, title)),
            Block::Text(Paragraph::of_lines(Style::AnnexNote, &note)),
            Block::Line(Line { width_mm: line, above_pt: 3.0, below_pt: 0.0 }),
            Block::Table(Table {
                widths_mm: widths.to_vec(),
                head: titles.iter().map(|title| Paragraph::plain(Style::ColumnHead, title)).collect(),
                rows: numbered.collect(),
                above_pt: 14.0,
            }),
        ],
    }
}
