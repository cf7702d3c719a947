//! Minutes as a file to take away.

use giaoban_minutes::render::{self, Layout, RenderError};
use giaoban_models::clock::Moment;
use giaoban_models::minutes::MinutesDocument;

/// Characters of a file's name at most, without its ending.
const LONGEST_NAME: usize = 120;

/// The two kinds of file.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum Paper {
    /// Office Open XML, for further work.
    Docx,
    /// PDF/A, for signing and keeping.
    Pdf,
}

impl Paper {
    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Pdf => "pdf",
        }
    }

    /// Its media type.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Pdf => "application/pdf",
        }
    }

    /// The document as the bytes of such a file. Takes the processor for a moment.
    ///
    /// # Errors
    /// When it is too long, or the typeface lacks a letter.
    pub fn set(self, document: &MinutesDocument, made_at: Moment) -> Result<Vec<u8>, RenderError> {
        self.bytes(&render::minutes(document)?, made_at)
    }

    /// A layout as the bytes of such a file.
    ///
    /// # Errors
    /// When the typeface lacks a letter.
    pub fn bytes(self, layout: &Layout, made_at: Moment) -> Result<Vec<u8>, RenderError> {
        match self {
            Self::Docx => Ok(render::docx(layout)),
            Self::Pdf => render::pdf(layout, made_at),
        }
    }

    /// "Biên bản 05-BB-UBND - Giao ban tuần.docx"; without what file systems refuse.
    pub fn file_name(self, document: &MinutesDocument) -> String {
        let head = &document.head;
        let name = match &head.number {
            Some(number) => format!("Biên bản {number}-{} - {}", head.sign, head.title),
            None => format!("Dự thảo biên bản - {}", head.title),
        };
        self.named(&name)
    }

    /// A file's name with its ending, without what file systems refuse.
    pub fn named(self, name: &str) -> String {
        let safe: String = name
            .chars()
            .take(LONGEST_NAME)
            .map(|c| if c.is_control() || "\\/:*?\"<>|".contains(c) { ' ' } else { c })
            .collect();
        format!("{}.{}", safe.split_whitespace().collect::<Vec<_>>().join(" "), self.ending())
    }
}

#[cfg(test)]
mod tests {
    use giaoban_models::minutes::MinutesHead;

    use super::*;

    fn document(title: &str, number: Option<&str>) -> MinutesDocument {
        MinutesDocument {
            head: MinutesHead {
                superior: None,
                agency: String::new(),
                sign: "BB-UBND".to_owned(),
                number: number.map(str::to_owned),
                title: title.to_owned(),
                chair_name: String::new(),
                secretary_name: String::new(),
                recipients: vec![],
            },
            passages: vec![],
            tasks: vec![],
            attendance: vec![],
            issued: number.is_some(),
        }
    }

    #[test]
    fn a_file_has_a_vietnamese_name_that_every_system_takes() {
        let name = Paper::Docx.file_name(&document("Giao ban: tuần 1/2", Some("05")));
        assert_eq!(name, "Biên bản 05-BB-UBND - Giao ban tuần 1 2.docx");
        assert_eq!(Paper::Pdf.file_name(&document("Họp", None)), "Dự thảo biên bản - Họp.pdf");
    }
}
