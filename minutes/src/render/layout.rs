//! The layout tree (bố cục trang): what stands on the pages, said once for DOCX and PDF.

use giaoban_models::minutes::Run;

use super::style::Style;
use super::words;

/// A document as it is set on paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Title in the properties of the file.
    pub title: String,
    /// Author in the properties of the file: the issuing body.
    pub author: String,
    /// In order; each begins on a page of its own.
    pub sections: Vec<Section>,
}

/// Pages that are numbered together: from 1, the number not shown on the first (Decree 30/2020, Annex I; an annex has
/// page numbers of its own).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// From top to bottom.
    pub blocks: Vec<Block>,
}

/// Something that stands on the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Text.
    Text(Paragraph),
    /// A drawn line, centred.
    Line(Line),
    /// Things side by side, without borders.
    Columns(Columns),
    /// A table with borders.
    Table(Table),
}

/// A paragraph. Built by [`Paragraph::new`], so that its text is fit for paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// How it stands.
    pub style: Style,
    /// Its text; a line feed is a forced line end.
    pub(super) runs: Vec<Run>,
    /// Stays on the page of what follows, beyond what the style says.
    pub keep_next: bool,
    /// Width of a drawn frame around it, millimetres.
    pub frame_mm: Option<f64>,
}

impl Paragraph {
    /// A paragraph of `runs`; their bold and italic come on top of the style's.
    #[must_use]
    pub fn new(style: Style, runs: &[Run]) -> Self {
        Self { style, runs: words::set(runs), keep_next: false, frame_mm: None }
    }

    /// A paragraph of one look.
    #[must_use]
    pub fn plain(style: Style, text: &str) -> Self {
        Self::new(style, &[Run::plain(text)])
    }

    /// A paragraph whose lines end where `lines` has a line feed.
    #[must_use]
    pub fn of_lines(style: Style, lines: &str) -> Self {
        let text = lines.lines().map(words::set_plain).collect::<Vec<_>>().join("\n");
        Self { style, runs: vec![Run::plain(text)], keep_next: false, frame_mm: None }
    }

    /// A paragraph whose spaces are kept as they are: `text` is ours, not typed by a person.
    #[must_use]
    pub(super) fn verbatim(style: Style, text: String) -> Self {
        Self { style, runs: vec![Run::plain(text)], keep_next: false, frame_mm: None }
    }

    /// Its runs.
    #[must_use]
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }
}

/// A drawn line (đường kẻ), never underlined text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// Length, millimetres.
    pub width_mm: f64,
    /// Space above, points.
    pub above_pt: f64,
    /// Space below, points.
    pub below_pt: f64,
}

/// Things side by side; together they are as wide as the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Columns {
    /// Width of each column, millimetres.
    pub widths_mm: Vec<f64>,
    /// What stands in each; paragraphs and lines only.
    pub cells: Vec<Vec<Block>>,
    /// Never divided between two pages.
    pub whole: bool,
    /// Stays on the page of what follows.
    pub keep_next: bool,
    /// Space above, points.
    pub above_pt: f64,
}

/// A table with borders; its heading is repeated on every page.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Width of each column, millimetres.
    pub widths_mm: Vec<f64>,
    /// Headings of the columns.
    pub head: Vec<Paragraph>,
    /// Rows of as many cells.
    pub rows: Vec<Vec<Paragraph>>,
    /// Space above, points.
    pub above_pt: f64,
}

impl Table {
    /// Space left and right inside a cell, millimetres.
    pub const PADDING_MM: f64 = 1.5;
    /// Space above and below inside a cell, points.
    pub const PADDING_PT: f64 = 1.5;
    /// A row of more bytes may be divided between two pages, or it would leave half a page empty.
    const WHOLE_ROW: usize = 900;

    /// Whether a row is kept on one page.
    #[must_use]
    pub fn whole(row: &[Paragraph]) -> bool {
        row.iter().flat_map(|cell| &cell.runs).map(|run| run.text.len()).sum::<usize>() <= Self::WHOLE_ROW
    }
}

impl Layout {
    /// Every paragraph, in reading order.
    #[must_use]
    pub fn paragraphs(&self) -> Vec<&Paragraph> {
        fn collect<'a>(blocks: &'a [Block], into: &mut Vec<&'a Paragraph>) {
            for block in blocks {
                match block {
                    Block::Text(paragraph) => into.push(paragraph),
                    Block::Line(_) => {}
                    Block::Columns(columns) => columns.cells.iter().for_each(|cell| collect(cell, into)),
                    Block::Table(table) => into.extend(table.head.iter().chain(table.rows.iter().flatten())),
                }
            }
        }
        let mut all = Vec::new();
        for section in &self.sections {
            collect(&section.blocks, &mut all);
        }
        all
    }
}
