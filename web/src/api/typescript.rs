//! The wire types as TypeScript, for the browser application: generated here, committed there, compared by a test.

#[cfg(test)]
mod tests {
    use crate::api::wire;
    use giaoban_conference::signal;
    use giaoban_models::{
        account, audit, clock, directive, id, meeting, minutes, refusal, role, search, speech_model, utterance,
    };
    use ts_rs::{Config, TS};

    /// Every type that crosses the wire, in the order of the file.
    fn typescript() -> String {
        let config = Config::default();
        let mut out =
            String::from("// Generated from the server's wire types; do not edit. `scripts/wire` writes it anew.\n");
        macro_rules! declare {
            ($($type:ty),+ $(,)?) => {$(
                out.push_str("\nexport ");
                out.push_str(&<$type as TS>::decl(&config));
                out.push('\n');
            )+};
        }
        declare!(
            id::UnitId,
            id::PersonId,
            id::AccountId,
            id::MeetingId,
            id::SiteId,
            id::ParticipantId,
            id::TrackId,
            id::UtteranceId,
            id::ProposalId,
            id::DirectiveId,
            clock::Moment,
            serde_json::Value,
            refusal::Refusal,
            refusal::RefusalText,
            role::Role,
            account::Account,
            meeting::MeetingState,
            meeting::Site,
            meeting::Meeting,
            utterance::Word,
            utterance::Speaker,
            utterance::Utterance,
            minutes::MinutesState,
            minutes::Run,
            minutes::PassageKind,
            minutes::Passage,
            minutes::MinutesHead,
            minutes::MinutesVersion,
            minutes::Vote,
            directive::DirectiveAction,
            directive::Proposal,
            directive::DirectiveState,
            directive::DirectiveEventKind,
            directive::Timeliness,
            directive::DirectiveEvent,
            directive::NamedUnit,
            search::HitKind,
            search::Piece,
            search::Heard,
            search::Hit,
            search::Found,
            audit::AuditEntry,
            speech_model::SpeechModel,
            signal::ClientMessage,
            signal::DeviceKind,
            signal::ServerMessage,
            signal::Caption,
            signal::CaptionState,
            signal::RoomView,
            signal::RecordingState,
            signal::CaptioningState,
            signal::SiteView,
            signal::ParticipantView,
            wire::StartPage,
            wire::SignIn,
            wire::Session,
            wire::MeetingCard,
            wire::MeetingList,
            wire::CallMeeting,
            wire::Directory,
            wire::DirectoryUnit,
            wire::Transcript,
            wire::TrackView,
            wire::SystemPage,
            wire::accounts::SetUp,
            wire::accounts::PasswordChange,
            wire::accounts::AccountRow,
            wire::accounts::AccountDirectory,
            wire::accounts::AccountOrder,
            wire::accounts::AccountPlace,
            wire::accounts::Closing,
            wire::accounts::OneTimePassword,
            wire::AuditPage,
            wire::AuditChain,
            wire::own_account::SignedInMachine,
            wire::own_account::MachineEnding,
            wire::own_account::SecondFactorState,
            wire::own_account::OwnPassword,
            wire::own_account::SecondFactorOffer,
            wire::own_account::SecondFactorCode,
            wire::own_account::RecoveryCodes,
            wire::own_account::SecondFactorRule,
            wire::own_account::CalendarState,
            wire::own_account::CalendarLink,
            wire::records::RecordsPage,
            wire::records::RetentionTerms,
            wire::records::DueMeeting,
            wire::records::RecordRow,
            wire::records::RecordNote,
            wire::records::BackupTaken,
            wire::records::PurgeRequest,
            wire::records::HoldRequest,
            wire::minutes::MinutesPage,
            wire::minutes::MinutesMessage,
            wire::minutes::Correction,
            wire::minutes::Corrected,
            wire::directives::SourceSentence,
            wire::directives::ProposalCard,
            wire::directives::Decision,
            wire::directives::Acceptance,
            wire::directives::Rejection,
            wire::directives::DirectiveCard,
            wire::directives::DirectiveCounts,
            wire::directives::UnitCounts,
            wire::directives::StateCount,
            wire::directives::DirectiveList,
            wire::directives::DirectivePage,
            wire::directives::DirectiveStep,
        );
        out
    }

    #[test]
    fn the_application_has_the_wire_types_of_the_server() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/app/src/wire.ts");
        let now = typescript();
        if std::env::var_os("GIAOBAN_WRITE_WIRE").is_some() {
            std::fs::write(path, &now).expect("the application's source folder is writable");
        }
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert!(committed == now, "web/app/src/wire.ts is out of date: run scripts/wire");
    }
}
