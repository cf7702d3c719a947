//! A PDF as poppler's tools see it (package `poppler-utils`).

use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

use crate::xml_tree::Node;

/// Millimetres of a point.
const MM: f64 = 25.4 / 72.0;

/// A PDF on disk.
pub struct Pdf {
    file: PathBuf,
    _folder: TempDir,
}

/// A word and its box, millimetres from the upper left corner of its page.
#[derive(Debug, Clone)]
pub struct Word {
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

/// A piece of text and the face it is set in.
#[derive(Debug, Clone)]
pub struct Piece {
    pub text: String,
    pub size: u32,
    pub face: String,
    pub color: String,
}

impl Pdf {
    /// Writes it where the tools can read it.
    pub fn open(bytes: &[u8]) -> Self {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("document.pdf");
        std::fs::write(&file, bytes).unwrap();
        Self { file, _folder: folder }
    }

    fn ask(&self, tool: &str, before: &[&str], after: &[&str]) -> String {
        let asked = Command::new(tool).args(before).arg(&self.file).args(after).output();
        let asked = asked.unwrap_or_else(|e| panic!("{tool}: {e}; install the package poppler-utils"));
        assert!(asked.status.success(), "{tool}: {}", String::from_utf8_lossy(&asked.stderr));
        String::from_utf8(asked.stdout).unwrap()
    }

    /// `pdfinfo`.
    pub fn properties(&self) -> String {
        self.ask("pdfinfo", &[], &[])
    }

    /// `pdffonts`, a line a face.
    pub fn faces(&self) -> Vec<String> {
        self.ask("pdffonts", &[], &[]).lines().skip(2).map(str::to_owned).collect()
    }

    /// Words of each page, in the order they were set.
    pub fn words(&self) -> Vec<Vec<Word>> {
        let page = Node::parse(
            &self.ask("pdftotext", &["-bbox", "-raw"], &["-"]).replace("<!DOCTYPE", "<!-- DOCTYPE").replacen(
                "xhtml1-transitional.dtd\">",
                "-->",
                1,
            ),
        );
        let word = |w: &Node| {
            let edge = |name: &str| w.attribute(name).unwrap().parse::<f64>().unwrap() * MM;
            Word {
                text: w.text.clone(),
                left: edge("xMin"),
                right: edge("xMax"),
                top: edge("yMin"),
                bottom: edge("yMax"),
            }
        };
        page.all("page").iter().map(|p| p.all("word").into_iter().map(word).collect()).collect()
    }

    /// Pieces of text with their faces.
    pub fn pieces(&self) -> Vec<Piece> {
        let asked = self.ask("pdftohtml", &["-xml", "-i", "-stdout", "-zoom", "1", "-fontfullname"], &[]);
        let root = Node::parse(&asked);
        let fonts = root.all("fontspec");
        let all = root.all("text").into_iter().map(|text| {
            let id = text.attribute("font").unwrap();
            let font = fonts.iter().find(|f| f.attribute("id") == Some(id)).unwrap();
            let value = |name: &str| font.attribute(name).unwrap().to_owned();
            Piece {
                text: inner(text),
                size: value("size").parse().unwrap(),
                face: value("family"),
                color: value("color"),
            }
        });
        all.collect()
    }

    /// All text in the order it was set, page by page.
    pub fn text(&self) -> Vec<String> {
        let text = self.ask("pdftotext", &["-raw"], &["-"]);
        text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect()
    }
}

/// Text of an element, through `<b>` and `<i>`.
fn inner(node: &Node) -> String {
    node.text.clone() + &node.children.iter().map(inner).collect::<String>()
}
