// Keeps one Y.Doc and the server's copy the same, for as long as it takes. Binary frames are one message each of the Yjs sync
// protocol, text frames are `MinutesMessage`. Time, chance and the line come in from outside, so that the tests own all three.
//
// What is typed lives in the Y.Doc. Whatever the server has not said to have kept goes out again after a break, because the
// answer to its state vector holds all it lacks; so an outage of any length loses nothing while the page is open.

import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as presence from "y-protocols/awareness";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";
import { waitBefore } from "../room/backoff";
import type { Clock } from "../room/socket";
import type { MinutesMessage, MinutesState, RefusalText } from "../wire";

/** First number of a frame: the sync protocol, or who is where. Others are left out. */
const SYNC = 0;
const AWARENESS = 1;
/** Keystrokes this close together go out as one update. */
export const GATHER = 150;
/** A question for news that also shows whether the line lives. */
export const BEAT_EVERY = 10_000;
export const BEAT_WITHIN = 10_000;
/** A line that neither opens nor fails is given up after this. */
export const OPEN_WITHIN = 8_000;

/** Refusals that may be over when the line is opened again; after all others nothing more is sent. */
const PASSING = new Set<RefusalText["code"]>(["server_failed", "disk_full", "too_many_messages"]);

/** One connection attempt. */
export interface SyncLine {
  send(frame: Uint8Array): void;
  close(): void;
}

export interface SyncLineEvents {
  opened(): void;
  frame(frame: Uint8Array): void;
  text(text: string): void;
  closed(): void;
}

export type OpenSyncLine = (events: SyncLineEvents) => SyncLine;

/** How what was typed here stands on the server. */
export type Keeping = "saved" | "saving" | "offline" | "refused";

export interface LinkEvents {
  /** `keeping`, `online`, `synced` or `refusal` may have changed. */
  changed(): void;
  /** The minutes were approved or issued. */
  state(state: MinutesState): void;
  /** The server no longer knows the session. */
  sessionEnded(): void;
  /** A line broke or could not be opened. A refused upgrade looks like the second. */
  lost(everOpened: boolean): void;
}

export class MinutesLink {
  /** The server's text has come at least once. */
  synced = false;
  /** Why what was typed is not taken. */
  refusal: RefusalText | null = null;
  #line: SyncLine | null = null;
  #open = false;
  #running = false;
  #attempt = 0;
  #cancelRetry: (() => void) | null = null;
  #cancelBeat: (() => void) | null = null;
  #cancelFlush: (() => void) | null = null;
  #cancelWhere: (() => void) | null = null;
  #beatSince: number | null = null;
  /** The server has said on this line what it has, so updates can go out one by one. */
  #answered = false;
  /** Typed here and not yet sent. */
  #unsent: Uint8Array[] = [];
  /** Something typed here is not yet known to be kept. */
  #dirty = false;
  /** Frames with an update sent on this line, and how many of them the server has kept or had before. */
  #sent = 0;
  #kept = 0;

  constructor(
    readonly doc: Y.Doc,
    private readonly openLine: OpenSyncLine,
    private readonly clock: Clock,
    private readonly events: LinkEvents,
    /** Who is at the text; none for whoever only reads. */
    readonly awareness: presence.Awareness | null = null,
  ) {
    doc.on("update", this.#updated);
    awareness?.on("update", this.#moved);
  }

  get online(): boolean {
    return this.#open;
  }

  /** Something typed here is not known to be kept by the server. */
  get pending(): boolean {
    return this.#dirty;
  }

  get keeping(): Keeping {
    if (this.refusal !== null && this.#dirty) return "refused";
    if (!this.#open) return "offline";
    return this.#dirty ? "saving" : "saved";
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#attempt = 0;
    this.#connect();
  }

  /** No more lines until `start`; what was typed stays in the document. */
  stop(): void {
    this.#running = false;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#drop();
    this.events.changed();
  }

  /** For good. */
  close(): void {
    this.doc.off("update", this.#updated);
    // The others learn at once that nobody is here any more.
    this.awareness?.setLocalState(null);
    this.#tellWhere();
    this.awareness?.off("update", this.#moved);
    this.awareness?.destroy();
    this.stop();
  }

  /** The network seems back: do not sit out the wait. */
  hurry(): void {
    if (!this.#running || this.#cancelRetry === null) return;
    this.#cancelRetry();
    this.#cancelRetry = null;
    this.#connect();
  }

  /** Sends what was gathered at once. */
  flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = null;
    if (this.#unsent.length === 0 || !this.#answered || this.refusal !== null) return;
    const update = Y.mergeUpdates(this.#unsent);
    this.#unsent = [];
    this.#sent += 1;
    this.#say((encoder) => sync.writeUpdate(encoder, update));
  }

  readonly #updated = (update: Uint8Array, origin: unknown): void => {
    if (origin === this) return;
    this.#unsent.push(update);
    this.#dirty = true;
    this.#cancelFlush ??= this.clock.after(GATHER, () => this.flush());
    this.events.changed();
  };

  /** Where somebody is, here or elsewhere. Own moves are gathered like keystrokes. */
  readonly #moved = ({ added, updated, removed }: Record<"added" | "updated" | "removed", number[]>, origin: unknown): void => {
    const own = this.doc.clientID;
    if (origin === this) {
      // Somebody new does not know yet who is here.
      if (added.some((client) => client !== own)) this.#tellWhereSoon();
    } else if ([...added, ...updated, ...removed].includes(own)) this.#tellWhereSoon();
  };

  #tellWhereSoon(): void {
    this.#cancelWhere ??= this.clock.after(GATHER, () => this.#tellWhere());
  }

  #tellWhere(): void {
    this.#cancelWhere?.();
    this.#cancelWhere = null;
    const { awareness } = this;
    if (awareness === null || !this.#open || !awareness.meta.has(awareness.clientID)) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, AWARENESS);
    encoding.writeVarUint8Array(encoder, presence.encodeAwarenessUpdate(awareness, [awareness.clientID]));
    this.#line?.send(encoding.toUint8Array(encoder));
  }

  #connect(): void {
    let ours: SyncLine | null = null;
    let gone = false;
    let opened = false;
    const current = () => !gone && this.#running && (ours === null || this.#line === ours);
    ours = this.openLine({
      opened: () => {
        if (!current()) return;
        opened = true;
        this.#open = true;
        this.#sent = 0;
        this.#kept = 0;
        if (this.#line === null) this.#line = ours;
        this.#beat();
        this.#tellWhere();
        this.events.changed();
      },
      frame: (frame) => {
        if (current()) this.#receive(frame);
      },
      text: (text) => {
        if (current()) this.#hear(text);
      },
      closed: () => {
        if (!current()) return;
        gone = true;
        this.#broke(opened);
      },
    });
    // A line may fail before `openLine` returns; then it is not ours to keep.
    if (gone) {
      ours.close();
      return;
    }
    this.#line = ours;
    if (!this.#open) this.#cancelBeat = this.clock.after(OPEN_WITHIN, () => this.#broke(false));
  }

  #receive(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    const what = decoding.readVarUint(decoder);
    if (what === AWARENESS && this.awareness !== null) {
      presence.applyAwarenessUpdate(this.awareness, decoding.readVarUint8Array(decoder), this);
      return;
    }
    if (what !== SYNC) return;
    const kind = decoding.readVarUint(decoder);
    if (kind === sync.messageYjsSyncStep1) {
      this.#answer(decoding.readVarUint8Array(decoder));
      return;
    }
    if (kind !== sync.messageYjsSyncStep2 && kind !== sync.messageYjsUpdate) return;
    Y.applyUpdate(this.doc, decoding.readVarUint8Array(decoder), this);
    if (kind === sync.messageYjsSyncStep2) {
      this.#beatSince = null;
      this.synced = true;
      this.#settle();
    }
  }

  /** The server said what it has; it gets what it lacks. */
  #answer(state: Uint8Array): void {
    this.#answered = true;
    if (this.refusal === null && (this.#dirty || lacks(state, this.doc))) {
      this.#unsent = [];
      this.#sent += 1;
      this.#dirty = true;
      this.#say((encoder) => sync.writeSyncStep2(encoder, this.doc, state));
    }
    this.flush();
    this.events.changed();
  }

  #settle(): void {
    if (this.#answered && this.#unsent.length === 0 && this.#kept >= this.#sent) {
      this.#dirty = false;
      this.#attempt = 0;
    }
    this.events.changed();
  }

  #hear(text: string): void {
    const message = parse(text);
    if (message?.type === "saved") {
      this.#kept = message.count;
      this.#settle();
    } else if (message?.type === "state") {
      this.events.state(message.state);
    } else if (message?.type === "refused") {
      this.#refused(message.refusal);
    }
  }

  #refused(refusal: RefusalText): void {
    if (refusal.code === "session_expired") {
      this.stop();
      this.events.sessionEnded();
    } else if (PASSING.has(refusal.code)) {
      this.#broke(true);
    } else {
      this.refusal = refusal;
      this.events.changed();
    }
  }

  /** Asks for news: the answer brings what others wrote and shows that the line lives. */
  #beat(): void {
    this.#cancelBeat?.();
    this.#beatSince = this.clock.now();
    this.#say((encoder) => sync.writeSyncStep1(encoder, this.doc));
    this.#cancelBeat = this.clock.after(BEAT_EVERY, () => {
      if (this.#beatSince !== null && this.clock.now() - this.#beatSince >= BEAT_WITHIN) this.#broke(true);
      else this.#beat();
    });
  }

  #say(write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, SYNC);
    write(encoder);
    this.#line?.send(encoding.toUint8Array(encoder));
  }

  #broke(opened: boolean): void {
    this.#drop();
    this.#retryLater();
    this.events.changed();
    this.events.lost(opened);
  }

  #retryLater(): void {
    if (!this.#running || this.#cancelRetry !== null) return;
    const wait = waitBefore(this.#attempt, this.clock.random());
    this.#attempt += 1;
    this.#cancelRetry = this.clock.after(wait, () => {
      this.#cancelRetry = null;
      this.#connect();
    });
  }

  /** Without a line nobody knows who is where. */
  #forgetOthers(): void {
    const { awareness } = this;
    if (awareness === null) return;
    const known = [...awareness.getStates().keys()].filter((client) => client !== awareness.clientID);
    presence.removeAwarenessStates(awareness, known, this);
  }

  #drop(): void {
    this.#open = false;
    this.#answered = false;
    this.#beatSince = null;
    this.#cancelBeat?.();
    this.#cancelBeat = null;
    this.#cancelFlush?.();
    this.#cancelFlush = null;
    this.#cancelWhere?.();
    this.#cancelWhere = null;
    this.#forgetOthers();
    const line = this.#line;
    this.#line = null;
    line?.close();
  }
}

/** Whether a server with this state vector lacks something of `doc`. */
function lacks(state: Uint8Array, doc: Y.Doc): boolean {
  const theirs = Y.decodeStateVector(state);
  const ours = Y.decodeStateVector(Y.encodeStateVector(doc));
  return [...ours].some(([client, clock]) => clock > (theirs.get(client) ?? 0));
}

function parse(text: string): MinutesMessage | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "type" in value ? (value as MinutesMessage) : null;
  } catch {
    return null;
  }
}
