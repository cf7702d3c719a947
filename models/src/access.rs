//! Who may do what: one table, and handles that prove it was asked.
//!
//! Nothing is allowed unless [`Act::allows`] lists it. Code that acts on kept things asks for a [`Grant`] of the act, and
//! a grant can only be had from the table: whoever holds the wrong one cannot name the method.

use std::marker::PhantomData;

use crate::account::Account;
use crate::role::Role;

/// Something an account may be allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Act {
    /// See one's own account and sign out.
    SeeSelf,
    /// See the meetings one's unit takes part in (or all, see [`Act::sees_every_meeting`]).
    SeeMeetings,
    /// Call a meeting.
    CallMeeting,
    /// Take part in a meeting of one's unit.
    JoinMeeting,
    /// Open, end and run a meeting whose chair or secretary one is.
    Preside,
    /// Read what was said.
    ReadTranscript,
    /// Hear and see what was recorded: narrower than reading (personal data, Law 91/2025/QH15, article 32).
    HearRecording,
    /// Read the audit log.
    ReadAudit,
    /// See the speech models, their licences and the machine's state.
    SeeSystem,
    /// See the accounts.
    SeeAccounts,
    /// Make, change and close accounts, and give one-time passwords.
    ManageAccounts,
    /// Remove the content of a meeting for good, hold it back from removal, and set how long recordings are kept.
    KeepRecords,
    /// Correct what was heard (a revision beside it).
    CorrectTranscript,
    /// Read minutes and their versions, and take them away as documents.
    ReadMinutes,
    /// Write minutes, enter votes, decide on proposed directives.
    EditMinutes,
    /// Remark on minutes before they are issued, and compare their versions: the chair's office.
    ReviewMinutes,
    /// Approve the minutes of a meeting one presided over.
    ApproveMinutes,
    /// Number and issue approved minutes.
    IssueMinutes,
    /// See directives of meetings one sees, and those one's unit leads or co-operates in.
    SeeDirectives,
    /// Accept, return, work on and report a directive one's unit leads.
    AnswerDirective,
    /// Confirm, send back, extend, suspend and cancel directives for the authority.
    FollowDirectives,
    /// See the figures: of the whole authority, or of what one's own unit leads (see [`Act::sees_every_meeting`]).
    SeeFigures,
    /// Send the directives of approved minutes to their units.
    DispatchDirectives,
    /// Search what one may read.
    Search,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 24] = [
        Self::SeeSelf,
        Self::SeeMeetings,
        Self::CallMeeting,
        Self::JoinMeeting,
        Self::Preside,
        Self::ReadTranscript,
        Self::HearRecording,
        Self::ReadAudit,
        Self::SeeSystem,
        Self::SeeAccounts,
        Self::ManageAccounts,
        Self::KeepRecords,
        Self::CorrectTranscript,
        Self::ReadMinutes,
        Self::EditMinutes,
        Self::ReviewMinutes,
        Self::ApproveMinutes,
        Self::IssueMinutes,
        Self::SeeDirectives,
        Self::AnswerDirective,
        Self::FollowDirectives,
        Self::SeeFigures,
        Self::DispatchDirectives,
        Self::Search,
    ];

    /// The name sent on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::SeeSelf => "see_self",
            Self::SeeMeetings => "see_meetings",
            Self::CallMeeting => "call_meeting",
            Self::JoinMeeting => "join_meeting",
            Self::Preside => "preside",
            Self::ReadTranscript => "read_transcript",
            Self::HearRecording => "hear_recording",
            Self::ReadAudit => "read_audit",
            Self::SeeSystem => "see_system",
            Self::SeeAccounts => "see_accounts",
            Self::ManageAccounts => "manage_accounts",
            Self::KeepRecords => "keep_records",
            Self::CorrectTranscript => "correct_transcript",
            Self::ReadMinutes => "read_minutes",
            Self::EditMinutes => "edit_minutes",
            Self::ReviewMinutes => "review_minutes",
            Self::ApproveMinutes => "approve_minutes",
            Self::IssueMinutes => "issue_minutes",
            Self::SeeDirectives => "see_directives",
            Self::AnswerDirective => "answer_directive",
            Self::FollowDirectives => "follow_directives",
            Self::SeeFigures => "see_figures",
            Self::DispatchDirectives => "dispatch_directives",
            Self::Search => "search",
        }
    }

    /// The roles that may do this; all others may not.
    #[must_use]
    pub fn roles(self) -> &'static [Role] {
        use Role::{
            Auditor, Leader, MeetingSecretary, MonitoringOfficer, RecordsClerk, SiteTechnician, SystemAdmin, UnitHead,
            UnitOfficer, VillageGuest,
        };
        match self {
            Self::SeeSelf => &Role::ALL,
            Self::SeeMeetings => &[
                RecordsClerk,
                MeetingSecretary,
                Leader,
                MonitoringOfficer,
                UnitHead,
                UnitOfficer,
                SiteTechnician,
                VillageGuest,
                Auditor,
            ],
            Self::CallMeeting => &[RecordsClerk, MeetingSecretary],
            Self::JoinMeeting => &[
                RecordsClerk,
                MeetingSecretary,
                Leader,
                MonitoringOfficer,
                UnitHead,
                UnitOfficer,
                SiteTechnician,
                VillageGuest,
            ],
            Self::Preside => &[MeetingSecretary, Leader, UnitHead],
            Self::ReadTranscript | Self::ReadMinutes | Self::SeeDirectives | Self::SeeFigures | Self::Search => {
                &[RecordsClerk, MeetingSecretary, Leader, MonitoringOfficer, UnitHead, UnitOfficer, Auditor]
            }
            Self::HearRecording => &[MeetingSecretary, Leader, MonitoringOfficer, UnitHead, Auditor],
            Self::ReadAudit => &[SystemAdmin, Auditor],
            Self::SeeSystem | Self::SeeAccounts | Self::ManageAccounts | Self::KeepRecords => &[SystemAdmin],
            Self::CorrectTranscript | Self::EditMinutes => &[MeetingSecretary],
            Self::ReviewMinutes => &[RecordsClerk, MeetingSecretary, Leader, MonitoringOfficer],
            Self::ApproveMinutes => &[Leader],
            Self::IssueMinutes => &[RecordsClerk],
            Self::AnswerDirective => &[UnitHead, UnitOfficer, MeetingSecretary],
            Self::FollowDirectives => &[MonitoringOfficer, Leader],
            Self::DispatchDirectives => &[RecordsClerk, MeetingSecretary, MonitoringOfficer],
        }
    }

    /// Whether `role` may do this.
    #[must_use]
    pub fn allows(self, role: Role) -> bool {
        self.roles().contains(&role)
    }

    /// Roles that see every meeting of the authority; the others see those their unit has a site in.
    #[must_use]
    pub fn sees_every_meeting(role: Role) -> bool {
        matches!(
            role,
            Role::RecordsClerk | Role::MeetingSecretary | Role::Leader | Role::MonitoringOfficer | Role::Auditor
        )
    }
}

/// An act as a type, so that a [`Grant`] of one is not a grant of another.
pub trait Permit {
    /// The act.
    const ACT: Act;
}

/// The acts as types.
pub mod act {
    use super::{Act, Permit};

    macro_rules! acts {
        ($($name:ident),+ $(,)?) => {$(
            #[doc = concat!("[`Act::", stringify!($name), "`] as a type.")]
            #[derive(Clone, Copy, Debug)]
            pub struct $name;
            impl Permit for $name {
                const ACT: Act = Act::$name;
            }
        )+};
    }
    acts!(
        SeeSelf,
        SeeMeetings,
        CallMeeting,
        JoinMeeting,
        Preside,
        ReadTranscript,
        HearRecording,
        ReadAudit,
        SeeSystem,
        SeeAccounts,
        ManageAccounts,
        KeepRecords,
        CorrectTranscript,
        ReadMinutes,
        EditMinutes,
        ReviewMinutes,
        ApproveMinutes,
        IssueMinutes,
        SeeDirectives,
        AnswerDirective,
        FollowDirectives,
        SeeFigures,
        DispatchDirectives,
        Search,
    );
}

/// Proof that this account may do this act.
#[derive(Clone, Debug)]
pub struct Grant<A> {
    account: Account,
    act: PhantomData<A>,
}

/// The account's role does not allow the act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the role {} may not {act:?}", role.code())]
pub struct Denied {
    /// Who asked.
    pub role: Role,
    /// For what.
    pub act: Act,
}

impl<A: Permit> Grant<A> {
    /// Asks the table.
    ///
    /// # Errors
    /// [`Denied`] when the account's role is not listed for the act.
    pub fn ask(account: Account) -> Result<Self, Denied> {
        if A::ACT.allows(account.role) {
            Ok(Self { account, act: PhantomData })
        } else {
            Err(Denied { role: account.role, act: A::ACT })
        }
    }

    /// Who may.
    #[must_use]
    pub fn account(&self) -> &Account {
        &self.account
    }

    /// Whether this account sees every meeting, not only those of its unit.
    #[must_use]
    pub fn sees_every_meeting(&self) -> bool {
        Act::sees_every_meeting(self.account.role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_administrator_cannot_reach_what_was_said() {
        for act in [Act::SeeMeetings, Act::JoinMeeting, Act::Preside, Act::ReadTranscript, Act::HearRecording] {
            assert!(!act.allows(Role::SystemAdmin), "{act:?}");
        }
    }

    #[test]
    fn the_auditor_changes_nothing() {
        for act in [
            Act::CallMeeting,
            Act::JoinMeeting,
            Act::Preside,
            Act::CorrectTranscript,
            Act::EditMinutes,
            Act::ReviewMinutes,
            Act::ApproveMinutes,
            Act::IssueMinutes,
            Act::AnswerDirective,
            Act::FollowDirectives,
            Act::DispatchDirectives,
        ] {
            assert!(!act.allows(Role::Auditor), "{act:?}");
        }
    }

    #[test]
    fn whoever_may_hear_may_also_read() {
        for role in Act::HearRecording.roles() {
            assert!(Act::ReadTranscript.allows(*role), "{role:?}");
        }
    }
}
