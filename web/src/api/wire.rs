//! Wire types of the HTTP interface.

pub mod accounts;
pub mod directives;
pub mod figures;
pub mod follow_up;
pub mod minutes;
pub mod misheard;
pub mod own_account;
pub mod papers;
pub mod records;
pub mod review;
pub mod search;
pub mod turns;

use giaoban_models::account::Account;
use giaoban_models::audit::AuditEntry;
use giaoban_models::clock::Moment;
use giaoban_models::id::{PersonId, TrackId, UnitId};
use giaoban_models::meeting::Meeting;
use giaoban_models::minutes::MinutesState;
use giaoban_models::naming::TurnMark;
use giaoban_models::paper::LawClock;
use giaoban_models::speech_model::SpeechModel;
use giaoban_models::utterance::{Speaker, Utterance};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// `GET /api/start`: what the page shows before anybody signs in.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StartPage {
    /// Name of the authority.
    pub authority: String,
    /// Version of the program.
    pub version: String,
    /// Whether this is the demonstration data.
    pub demo: bool,
    /// Whether the page came over HTTPS or from this very machine, so that microphone and camera can be used.
    pub secure: bool,
    /// Address of the same page over HTTPS.
    pub https_address: Option<String>,
    /// SHA-256 of the authority certificate to be trusted (`GET /ca.crt`), as hex pairs with colons.
    pub certificate_sha256: Option<String>,
    /// Whether nobody has an account yet: whoever has the code of the first start sets the office up.
    pub unclaimed: bool,
}

/// `POST /api/session`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SignIn {
    /// Sign-in name.
    pub username: String,
    /// Password.
    pub password: String,
    /// Code of the second factor, for accounts that have one: asked for after the password.
    #[serde(default)]
    #[ts(optional)]
    pub code: Option<String>,
}

/// `GET /api/session` and answer to `POST /api/session`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Session {
    /// Who is signed in.
    pub account: Account,
    /// The acts the account may do, as codes (`see_meetings`, `call_meeting`, `read_audit`, `see_system`, ...).
    pub may: Vec<String>,
    /// Whether a one-time password is to be changed before anything else can be done.
    pub must_change: bool,
    /// Whether the office asks for a second factor that is to be set up before anything else can be done.
    pub must_secure: bool,
}

/// A meeting with what the asking account may do in it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct MeetingCard {
    /// The meeting.
    pub meeting: Meeting,
    /// May enter the room.
    pub may_join: bool,
    /// May run it.
    pub may_preside: bool,
    /// May read what was said.
    pub may_read: bool,
    /// May hear the recording.
    pub may_hear: bool,
    /// May read the minutes.
    pub may_read_minutes: bool,
    /// Where the minutes stand, for whoever may read them; none before there is a draft.
    pub minutes: Option<MinutesState>,
    /// The clocks the law sets it, for whoever works on the meetings of the authority.
    pub clocks: Vec<LawClock>,
    /// Devices in the room now.
    pub present: u32,
}

/// `GET /api/meetings`: by the Vietnamese calendar.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct MeetingList {
    /// Of today, and live ones whatever their day; by time.
    pub today: Vec<MeetingCard>,
    /// Later ones, nearest first, at most 50.
    pub upcoming: Vec<MeetingCard>,
    /// Earlier ones, latest first, at most 100.
    pub earlier: Vec<MeetingCard>,
}

/// `POST /api/meetings`: call a meeting; answered by its [`MeetingCard`].
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CallMeeting {
    /// What it is called, 3 to 300 characters.
    pub title: String,
    /// When.
    pub starts_at: Moment,
    /// Who presides.
    pub chair: PersonId,
    /// Who writes.
    pub secretary: PersonId,
    /// The unit whose room is the hall.
    pub hall: UnitId,
    /// The other units, at most 15.
    pub sites: Vec<UnitId>,
    /// The agenda, one item a line; may be empty.
    #[serde(default)]
    pub agenda: Vec<String>,
    /// Whether it holds state secrets; if so it is refused.
    pub state_secret: bool,
}

/// `GET /api/directory`: units of today and the people with posts in them, for calling a meeting.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Directory {
    /// The units.
    pub units: Vec<DirectoryUnit>,
    /// The people who can preside or write.
    pub people: Vec<Speaker>,
}

/// A unit one can invite.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DirectoryUnit {
    /// Which.
    pub id: UnitId,
    /// Its name today.
    pub name: String,
    /// A group as people say it ("các xã"): can be given a task, has no room.
    pub group: bool,
}

/// `GET /api/meetings/{id}/transcript`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Transcript {
    /// The meeting.
    pub card: MeetingCard,
    /// What was said, by time.
    pub utterances: Vec<Utterance>,
    /// The recordings; sound at `GET /api/tracks/{id}/sound`, only when `card.may_hear`.
    pub tracks: Vec<TrackView>,
    /// What people said about who spoke, by time; in `utterances` it is applied.
    pub turns: Vec<TurnMark>,
    /// Recordings not yet written down wholly.
    pub unwritten: u32,
    /// May correct what was heard.
    pub may_correct: bool,
}

/// A recording behind a transcript.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TrackView {
    /// Which.
    pub id: TrackId,
    /// When it began.
    pub began_at: Moment,
    /// Length in milliseconds as far as known.
    #[ts(as = "f64")]
    pub length: i64,
    /// Whether the sound was made by a machine for demonstration.
    pub synthetic: bool,
    /// Whether the file is there.
    pub playable: bool,
}

/// What the recogniser gives up to keep pace (nhịp ghi lời).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SpeechPace {
    /// Nothing.
    Whole,
    /// Partial captions: only whole sentences are written.
    FinalsOnly,
    /// Some microphones: they are recorded and written down afterwards.
    Later,
}

/// The recogniser at work.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SpeechLoad {
    /// Microphones heard now.
    pub tracks: u32,
    /// How long the oldest speech has waited to be written, milliseconds.
    #[ts(as = "f64")]
    pub oldest: u64,
    /// What is given up.
    pub pace: SpeechPace,
    /// Stretches since the start that could not be recognised; they stay in their recordings.
    #[ts(as = "f64")]
    pub failures: u64,
}

/// `GET /api/system`: the administrator's page.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SystemPage {
    /// Version of the program.
    pub version: String,
    /// When this process started.
    pub started_at: Moment,
    /// Speech models of the catalogue; the one with `writing` writes the captions.
    pub models: Vec<SpeechModel>,
    /// Bytes free where recordings are kept.
    #[ts(as = "f64")]
    pub disk_free: u64,
    /// The recogniser at work; none without a model.
    pub speech: Option<SpeechLoad>,
    /// Meetings in progress.
    pub live_meetings: u32,
    /// Devices connected.
    pub devices: u32,
    /// Address and port where browsers send sound and picture (UDP).
    pub media_port: u16,
}

/// `GET /api/audit?before=LINE`: latest first, 100 lines.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct AuditPage {
    /// The lines.
    pub lines: Vec<AuditEntry>,
    /// What to ask `before` for the next page; none on the last.
    #[ts(as = "Option<f64>")]
    pub next: Option<i64>,
}

/// `GET /api/audit/chain`: whether the lines of the log hang together.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct AuditChain {
    /// Lines read.
    pub lines: u32,
    /// The first line that does not hang on the one before it, by its place in the log; none when all do.
    #[ts(as = "Option<f64>")]
    pub broken_at: Option<i64>,
    /// That line, as it is kept now.
    pub broken: Option<AuditEntry>,
    /// The seal of the last line, to be noted away from the machine and compared later.
    pub head: String,
}
