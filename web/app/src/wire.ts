// Generated from the server's wire types; do not edit. `scripts/wire` writes it anew.

export type UnitId = string;

export type PersonId = string;

export type AccountId = string;

export type MeetingId = string;

export type SiteId = string;

export type ParticipantId = string;

export type TrackId = string;

export type UtteranceId = string;

export type ProposalId = string;

export type DirectiveId = string;

export type PaperId = string;

export type CommentId = string;

export type Moment = number;

export type JsonValue = number | string | boolean | Array<JsonValue> | { [key in string]: JsonValue } | null;

export type Refusal = "wrong_password" | "password_to_change" | "password_weak" | "current_password_wrong" | "second_factor_needed" | "second_factor_wrong" | "second_factor_to_set_up" | "second_factor_stands" | "second_factor_not_offered" | "second_factor_own_first" | "second_factor_required" | "username_taken" | "account_incomplete" | "last_administrator" | "setup_code_wrong" | "already_set_up" | "too_many_attempts" | "session_expired" | "not_allowed" | "not_found" | "bad_request" | "insecure_connection" | "foreign_origin" | "too_large" | "server_failed" | "state_secret" | "meeting_incomplete" | "room_full" | "already_joined" | "taken_over" | "not_joined" | "not_presiding" | "no_such_participant" | "meeting_not_open" | "meeting_ended" | "unknown_message" | "too_many_messages" | "offer_malformed" | "media_cipher" | "media_failed" | "disk_full" | "purge_live" | "purge_issued" | "purge_on_hold" | "purge_done" | "purge_not_confirmed" | "retention_wrong" | "minutes_issued" | "minutes_approved" | "letter_missing" | "no_draft" | "not_approved" | "changed_meanwhile" | "text_empty" | "proposal_decided" | "directive_incomplete" | "step_not_now" | "reason_missing" | "document_missing" | "extension_too_late" | "nothing_to_dispatch" | "not_your_unit" | "paper_incomplete" | "paper_exists" | "paper_issued" | "paper_step_not_now" | "meeting_not_ended" | "comment_decided" | "query_empty" | "model_missing";

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
 * The written form: as the machine wrote it, or as the latest correction says.
 */
written: string, 
/**
 * Number of the latest correction; 0 as heard.
 */
revision: number, 
/**
 * Who made that correction.
 */
corrected_by: string | null, 
/**
 * Word by word, of the spoken form.
 */
words: Array<Word>, 
/**
 * How sure the engine is on the whole, 0 to 1.
 */
confidence: number, 
/**
 * Engine and model that heard it (`engine/model`), or how the words came when no engine of ours heard them.
 */
engine: string, };

export type TurnEdge = "as_recorded" | "begins" | "joins";

export type TurnMark = { 
/**
 * The sentence.
 */
utterance: UtteranceId, 
/**
 * How often it was said; 0 never.
 */
revision: number, 
/**
 * Who spoke; none when it is whoever was recorded.
 */
speaker: Speaker | null, 
/**
 * Who was recorded.
 */
recorded: Speaker, 
/**
 * Where the turn begins.
 */
edge: TurnEdge, 
/**
 * When it was said.
 */
at: Moment, 
/**
 * By whom.
 */
by: string, };

export type MinutesState = "draft" | "approved" | "issued";

export type Run = { 
/**
 * The text, NFC.
 */
text: string, 
/**
 * Bold.
 */
bold: boolean, 
/**
 * Italic.
 */
italic: boolean, };

export type PassageKind = "section" | "topic" | "paragraph";

export type Passage = { 
/**
 * What it is.
 */
kind: PassageKind, 
/**
 * Its text.
 */
runs: Array<Run>, 
/**
 * What it rests on, in order of speech; empty for what is not from speech (heading, attendance, a vote).
 */
utterances: Array<UtteranceId>, 
/**
 * The proposed directive this clause words.
 */
proposal: ProposalId | null, };

export type MinutesHead = { 
/**
 * Name of the superior body in capitals, if there is one: "UBND TỈNH QUẢNG TRỊ".
 */
superior: string | null, 
/**
 * Name of the issuing body in capitals.
 */
agency: string, 
/**
 * Sign after the number: "BB-UBND".
 */
sign: string, 
/**
 * Number of the register, two digits at least; none before it is issued.
 */
number: string | null, 
/**
 * What the minutes are of (trích yếu).
 */
title: string, 
/**
 * Name under the chair's signature.
 */
chair_name: string, 
/**
 * Name under the secretary's signature.
 */
secretary_name: string, 
/**
 * Lines of "Nơi nhận", without dash and mark.
 */
recipients: Array<string>, };

export type MinutesVersion = { 
/**
 * From 1.
 */
number: number, 
/**
 * What it was frozen as.
 */
state: MinutesState, 
/**
 * When.
 */
at: Moment, 
/**
 * Who froze it.
 */
by: string, 
/**
 * SHA-256 of the frozen text, hex.
 */
sha256: string, 
/**
 * Number and sign of an issued one: "05/BB-UBND".
 */
document_number: string | null, 
/**
 * Day of issue `YYYY-MM-DD`.
 */
issued_on: string | null, };

export type Vote = { 
/**
 * What was voted on.
 */
subject: string, 
/**
 * Tán thành.
 */
in_favour: number, 
/**
 * Không tán thành.
 */
against: number, 
/**
 * Không có ý kiến.
 */
abstained: number, };

export type PaperKind = "invitation" | "conclusion";

export type PaperState = "draft" | "submitted" | "approved" | "issued" | "recalled";

export type PaperStep = "drafted" | "edited" | "submitted" | "returned" | "approved" | "issued" | "recalled";

export type BlockKind = "paragraph" | "clause" | "point" | "dash";

export type PaperBlock = { 
/**
 * What it is.
 */
kind: BlockKind, 
/**
 * Its text, NFC, without number or letter.
 */
text: string, };

export type Signer = { 
/**
 * Lines above the name in capitals: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH".
 */
posts: Array<string>, 
/**
 * The name, without titles.
 */
name: string, };

export type AssignedTask = { 
/**
 * What is to be done.
 */
task: string, 
/**
 * Đơn vị chủ trì.
 */
lead: string, 
/**
 * Đơn vị phối hợp.
 */
co: string, 
/**
 * Thời hạn as written: "15/11/2024", "Hằng tháng, trước ngày 25", or empty.
 */
due: string, };

export type AttendanceLine = { 
/**
 * Điểm cầu.
 */
site: string, 
/**
 * Who sat there: names and posts.
 */
people: string, 
/**
 * When it was connected: "08:00 - 11:15", or empty.
 */
connected: string, 
/**
 * Absence, lost lines.
 */
note: string, };

export type PaperContent = { 
/**
 * What it is.
 */
kind: PaperKind, 
/**
 * Name of the superior body in capitals, if there is one.
 */
superior: string | null, 
/**
 * Name of the issuing body in capitals.
 */
agency: string, 
/**
 * Sign after the number: "GM-UBND".
 */
sign: string, 
/**
 * Number of the register, two digits at least; none before it is issued.
 */
number: string | null, 
/**
 * Địa danh.
 */
place: string, 
/**
 * Day of issue `YYYY-MM-DD`; none before.
 */
issued_on: string | null, 
/**
 * Trích yếu.
 */
title: string, 
/**
 * The text.
 */
blocks: Array<PaperBlock>, 
/**
 * Who signs.
 */
signer: Signer, 
/**
 * Lines of "Nơi nhận", without dash and mark.
 */
recipients: Array<string>, 
/**
 * Bảng nhiệm vụ giao; no annex when empty.
 */
tasks: Array<AssignedTask>, 
/**
 * Danh sách tham dự; no annex when empty.
 */
attendance: Array<AttendanceLine>, 
/**
 * Whether it is issued; anything else is marked "DỰ THẢO" on paper.
 */
issued: boolean, };

export type Paper = { 
/**
 * Identity.
 */
id: PaperId, 
/**
 * Its meeting.
 */
meeting: MeetingId, 
/**
 * What it is.
 */
kind: PaperKind, 
/**
 * Where it stands.
 */
state: PaperState, 
/**
 * Trích yếu.
 */
title: string, 
/**
 * Number and sign of an issued one: "05/GM-UBND".
 */
document_number: string | null, 
/**
 * Day of issue `YYYY-MM-DD`.
 */
issued_on: string | null, 
/**
 * The document it replaces.
 */
corrects: PaperId | null, 
/**
 * Grows with every change of the text.
 */
revision: number, };

export type PaperEvent = { 
/**
 * When.
 */
at: Moment, 
/**
 * What.
 */
step: PaperStep, 
/**
 * Who.
 */
by: string, 
/**
 * Reason or remark; may be empty.
 */
note: string, };

export type PaperVersion = { 
/**
 * From 1.
 */
number: number, 
/**
 * What it was frozen as.
 */
state: PaperState, 
/**
 * When.
 */
at: Moment, 
/**
 * Who froze it.
 */
by: string, 
/**
 * SHA-256 of the frozen text, hex.
 */
sha256: string, };

export type LawClockKind = "invitation" | "papers" | "conclusion";

export type LawClockStanding = "met" | "met_late" | "running" | "near" | "passed";

export type LawClock = { 
/**
 * What for.
 */
kind: LawClockKind, 
/**
 * Last day, `YYYY-MM-DD`.
 */
due: string, 
/**
 * How it stands.
 */
standing: LawClockStanding, 
/**
 * When it was done, `YYYY-MM-DD`.
 */
done_on: string | null, 
/**
 * Whether the table of days off says nothing about that year, so that the day counts Saturdays and Sundays only.
 */
uncertain: boolean, };

export type ReviewStep = "submitted" | "returned";

export type ReviewEvent = { 
/**
 * When.
 */
at: Moment, 
/**
 * What.
 */
step: ReviewStep, 
/**
 * Who.
 */
by: string, 
/**
 * Remark or reason; may be empty.
 */
note: string, };

export type CommentDecision = "accepted" | "rejected";

export type Comment = { 
/**
 * Identity.
 */
id: CommentId, 
/**
 * When.
 */
at: Moment, 
/**
 * Who.
 */
by: string, 
/**
 * Place of the passage then, from 0.
 */
place: number, 
/**
 * The words it is about, as they stood then.
 */
quote: string, 
/**
 * The remark; may be empty beside a suggestion.
 */
words: string, 
/**
 * What should stand in place of the quote.
 */
suggestion: string | null, 
/**
 * What became of it; none as long as nobody has decided.
 */
decision: CommentDecision | null, 
/**
 * Who decided.
 */
decided_by: string | null, 
/**
 * When.
 */
decided_at: Moment | null, 
/**
 * Why; may be empty.
 */
reason: string | null, };

export type NewComment = { 
/**
 * Place of the passage, from 0.
 */
place: number, 
/**
 * The words it is about, as they stand in the passage.
 */
quote: string, 
/**
 * The remark; may be empty beside a suggestion.
 */
words: string, 
/**
 * What should stand in place of the quote.
 */
suggestion: string | null, };

export type Compared = "same" | "added" | "removed";

export type ComparedPiece = { 
/**
 * Its fate.
 */
change: Compared, 
/**
 * The words.
 */
text: string, };

export type ComparedPassage = { 
/**
 * What it is on the page.
 */
kind: PassageKind, 
/**
 * In reading order; what was taken out stands before what came in its place.
 */
pieces: Array<ComparedPiece>, };

export type DirectiveAction = "new" | "extend" | "suspend" | "cancel";

export type Proposal = { 
/**
 * The meeting.
 */
meeting_id: string, 
/**
 * The turns it was read from, the one with the quote first.
 */
turns: Array<string>, 
/**
 * An exact substring of the first turn's text.
 */
quote: string, 
/**
 * Units that lead; a group stands as the group's unit.
 */
lead_units: Array<UnitId>, 
/**
 * Units that co-operate.
 */
co_units: Array<UnitId>, 
/**
 * The task in official wording.
 */
task: string, 
/**
 * `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`; none for recurrences, conditions, start dates and what must not be guessed.
 */
deadline: string | null, 
/**
 * The phrase the date came from, as said.
 */
deadline_text: string | null, 
/**
 * Why the phrase gave no date, or what to know of the date it gave: a stable code (`vague`, `day_off`, …).
 */
deadline_warning?: string, 
/**
 * What it does.
 */
action: DirectiveAction, 
/**
 * Comes again and again.
 */
recurring: boolean, 
/**
 * Depends on something happening.
 */
conditional: boolean, 
/**
 * How sure the rules are, 0 to 1.
 */
confidence: number, 
/**
 * Why it is proposed, in Vietnamese, for the secretary.
 */
reasons: Array<string>, };

export type DirectiveState = "assigned" | "returned" | "accepted" | "in_progress" | "reported" | "redo" | "completed" | "suspended" | "cancelled";

export type DirectiveEventKind = "assigned" | "accepted" | "returned" | "progressed" | "reported" | "confirmed" | "sent_back" | "insisted" | "extension_asked" | "extension_refused" | "extended" | "urged" | "dispatched" | "handed_over" | "suspended" | "resumed" | "cancelled";

export type Timeliness = "within" | "due_soon" | "overdue" | "done_on_time" | "done_late" | "no_due_date" | "stopped";

export type Document = { 
/**
 * Number and sign: "12/QĐ-UBND".
 */
number: string, 
/**
 * Its day, `YYYY-MM-DD`, if it is known.
 */
on: string | null, };

export type EventDetail = { 
/**
 * The document it rests on: an urging letter, the minutes it was dispatched with, the decision of a hand-over.
 */
document: Document | null, 
/**
 * The unit that leads after [`DirectiveEventKind::HandedOver`].
 */
to: NamedUnit | null, };

export type DirectiveEvent = { 
/**
 * When.
 */
at: Moment, 
/**
 * What.
 */
kind: DirectiveEventKind, 
/**
 * Who.
 */
actor_name: string, 
/**
 * Their unit, by its name of the day.
 */
actor_unit: string, 
/**
 * Report, reason or remark; may be empty.
 */
note: string, 
/**
 * The new due date of [`DirectiveEventKind::Extended`], the one asked for by [`DirectiveEventKind::ExtensionAsked`].
 */
due: string | null, 
/**
 * What few events have.
 */
detail: EventDetail, };

export type NamedUnit = { 
/**
 * Identity.
 */
id: UnitId, 
/**
 * Name of the day.
 */
name: string, };

export type MisheardPlace = { 
/**
 * The sentence.
 */
utterance: UtteranceId, 
/**
 * Its meeting.
 */
meeting: MeetingId, 
/**
 * The meeting's title.
 */
meeting_title: string, 
/**
 * When it was corrected.
 */
at: Moment, };

export type MisheardWords = { 
/**
 * As the engine hears them: lower case.
 */
heard: string, 
/**
 * As people wrote them.
 */
meant: string, 
/**
 * In how many sentences.
 */
times: number, 
/**
 * Up to three of them, the newest first.
 */
places: Array<MisheardPlace>, 
/**
 * Whether the machine does it from then on; none until a person decided.
 */
accepted: boolean | null, 
/**
 * Who decided; empty until then.
 */
decided_by: string, 
/**
 * When.
 */
decided_at: Moment | null, };

export type HitKind = "directive" | "utterance" | "minutes" | "document";

export type Piece = { 
/**
 * The text as written.
 */
text: string, 
/**
 * Whether it is what was asked for.
 */
hit: boolean, };

export type Heard = { 
/**
 * The sentence.
 */
utterance: UtteranceId, 
/**
 * The recording.
 */
track: TrackId, 
/**
 * Beginning in it, milliseconds.
 */
t0: number, 
/**
 * End in it, milliseconds.
 */
t1: number, };

export type Hit = { 
/**
 * What it is.
 */
kind: HitKind, 
/**
 * Its identity: of the directive (or proposal), the utterance; for minutes the meeting's.
 */
id: string, 
/**
 * Its meeting.
 */
meeting_id: MeetingId, 
/**
 * Title of the meeting.
 */
meeting_title: string, 
/**
 * Day of the meeting, `YYYY-MM-DD`.
 */
day: string, 
/**
 * A line that says what it is: the task, the speaker and post, the heading of the passage.
 */
title: string, 
/**
 * Where the words asked for stand.
 */
snippet: Array<Piece>, 
/**
 * How well it fits; only the order means something.
 */
score: number, 
/**
 * Where to hear it; none without sound.
 */
heard: Heard | null, 
/**
 * Seconds since the meeting was opened.
 */
at_seconds: number | null, 
/**
 * Where a directive stands.
 */
state: DirectiveState | null, 
/**
 * How it stands against its due date today.
 */
timeliness: Timeliness | null, };

export type FacetCount = { 
/**
 * Its identity, or its code.
 */
key: string, 
/**
 * Its name; empty for a code.
 */
name: string, 
/**
 * How many.
 */
count: number, };

export type Facets = { 
/**
 * Kinds.
 */
kinds: Array<FacetCount>, 
/**
 * Units they are of.
 */
units: Array<FacetCount>, 
/**
 * People who spoke or ordered.
 */
people: Array<FacetCount>, 
/**
 * Meetings.
 */
meetings: Array<FacetCount>, 
/**
 * States of directives.
 */
states: Array<FacetCount>, };

export type Found = { 
/**
 * The query as understood.
 */
query: string, 
/**
 * Milliseconds it took.
 */
took_ms: number, 
/**
 * How many there are in all.
 */
total: number, 
/**
 * The best of them, best first.
 */
hits: Array<Hit>, 
/**
 * The newest change the index has read.
 */
as_of: Moment | null, 
/**
 * How many of what, when it was asked for.
 */
facets: Facets | null, };

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
participant: ParticipantId, } | { "type": "take_floor" } | { "type": "hand_chair", 
/**
 * To whom; to the chair, to take it back.
 */
participant: ParticipantId, } | { "type": "mute", 
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
video: Array<ParticipantId | null>, } | { "type": "layers", 
/**
 * Identifiers (RFC 8851) as the client offered them; a client that sends one size never hears this.
 */
rids: Array<string>, } | { "type": "speaking", 
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
 * Whether they preside now: the chair, or whom the chair let preside.
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
certificate_sha256: string | null, 
/**
 * Whether nobody has an account yet: whoever has the code of the first start sets the office up.
 */
unclaimed: boolean, };

export type SignIn = { 
/**
 * Sign-in name.
 */
username: string, 
/**
 * Password.
 */
password: string, 
/**
 * Code of the second factor, for accounts that have one: asked for after the password.
 */
code?: string, };

export type Session = { 
/**
 * Who is signed in.
 */
account: Account, 
/**
 * The acts the account may do, as codes (`see_meetings`, `call_meeting`, `read_audit`, `see_system`, ...).
 */
may: Array<string>, 
/**
 * Whether a one-time password is to be changed before anything else can be done.
 */
must_change: boolean, 
/**
 * Whether the office asks for a second factor that is to be set up before anything else can be done.
 */
must_secure: boolean, };

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
 * May read the minutes.
 */
may_read_minutes: boolean, 
/**
 * Where the minutes stand, for whoever may read them; none before there is a draft.
 */
minutes: MinutesState | null, 
/**
 * The clocks the law sets it, for whoever works on the meetings of the authority.
 */
clocks: Array<LawClock>, 
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
 * The agenda, one item a line; may be empty.
 */
agenda: Array<string>, 
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
name: string, 
/**
 * A group as people say it ("các xã"): can be given a task, has no room.
 */
group: boolean, };

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
 * What people said about who spoke, by time; in `utterances` it is applied.
 */
turns: Array<TurnMark>, 
/**
 * Recordings not yet written down wholly.
 */
unwritten: number, 
/**
 * May correct what was heard.
 */
may_correct: boolean, };

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

export type SpeechPace = "whole" | "finals_only" | "later";

export type SpeechLoad = { 
/**
 * Microphones heard now.
 */
tracks: number, 
/**
 * How long the oldest speech has waited to be written, milliseconds.
 */
oldest: number, 
/**
 * What is given up.
 */
pace: SpeechPace, 
/**
 * Stretches since the start that could not be recognised; they stay in their recordings.
 */
failures: number, };

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
 * The recogniser at work; none without a model.
 */
speech: SpeechLoad | null, 
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

export type SetUp = { 
/**
 * The code printed when the server started.
 */
code: string, 
/**
 * Full name of the authority ("Ủy ban nhân dân xã Cam Lộ").
 */
authority: string, 
/**
 * Its short name ("UBND xã Cam Lộ").
 */
short_name: string, 
/**
 * Identity of the unit in lists ("ubnd-xa-cam-lo").
 */
unit: string, 
/**
 * Name of the administrator.
 */
name: string, 
/**
 * Their post.
 */
post: string, 
/**
 * Their sign-in name.
 */
username: string, 
/**
 * Their password.
 */
password: string, };

export type PasswordChange = { 
/**
 * The one that holds now.
 */
current: string, 
/**
 * The one that is to hold.
 */
new: string, };

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
last_seen: Moment | null, 
/**
 * When it was closed.
 */
closed: Moment | null, 
/**
 * Whether it still has a one-time password.
 */
must_change: boolean, 
/**
 * Whether it has a second factor.
 */
secured: boolean, };

export type AccountDirectory = { 
/**
 * The units of today.
 */
units: Array<DirectoryUnit>, 
/**
 * Everybody with a post today.
 */
people: Array<Speaker>, };

export type AccountOrder = { 
/**
 * Sign-in name: small letters without marks, digits, dots, hyphens.
 */
username: string, 
/**
 * Who; none for somebody new.
 */
person: PersonId | null, 
/**
 * Name of somebody new.
 */
name: string, 
/**
 * Post of somebody new.
 */
post: string, 
/**
 * The unit the account acts for.
 */
unit: UnitId, 
/**
 * What it may do.
 */
role: Role, };

export type AccountPlace = { 
/**
 * The unit the account acts for.
 */
unit: UnitId, 
/**
 * What it may do.
 */
role: Role, };

export type Closing = { 
/**
 * Closed, or opened again.
 */
closed: boolean, };

export type OneTimePassword = { 
/**
 * Whose: the sign-in name.
 */
username: string, 
/**
 * The password.
 */
password: string, };

export type AuditPage = { 
/**
 * The lines.
 */
lines: Array<AuditEntry>, 
/**
 * What to ask `before` for the next page; none on the last.
 */
next: number | null, };

export type MisheardDecision = { 
/**
 * What the engine hears.
 */
heard: string, 
/**
 * What is written instead.
 */
meant: string, 
/**
 * Whether the machine does it from now on; none takes a decision back.
 */
accepted: boolean | null, };

export type AuditChain = { 
/**
 * Lines read.
 */
lines: number, 
/**
 * The first line that does not hang on the one before it, by its place in the log; none when all do.
 */
broken_at: number | null, 
/**
 * That line, as it is kept now.
 */
broken: AuditEntry | null, 
/**
 * The seal of the last line, to be noted away from the machine and compared later.
 */
head: string, };

export type SignedInMachine = { 
/**
 * What it is ended by.
 */
id: string, 
/**
 * Browser and system; empty when not known.
 */
device: string, 
/**
 * When it signed in.
 */
opened_at: Moment, 
/**
 * When it was last used, to about five minutes; none when not known.
 */
used_at: Moment | null, 
/**
 * Whether it is the one that asks.
 */
here: boolean, };

export type MachineEnding = { 
/**
 * Which; none for all but the one that asks.
 */
id: string | null, };

export type SecondFactorState = { 
/**
 * Since when it stands; none when there is none.
 */
since: Moment | null, 
/**
 * Recovery codes nobody has used.
 */
codes_left: number, 
/**
 * Whether the office asks this account for one, so that it cannot be taken away.
 */
required: boolean, };

export type OwnPassword = { 
/**
 * The password that holds now.
 */
password: string, };

export type SecondFactorOffer = { 
/**
 * The secret, base32, to be typed when the picture cannot be read.
 */
secret: string, 
/**
 * The address in the picture (`otpauth://`), for a phone that opens this page itself.
 */
address: string, 
/**
 * Side of the square picture in modules.
 */
side: number, 
/**
 * Path of its black modules, as SVG takes it.
 */
path: string, };

export type SecondFactorCode = { 
/**
 * The code.
 */
code: string, };

export type RecoveryCodes = { 
/**
 * The codes; each counts once.
 */
codes: Array<string>, };

export type SecondFactorRule = { 
/**
 * Whether every administrator must have a second factor.
 */
required: boolean, };

export type CalendarState = { 
/**
 * When one's link was made; none when there is none.
 */
since: Moment | null, };

export type CalendarLink = { 
/**
 * Its path on this server.
 */
path: string, };

export type RecordsPage = { 
/**
 * The terms of now.
 */
terms: RetentionTerms, 
/**
 * What they would remove tonight, by meeting.
 */
due: Array<DueMeeting>, 
/**
 * Meetings, the latest first, 500 at most.
 */
meetings: Array<RecordRow>, };

export type RetentionTerms = { 
/**
 * Sound.
 */
sound: number | null, 
/**
 * Picture.
 */
picture: number | null, };

export type DueMeeting = { 
/**
 * Which.
 */
id: MeetingId, 
/**
 * Its title.
 */
title: string, 
/**
 * When.
 */
starts_at: Moment, 
/**
 * Recordings of sound.
 */
sounds: number, 
/**
 * Recordings of picture.
 */
pictures: number, 
/**
 * Bytes of their files.
 */
bytes: number, };

export type RecordRow = { 
/**
 * Which.
 */
id: MeetingId, 
/**
 * Its title.
 */
title: string, 
/**
 * When.
 */
starts_at: Moment, 
/**
 * Whether it is in progress.
 */
live: boolean, 
/**
 * Recordings whose files are there.
 */
recordings: number, 
/**
 * Whether its minutes are issued.
 */
issued: boolean, 
/**
 * Who held it back, when and why.
 */
hold: RecordNote | null, 
/**
 * Who removed its content, when and why.
 */
purge: RecordNote | null, 
/**
 * Backups taken between the meeting and the removal: they hold what was removed and are to be destroyed.
 */
backups: Array<BackupTaken>, };

export type RecordNote = { 
/**
 * When.
 */
at: Moment, 
/**
 * Who.
 */
by: string, 
/**
 * Why.
 */
reason: string, };

export type BackupTaken = { 
/**
 * When it was taken.
 */
made_at: Moment, 
/**
 * Where it was written; it may have been moved or copied since.
 */
file: string, };

export type PurgeRequest = { 
/**
 * Why, without the content itself.
 */
reason: string, 
/**
 * The day of the meeting, typed as DD/MM/YYYY, so that it is this meeting and no other.
 */
day: string, };

export type HoldRequest = { 
/**
 * Held back, or let go.
 */
held: boolean, 
/**
 * Why it is held back.
 */
reason: string, };

export type MinutesPage = { 
/**
 * The meeting.
 */
card: MeetingCard, 
/**
 * Where the minutes stand; none before there is a draft.
 */
state: MinutesState | null, 
/**
 * When the machine drafted them.
 */
drafted_at: Moment | null, 
/**
 * What stands around the text.
 */
head: MinutesHead, 
/**
 * The text as last saved, for whoever may only read it.
 */
passages: Array<Passage>, 
/**
 * Frozen versions, newest first.
 */
versions: Array<MinutesVersion>, 
/**
 * Votes entered.
 */
votes: Array<Vote>, 
/**
 * Approved, but what would be issued is no longer what was approved (a directive was added since): it has to be
 * approved again.
 */
approval_outdated: boolean, 
/**
 * May write (and decide on proposals).
 */
may_edit: boolean, 
/**
 * May approve now.
 */
may_approve: boolean, 
/**
 * May number and issue now.
 */
may_issue: boolean, };

export type MinutesMessage = { "type": "saved", 
/**
 * Updates kept.
 */
count: number, } | { "type": "refused", 
/**
 * Why.
 */
refusal: RefusalText, } | { "type": "state", 
/**
 * Where they stand now.
 */
state: MinutesState, };

export type Correction = { 
/**
 * The whole sentence, corrected.
 */
written: string, 
/**
 * The revision it was made from; another one in between refuses it.
 */
revision: number, };

export type Corrected = { 
/**
 * The utterance.
 */
id: UtteranceId, 
/**
 * Its text now.
 */
written: string, 
/**
 * Its revision now.
 */
revision: number, 
/**
 * Who made it.
 */
corrected_by: string, };

export type Corrections = { 
/**
 * The sentences.
 */
sentences: Array<SentenceCorrection>, };

export type SentenceCorrection = { 
/**
 * The utterance.
 */
id: UtteranceId, 
/**
 * The whole sentence, corrected.
 */
written: string, 
/**
 * The revision it was made from.
 */
revision: number, };

export type CorrectedTogether = { 
/**
 * What was kept.
 */
made: Array<Corrected>, 
/**
 * What somebody else corrected meanwhile: left as it is.
 */
clashed: Array<UtteranceId>, };

export type MinutesHistory = { 
/**
 * What one person changed without another or a pause in between.
 */
sittings: Array<Sitting>, 
/**
 * Whether there were older ones.
 */
older: boolean, };

export type Sitting = { 
/**
 * Who; empty for the machine.
 */
author: string, 
/**
 * First change.
 */
from: Moment, 
/**
 * Last change.
 */
to: Moment, 
/**
 * The passages that were not the same afterwards, at most 60.
 */
changes: Array<PassageChange>, 
/**
 * Changes left out.
 */
more: number, };

export type PassageChange = { 
/**
 * None when it is new.
 */
before: string | null, 
/**
 * None when it is gone.
 */
after: string | null, };

export type TurnChange = { 
/**
 * The sentences, in order.
 */
sentences: Array<TurnSentence>, 
/**
 * Who spoke; none leaves it as it stands.
 */
speaker: ChosenSpeaker | null, 
/**
 * Where the turn of the first sentence begins; none leaves it as it stands.
 */
edge: TurnEdge | null, };

export type TurnSentence = { 
/**
 * The utterance.
 */
id: UtteranceId, 
/**
 * Revision of its [`TurnMark`]; 0 without one.
 */
revision: number, };

export type ChosenSpeaker = { "is": "recorded" } | { "is": "person", 
/**
 * Who.
 */
person: PersonId, } | { "is": "named", 
/**
 * Their name, 2 to 100 characters.
 */
name: string, 
/**
 * Their post and unit, at most 200 characters; may be empty.
 */
post: string, };

export type TurnMarks = { 
/**
 * By time.
 */
turns: Array<TurnMark>, };

export type ReviewPage = { 
/**
 * The meeting.
 */
card: MeetingCard, 
/**
 * Where the minutes stand; none before there is a draft.
 */
state: MinutesState | null, 
/**
 * Whether the text is with the chair's office.
 */
submitted: boolean, 
/**
 * Approved, but what would be issued is no longer what was approved: it has to be approved again.
 */
approval_outdated: boolean, 
/**
 * The text of now.
 */
passages: Array<Passage>, 
/**
 * What was done, oldest first.
 */
events: Array<ReviewEvent>, 
/**
 * The remarks, oldest first.
 */
comments: Array<Comment>, 
/**
 * Frozen versions, newest first.
 */
versions: Array<MinutesVersion>, 
/**
 * May send it to the chair's office now.
 */
may_submit: boolean, 
/**
 * May send it back now.
 */
may_return: boolean, 
/**
 * May approve it now.
 */
may_approve: boolean, 
/**
 * May number and issue it now.
 */
may_issue: boolean, 
/**
 * May remark on it now.
 */
may_comment: boolean, 
/**
 * May decide on remarks now.
 */
may_decide: boolean, };

export type CommentVerdict = { 
/**
 * Taken or not.
 */
decision: CommentDecision, 
/**
 * Why; may be empty.
 */
reason: string, };

export type Comparison = { 
/**
 * Both texts at once, in reading order.
 */
passages: Array<ComparedPassage>, };

export type PaperList = { 
/**
 * The meeting, with the clocks the law sets it.
 */
card: MeetingCard, 
/**
 * Its papers that the account may read, oldest first.
 */
papers: Array<Paper>, 
/**
 * Kinds that can be drafted now.
 */
may_draft: Array<PaperKind>, };

export type NewPaper = { 
/**
 * What.
 */
kind: PaperKind, };

export type PaperPage = { 
/**
 * The meeting.
 */
card: MeetingCard, 
/**
 * Which, and where it stands.
 */
paper: Paper, 
/**
 * As it is set on paper.
 */
content: PaperContent, 
/**
 * The text as a person writes it: a block a line, "1." a clause, "a)" a point, "- " a line of a list.
 */
text: string, 
/**
 * What was done, oldest first.
 */
events: Array<PaperEvent>, 
/**
 * Frozen versions, newest first.
 */
versions: Array<PaperVersion>, 
/**
 * The paper that replaces this one.
 */
replaced_by: PaperId | null, 
/**
 * May write.
 */
may_edit: boolean, 
/**
 * May send it to the chair now.
 */
may_submit: boolean, 
/**
 * May send it back now.
 */
may_return: boolean, 
/**
 * May approve it now.
 */
may_approve: boolean, 
/**
 * May number and issue it now.
 */
may_issue: boolean, 
/**
 * May recall it now.
 */
may_recall: boolean, 
/**
 * May draft one that replaces it now.
 */
may_correct: boolean, };

export type PaperText = { 
/**
 * The revision it was written on; another one in between refuses it.
 */
revision: number, 
/**
 * Trích yếu.
 */
title: string, 
/**
 * Địa danh.
 */
place: string, 
/**
 * The text, a block a line.
 */
text: string, 
/**
 * Lines above the name of who signs.
 */
posts: Array<string>, 
/**
 * Name of who signs.
 */
name: string, 
/**
 * Lines of "Nơi nhận".
 */
recipients: Array<string>, 
/**
 * With the table of assigned tasks as an annex.
 */
tasks: boolean, 
/**
 * With the list of who attended as an annex.
 */
attendance: boolean, };

export type PaperNote = { 
/**
 * Remark or reason.
 */
note: string, };

export type PaperApproval = { 
/**
 * Its revision.
 */
revision: number, };

export type SourceSentence = { 
/**
 * The sentence.
 */
utterance: UtteranceId, 
/**
 * Who said it.
 */
speaker_name: string, 
/**
 * In what post.
 */
speaker_post: string, 
/**
 * When.
 */
began_at: Moment, 
/**
 * The words.
 */
written: string, 
/**
 * The recording.
 */
track: TrackId, 
/**
 * Beginning in it, milliseconds.
 */
t0: number, 
/**
 * End in it, milliseconds.
 */
t1: number, 
/**
 * Whether this account can hear it here and now.
 */
playable: boolean, };

export type ProposalCard = { 
/**
 * Identity.
 */
id: ProposalId, 
/**
 * What is proposed.
 */
proposal: Proposal, 
/**
 * Whether the rules are sure enough to suggest it; else it is only listed as possible.
 */
suggested: boolean, 
/**
 * Names of the leads, in the order of `proposal.lead_units`.
 */
lead_names: Array<string>, 
/**
 * Names of the co-operating units.
 */
co_names: Array<string>, 
/**
 * What it rests on.
 */
sources: Array<SourceSentence>, 
/**
 * What was decided; none yet.
 */
decision: Decision | null, 
/**
 * Directives made from it.
 */
directives: Array<DirectiveCard>, };

export type Decision = { 
/**
 * Accepted (as it was or changed), or rejected.
 */
accepted: boolean, 
/**
 * Who.
 */
by: string, 
/**
 * When.
 */
at: Moment, 
/**
 * Why it was rejected; may be empty.
 */
reason: string, };

export type Acceptance = { 
/**
 * Đơn vị chủ trì: one directive each.
 */
lead_units: Array<UnitId>, 
/**
 * Đơn vị phối hợp.
 */
co_units: Array<UnitId>, 
/**
 * Nội dung nhiệm vụ.
 */
task: string, 
/**
 * `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM` or none.
 */
due: string | null, 
/**
 * Thường xuyên, định kỳ.
 */
recurring: boolean, 
/**
 * Có điều kiện.
 */
conditional: boolean, 
/**
 * What was said, for a directive that was not proposed; left out for an accepted proposal.
 */
utterances: Array<UtteranceId> | null, };

export type Rejection = { 
/**
 * Why; may be empty.
 */
reason: string, };

export type DirectiveCard = { 
/**
 * Identity.
 */
id: DirectiveId, 
/**
 * Mã nhiệm vụ: "CĐ-2026-000123".
 */
code: string, 
/**
 * Nội dung nhiệm vụ.
 */
task: string, 
/**
 * Đơn vị chủ trì now.
 */
lead: NamedUnit, 
/**
 * The unit it was assigned to, when another has taken over since.
 */
assigned_to: NamedUnit | null, 
/**
 * Đơn vị phối hợp.
 */
co_units: Array<NamedUnit>, 
/**
 * Its meeting.
 */
meeting: MeetingId, 
/**
 * Title of the meeting.
 */
meeting_title: string, 
/**
 * Ngày chỉ đạo, `YYYY-MM-DD`.
 */
directed_on: string, 
/**
 * Lãnh đạo chỉ đạo.
 */
leader_name: string, 
/**
 * Due date now, `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`.
 */
due: string | null, 
/**
 * The date the unit asks for, while nobody has decided on it.
 */
asked_due: string | null, 
/**
 * How often the unit was urged.
 */
urges: number, 
/**
 * The phrase it came from.
 */
due_text: string | null, 
/**
 * Due date falls on a day off: kept, and warned about.
 */
due_on_day_off: boolean, 
/**
 * Where it stands.
 */
state: DirectiveState, 
/**
 * How it stands against its due date today.
 */
timeliness: Timeliness, 
/**
 * Days past the due date; negative: days left; none without a due date or when it is over.
 */
days_late: number | null, 
/**
 * Thường xuyên.
 */
recurring: boolean, 
/**
 * Có điều kiện.
 */
conditional: boolean, };

export type DirectiveCounts = { 
/**
 * Tổng số.
 */
total: number, 
/**
 * Hoàn thành đúng hạn.
 */
done_on_time: number, 
/**
 * Hoàn thành quá hạn.
 */
done_late: number, 
/**
 * Đang thực hiện trong hạn, those due soon among them.
 */
within: number, 
/**
 * Sắp đến hạn (three days or less).
 */
due_soon: number, 
/**
 * Đang thực hiện quá hạn.
 */
overdue: number, 
/**
 * Không thời hạn, not done.
 */
no_due_date: number, 
/**
 * Tạm dừng, thu hồi.
 */
stopped: number, };

export type UnitCounts = { 
/**
 * The unit.
 */
unit: NamedUnit, 
/**
 * Its directives.
 */
counts: DirectiveCounts, };

export type StateCount = { 
/**
 * The state.
 */
state: DirectiveState, 
/**
 * How many.
 */
count: number, };

export type DirectiveList = { 
/**
 * The moment the figures are of.
 */
as_of: Moment, 
/**
 * Over everything in the filter but `state` and `timeliness`.
 */
counts: DirectiveCounts, 
/**
 * The same by state, in the order of the life cycle; states without any are left out.
 */
states: Array<StateCount>, 
/**
 * The same by lead unit, most overdue first.
 */
units: Array<UnitCounts>, 
/**
 * The directives, overdue first, then by due date.
 */
directives: Array<DirectiveCard>, };

export type DirectivePage = { 
/**
 * The directive.
 */
card: DirectiveCard, 
/**
 * Nguyên văn.
 */
quote: string, 
/**
 * The clause of the minutes that words it; none while no minutes say it.
 */
clause: string | null, 
/**
 * Number and sign of the issued minutes.
 */
document_number: string | null, 
/**
 * Original due date, when it was moved.
 */
original_due: string | null, 
/**
 * The sentences it rests on.
 */
sources: Array<SourceSentence>, 
/**
 * Directives of the same order to other units.
 */
siblings: Array<DirectiveCard>, 
/**
 * Its history, oldest first.
 */
events: Array<DirectiveEvent>, 
/**
 * What this account may do to it now, as answers (lead unit) or as decisions (giver, monitoring officer).
 */
may: Array<DirectiveEventKind>, 
/**
 * May read the minutes and the transcript it came from.
 */
may_read_meeting: boolean, };

export type DirectiveStep = { 
/**
 * What happens.
 */
kind: DirectiveEventKind, 
/**
 * Report, reason or remark. A report, a return, a sending back, an urging, a suspension, a cancellation, a request
 * for an extension and its refusal need one.
 */
note: string, 
/**
 * The new due date, for an extension and a request for one.
 */
due: string | null, 
/**
 * The letter of an urging, the decision of a hand-over.
 */
document: Document | null, 
/**
 * The unit that takes over.
 */
to: UnitId | null, };

export type FiguresBy = "unit" | "leader" | "meeting" | "week" | "month" | "quarter" | "year";

export type FiguresBasis = "directed" | "due";

export type AgeCount = { 
/**
 * First day of lateness.
 */
from: number, 
/**
 * Last day; none for no end.
 */
to: number | null, 
/**
 * How many.
 */
count: number, };

export type FiguresOf = { 
/**
 * By the official identity.
 */
counts: DirectiveCounts, 
/**
 * Đến hạn: done or overdue, what ratios are of.
 */
fallen_due: number, 
/**
 * Lần gia hạn.
 */
extensions: number, 
/**
 * Lần trả lại.
 */
returns: number, 
/**
 * Lần yêu cầu làm lại.
 */
redos: number, 
/**
 * Phối hợp: directives of others that a unit helps with; counted for their leads only.
 */
helped: number, 
/**
 * The overdue ones by how long.
 */
ages: Array<AgeCount>, 
/**
 * Days the longest overdue one is late; 0 when none is.
 */
longest: number, };

export type FiguresRow = { 
/**
 * Identity of the unit, person or meeting; of a stretch of days `2026-W47`, `2026-11`, `2026-Q4`, `2026`.
 */
key: string, 
/**
 * Name.
 */
name: string, 
/**
 * First day of a stretch, `YYYY-MM-DD`.
 */
from: string | null, 
/**
 * Its last day.
 */
to: string | null, 
/**
 * Figures.
 */
figures: FiguresOf, };

export type LateDirective = { 
/**
 * Identity.
 */
id: DirectiveId, 
/**
 * Mã nhiệm vụ.
 */
code: string, 
/**
 * Nội dung nhiệm vụ.
 */
task: string, 
/**
 * Đơn vị chủ trì.
 */
lead: NamedUnit, 
/**
 * Lãnh đạo chỉ đạo.
 */
leader_name: string, 
/**
 * Ngày chỉ đạo, `YYYY-MM-DD`.
 */
directed_on: string, 
/**
 * The due date it missed.
 */
due: string, 
/**
 * Days since.
 */
days_late: number, 
/**
 * Its meeting.
 */
meeting: MeetingId, 
/**
 * Title of the meeting.
 */
meeting_title: string, 
/**
 * Nguyên văn; empty when nothing said is given.
 */
quote: string, 
/**
 * The sentence, where this account may see its meeting.
 */
sentence: SourceSentence | null, };

export type FiguresPage = { 
/**
 * The moment the figures are of: the same log and moment give the same figures.
 */
as_of: Moment, 
/**
 * What the rows are.
 */
by: FiguresBy, 
/**
 * What puts a directive into the days.
 */
basis: FiguresBasis, 
/**
 * First day.
 */
from: string | null, 
/**
 * Last day.
 */
to: string | null, 
/**
 * Whether these are the figures of one's own unit only.
 */
own: boolean, 
/**
 * Everything in it.
 */
total: FiguresOf, 
/**
 * Most overdue first; stretches of days in their order.
 */
rows: Array<FiguresRow>, 
/**
 * The longest late, longest first; twenty at most.
 */
late: Array<LateDirective>, };

export type UnitUsage = { 
/**
 * Which.
 */
unit: UnitId, 
/**
 * Name.
 */
name: string, 
/**
 * Held meetings it was called to.
 */
called: number, 
/**
 * Of these, those somebody of it came to.
 */
came: number, 
/**
 * How long it spoke, milliseconds.
 */
spoke_ms: number, 
/**
 * Directives that fell due.
 */
fallen_due: number, 
/**
 * Of these, those reported in time.
 */
on_time: number, };

export type UsagePage = { 
/**
 * The moment the figures are of.
 */
as_of: Moment, 
/**
 * By unit, in the order of their names.
 */
units: Array<UnitUsage>, };

export type SavedQuestion = { 
/**
 * The words.
 */
q: string, 
/**
 * Only this kind.
 */
kind: HitKind | null, 
/**
 * First day, `YYYY-MM-DD`.
 */
from: string | null, 
/**
 * Last day.
 */
to: string | null, 
/**
 * Only of this unit, and those before and after it.
 */
unit: UnitId | null, 
/**
 * Only of this person.
 */
person: PersonId | null, 
/**
 * Only of this meeting.
 */
meeting: MeetingId | null, 
/**
 * Only directives in this state.
 */
state: string | null, 
/**
 * Only overdue directives.
 */
overdue: boolean, };

export type SaveSearch = { 
/**
 * What its owner calls it.
 */
title: string, 
/**
 * What is asked.
 */
question: SavedQuestion, };

export type KeptSearch = { 
/**
 * Identity.
 */
id: string, 
/**
 * What its owner calls it.
 */
title: string, 
/**
 * What is asked.
 */
question: SavedQuestion, 
/**
 * Hits now.
 */
total: number, 
/**
 * Hits more than when it was last looked at.
 */
new: number, };

export type SavedSearches = { 
/**
 * The searches.
 */
searches: Array<KeptSearch>, };

export type NoticeLine = { 
/**
 * Its number: later ones are greater.
 */
seq: number, 
/**
 * The directive it speaks of.
 */
directive: DirectiveId, 
/**
 * Its code.
 */
code: string, 
/**
 * Its task.
 */
task: string, 
/**
 * The unit that leads it now.
 */
lead_name: string, 
/**
 * "before_7", "before_3", "before_1", "day", "after_1" and so on for reminders; else the kind of a step.
 */
kind: string, 
/**
 * The due date a reminder speaks of.
 */
due: string | null, 
/**
 * When.
 */
at: Moment, 
/**
 * Whether it was read.
 */
read: boolean, };

export type NoticePage = { 
/**
 * How many are not read, on all pages.
 */
unread: number, 
/**
 * The notices.
 */
notices: Array<NoticeLine>, 
/**
 * Whether there may be older ones.
 */
more: boolean, };

export type Unread = { 
/**
 * How many notices are not read.
 */
unread: number, };

export type NoticesRead = { 
/**
 * All notices up to this one.
 */
up_to: number, 
/**
 * Only those of this directive.
 */
directive: DirectiveId | null, };

export type DispatchPage = { 
/**
 * Whether the minutes were approved; nothing is dispatched before.
 */
approved: boolean, 
/**
 * Number and sign of the issued minutes.
 */
document_number: string | null, 
/**
 * Lead units with directives that wait, by name.
 */
waiting: Array<WaitingUnit>, 
/**
 * How many were dispatched before.
 */
sent: number, };

export type WaitingUnit = { 
/**
 * The unit.
 */
unit: NamedUnit, 
/**
 * How many.
 */
count: number, };

export type HandOverPage = { 
/**
 * Units that are no more and still lead open directives, the longest gone first.
 */
dissolved: Array<DissolvedUnit>, 
/**
 * Units of today that can take over.
 */
units: Array<NamedUnit>, };

export type DissolvedUnit = { 
/**
 * The unit, by its last name.
 */
unit: NamedUnit, 
/**
 * Its last day, `YYYY-MM-DD`.
 */
ended_on: string, 
/**
 * Open directives it leads.
 */
owed: number, 
/**
 * Units of today that took over its work.
 */
successors: Array<NamedUnit>, };

export type HandOverOrder = { 
/**
 * The unit that led them.
 */
from: UnitId, 
/**
 * The unit that leads from now on.
 */
to: UnitId, 
/**
 * The document that orders it, with its day.
 */
document: Document, 
/**
 * A remark; may be empty.
 */
note: string, 
/**
 * These; all that are open when none are named.
 */
directives: Array<DirectiveId> | null, };

export type HandedOver = { 
/**
 * How many directives were handed over.
 */
count: number, };

export type EarlierPage = { 
/**
 * The moment it is of.
 */
as_of: Moment, 
/**
 * The meeting it is for.
 */
meeting: MeetingId, 
/**
 * Its title.
 */
title: string, 
/**
 * The meeting before; none when this is the first of its host.
 */
before: string | null, 
/**
 * When that began.
 */
before_at: Moment | null, 
/**
 * Quá hạn, the longest overdue first.
 */
late: Array<DirectiveCard>, 
/**
 * Đã báo cáo, chờ xác nhận.
 */
reported: Array<DirectiveCard>, 
/**
 * Đang thực hiện.
 */
open: Array<DirectiveCard>, 
/**
 * Confirmed since the meeting before.
 */
done: Array<DirectiveCard>, 
/**
 * The same in the words of an annex to minutes, a line each.
 */
lines: Array<string>, };
