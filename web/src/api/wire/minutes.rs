//! Wire types of minutes: `/api/meetings/{id}/minutes...`, `/api/utterances/{id}/revision`.

use giaoban_models::clock::Moment;
use giaoban_models::id::UtteranceId;
use giaoban_models::minutes::{MinutesHead, MinutesState, MinutesVersion, Passage, Vote};
use giaoban_models::refusal::RefusalText;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::MeetingCard;

/// `GET /api/meetings/{id}/minutes`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct MinutesPage {
    /// The meeting.
    pub card: MeetingCard,
    /// Where the minutes stand; none before there is a draft.
    pub state: Option<MinutesState>,
    /// When the machine drafted them.
    pub drafted_at: Option<Moment>,
    /// What stands around the text.
    pub head: MinutesHead,
    /// The text as last saved, for whoever may only read it.
    pub passages: Vec<Passage>,
    /// Frozen versions, newest first.
    pub versions: Vec<MinutesVersion>,
    /// Votes entered.
    pub votes: Vec<Vote>,
    /// Approved, but what would be issued is no longer what was approved (a directive was added since): it has to be
    /// approved again.
    pub approval_outdated: bool,
    /// May write (and decide on proposals).
    pub may_edit: bool,
    /// May approve now.
    pub may_approve: bool,
    /// May number and issue now.
    pub may_issue: bool,
}

/// Text frames of `GET /api/meetings/{id}/minutes/socket`. Its binary frames are the Yjs sync protocol (y-protocols 1.0,
/// one message a frame) over one document whose XML fragment `minutes` holds elements `section`, `topic` and `paragraph`
/// with the text attributes `utterances` (identifiers, separated by spaces) and `proposal`, and on paragraphs `origin`
/// (`machine`) and `checked` (milliseconds, a blank, a name). Frames of its awareness protocol go from writer to writer.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum MinutesMessage {
    /// So many updates of this socket are kept, counted since it was opened.
    Saved {
        /// Updates kept.
        count: u32,
    },
    /// An update was not taken.
    Refused {
        /// Why.
        refusal: RefusalText,
    },
    /// The minutes were approved or issued; an issued text takes no more updates.
    State {
        /// Where they stand now.
        state: MinutesState,
    },
}

/// `POST /api/utterances/{id}/revision`: what was really said.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Correction {
    /// The whole sentence, corrected.
    pub written: String,
    /// The revision it was made from; another one in between refuses it.
    pub revision: u32,
}

/// Answer to [`Correction`].
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Corrected {
    /// The utterance.
    pub id: UtteranceId,
    /// Its text now.
    pub written: String,
    /// Its revision now.
    pub revision: u32,
    /// Who made it.
    pub corrected_by: String,
}

/// `POST /api/meetings/{id}/revisions`: corrections of several sentences at once, at most 500.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Corrections {
    /// The sentences.
    pub sentences: Vec<SentenceCorrection>,
}

/// One of them.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SentenceCorrection {
    /// The utterance.
    pub id: UtteranceId,
    /// The whole sentence, corrected.
    pub written: String,
    /// The revision it was made from.
    pub revision: u32,
}

/// Answer to [`Corrections`].
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CorrectedTogether {
    /// What was kept.
    pub made: Vec<Corrected>,
    /// What somebody else corrected meanwhile: left as it is.
    pub clashed: Vec<UtteranceId>,
}

/// `GET /api/meetings/{id}/minutes/history`: who changed what, newest first.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct MinutesHistory {
    /// What one person changed without another or a pause in between.
    pub sittings: Vec<Sitting>,
    /// Whether there were older ones.
    pub older: bool,
}

/// What one person changed at a stretch.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Sitting {
    /// Who; empty for the machine.
    pub author: String,
    /// First change.
    pub from: Moment,
    /// Last change.
    pub to: Moment,
    /// The passages that were not the same afterwards, at most 60.
    pub changes: Vec<PassageChange>,
    /// Changes left out.
    pub more: u32,
}

/// A passage before and after.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PassageChange {
    /// None when it is new.
    pub before: Option<String>,
    /// None when it is gone.
    pub after: Option<String>,
}
