//! Papers of a meeting besides its minutes (văn bản của cuộc họp): the invitation and the notice of its conclusion, from
//! the draft to the issued document, and their frozen versions.

pub mod clock;
pub mod life;
pub mod lines;
mod within;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use ts_rs::TS;

use crate::clock::Moment;
use crate::id::{MeetingId, PaperId};
use crate::minutes::{AssignedTask, AttendanceLine};

pub use clock::{LawClock, LawClockKind, LawClockStanding};
pub use life::{PaperState, PaperStep};
pub use within::{LONGEST_NAME, LONGEST_NOTE, LONGEST_TEXT, LONGEST_TITLE, MOST_BLOCKS, MOST_RECIPIENTS};

/// What kind of document it is (tên loại, Decree 30/2020/NĐ-CP, Annex III).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    /// Giấy mời (form 1.7).
    Invitation,
    /// Thông báo kết luận (form 1.4).
    Conclusion,
}

impl PaperKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Invitation, Self::Conclusion];

    /// The name kept in the store.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Conclusion => "conclusion",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Its name on paper, as within a sentence.
    #[must_use]
    pub fn vietnamese(self) -> &'static str {
        match self {
            Self::Invitation => "Giấy mời",
            Self::Conclusion => "Thông báo",
        }
    }

    /// Its letters in the sign of a document (Decree 30/2020, Annex III, part I).
    #[must_use]
    pub fn letters(self) -> &'static str {
        match self {
            Self::Invitation => "GM",
            Self::Conclusion => "TB",
        }
    }
}

/// What a block of a paper is on the page. Numbers and letters are not in the text: they follow from the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// A paragraph.
    Paragraph,
    /// Khoản: "1.", "2.".
    Clause,
    /// Điểm: "a)", "b)", ... "đ)", in the Vietnamese alphabet, from "a" in each clause.
    Point,
    /// A line of a list: "- ".
    Dash,
}

/// A block of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaperBlock {
    /// What it is.
    pub kind: BlockKind,
    /// Its text, NFC, without number or letter.
    pub text: String,
}

impl PaperBlock {
    /// A block of that kind.
    #[must_use]
    pub fn new(kind: BlockKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into() }
    }
}

/// Who signs (quyền hạn, chức vụ, họ và tên của người ký).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Signer {
    /// Lines above the name in capitals: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH".
    pub posts: Vec<String>,
    /// The name, without titles.
    pub name: String,
}

/// The whole of a paper as it is set or frozen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaperContent {
    /// What it is.
    pub kind: PaperKind,
    /// Name of the superior body in capitals, if there is one.
    pub superior: Option<String>,
    /// Name of the issuing body in capitals.
    pub agency: String,
    /// Sign after the number: "GM-UBND".
    pub sign: String,
    /// Number of the register, two digits at least; none before it is issued.
    pub number: Option<String>,
    /// Địa danh.
    pub place: String,
    /// Day of issue `YYYY-MM-DD`; none before.
    pub issued_on: Option<String>,
    /// Trích yếu.
    pub title: String,
    /// The text.
    pub blocks: Vec<PaperBlock>,
    /// Who signs.
    pub signer: Signer,
    /// Lines of "Nơi nhận", without dash and mark.
    pub recipients: Vec<String>,
    /// Bảng nhiệm vụ giao; no annex when empty.
    pub tasks: Vec<AssignedTask>,
    /// Danh sách tham dự; no annex when empty.
    pub attendance: Vec<AttendanceLine>,
    /// Whether it is issued; anything else is marked "DỰ THẢO" on paper.
    pub issued: bool,
}

impl PaperContent {
    /// As a frozen version holds it.
    #[must_use]
    pub fn content(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// SHA-256 of [`PaperContent::content`], hex (FIPS 180-4).
    #[must_use]
    pub fn sha256(&self) -> String {
        Sha256::digest(self.content()).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Number and sign: "05/GM-UBND"; none before it is issued.
    #[must_use]
    pub fn document_number(&self) -> Option<String> {
        self.number.as_ref().map(|number| format!("{number}/{}", self.sign))
    }
}

/// A paper in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Paper {
    /// Identity.
    pub id: PaperId,
    /// Its meeting.
    pub meeting: MeetingId,
    /// What it is.
    pub kind: PaperKind,
    /// Where it stands.
    pub state: PaperState,
    /// Trích yếu.
    pub title: String,
    /// Number and sign of an issued one: "05/GM-UBND".
    pub document_number: Option<String>,
    /// Day of issue `YYYY-MM-DD`.
    pub issued_on: Option<String>,
    /// The document it replaces.
    pub corrects: Option<PaperId>,
    /// Grows with every change of the text.
    #[ts(as = "f64")]
    pub revision: i64,
}

/// Something done with a paper, with its author; append-only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaperEvent {
    /// When.
    pub at: Moment,
    /// What.
    pub step: PaperStep,
    /// Who.
    pub by: String,
    /// Reason or remark; may be empty.
    pub note: String,
}

/// A frozen version, without its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaperVersion {
    /// From 1.
    pub number: u32,
    /// What it was frozen as.
    pub state: PaperState,
    /// When.
    pub at: Moment,
    /// Who froze it.
    pub by: String,
    /// SHA-256 of the frozen text, hex.
    pub sha256: String,
}

/// How an authority numbers its documents (Decree 30/2020, article 15: its head decides).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Numbering {
    /// A run of numbers for each kind of document, each from 01 on 1 January.
    #[default]
    PerKind,
    /// One run of numbers for all kinds.
    Shared,
}

impl Numbering {
    /// Name of the setting.
    pub const SETTING: &str = "numbering";

    /// The name kept in the settings.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::PerKind => "per_kind",
            Self::Shared => "shared",
        }
    }

    /// What the kept setting says; a run for each kind where nothing is kept.
    #[must_use]
    pub fn from_setting(kept: Option<&str>) -> Self {
        if kept == Some(Self::Shared.code()) { Self::Shared } else { Self::PerKind }
    }
}
