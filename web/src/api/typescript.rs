//! The wire types as TypeScript, for the browser application: generated here, committed there, compared by a test.

#[cfg(test)]
mod tests {
    use crate::api::wire;
    use giaoban_conference::signal;
    use giaoban_models::{
        account, audit, clock, directive, id, meeting, minutes, misheard, naming, refusal, role, search, speech_model,
        utterance,
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
            naming::TurnEdge,
            naming::TurnMark,
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
            directive::Document,
            directive::EventDetail,
            directive::DirectiveEvent,
            directive::NamedUnit,
            misheard::MisheardPlace,
            misheard::MisheardWords,
            search::HitKind,
            search::Piece,
            search::Heard,
            search::Hit,
            search::FacetCount,
            search::Facets,
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
            wire::SpeechPace,
            wire::SpeechLoad,
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
            wire::misheard::MisheardDecision,
            wire::minutes::MinutesPage,
            wire::minutes::MinutesMessage,
            wire::minutes::Correction,
            wire::minutes::Corrected,
            wire::minutes::Corrections,
            wire::minutes::SentenceCorrection,
            wire::minutes::CorrectedTogether,
            wire::minutes::MinutesHistory,
            wire::minutes::Sitting,
            wire::minutes::PassageChange,
            wire::turns::TurnChange,
            wire::turns::TurnSentence,
            wire::turns::ChosenSpeaker,
            wire::turns::TurnMarks,
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
            wire::figures::FiguresBy,
            wire::figures::FiguresBasis,
            wire::figures::AgeCount,
            wire::figures::FiguresOf,
            wire::figures::FiguresRow,
            wire::figures::LateDirective,
            wire::figures::FiguresPage,
            wire::figures::UnitUsage,
            wire::figures::UsagePage,
            wire::search::SavedQuestion,
            wire::search::SaveSearch,
            wire::search::KeptSearch,
            wire::search::SavedSearches,
            wire::follow_up::NoticeLine,
            wire::follow_up::NoticePage,
            wire::follow_up::Unread,
            wire::follow_up::NoticesRead,
            wire::follow_up::DispatchPage,
            wire::follow_up::WaitingUnit,
            wire::follow_up::HandOverPage,
            wire::follow_up::DissolvedUnit,
            wire::follow_up::HandOverOrder,
            wire::follow_up::HandedOver,
            wire::follow_up::ReviewPage,
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
