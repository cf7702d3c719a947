// This machine in the room: the socket, the media and the devices put together. What the room says is shown; what the person wants
// is said to the room, again after every outage.

import type { LocalMedia } from "../check/localMedia.svelte";
import { ask, Refused } from "../http/ask";
import { sessionEnded } from "../session/session.svelte";
import type { ClientMessage, DeviceKind, MeetingCard, MeetingId, ParticipantId, ParticipantView, RefusalText, RoomView, ServerMessage } from "../wire";
import { EMPTY_LOG, catchUp, dropStale, take } from "./captions";
import { changes, type Change } from "./changes";
import { Freshness } from "./freshness";
import { messages, outstanding, type Intent } from "./intent";
import { PICTURES, PICTURES_PRESIDING } from "./lines";
import { MediaLink, type MediaState } from "./mediaLink";
import { RoomSocket, type Clock, type OpenLine } from "./socket";

export type Phase =
  | { is: "joining" }
  | { is: "inside" }
  | { is: "elsewhere"; refusal: RefusalText }
  | { is: "taken_over"; refusal: RefusalText }
  | { is: "refused"; refusal: RefusalText }
  | { is: "ended" }
  | { is: "left" };

/** After so long an outage another machine with this account is really another one, not our own dead socket. */
const OWN_GHOST = 60_000;
/** A wish the room has not taken up by then was refused. */
const WISH_WITHIN = 4_000;
const MEDIA_REFUSALS = new Set(["offer_malformed", "media_cipher", "media_failed"]);
const FINAL_REFUSALS = new Set(["room_full", "not_found", "not_allowed"]);

export interface RoomEvents {
  change(change: Change): void;
  refused(refusal: RefusalText): void;
  returned(): void;
}

export class RoomStore {
  phase: Phase = $state.raw({ is: "joining" });
  online = $state(false);
  you: ParticipantId | null = $state(null);
  presides = $state(false);
  room: RoomView | null = $state.raw(null);
  log = $state.raw(EMPTY_LOG);
  slots: (ParticipantId | null)[] = $state.raw([]);
  speaking: ParticipantId[] = $state.raw([]);
  voices: (MediaStreamTrack | null)[] = $state.raw([]);
  pictures: (MediaStreamTrack | null)[] = $state.raw([]);
  media: MediaState = $state("off");
  intent: Intent = $state.raw({});
  /** Server's clock minus this computer's, milliseconds. */
  clockAhead = $state(0);

  readonly #socket: RoomSocket;
  readonly link: MediaLink;
  readonly #captions = new Freshness();
  /** What the room was last told of each device. */
  readonly #told: Record<DeviceKind, boolean> = { microphone: true, camera: true };
  #takeOver = false;
  #everInside = false;
  #lostAt = 0;
  #looking = false;
  #cancels: (() => void)[] = [];

  constructor(
    private readonly meeting: MeetingId,
    private readonly devices: LocalMedia,
    openLine: OpenLine,
    private readonly clock: Clock,
    private readonly events: RoomEvents,
  ) {
    this.#socket = new RoomSocket(openLine, clock, {
      opened: () => this.#send({ type: "join", take_over: this.#takeOver }),
      message: (message) => this.#receive(message),
      lost: (everOpened) => this.#lost(everOpened),
    });
    this.link = new MediaLink(clock, {
      offer: (sdp) => this.#send({ type: "offer", sdp }),
      state: (state) => (this.media = state),
      voices: (tracks) => (this.voices = tracks),
      pictures: (tracks) => (this.pictures = tracks),
      refused: (refusal) => events.refused(refusal),
    });
  }

  get me(): ParticipantView | undefined {
    return this.room?.participants.find((person) => person.id === this.you);
  }

  get muted(): boolean {
    return this.intent.muted ?? this.me?.muted ?? true;
  }

  get cameraOn(): boolean {
    return this.intent.camera ?? this.me?.camera ?? false;
  }

  get handUp(): boolean {
    return this.intent.hand ?? (this.me?.hand_raised_at ?? null) !== null;
  }

  start(): void {
    // The picture chosen on the check page comes along; the microphone is as the room says.
    const camera = this.devices.camera.status;
    this.intent = { camera: camera === "working" || camera === "asking" };
    this.link.setMicrophone(this.devices.microphone.track);
    this.link.setCamera(this.devices.camera.track);
    this.#obey();
    this.#socket.start();
    this.#sweepLater();
  }

  /** Enter here although the account is inside elsewhere. */
  moveHere(): void {
    this.#takeOver = true;
    this.again();
  }

  /** Try again after being put out, refused or signed out. */
  again(): void {
    this.phase = { is: "joining" };
    this.#socket.stop();
    this.#socket.start();
  }

  hurry(): void {
    this.#socket.hurry();
  }

  leave(): void {
    this.#send({ type: "leave" });
    this.phase = { is: "left" };
    this.stop();
  }

  stop(): void {
    this.#socket.stop();
    this.link.stop();
    this.online = false;
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
  }

  /** Says something to the room that only makes sense now; false while the line is down. */
  act(message: ClientMessage): boolean {
    return this.#send(message);
  }

  want(wish: Intent): void {
    this.intent = { ...this.intent, ...wish };
    this.#obey();
    for (const message of messages(wish)) this.#send(message);
    this.#later(WISH_WITHIN, () => {
      // Only a room that can hear has refused; a wish made during an outage waits for its end.
      if (this.online && this.me !== undefined) this.#forgetWishes();
    });
  }

  trackChanged(kind: DeviceKind, track: MediaStreamTrack | null): void {
    if (kind === "microphone") this.link.setMicrophone(track);
    else this.link.setCamera(track);
    if (this.online) this.#reportDevice(kind);
    this.#obey();
  }

  #send(message: ClientMessage): boolean {
    return this.#socket.send(message);
  }

  #receive(message: ServerMessage): void {
    switch (message.type) {
      case "welcome":
        return this.#welcome(message);
      case "answer":
        void this.link.answer(message);
        return;
      case "room":
        return this.#roomChanged(message.room);
      case "slots":
        this.slots = message.video;
        return;
      case "layers":
        this.link.wantSizes(message.rids);
        return;
      case "speaking":
        this.speaking = message.participants;
        return;
      case "caption":
        this.#captions.touch(message.caption.id, this.clock.now());
        this.log = take(this.log, message.caption);
        return;
      case "refused":
        return this.#refused(message.refusal);
      case "put_out":
        return this.#putOut(message.refusal);
      case "pong":
        return;
    }
  }

  #welcome(welcome: Extract<ServerMessage, { type: "welcome" }>): void {
    const again = this.#everInside;
    const before = this.room;
    this.#socket.settled();
    this.#everInside = true;
    this.#takeOver = false;
    this.you = welcome.you;
    this.presides = welcome.presides;
    this.clockAhead = welcome.server_time - Date.now();
    this.log = catchUp(this.log, welcome.captions);
    this.speaking = [];
    this.room = welcome.room;
    this.phase = { is: "inside" };
    this.online = true;
    if (this.#endedBy(welcome.room)) return;
    const me = this.me;
    // A place is kept only in an open meeting; in one that is not, everything begins anew and nobody did it.
    if (before?.state === "live") this.#tell(before, welcome.room);
    if (me !== undefined) {
      // Coming back never switches a camera on that was off here.
      if (again && this.devices.camera.status === "off") this.intent = { ...this.intent, camera: this.intent.camera ?? false };
      this.intent = outstanding(this.intent, me);
      for (const message of messages(this.intent)) this.#send(message);
      // The room shows the last one told: no microphone matters more than no camera.
      for (const kind of ["camera", "microphone"] as const) {
        this.#told[kind] = me.device_trouble !== kind;
        this.#reportDevice(kind);
      }
    }
    this.#obey();
    this.link.start(welcome.presides ? PICTURES_PRESIDING : PICTURES);
    if (again) this.events.returned();
  }

  /** Tells the room when a device stops or works again, once each. A camera switched off is no trouble. */
  #reportDevice(kind: DeviceKind): void {
    const { status } = this.devices[kind];
    if (status === "asking" || status === "idle") return;
    const working = status === "working" || status === "off";
    if (this.#told[kind] !== working && this.#send({ type: "device", kind, working })) this.#told[kind] = working;
  }

  #roomChanged(room: RoomView): void {
    const before = this.room;
    this.room = room;
    if (before !== null) this.#tell(before, room);
    if (this.#endedBy(room)) return;
    if (this.me !== undefined) this.intent = outstanding(this.intent, this.me);
    this.#obey();
  }

  #tell(before: RoomView, after: RoomView): void {
    if (this.you === null) return;
    for (const change of changes(before, after, this.you, this.intent)) this.events.change(change);
  }

  /** Devices follow the room: nothing is heard or seen of a person the room shows as muted or without camera. */
  #obey(): void {
    const { microphone, camera } = this.devices;
    if (microphone.track !== null) microphone.track.enabled = !this.muted;
    if (this.cameraOn && camera.status === "off") void camera.open();
    if (!this.cameraOn && camera.track !== null && this.me !== undefined) camera.close();
  }

  #forgetWishes(): void {
    this.intent = {};
    this.#obey();
  }

  #endedBy(room: RoomView): boolean {
    if (room.state !== "ended" && room.state !== "cancelled") return false;
    this.phase = { is: "ended" };
    this.stop();
    return true;
  }

  #refused(refusal: RefusalText): void {
    if (MEDIA_REFUSALS.has(refusal.code)) return this.link.refuse(refusal);
    if (refusal.code === "not_joined") {
      this.#send({ type: "join", take_over: false });
      return;
    }
    if (refusal.code === "session_expired") return this.#putOut(refusal);
    if (this.online) return this.events.refused(refusal);
    // What follows answers a join.
    if (refusal.code === "already_joined") {
      if (this.#everInside && this.clock.now() - this.#lostAt < OWN_GHOST) {
        this.#send({ type: "join", take_over: true });
        return;
      }
      this.#stay({ is: "elsewhere", refusal });
    } else if (refusal.code === "meeting_ended") {
      this.#stay({ is: "ended" });
    } else if (FINAL_REFUSALS.has(refusal.code)) {
      this.#stay({ is: "refused", refusal });
    } else {
      this.events.refused(refusal);
    }
  }

  #putOut(refusal: RefusalText): void {
    if (refusal.code === "session_expired") {
      this.#socket.stop();
      this.link.pause();
      this.online = false;
      sessionEnded();
    } else if (refusal.code === "taken_over") {
      this.#stay({ is: "taken_over", refusal });
    } else if (refusal.code === "meeting_ended") {
      this.#stay({ is: "ended" });
    } else {
      this.#stay({ is: "refused", refusal });
    }
  }

  /** No more attempts until the person asks for one. */
  #stay(phase: Phase): void {
    this.#socket.stop();
    this.link.stop();
    this.online = false;
    this.phase = phase;
  }

  #lost(everOpened: boolean): void {
    if (this.online) this.#lostAt = this.clock.now();
    this.online = false;
    this.speaking = [];
    this.link.pause();
    // A refused upgrade looks like a dead line: ask over HTTP which of the two it is.
    if (!everOpened) void this.#lookWhy();
  }

  async #lookWhy(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      const card = await ask<MeetingCard>("GET", `/api/meetings/${encodeURIComponent(this.meeting)}`);
      if (card.meeting.state === "ended" || card.meeting.state === "cancelled") this.#stay({ is: "ended" });
    } catch (error) {
      if (error instanceof Refused) {
        if (error.status === 401) this.#putOut({ ...error.refusal, code: "session_expired" });
        else if (FINAL_REFUSALS.has(error.refusal.code)) this.#stay({ is: "refused", refusal: error.refusal });
      }
    } finally {
      this.#looking = false;
    }
  }

  #sweepLater(): void {
    this.#later(5_000, () => {
      this.log = dropStale(this.log, this.#captions.fresh(this.clock.now()));
      this.#sweepLater();
    });
  }

  #later(wait: number, act: () => void): void {
    const cancel = this.clock.after(wait, () => {
      this.#cancels = this.#cancels.filter((other) => other !== cancel);
      act();
    });
    this.#cancels.push(cancel);
  }
}
