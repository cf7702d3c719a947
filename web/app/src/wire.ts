// Generated from the server's wire types; do not edit. `scripts/wire` writes it anew.

export type UnitId = string;

export type PersonId = string;

export type AccountId = string;

export type MeetingId = string;

export type SiteId = string;

export type ParticipantId = string;

export type TrackId = string;

export type UtteranceId = string;

export type Moment = number;

export type JsonValue = number | string | boolean | Array<JsonValue> | { [key in string]: JsonValue } | null;

export type Refusal = "wrong_password" | "too_many_attempts" | "session_expired" | "not_allowed" | "not_found" | "bad_request" | "insecure_connection" | "foreign_origin" | "too_large" | "server_failed" | "state_secret" | "meeting_incomplete" | "room_full" | "already_joined" | "taken_over" | "not_joined" | "not_presiding" | "no_such_participant" | "meeting_not_open" | "meeting_ended" | "unknown_message" | "too_many_messages" | "offer_malformed" | "media_cipher" | "media_failed" | "disk_full" | "model_missing";

export type RefusalText = { 
/**
 * The stable code.
 */
code: Refusal, 
/**
 * Vietnamese sentence.
 */
vi: string, 
/**
 * English sentence.
 */
en: string, };

export type Role = "system_admin" | "records_clerk" | "meeting_secretary" | "leader" | "monitoring_officer" | "unit_head" | "unit_officer" | "site_technician" | "village_guest" | "auditor";

export type Account = { 
/**
 * Identity.
 */
id: AccountId, 
/**
 * Sign-in name.
 */
username: string, 
/**
 * The person.
 */
person: PersonId, 
/**
 * Their name.
 */
name: string, 
/**
 * Their post today, empty when they hold none.
 */
post: string, 
/**
 * Their unit.
 */
unit: UnitId, 
/**
 * Its short name.
 */
unit_name: string, 
/**
 * What the account is.
 */
role: Role, };

export type MeetingState = "scheduled" | "live" | "ended" | "cancelled";

export type Site = { 
/**
 * Identity within the meeting.
 */
id: SiteId, 
/**
 * The unit whose room it is.
 */
unit: UnitId, 
/**
 * The unit's name on the day of the meeting.
 */
unit_name: string, 
/**
 * Whether it is the main hall (điểm cầu chính).
 */
hall: boolean, };

export type Meeting = { 
/**
 * Identity.
 */
id: MeetingId, 
/**
 * What it is called in the invitation.
 */
title: string, 
/**
 * Where it stands.
 */
state: MeetingState, 
/**
 * When it was called for.
 */
starts_at: Moment, 
/**
 * When it was really opened.
 */
opened_at: Moment | null, 
/**
 * When it was closed.
 */
ended_at: Moment | null, 
/**
 * Who presides (chủ tọa).
 */
chair: PersonId, 
/**
 * The chair's name on that day.
 */
chair_name: string, 
/**
 * Who writes the minutes (thư ký).
 */
secretary: PersonId, 
/**
 * The secretary's name on that day.
 */
secretary_name: string, 
/**
 * Its sites, the hall first.
 */
sites: Array<Site>, 
/**
 * Whether its sound was made by a machine for demonstration (âm thanh tổng hợp).
 */
synthetic: boolean, };

export type Word = { 
/**
 * First millisecond.
 */
t0: number, 
/**
 * One past the last millisecond.
 */
t1: number, 
/**
 * The word.
 */
text: string, 
/**
 * How sure the engine is, 0 to 1.
 */
p: number, };

export type Speaker = { 
/**
 * The person.
 */
person: PersonId, 
/**
 * Their name.
 */
name: string, 
/**
 * Their post.
 */
post: string, 
/**
 * Their unit.
 */
unit: UnitId, 
/**
 * Its name.
 */
unit_name: string, };

export type Utterance = { 
/**
 * Identity; the same in captions, transcript and minutes.
 */
id: UtteranceId, 
/**
 * Its meeting.
 */
meeting: MeetingId, 
/**
 * The recording it was heard in.
 */
track: TrackId, 
/**
 * Who spoke.
 */
speaker: Speaker, 
/**
 * When it began, on the wall clock.
 */
began_at: Moment, 
/**
 * Beginning in the track, milliseconds.
 */
t0: number, 
/**
 * End in the track, milliseconds.
 */
t1: number, 
/**
 * The engine's words before any writing.
 */
spoken: string, 
/**
 * The written form.
 */
written: string, 
/**
 * Word by word, of the spoken form.
 */
words: Array<Word>, 
/**
 * How sure the engine is on the whole, 0 to 1.
 */
confidence: number, 
/**
 * Engine and model that heard it.
 */
engine: string, };

export type AuditEntry = { 
/**
 * When.
 */
at: Moment, 
/**
 * Whose account acted; none for the server itself or an unknown person.
 */
actor: AccountId | null, 
/**
 * The actor's name on that day.
 */
actor_name: string, 
/**
 * What was done: a stable code such as `session.opened`, `meeting.ended`, `recording.played`.
 */
act: string, 
/**
 * What it was done to: the identity of a meeting, track or account.
 */
subject: string, 
/**
 * What else matters, as JSON without names or transcript text.
 */
detail: JsonValue, };

export type SpeechModel = { 
/**
 * Catalogue identity, such as `conformer` or `whisper-base`.
 */
id: string, 
/**
 * Engine that runs it.
 */
engine: string, 
/**
 * Licence its package states.
 */
licence: string, 
/**
 * What is known of its origin, in Vietnamese.
 */
provenance: string, 
/**
 * Where it is fetched from, package and version.
 */
source: string, 
/**
 * Bytes on disk.
 */
size: number, 
/**
 * Whether it is in the cache and right.
 */
installed: boolean, 
/**
 * Whether captions are written with it now.
 */
writing: boolean, };

export type ClientMessage = { "type": "join", 
/**
 * Whether to put the other machine out.
 */
take_over: boolean, } | { "type": "offer", 
/**
 * The session description.
 */
sdp: string, } | { "type": "set_muted", 
/**
 * Off or on.
 */
muted: boolean, } | { "type": "set_camera", 
/**
 * On or off.
 */
on: boolean, } | { "type": "raise_hand", 
/**
 * Up or down.
 */
raised: boolean, } | { "type": "device", 
/**
 * Which.
 */
kind: DeviceKind, 
/**
 * Whether it works.
 */
working: boolean, } | { "type": "open" } | { "type": "end" } | { "type": "give_floor", 
/**
 * To whom.
 */
participant: ParticipantId, } | { "type": "take_floor" } | { "type": "mute", 
/**
 * Whose.
 */
participant: ParticipantId, } | { "type": "lower_hand", 
/**
 * Whose.
 */
participant: ParticipantId, } | { "type": "leave" } | { "type": "ping" };

export type DeviceKind = "microphone" | "camera";

export type ServerMessage = { "type": "welcome", 
/**
 * Who you are in this room.
 */
you: ParticipantId, 
/**
 * Whether you may open, end, give the floor, mute.
 */
presides: boolean, 
/**
 * The room.
 */
room: RoomView, 
/**
 * The last final captions, oldest first; a client merges them with what it has by `id`.
 */
captions: Array<Caption>, 
/**
 * Milliseconds UTC by the server's clock.
 */
server_time: Moment, } | { "type": "answer", 
/**
 * The session description.
 */
sdp: string, 
/**
 * `mid` of each line that will carry a voice.
 */
audio_slots: Array<string>, 
/**
 * `mid` of each line that will carry a picture: the first is the main picture.
 */
video_slots: Array<string>, } | { "type": "room", 
/**
 * All of it.
 */
room: RoomView, } | { "type": "slots", 
/**
 * In the order of [`ServerMessage::Answer`]'s `video_slots`.
 */
video: Array<ParticipantId | null>, } | { "type": "speaking", 
/**
 * Loudest first, may be empty.
 */
participants: Array<ParticipantId>, } | { "type": "caption", 
/**
 * The caption; a final one replaces the partial of the same `id`.
 */
caption: Caption, } | { "type": "refused", 
/**
 * Why.
 */
refusal: RefusalText, } | { "type": "put_out", 
/**
 * Why.
 */
refusal: RefusalText, } | { "type": "pong" };

export type Caption = { 
/**
 * The utterance: the same from the first partial to the transcript.
 */
id: UtteranceId, 
/**
 * Whether the words may still change.
 */
state: CaptionState, 
/**
 * Who speaks, if still in the room.
 */
participant: ParticipantId | null, 
/**
 * Their name.
 */
name: string, 
/**
 * Their post.
 */
post: string, 
/**
 * Their unit.
 */
unit_name: string, 
/**
 * When they began to say it.
 */
began_at: Moment, 
/**
 * What they said.
 */
text: string, };

export type CaptionState = "partial" | "final";

export type RoomView = { 
/**
 * Which meeting.
 */
meeting: MeetingId, 
/**
 * Its title.
 */
title: string, 
/**
 * Where it stands.
 */
state: MeetingState, 
/**
 * When it was opened.
 */
opened_at: Moment | null, 
/**
 * Who has the floor (đang được mời phát biểu).
 */
floor: ParticipantId | null, 
/**
 * Everybody who is in, or was in and whose connection dropped.
 */
participants: Array<ParticipantView>, 
/**
 * Every site that was invited, the hall first.
 */
sites: Array<SiteView>, 
/**
 * Whether sound and picture are being kept.
 */
recording: RecordingState, 
/**
 * Whether words are being written.
 */
captions: CaptioningState, };

export type RecordingState = "off" | "on" | "failing";

export type CaptioningState = "writing" | "no_model" | "later";

export type SiteView = { 
/**
 * Which.
 */
site: SiteId, 
/**
 * The unit's name.
 */
unit_name: string, 
/**
 * Whether it is the main hall.
 */
hall: boolean, 
/**
 * Whether anybody there is connected.
 */
present: boolean, };

export type ParticipantView = { 
/**
 * Which.
 */
id: ParticipantId, 
/**
 * Their name.
 */
name: string, 
/**
 * Their post.
 */
post: string, 
/**
 * Their unit.
 */
unit_name: string, 
/**
 * Their site.
 */
site: SiteId, 
/**
 * Whether they sit in the main hall.
 */
hall: boolean, 
/**
 * Whether they may run the meeting.
 */
presides: boolean, 
/**
 * Whether they are the chair.
 */
chair: boolean, 
/**
 * Whether their connection stands; a dropped one keeps its place.
 */
connected: boolean, 
/**
 * Whether their microphone is closed.
 */
muted: boolean, 
/**
 * Whether their camera is on.
 */
camera: boolean, 
/**
 * Since when their hand is up.
 */
hand_raised_at: Moment | null, 
/**
 * A device of theirs that does not work.
 */
device_trouble: DeviceKind | null, };

export type StartPage = { 
/**
 * Name of the authority.
 */
authority: string, 
/**
 * Version of the program.
 */
version: string, 
/**
 * Whether this is the demonstration data.
 */
demo: boolean, 
/**
 * Whether the page came over HTTPS or from this very machine, so that microphone and camera can be used.
 */
secure: boolean, 
/**
 * Address of the same page over HTTPS.
 */
https_address: string | null, 
/**
 * SHA-256 of the authority certificate to be trusted (`GET /ca.crt`), as hex pairs with colons.
 */
certificate_sha256: string | null, };

export type SignIn = { 
/**
 * Sign-in name.
 */
username: string, 
/**
 * Password.
 */
password: string, };

export type Session = { 
/**
 * Who is signed in.
 */
account: Account, 
/**
 * The acts the account may do, as codes (`see_meetings`, `call_meeting`, `read_audit`, `see_system`, ...).
 */
may: Array<string>, };

export type MeetingCard = { 
/**
 * The meeting.
 */
meeting: Meeting, 
/**
 * May enter the room.
 */
may_join: boolean, 
/**
 * May run it.
 */
may_preside: boolean, 
/**
 * May read what was said.
 */
may_read: boolean, 
/**
 * May hear the recording.
 */
may_hear: boolean, 
/**
 * Devices in the room now.
 */
present: number, };

export type MeetingList = { 
/**
 * Of today, and live ones whatever their day; by time.
 */
today: Array<MeetingCard>, 
/**
 * Later ones, nearest first, at most 50.
 */
upcoming: Array<MeetingCard>, 
/**
 * Earlier ones, latest first, at most 100.
 */
earlier: Array<MeetingCard>, };

export type CallMeeting = { 
/**
 * What it is called, 3 to 300 characters.
 */
title: string, 
/**
 * When.
 */
starts_at: Moment, 
/**
 * Who presides.
 */
chair: PersonId, 
/**
 * Who writes.
 */
secretary: PersonId, 
/**
 * The unit whose room is the hall.
 */
hall: UnitId, 
/**
 * The other units, at most 15.
 */
sites: Array<UnitId>, 
/**
 * Whether it holds state secrets; if so it is refused.
 */
state_secret: boolean, };

export type Directory = { 
/**
 * The units.
 */
units: Array<DirectoryUnit>, 
/**
 * The people who can preside or write.
 */
people: Array<Speaker>, };

export type DirectoryUnit = { 
/**
 * Which.
 */
id: UnitId, 
/**
 * Its name today.
 */
name: string, };

export type Transcript = { 
/**
 * The meeting.
 */
card: MeetingCard, 
/**
 * What was said, by time.
 */
utterances: Array<Utterance>, 
/**
 * The recordings; sound at `GET /api/tracks/{id}/sound`, only when `card.may_hear`.
 */
tracks: Array<TrackView>, 
/**
 * Recordings not yet written down wholly.
 */
unwritten: number, };

export type TrackView = { 
/**
 * Which.
 */
id: TrackId, 
/**
 * When it began.
 */
began_at: Moment, 
/**
 * Length in milliseconds as far as known.
 */
length: number, 
/**
 * Whether the sound was made by a machine for demonstration.
 */
synthetic: boolean, 
/**
 * Whether the file is there.
 */
playable: boolean, };

export type SystemPage = { 
/**
 * Version of the program.
 */
version: string, 
/**
 * When this process started.
 */
started_at: Moment, 
/**
 * Speech models of the catalogue; the one with `writing` writes the captions.
 */
models: Array<SpeechModel>, 
/**
 * Bytes free where recordings are kept.
 */
disk_free: number, 
/**
 * Meetings in progress.
 */
live_meetings: number, 
/**
 * Devices connected.
 */
devices: number, 
/**
 * Address and port where browsers send sound and picture (UDP).
 */
media_port: number, };

export type AccountRow = { 
/**
 * Identity.
 */
id: AccountId, 
/**
 * The account.
 */
account: Account, 
/**
 * Last sign-in.
 */
last_seen: Moment | null, };

export type AuditPage = { 
/**
 * The lines.
 */
lines: Array<AuditEntry>, 
/**
 * What to ask `before` for the next page; none on the last.
 */
next: number | null, };
