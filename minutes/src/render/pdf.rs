//! A layout as PDF/A-2b (ISO 19005-2), set by typst.
//!
//! The text goes to the typesetter as data. The template reads it and is the only markup there is, so nothing a person
//! types can be taken for an instruction.

mod data;
mod world;

use std::fmt::Write;

use giaoban_models::clock::{Moment, VIETNAM};
use sha2::{Digest, Sha256};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::layout::Layout;
use super::{RenderError, fonts};
use world::Sheet;

/// The document as a PDF file, dated `made_at`. The same layout and moment give the same bytes.
///
/// # Errors
/// [`RenderError::MissingLetter`] when the typeface lacks a letter of the text; [`RenderError::Typesetter`] when typst
/// refuses, which is a fault of this program.
pub fn pdf(layout: &Layout, made_at: Moment) -> Result<Vec<u8>, RenderError> {
    letters_known(layout)?;
    let standards =
        PdfStandards::new(&[PdfStandard::A_2b]).map_err(|e| RenderError::Typesetter(e.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(identity(layout)),
        creator: Smart::Custom(Some("Giao ban".into())),
        timestamp: timestamp(made_at),
        standards,
        ..PdfOptions::default()
    };
    let document = typst::compile::<PagedDocument>(&Sheet::new(layout)).output;
    let file = document.and_then(|document| typst_pdf::pdf(&document, &options));
    // The typesetter remembers what it has set; a server would remember every document.
    typst::comemo::evict(0);
    file.map_err(|errors| RenderError::Typesetter(told(&errors)))
}

/// Every letter is in the face it is set in.
fn letters_known(layout: &Layout) -> Result<(), RenderError> {
    for paragraph in layout.paragraphs() {
        let format = paragraph.style.format();
        for run in paragraph.runs() {
            let (bold, italic) = (format.bold || run.bold, format.italic || run.italic);
            let missing = run.text.chars().find(|c| *c != '\n' && fonts::advance(bold, italic, *c).is_none());
            if let Some(letter) = missing {
                return Err(RenderError::MissingLetter { letter });
            }
        }
    }
    Ok(())
}

/// What tells this document from others, whenever it is made.
fn identity(layout: &Layout) -> String {
    let mut hash = Sha256::new();
    for text in [&layout.author, &layout.title] {
        hash.update(text);
        hash.update([0]);
    }
    for run in layout.paragraphs().iter().flat_map(|p| p.runs()) {
        hash.update(&run.text);
        hash.update([0]);
    }
    hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn timestamp(at: Moment) -> Option<Timestamp> {
    let t = at.in_vietnam();
    let wall = Datetime::from_ymd_hms(t.year(), t.month().into(), t.day(), t.hour(), t.minute(), t.second())?;
    Timestamp::new_local(wall, i32::from(VIETNAM.whole_minutes()))
}

fn told(errors: &[SourceDiagnostic]) -> String {
    errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; ")
}
