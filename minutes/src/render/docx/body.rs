//! `word/document.xml`: the layout tree, block by block.

use super::super::layout::{Block, Columns, Layout, Line, Paragraph, Table};
use super::super::style::{LINE_PT, MARGINS_MM, MM_PER_PT, PAGE_MM, PAGE_NUMBER_MM, TEXT_MM};
use super::styles::{GAP_STYLE, LINE_STYLE, W};
use super::xml::Xml;
use super::{twentieths, twips};

/// Namespace of relations.
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// Distance of a frame from its text, points.
const FRAME_PT: f64 = 2.0;

/// The part.
pub(super) fn document(layout: &Layout) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("w:document", &[("xmlns:w", W), ("xmlns:r", R)]);
    xml.open("w:body", &[]);
    for (at, section) in layout.sections.iter().enumerate() {
        let mut after_table = false;
        for block in &section.blocks {
            let is_table = matches!(block, Block::Columns(_) | Block::Table(_));
            // Word makes one table of two that touch.
            if is_table && (after_table || above(block) > 0.0) {
                gap(&mut xml, above(block), whole(block));
            }
            self::block(&mut xml, block, TEXT_MM, false);
            after_table = is_table;
        }
        // The properties of a section stand in its last paragraph, those of the last section at the end of the body;
        // a table must be followed by a paragraph in either case.
        if at + 1 < layout.sections.len() {
            xml.open("w:p", &[]);
            xml.open("w:pPr", &[]);
            xml.value("w:pStyle", GAP_STYLE);
            section_properties(&mut xml);
            xml.close("w:pPr");
            xml.close("w:p");
        } else {
            gap(&mut xml, 0.0, false);
            section_properties(&mut xml);
        }
    }
    xml.close("w:body");
    xml.close("w:document");
    xml.done()
}

fn above(block: &Block) -> f64 {
    match block {
        Block::Columns(columns) => columns.above_pt,
        Block::Table(table) => table.above_pt,
        Block::Text(_) | Block::Line(_) => 0.0,
    }
}

/// Whether what stands before a block may ask to stay on its page: nothing stays with what fills pages of its own.
fn whole(block: &Block) -> bool {
    match block {
        Block::Columns(columns) => columns.whole,
        Block::Table(_) | Block::Text(_) | Block::Line(_) => true,
    }
}

fn block(xml: &mut Xml, block: &Block, room_mm: f64, keep_next: bool) {
    match block {
        Block::Text(one) => paragraph(xml, one, room_mm, keep_next),
        Block::Line(one) => line(xml, one, room_mm),
        Block::Columns(one) => columns(xml, one),
        Block::Table(one) => table(xml, one),
    }
}

fn gap(xml: &mut Xml, before_pt: f64, keep_next: bool) {
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.value("w:pStyle", GAP_STYLE);
    if keep_next {
        xml.empty("w:keepNext", &[]);
    }
    if before_pt > 0.0 {
        xml.empty("w:spacing", &[("w:before", &twentieths(before_pt))]);
    }
    xml.close("w:pPr");
    xml.close("w:p");
}

/// A drawn line: the upper border of an otherwise empty paragraph, drawn in from both sides.
fn line(xml: &mut Xml, line: &Line, room_mm: f64) {
    let side = twips((room_mm - line.width_mm) / 2.0);
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.value("w:pStyle", LINE_STYLE);
    xml.open("w:pBdr", &[]);
    border(xml, "w:top", "0");
    xml.close("w:pBdr");
    xml.empty("w:spacing", &[("w:before", &twentieths(line.above_pt)), ("w:after", &twentieths(line.below_pt))]);
    xml.empty("w:ind", &[("w:left", &side), ("w:right", &side)]);
    xml.close("w:pPr");
    xml.close("w:p");
}

/// Borders are counted in eighths of a point.
#[allow(clippy::cast_possible_truncation)]
fn border(xml: &mut Xml, side: &str, space: &str) {
    let eighths = ((LINE_PT * 8.0).round() as i64).to_string();
    xml.empty(side, &[("w:val", "single"), ("w:sz", &eighths), ("w:space", space), ("w:color", "000000")]);
}

fn paragraph(xml: &mut Xml, paragraph: &Paragraph, room_mm: f64, keep_next: bool) {
    let format = paragraph.style.format();
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.value("w:pStyle", paragraph.style.id());
    if (paragraph.keep_next || keep_next) && !format.keep_next {
        xml.empty("w:keepNext", &[]);
    }
    if let Some(frame_mm) = paragraph.frame_mm {
        // Word draws the frame outside the indents.
        let side = twips((room_mm - frame_mm) / 2.0 + FRAME_PT * MM_PER_PT);
        xml.open("w:pBdr", &[]);
        for edge in ["w:top", "w:left", "w:bottom", "w:right"] {
            border(xml, edge, &FRAME_PT.to_string());
        }
        xml.close("w:pBdr");
        xml.empty("w:ind", &[("w:left", &side), ("w:right", &side)]);
    }
    xml.close("w:pPr");
    for run in &paragraph.runs {
        xml.open("w:r", &[]);
        let (bold, italic) = (run.bold && !format.bold, run.italic && !format.italic);
        if bold || italic {
            xml.open("w:rPr", &[]);
            if bold {
                xml.empty("w:b", &[]);
                xml.empty("w:bCs", &[]);
            }
            if italic {
                xml.empty("w:i", &[]);
                xml.empty("w:iCs", &[]);
            }
            xml.close("w:rPr");
        }
        for (at, text) in run.text.split('\n').enumerate() {
            if at > 0 {
                xml.empty("w:br", &[]);
            }
            xml.open("w:t", &[("xml:space", "preserve")]);
            xml.text(text);
            xml.close("w:t");
        }
        xml.close("w:r");
    }
    xml.close("w:p");
}

/// Beginning of a table of fixed columns, with borders and space inside the cells (millimetres, points) or without; order of the children: ISO/IEC 29500-1, `CT_TblPrBase`.
fn open_table(xml: &mut Xml, widths_mm: &[f64], cell: Option<(f64, f64)>) {
    xml.open("w:tbl", &[]);
    xml.open("w:tblPr", &[]);
    xml.empty("w:tblW", &[("w:w", &twips(widths_mm.iter().sum())), ("w:type", "dxa")]);
    xml.empty("w:tblInd", &[("w:w", "0"), ("w:type", "dxa")]);
    if cell.is_some() {
        xml.open("w:tblBorders", &[]);
        for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
            border(xml, side, "0");
        }
        xml.close("w:tblBorders");
    }
    xml.empty("w:tblLayout", &[("w:type", "fixed")]);
    let (side, edge) = cell.map_or(("0".into(), "0".into()), |(mm, pt)| (twips(mm), twentieths(pt)));
    xml.open("w:tblCellMar", &[]);
    for (name, width) in [("w:top", &edge), ("w:left", &side), ("w:bottom", &edge), ("w:right", &side)] {
        xml.empty(name, &[("w:w", width), ("w:type", "dxa")]);
    }
    xml.close("w:tblCellMar");
    xml.close("w:tblPr");
    xml.open("w:tblGrid", &[]);
    for width in widths_mm {
        xml.empty("w:gridCol", &[("w:w", &twips(*width))]);
    }
    xml.close("w:tblGrid");
}

fn open_row(xml: &mut Xml, whole: bool, head: bool) {
    xml.open("w:tr", &[]);
    if whole || head {
        xml.open("w:trPr", &[]);
        if whole {
            xml.empty("w:cantSplit", &[]);
        }
        if head {
            xml.empty("w:tblHeader", &[]);
        }
        xml.close("w:trPr");
    }
}

fn open_cell(xml: &mut Xml, width_mm: f64, middle: bool) {
    xml.open("w:tc", &[]);
    xml.open("w:tcPr", &[]);
    xml.empty("w:tcW", &[("w:w", &twips(width_mm)), ("w:type", "dxa")]);
    if middle {
        xml.value("w:vAlign", "center");
    }
    xml.close("w:tcPr");
}

fn columns(xml: &mut Xml, columns: &Columns) {
    open_table(xml, &columns.widths_mm, None);
    open_row(xml, columns.whole, false);
    for (cell, width) in columns.cells.iter().zip(&columns.widths_mm) {
        open_cell(xml, *width, false);
        for one in cell {
            // Word keeps a row with what follows when its paragraphs say so.
            block(xml, one, *width, columns.keep_next);
        }
        // A cell ends with a paragraph.
        if cell.is_empty() {
            xml.open("w:p", &[]);
            xml.close("w:p");
        }
        xml.close("w:tc");
    }
    xml.close("w:tr");
    xml.close("w:tbl");
}

fn table(xml: &mut Xml, table: &Table) {
    open_table(xml, &table.widths_mm, Some((Table::PADDING_MM, Table::PADDING_PT)));
    let head = std::iter::once((&table.head, true));
    for (cells, is_head) in head.chain(table.rows.iter().map(|row| (row, false))) {
        open_row(xml, is_head || Table::whole(cells), is_head);
        for (cell, width) in cells.iter().zip(&table.widths_mm) {
            open_cell(xml, *width, is_head);
            paragraph(xml, cell, *width, false);
            xml.close("w:tc");
        }
        xml.close("w:tr");
    }
    xml.close("w:tbl");
}

/// A4 portrait with the margins of Annex I; the number is not shown on the first page (`titlePg`).
fn section_properties(xml: &mut Xml) {
    let (top, bottom, left, right) = MARGINS_MM;
    xml.open("w:sectPr", &[]);
    xml.empty("w:headerReference", &[("w:type", "default"), ("r:id", "rId4")]);
    xml.empty("w:headerReference", &[("w:type", "first"), ("r:id", "rId5")]);
    xml.empty("w:pgSz", &[("w:w", &twips(PAGE_MM.0)), ("w:h", &twips(PAGE_MM.1))]);
    xml.empty(
        "w:pgMar",
        &[
            ("w:top", &twips(top)),
            ("w:right", &twips(right)),
            ("w:bottom", &twips(bottom)),
            ("w:left", &twips(left)),
            ("w:header", &twips(PAGE_NUMBER_MM)),
            ("w:footer", &twips(PAGE_NUMBER_MM)),
            ("w:gutter", "0"),
        ],
    );
    xml.empty("w:pgNumType", &[("w:start", "1")]);
    xml.empty("w:titlePg", &[]);
    xml.close("w:sectPr");
}
