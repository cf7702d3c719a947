//! Identifiers: opaque text, unique for ever, never reused.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[ts(as = "String")]
        pub struct $name(pub String);

        impl $name {
            /// A new identifier; later ones sort after earlier ones (UUID version 7, RFC 9562).
            #[must_use]
            pub fn fresh() -> Self {
                Self(uuid::Uuid::now_v7().to_string())
            }

            /// The identifier as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    )+};
}

ids! {
    /// A unit (đơn vị) of the authority.
    UnitId,
    /// A person, whatever posts they hold.
    PersonId,
    /// A sign-in account of one person.
    AccountId,
    /// A meeting (cuộc họp).
    MeetingId,
    /// A site of a meeting (điểm cầu).
    SiteId,
    /// A person at a device in a room: one per account and meeting, kept across reconnections.
    ParticipantId,
    /// One recorded stream of sound or picture: a new one for each connection.
    TrackId,
    /// A stretch of speech of one speaker.
    UtteranceId,
    /// A directive that extraction proposes.
    ProposalId,
    /// A tracked directive (nhiệm vụ giao).
    DirectiveId,
    /// An invitation or a notice (văn bản của cuộc họp).
    PaperId,
    /// A remark on minutes (góp ý).
    CommentId,
}
