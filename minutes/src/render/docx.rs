//! A layout as DOCX (Office Open XML, ISO/IEC 29500 transitional): eleven parts, written by hand.
//!
//! Every measure is in a style, so that the secretary changes a style and not a hundred paragraphs. Nothing in the file
//! depends on the clock: one layout gives one file, byte by byte.

mod body;
mod styles;
mod xml;

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

use super::layout::Layout;
use super::style::MM_PER_PT;
use xml::Xml;

/// Parts that are the same in every document.
const FIXED: [(&str, &str); 8] = [
    ("[Content_Types].xml", include_str!("docx/content_types.xml")),
    ("_rels/.rels", include_str!("docx/rels.xml")),
    ("word/_rels/document.xml.rels", include_str!("docx/document_rels.xml")),
    ("word/settings.xml", include_str!("docx/settings.xml")),
    ("word/fontTable.xml", include_str!("docx/font_table.xml")),
    ("word/theme/theme1.xml", include_str!("docx/theme.xml")),
    ("word/header1.xml", include_str!("docx/header_number.xml")),
    ("word/header2.xml", include_str!("docx/header_first.xml")),
];

/// The document as a DOCX file.
///
/// # Panics
/// Never: writing to memory does not fail.
#[must_use]
pub fn docx(layout: &Layout) -> Vec<u8> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let made = [
        ("docProps/core.xml", properties(layout)),
        ("word/document.xml", body::document(layout)),
        ("word/styles.xml", styles::styles()),
    ];
    let fixed = FIXED.into_iter().map(|(name, text)| (name, text.as_bytes().to_vec()));
    // The content types come first: some readers look no further.
    for (name, bytes) in fixed.chain(made) {
        package.start_file(name, SimpleFileOptions::default()).expect("a name of ours in a file in memory");
        package.write_all(&bytes).expect("writing to memory");
    }
    package.finish().expect("writing to memory").into_inner()
}

fn properties(layout: &Layout) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open(
        "cp:coreProperties",
        &[
            ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ],
    );
    for (name, text) in [("dc:title", layout.title.as_str()), ("dc:creator", &layout.author), ("dc:language", "vi-VN")]
    {
        xml.open(name, &[]);
        xml.text(text);
        xml.close(name);
    }
    xml.close("cp:coreProperties");
    xml.done()
}

/// Millimetres in twentieths of a point.
#[allow(clippy::cast_possible_truncation)]
fn twips(mm: f64) -> String {
    ((mm / MM_PER_PT * 20.0).round() as i64).to_string()
}

/// Points in twentieths of a point.
#[allow(clippy::cast_possible_truncation)]
fn twentieths(pt: f64) -> String {
    ((pt * 20.0).round() as i64).to_string()
}

/// Points in half points.
#[allow(clippy::cast_possible_truncation)]
fn half_points(pt: f64) -> String {
    ((pt * 2.0).round() as i64).to_string()
}
