//! A DOCX as a word processor reads it: parts, and the look a paragraph has after its styles.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::xml_tree::Node;

/// An opened DOCX.
pub struct Docx {
    pub parts: BTreeMap<String, String>,
    pub document: Node,
    pub styles: Node,
}

/// Measures of a paragraph, in the units of the file: half points, twentieths of a point.
#[derive(Debug, PartialEq)]
pub struct Look {
    pub half_points: u32,
    pub bold: bool,
    pub italic: bool,
    pub align: String,
    pub first_line: u32,
    pub before: u32,
    pub line: u32,
}

impl Docx {
    /// Opens `file`.
    pub fn open(file: Vec<u8>) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
        let mut parts = BTreeMap::new();
        for at in 0..archive.len() {
            let mut entry = archive.by_index(at).unwrap();
            let name = entry.name().unwrap().into_owned();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            parts.insert(name, text);
        }
        let tree = |name: &str| Node::parse(&parts[name]);
        Self { document: tree("word/document.xml"), styles: tree("word/styles.xml"), parts }
    }

    /// The paragraph with exactly that text.
    pub fn paragraph(&self, text: &str) -> &Node {
        let all = self.document.all("w:p");
        all.into_iter().find(|p| p.words().trim() == text).unwrap_or_else(|| panic!("no paragraph {text:?}"))
    }

    /// How it looks: from its style, with the typeface and size of the defaults under it.
    pub fn look(&self, text: &str) -> Look {
        let paragraph = self.paragraph(text);
        let id = paragraph.at(&["w:pPr", "w:pStyle"]).and_then(|s| s.attribute("w:val")).unwrap();
        let style = self.styles.all("w:style").into_iter().find(|s| s.attribute("w:styleId") == Some(id)).unwrap();
        let value = |path: &[&str], attribute: &str| style.at(path).and_then(|n| n.attribute(attribute));
        let number = |path: &[&str], attribute: &str| value(path, attribute).map_or(0, |v| v.parse().unwrap());
        let runs: Vec<&Node> = paragraph.all("w:r");
        let every = |property: &str| !runs.is_empty() && runs.iter().all(|r| r.at(&["w:rPr", property]).is_some());
        Look {
            half_points: number(&["w:rPr", "w:sz"], "w:val"),
            bold: style.at(&["w:rPr", "w:b"]).is_some() || every("w:b"),
            italic: style.at(&["w:rPr", "w:i"]).is_some() || every("w:i"),
            align: value(&["w:pPr", "w:jc"], "w:val").unwrap_or("left").to_owned(),
            first_line: number(&["w:pPr", "w:ind"], "w:firstLine"),
            before: number(&["w:pPr", "w:spacing"], "w:before"),
            line: number(&["w:pPr", "w:spacing"], "w:line"),
        }
    }

    /// The tables, in order.
    pub fn tables(&self) -> Vec<&Node> {
        self.document.all("w:tbl")
    }

    /// All of the text.
    pub fn words(&self) -> String {
        self.document.words()
    }
}

/// Text of each cell of a row.
pub fn cells(row: &Node) -> Vec<String> {
    row.all("w:tc").iter().map(|cell| cell.words().trim().to_owned()).collect()
}
