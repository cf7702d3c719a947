//! Wire types of one's own account: the machines it is signed in on, and its second factor.

use giaoban_models::clock::Moment;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A line of `GET /api/session/machines`: a machine (máy đang đăng nhập) one's own account is signed in on.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SignedInMachine {
    /// What it is ended by.
    pub id: String,
    /// Browser and system; empty when not known.
    pub device: String,
    /// When it signed in.
    pub opened_at: Moment,
    /// When it was last used, to about five minutes; none when not known.
    pub used_at: Option<Moment>,
    /// Whether it is the one that asks.
    pub here: bool,
}

/// `POST /api/session/machines/ending`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct MachineEnding {
    /// Which; none for all but the one that asks.
    pub id: Option<String>,
}

/// `GET /api/session/second-factor`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SecondFactorState {
    /// Since when it stands; none when there is none.
    pub since: Option<Moment>,
    /// Recovery codes nobody has used.
    pub codes_left: u32,
    /// Whether the office asks this account for one, so that it cannot be taken away.
    pub required: bool,
}

/// `POST /api/session/second-factor/offer`: the password once more.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OwnPassword {
    /// The password that holds now.
    pub password: String,
}

/// Answer to it: what the phone takes over.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SecondFactorOffer {
    /// The secret, base32, to be typed when the picture cannot be read.
    pub secret: String,
    /// The address in the picture (`otpauth://`), for a phone that opens this page itself.
    pub address: String,
    /// Side of the square picture in modules.
    pub side: u32,
    /// Path of its black modules, as SVG takes it.
    pub path: String,
}

/// `POST /api/session/second-factor` and `.../removal`: a code of the phone, or for the removal also a recovery code.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SecondFactorCode {
    /// The code.
    pub code: String,
}

/// Recovery codes, shown once.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RecoveryCodes {
    /// The codes; each counts once.
    pub codes: Vec<String>,
}

/// `GET` and `POST /api/accounts/second-factor-rule`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SecondFactorRule {
    /// Whether every administrator must have a second factor.
    pub required: bool,
}

/// `GET /api/session/calendar`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CalendarState {
    /// When one's link was made; none when there is none.
    pub since: Option<Moment>,
}

/// A link for a calendar program, shown once.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CalendarLink {
    /// Its path on this server.
    pub path: String,
}
