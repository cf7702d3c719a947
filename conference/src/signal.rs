//! Wire types of the meeting socket: what a browser says to the room and the room to a browser, one JSON object a message.

use giaoban_models::clock::Moment;
use giaoban_models::id::{MeetingId, ParticipantId, SiteId, UtteranceId};
use giaoban_models::meeting::MeetingState;
use giaoban_models::refusal::RefusalText;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Longest socket message taken from a client, bytes. An offer with 24 media lines has about 30 kB.
pub const LONGEST_MESSAGE: usize = 64 * 1024;

/// What a browser asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ClientMessage {
    /// Enter the room; with `take_over` also when the account is inside from another machine.
    Join {
        /// Whether to put the other machine out.
        take_over: bool,
    },
    /// Media offer (SDP, RFC 8866), answered by [`ServerMessage::Answer`]. A new one replaces the connection.
    Offer {
        /// The session description.
        sdp: String,
    },
    /// Own microphone.
    SetMuted {
        /// Off or on.
        muted: bool,
    },
    /// Own camera.
    SetCamera {
        /// On or off.
        on: bool,
    },
    /// Ask for the floor, or take the hand down.
    RaiseHand {
        /// Up or down.
        raised: bool,
    },
    /// A device stopped or works again.
    Device {
        /// Which.
        kind: DeviceKind,
        /// Whether it works.
        working: bool,
    },
    /// Open the meeting (khai mạc): recording and captions begin. Chair or secretary.
    Open,
    /// End the meeting (bế mạc). Chair or secretary.
    End,
    /// Give somebody the floor (mời phát biểu): the microphone opens, the picture is the main one. Chair or secretary.
    GiveFloor {
        /// To whom.
        participant: ParticipantId,
    },
    /// Take the floor back. Chair or secretary.
    TakeFloor,
    /// Let somebody preside (ủy quyền chủ trì): from now on their words are the chair's. Chair or secretary.
    HandChair {
        /// To whom; to the chair, to take it back.
        participant: ParticipantId,
    },
    /// Close somebody's microphone. Chair or secretary.
    Mute {
        /// Whose.
        participant: ParticipantId,
    },
    /// Take somebody's hand down. Chair or secretary.
    LowerHand {
        /// Whose.
        participant: ParticipantId,
    },
    /// Leave the room for good (the button, not an outage).
    Leave,
    /// Is anybody there; answered by [`ServerMessage::Pong`].
    Ping,
}

/// A device of a participant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DeviceKind {
    /// Microphone.
    Microphone,
    /// Camera.
    Camera,
}

/// What the room tells a browser.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerMessage {
    /// First answer to [`ClientMessage::Join`]: everything needed to draw the room.
    Welcome {
        /// Who you are in this room.
        you: ParticipantId,
        /// Whether you may open, end, give the floor, mute.
        presides: bool,
        /// The room.
        room: RoomView,
        /// The last final captions, oldest first; a client merges them with what it has by `id`.
        captions: Vec<Caption>,
        /// Milliseconds UTC by the server's clock.
        server_time: Moment,
    },
    /// Answer to the media offer.
    Answer {
        /// The session description.
        sdp: String,
        /// `mid` of each line that will carry a voice.
        audio_slots: Vec<String>,
        /// `mid` of each line that will carry a picture: the first is the main picture.
        video_slots: Vec<String>,
    },
    /// The room changed.
    Room {
        /// All of it.
        room: RoomView,
    },
    /// Whose picture each video slot carries from now on.
    Slots {
        /// In the order of [`ServerMessage::Answer`]'s `video_slots`.
        video: Vec<Option<ParticipantId>>,
    },
    /// Which sizes of the own camera somebody watches or keeps; the others need not be sent.
    Layers {
        /// Identifiers (RFC 8851) as the client offered them; a client that sends one size never hears this.
        rids: Vec<String>,
    },
    /// Who is being heard now.
    Speaking {
        /// Loudest first, may be empty.
        participants: Vec<ParticipantId>,
    },
    /// Words.
    Caption {
        /// The caption; a final one replaces the partial of the same `id`.
        caption: Caption,
    },
    /// Something was refused; the room goes on.
    Refused {
        /// Why.
        refusal: RefusalText,
    },
    /// This machine is put out: taken over by another one, or the session ended. The socket closes after it.
    PutOut {
        /// Why.
        refusal: RefusalText,
    },
    /// Answer to [`ClientMessage::Ping`].
    Pong,
}

/// A caption (phụ đề) under the picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Caption {
    /// The utterance: the same from the first partial to the transcript.
    pub id: UtteranceId,
    /// Whether the words may still change.
    pub state: CaptionState,
    /// Who speaks, if still in the room.
    pub participant: Option<ParticipantId>,
    /// Their name.
    pub name: String,
    /// Their post.
    pub post: String,
    /// Their unit.
    pub unit_name: String,
    /// When they began to say it.
    pub began_at: Moment,
    /// What they said.
    pub text: String,
}

/// Whether a caption is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CaptionState {
    /// For the screen only; will be replaced.
    Partial,
    /// Kept.
    Final,
}

/// The room as everybody in it sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RoomView {
    /// Which meeting.
    pub meeting: MeetingId,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub state: MeetingState,
    /// When it was opened.
    pub opened_at: Option<Moment>,
    /// Who has the floor (đang được mời phát biểu).
    pub floor: Option<ParticipantId>,
    /// Everybody who is in, or was in and whose connection dropped.
    pub participants: Vec<ParticipantView>,
    /// Every site that was invited, the hall first.
    pub sites: Vec<SiteView>,
    /// Whether sound and picture are being kept.
    pub recording: RecordingState,
    /// Whether words are being written.
    pub captions: CaptioningState,
}

/// Whether sound and picture are being kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RecordingState {
    /// The meeting is not open.
    Off,
    /// Everything is kept.
    On,
    /// Some track cannot be written.
    Failing,
}

/// Whether words are being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CaptioningState {
    /// Words appear as they are spoken.
    Writing,
    /// No speech model is installed: recorded now, written later.
    NoModel,
    /// The engine failed or is too slow: recorded now, written later.
    Later,
}

/// A site of the meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SiteView {
    /// Which.
    pub site: SiteId,
    /// The unit's name.
    pub unit_name: String,
    /// Whether it is the main hall.
    pub hall: bool,
    /// Whether anybody there is connected.
    pub present: bool,
}

/// A person at a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ParticipantView {
    /// Which.
    pub id: ParticipantId,
    /// Their name.
    pub name: String,
    /// Their post.
    pub post: String,
    /// Their unit.
    pub unit_name: String,
    /// Their site.
    pub site: SiteId,
    /// Whether they sit in the main hall.
    pub hall: bool,
    /// Whether they may run the meeting.
    pub presides: bool,
    /// Whether they preside now: the chair, or whom the chair let preside.
    pub chair: bool,
    /// Whether their connection stands; a dropped one keeps its place.
    pub connected: bool,
    /// Whether their microphone is closed.
    pub muted: bool,
    /// Whether their camera is on.
    pub camera: bool,
    /// Since when their hand is up.
    pub hand_raised_at: Option<Moment>,
    /// A device of theirs that does not work.
    pub device_trouble: Option<DeviceKind>,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use giaoban_models::refusal::Refusal;
    use serde_json::json;

    use super::*;

    #[test]
    fn the_wire_is_what_browsers_of_yesterday_speak() {
        for (message, wire) in [
            (ClientMessage::Join { take_over: false }, json!({ "type": "join", "take_over": false })),
            (ClientMessage::SetMuted { muted: true }, json!({ "type": "set_muted", "muted": true })),
            (ClientMessage::GiveFloor { participant: "p".into() }, json!({ "type": "give_floor", "participant": "p" })),
            (ClientMessage::Ping, json!({ "type": "ping" })),
        ] {
            assert_eq!(serde_json::to_value(&message).unwrap(), wire);
            assert_eq!(serde_json::from_value::<ClientMessage>(wire).unwrap(), message);
        }
        let layers = ServerMessage::Layers { rids: vec!["q".to_owned()] };
        assert_eq!(serde_json::to_value(&layers).unwrap(), json!({ "type": "layers", "rids": ["q"] }));
        let refused = ServerMessage::Refused { refusal: Refusal::RoomFull.into() };
        assert_eq!(serde_json::to_value(&refused).unwrap()["refusal"]["code"], "room_full");
    }

    #[test]
    fn what_nobody_says_is_no_message() {
        for wire in [
            "",
            "{}",
            "[]",
            "{\"type\":\"become_chair\"}",
            "{\"type\":\"give_floor\"}",
            "{\"type\":\"join\",\"take_over\":1}",
        ] {
            assert!(serde_json::from_str::<ClientMessage>(wire).is_err(), "{wire}");
        }
    }
}
