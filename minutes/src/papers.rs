//! Drafts of the papers of a meeting besides its minutes: the invitation (giấy mời) before it, the notice of its
//! conclusion (thông báo kết luận) after it. Nothing is invented: what is not known of the meeting is left to the secretary.

mod attended;
mod conclusion;
mod invitation;
mod signer;
pub mod wording;

use giaoban_models::meeting::Meeting;
use giaoban_models::minutes::{AssignedTask, AttendanceLine, Passage};
use giaoban_models::paper::{PaperBlock, PaperContent, PaperKind};

pub use attended::attended;

/// What a paper is drafted from. Names are those of the day of the meeting.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The meeting.
    pub meeting: Meeting,
    /// The issuing body in full: "Ủy ban nhân dân tỉnh Quảng Trị".
    pub body: String,
    /// Its name on paper, in capitals.
    pub agency: String,
    /// Name of the body above it in capitals, if there is one.
    pub superior: Option<String>,
    /// Letters of the body in the sign of its documents: "UBND".
    pub letters: String,
    /// Địa danh.
    pub place: String,
    /// Post of the chair; may be empty.
    pub chair_post: String,
    /// The agenda, an item a line; may be empty.
    pub agenda: Vec<String>,
    /// The text of the minutes; empty before there is any.
    pub minutes: Vec<Passage>,
    /// What was ordered.
    pub tasks: Vec<AssignedTask>,
    /// Who attended; empty when nobody noted it.
    pub attendance: Vec<AttendanceLine>,
    /// Last day for papers to be sent in, `YYYY-MM-DD`, if it is still to come.
    pub papers_due: Option<String>,
}

/// The draft of a paper.
#[must_use]
pub fn draft(kind: PaperKind, facts: &Facts) -> PaperContent {
    let (title, blocks): (String, Vec<PaperBlock>) = match kind {
        PaperKind::Invitation => (facts.meeting.title.clone(), invitation::blocks(facts)),
        PaperKind::Conclusion => (conclusion::title(facts), conclusion::blocks(facts)),
    };
    let after = kind == PaperKind::Conclusion;
    PaperContent {
        kind,
        superior: facts.superior.clone(),
        agency: facts.agency.clone(),
        sign: format!("{}-{}", kind.letters(), facts.letters),
        number: None,
        place: facts.place.clone(),
        issued_on: None,
        title,
        blocks,
        signer: signer::signer(&facts.body, &facts.chair_post, &facts.meeting.chair_name),
        recipients: vec![if after { "Như thành phần dự họp" } else { "Như trên" }.to_owned(), "Lưu: VT".to_owned()],
        tasks: if after { facts.tasks.clone() } else { vec![] },
        attendance: if after { facts.attendance.clone() } else { vec![] },
        issued: false,
    }
}

#[cfg(test)]
mod tests;
