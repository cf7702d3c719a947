//! Where a paper stands and what may be done with it next: no clock, no store.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where a paper stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaperState {
    /// Dự thảo: the secretary writes.
    Draft,
    /// Đã trình: with the chair and their office.
    Submitted,
    /// Đã duyệt: the chair has approved this text.
    Approved,
    /// Đã ban hành: numbered and dated; never changed again.
    Issued,
    /// Đã thu hồi: was issued and counts no more (Decree 30/2020, article 18).
    Recalled,
}

impl PaperState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Submitted, Self::Approved, Self::Issued, Self::Recalled];

    /// The name kept in the store.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Approved => "approved",
            Self::Issued => "issued",
            Self::Recalled => "recalled",
        }
    }

    /// The state of that name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Where a paper stands after `step`; none when the step cannot be taken now. An issued paper cannot be written in:
    /// what is wrong in it is put right by a new one.
    #[must_use]
    pub fn after(self, step: PaperStep) -> Option<Self> {
        use PaperStep as Step;
        match (self, step) {
            (Self::Draft | Self::Submitted | Self::Approved, Step::Edited) => Some(Self::Draft),
            (Self::Draft, Step::Submitted) => Some(Self::Submitted),
            (Self::Submitted | Self::Approved, Step::Returned) => Some(Self::Draft),
            (Self::Submitted, Step::Approved) => Some(Self::Approved),
            (Self::Approved, Step::Issued) => Some(Self::Issued),
            (Self::Issued, Step::Recalled) => Some(Self::Recalled),
            _ => None,
        }
    }
}

/// Something that is done with a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaperStep {
    /// Drafted from the meeting.
    Drafted,
    /// Written in.
    Edited,
    /// Trình: sent to the chair.
    Submitted,
    /// Trả lại: sent back with a reason.
    Returned,
    /// Duyệt.
    Approved,
    /// Ban hành.
    Issued,
    /// Thu hồi, with a reason.
    Recalled,
}

impl PaperStep {
    /// Every step.
    pub const ALL: [Self; 7] =
        [Self::Drafted, Self::Edited, Self::Submitted, Self::Returned, Self::Approved, Self::Issued, Self::Recalled];

    /// The name kept in the store.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Drafted => "drafted",
            Self::Edited => "edited",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Approved => "approved",
            Self::Issued => "issued",
            Self::Recalled => "recalled",
        }
    }

    /// The step of that name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    /// Whether it needs a reason.
    #[must_use]
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::Returned | Self::Recalled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_is_issued_only_over_the_chair_and_never_written_in_after() {
        use PaperStep::{Approved, Edited, Issued, Recalled, Submitted};
        let mut state = PaperState::Draft;
        for step in [Submitted, Approved, Issued] {
            state = state.after(step).unwrap_or(state);
        }
        assert_eq!(state, PaperState::Issued);
        assert_eq!(PaperState::Draft.after(Approved), None, "only what was sent is approved");
        assert_eq!(PaperState::Submitted.after(Issued), None);
        for state in [PaperState::Issued, PaperState::Recalled] {
            assert_eq!((state.after(Edited), state.after(PaperStep::Returned)), (None, None));
        }
        assert_eq!(PaperState::Issued.after(Recalled), Some(PaperState::Recalled));
    }

    #[test]
    fn writing_in_an_approved_paper_takes_the_approval_away() {
        assert_eq!(PaperState::Approved.after(PaperStep::Edited), Some(PaperState::Draft));
    }

    #[test]
    fn what_is_kept_is_read_again() {
        for state in PaperState::ALL {
            assert_eq!(PaperState::from_code(state.code()), Some(state));
        }
        for step in PaperStep::ALL {
            assert_eq!(PaperStep::from_code(step.code()), Some(step));
        }
    }
}
