//! Documents on paper: one layout tree, written as DOCX and as PDF (Decree 30/2020/NĐ-CP on clerical work).
//!
//! ```
//! use giaoban_minutes::render;
//! use giaoban_models::clock::Moment;
//! use giaoban_models::minutes::{MinutesDocument, MinutesHead, Passage, PassageKind};
//!
//! let head = MinutesHead {
//!     superior: Some("UBND TỈNH QUẢNG TRỊ".into()),
//!     agency: "UBND XÃ CAM LỘ".into(),
//!     sign: "BB-UBND".into(),
//!     number: Some("05".into()),
//!     title: "Họp giao ban tháng 11".into(),
//!     chair_name: "Trần Văn Nam".into(),
//!     secretary_name: "Lê Thị Hoa".into(),
//!     recipients: vec!["Như thành phần dự họp".into(), "Lưu: VT, Hồ sơ".into()],
//! };
//! let passages = vec![Passage::plain(PassageKind::Paragraph, "Cuộc họp kết thúc vào 11 giờ 15 phút.")];
//! let layout = render::minutes(&MinutesDocument { head, passages, tasks: vec![], attendance: vec![], issued: true })?;
//! assert!(render::docx(&layout).starts_with(b"PK"));
//! assert!(render::pdf(&layout, Moment(1_730_721_600_000))?.starts_with(b"%PDF-1.7"));
//! # Ok::<(), render::RenderError>(())
//! ```

mod annex;
mod closing;
mod docx;
mod fonts;
mod head;
pub mod layout;
mod measure;
mod minutes;
mod paper;
mod pdf;
mod recipients;
pub mod style;
mod words;

pub use docx::docx;
pub use layout::Layout;
pub use minutes::{MOST_LETTERS, MOST_PASSAGES, MOST_RECIPIENTS, MOST_TASKS, minutes};
pub use paper::paper;
pub use pdf::pdf;

/// Why a document cannot be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RenderError {
    /// The typeface has no such letter, so the PDF would show a box where the text has a word.
    #[error("the typeface has no letter {letter:?} (U+{:04X})", u32::from(*letter))]
    MissingLetter {
        /// The letter, to be shown to the secretary.
        letter: char,
    },
    /// More than is set on paper.
    #[error("more than {limit} {what}")]
    TooLong {
        /// What there is too much of.
        what: &'static str,
        /// How much is taken.
        limit: usize,
    },
    /// The typesetter refused; a fault of this program, not of the text.
    #[error("the typesetter failed: {0}")]
    Typesetter(String),
}
