//! The layout tree as values of the typesetter; `template.typ` reads exactly these names.

use typst::foundations::{Array, Dict, IntoValue, Value, dict};

use super::super::fonts::FAMILY;
use super::super::layout::{Block, Columns, Layout, Line, Paragraph, Table};
use super::super::style::{Align, LINE_PT, MARGINS_MM, PAGE_NUMBER_MM, PAGE_NUMBER_PT};

/// `sys.inputs` of the template.
pub(super) fn inputs(layout: &Layout) -> Dict {
    let (top, bottom, left, right) = MARGINS_MM;
    dict! {
        "title" => layout.title.as_str(),
        "author" => layout.author.as_str(),
        "family" => FAMILY,
        "margins" => dict! { "top" => top, "bottom" => bottom, "left" => left, "right" => right },
        "page-number" => dict! { "size" => PAGE_NUMBER_PT, "below-edge" => PAGE_NUMBER_MM },
        "stroke" => LINE_PT,
        "sections" => layout.sections.iter().map(|section| Value::Array(blocks(&section.blocks))).collect::<Array>(),
    }
}

fn blocks(all: &[Block]) -> Array {
    all.iter().map(|one| Value::Dict(block(one))).collect()
}

fn block(block: &Block) -> Dict {
    match block {
        Block::Text(one) => paragraph(one),
        Block::Line(one) => line(one),
        Block::Columns(one) => columns(one),
        Block::Table(one) => table(one),
    }
}

fn paragraph(paragraph: &Paragraph) -> Dict {
    let format = paragraph.style.format();
    let align = match format.align {
        Align::Left => "left",
        Align::Centre => "centre",
        Align::Justified => "justified",
    };
    let runs = paragraph.runs().iter().map(|run| {
        let lines = run.text.split('\n').map(IntoValue::into_value).collect::<Array>();
        let (bold, italic) = (run.bold || format.bold, run.italic || format.italic);
        Value::Dict(dict! { "lines" => lines, "bold" => bold, "italic" => italic })
    });
    dict! {
        "kind" => "text",
        "runs" => runs.collect::<Array>(),
        "size" => format.size_pt,
        "align" => align,
        "indent" => format.first_indent_mm,
        "before" => format.before_pt,
        "pitch" => format.line_pt,
        "keep" => format.keep_next || paragraph.keep_next,
        "level" => format.level.map_or(Value::None, |level| i64::from(level).into_value()),
        "frame" => paragraph.frame_mm.map_or(Value::None, IntoValue::into_value),
    }
}

fn line(line: &Line) -> Dict {
    dict! { "kind" => "line", "width" => line.width_mm, "above" => line.above_pt, "below" => line.below_pt }
}

fn columns(columns: &Columns) -> Dict {
    dict! {
        "kind" => "columns",
        "widths" => widths(&columns.widths_mm),
        "cells" => columns.cells.iter().map(|cell| Value::Array(blocks(cell))).collect::<Array>(),
        "whole" => columns.whole,
        "keep" => columns.keep_next,
        "above" => columns.above_pt,
    }
}

fn table(table: &Table) -> Dict {
    let cells = |row: &[Paragraph]| row.iter().map(|cell| Value::Dict(paragraph(cell))).collect::<Array>();
    let rows = table.rows.iter().map(|row| Value::Dict(dict! { "whole" => Table::whole(row), "cells" => cells(row) }));
    dict! {
        "kind" => "table",
        "widths" => widths(&table.widths_mm),
        "head" => cells(&table.head),
        "rows" => rows.collect::<Array>(),
        "padding" => Table::PADDING_MM,
        "padding-y" => Table::PADDING_PT,
        "above" => table.above_pt,
    }
}

fn widths(all: &[f64]) -> Array {
    all.iter().map(|width| width.into_value()).collect()
}
