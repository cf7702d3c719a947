//! Minutes (biên bản): prose of their own that points at what was said, and their frozen versions.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use ts_rs::TS;

use crate::clock::Moment;
use crate::id::{ProposalId, UtteranceId};

/// Where the minutes of a meeting stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MinutesState {
    /// Dự thảo: the secretary writes.
    Draft,
    /// Đã duyệt: the chair has approved this text.
    Approved,
    /// Đã ban hành: numbered and dated by the records office; never changed again.
    Issued,
}

impl MinutesState {
    /// The name kept in the store.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Approved => "approved",
            Self::Issued => "issued",
        }
    }

    /// The state of that name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Draft, Self::Approved, Self::Issued].into_iter().find(|s| s.code() == code)
    }
}

/// A stretch of text in one style.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Run {
    /// The text, NFC.
    pub text: String,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
}

impl Run {
    /// Text in the style of the body.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: false, italic: false }
    }
}

/// What a passage is on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PassageKind {
    /// Heading of a part: "I. KHAI MẠC".
    Section,
    /// Heading of an agenda item: "1. Thu ngân sách".
    Topic,
    /// A paragraph of the body.
    Paragraph,
}

/// One block of the minutes' text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// Its text.
    pub runs: Vec<Run>,
    /// What it rests on, in order of speech; empty for what is not from speech (heading, attendance, a vote).
    pub utterances: Vec<UtteranceId>,
    /// The proposed directive this clause words.
    pub proposal: Option<ProposalId>,
}

impl Passage {
    /// A passage in plain style resting on nothing said.
    #[must_use]
    pub fn plain(kind: PassageKind, text: impl Into<String>) -> Self {
        Self { kind, runs: vec![Run::plain(text)], utterances: vec![], proposal: None }
    }

    /// The text without styles.
    #[must_use]
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// What stands around the text on paper: filled from the meeting, not typed (Decree 30/2020, form 1.9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MinutesHead {
    /// Name of the superior body in capitals, if there is one: "UBND TỈNH QUẢNG TRỊ".
    pub superior: Option<String>,
    /// Name of the issuing body in capitals.
    pub agency: String,
    /// Sign after the number: "BB-UBND".
    pub sign: String,
    /// Number of the register, two digits at least; none before it is issued.
    pub number: Option<String>,
    /// What the minutes are of (trích yếu).
    pub title: String,
    /// Name under the chair's signature.
    pub chair_name: String,
    /// Name under the secretary's signature.
    pub secretary_name: String,
    /// Lines of "Nơi nhận", without dash and mark.
    pub recipients: Vec<String>,
}

/// A row of the table of assigned tasks (bảng nhiệm vụ giao).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AssignedTask {
    /// What is to be done.
    pub task: String,
    /// Đơn vị chủ trì.
    pub lead: String,
    /// Đơn vị phối hợp.
    pub co: String,
    /// Thời hạn as written: "15/11/2024", "Hằng tháng, trước ngày 25", or empty.
    pub due: String,
}

/// A row of the list of who attended (danh sách tham dự): one site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AttendanceLine {
    /// Điểm cầu.
    pub site: String,
    /// Who sat there: names and posts.
    pub people: String,
    /// When it was connected: "08:00 - 11:15", or empty.
    pub connected: String,
    /// Absence, lost lines.
    pub note: String,
}

/// The whole of the minutes as it is set on paper or frozen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MinutesDocument {
    /// What stands around the text.
    pub head: MinutesHead,
    /// The text.
    pub passages: Vec<Passage>,
    /// The annex; no annex when empty.
    pub tasks: Vec<AssignedTask>,
    /// The list of who attended; no annex when empty. Left out of what is frozen when empty, so that older versions keep
    /// their hash.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attendance: Vec<AttendanceLine>,
    /// Whether it is issued; anything else is marked "DỰ THẢO" on paper.
    pub issued: bool,
}

impl MinutesDocument {
    /// The document as a frozen version holds it.
    #[must_use]
    pub fn content(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// SHA-256 of [`MinutesDocument::content`], hex (FIPS 180-4).
    #[must_use]
    pub fn sha256(&self) -> String {
        Sha256::digest(self.content()).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// A frozen version, without its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MinutesVersion {
    /// From 1.
    pub number: u32,
    /// What it was frozen as.
    pub state: MinutesState,
    /// When.
    pub at: Moment,
    /// Who froze it.
    pub by: String,
    /// SHA-256 of the frozen text, hex.
    pub sha256: String,
    /// Number and sign of an issued one: "05/BB-UBND".
    pub document_number: Option<String>,
    /// Day of issue `YYYY-MM-DD`.
    pub issued_on: Option<String>,
}

/// A vote as the secretary entered it (kết quả biểu quyết).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Vote {
    /// What was voted on.
    pub subject: String,
    /// Tán thành.
    pub in_favour: u32,
    /// Không tán thành.
    pub against: u32,
    /// Không có ý kiến.
    pub abstained: u32,
}
