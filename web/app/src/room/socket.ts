// The room's socket as a state machine: it opens a line, keeps it alive, and opens another one for as long as it takes.
// Time, chance and the line itself come in from outside, so that the tests own all three.

import type { ClientMessage, ServerMessage } from "../wire";
import { waitBefore } from "./backoff";

export const PING_EVERY = 5_000;
export const PONG_WITHIN = 10_000;
/** A line that neither opens nor fails (packets dropped on the way) is given up after this. */
export const OPEN_WITHIN = 8_000;

/** One connection attempt. */
export interface Line {
  send(text: string): void;
  close(): void;
}

export interface LineEvents {
  opened(): void;
  message(text: string): void;
  closed(): void;
}

export type OpenLine = (events: LineEvents) => Line;

export interface Clock {
  now(): number;
  /** Calls `act` once after `wait` milliseconds; the answer cancels it. */
  after(wait: number, act: () => void): () => void;
  random(): number;
}

export interface SocketEvents {
  /** A line stands; the first thing to say is `join`. */
  opened(): void;
  message(message: ServerMessage): void;
  /** A line broke or could not be opened. A refused upgrade (no session) looks like the second. */
  lost(everOpened: boolean): void;
}

export class RoomSocket {
  #line: Line | null = null;
  #open = false;
  #attempt = 0;
  #running = false;
  #cancelRetry: (() => void) | null = null;
  #cancelPing: (() => void) | null = null;
  #pingSince: number | null = null;

  constructor(
    private readonly openLine: OpenLine,
    private readonly clock: Clock,
    private readonly events: SocketEvents,
  ) {}

  get open(): boolean {
    return this.#open;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#attempt = 0;
    this.#connect();
  }

  /** Closes for good. */
  stop(): void {
    this.#running = false;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#drop();
  }

  /** Says whether the message went out; one that did not is the caller's to repeat after the next `opened`. */
  send(message: ClientMessage): boolean {
    if (!this.#open || this.#line === null) return false;
    this.#line.send(JSON.stringify(message));
    return true;
  }

  /** The room has answered: the next outage starts again with short waits. */
  settled(): void {
    this.#attempt = 0;
  }

  /** The network seems back (browser says online, page woke up): do not sit out the wait. */
  hurry(): void {
    if (!this.#running || this.#cancelRetry === null) return;
    this.#cancelRetry();
    this.#cancelRetry = null;
    this.#connect();
  }

  #connect(): void {
    let ours: Line | null = null;
    let gone = false;
    let opened = false;
    const current = () => !gone && this.#running && (ours === null || this.#line === ours);
    ours = this.openLine({
      opened: () => {
        if (!current()) return;
        opened = true;
        this.#open = true;
        this.#pingSince = null;
        this.#pingLater();
        this.events.opened();
      },
      message: (text) => {
        if (current()) this.#receive(text);
      },
      closed: () => {
        if (!current()) return;
        gone = true;
        this.#drop();
        this.#retryLater();
        this.events.lost(opened);
      },
    });
    // A line may fail before `openLine` returns; then it is not ours to keep.
    if (gone) {
      ours.close();
      return;
    }
    this.#line = ours;
    if (this.#open) return;
    this.#cancelPing = this.clock.after(OPEN_WITHIN, () => {
      this.#drop();
      this.#retryLater();
      this.events.lost(false);
    });
  }

  #receive(text: string): void {
    const message = parse(text);
    if (message === null) return;
    if (message.type === "pong") this.#pingSince = null;
    else this.events.message(message);
  }

  #pingLater(): void {
    this.#cancelPing?.();
    this.#cancelPing = this.clock.after(PING_EVERY, () => {
      if (this.#pingSince !== null && this.clock.now() - this.#pingSince >= PONG_WITHIN) {
        this.#drop();
        this.#retryLater();
        this.events.lost(true);
        return;
      }
      if (this.send({ type: "ping" })) this.#pingSince ??= this.clock.now();
      this.#pingLater();
    });
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

  #drop(): void {
    this.#open = false;
    this.#pingSince = null;
    this.#cancelPing?.();
    this.#cancelPing = null;
    const line = this.#line;
    this.#line = null;
    line?.close();
  }
}

function parse(text: string): ServerMessage | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "type" in value ? (value as ServerMessage) : null;
  } catch {
    return null;
  }
}
