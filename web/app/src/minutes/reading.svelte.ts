// The minutes as they are written, for whoever only reads them: whoever approves a text sees the text of now.

import { Doc } from "yjs";
import { browserClock } from "../room/line";
import { sessionEnded } from "../session/session.svelte";
import type { MeetingId, Passage } from "../wire";
import { minutesLine } from "./line";
import { MinutesLink } from "./link";
import { askWhoIsHere } from "./session";
import { passagesOf, uncheckedOf } from "./sharedText";

/** Keystrokes of the secretary this close together are shown together, milliseconds. */
const GATHER = 300;

export class MinutesReading {
  /** None before the server's text has come. */
  passages: Passage[] | null = $state.raw(null);
  /** Passages made by machine that nobody has checked. */
  unchecked = $state(0);
  readonly #doc = new Doc();
  readonly #link: MinutesLink;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #away = false;

  constructor(meeting: MeetingId, reload: () => void) {
    this.#link = new MinutesLink(this.#doc, minutesLine(meeting), browserClock, {
      changed: () => {
        if (!this.#link.online || !this.#link.synced) return;
        this.#showSoon();
        // What was decided meanwhile is asked for; what was written comes by itself.
        if (this.#away) reload();
        this.#away = false;
      },
      state: reload,
      sessionEnded,
      lost: (everOpened) => {
        this.#away = true;
        if (!everOpened) void askWhoIsHere();
      },
    });
    this.#doc.on("update", () => this.#showSoon());
  }

  start(): void {
    this.#link.start();
  }

  hurry(): void {
    this.#link.hurry();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#link.close();
    this.#doc.destroy();
  }

  #showSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      if (!this.#link.synced) return;
      this.passages = passagesOf(this.#doc);
      this.unchecked = uncheckedOf(this.#doc);
    }, this.passages === null ? 0 : GATHER);
  }
}
