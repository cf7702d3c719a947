// Shared texts of this browser tab, by account and meeting. Leaving the page does not throw away what the server has not kept yet:
// the text and its link stay until it has, and whoever opens the page again finds them.

import { Awareness } from "y-protocols/awareness";
import { applyUpdate, Doc, encodeStateAsUpdate } from "yjs";
import { browserClock } from "../room/line";
import { currentSession } from "../session/session.svelte";
import { fromDrawer, intoDrawer, outOfDrawer } from "./drawer";
import { minutesLine } from "./line";
import { MinutesLink, type LinkEvents, type OpenSyncLine } from "./link";

/** How soon what the server does not have lies in the browser's own store, milliseconds. */
const LAID_AWAY_WITHIN = 500;

const kept = new Map<string, KeptText>();

export class KeptText {
  readonly link: MinutesLink;
  #watcher: LinkEvents | null = null;
  #laying: ReturnType<typeof setTimeout> | null = null;
  #laidAway = false;

  constructor(
    private readonly key: string,
    account: string,
    meeting: string,
  ) {
    const doc = new Doc();
    const events: LinkEvents = {
      changed: () => {
        this.#watcher?.changed();
        this.#layAway();
        this.#letGo();
      },
      state: (state) => this.#watcher?.state(state),
      sessionEnded: () => this.#watcher?.sessionEnded(),
      lost: (everOpened) => this.#watcher?.lost(everOpened),
    };
    this.link = new MinutesLink(doc, ownLine(account, meeting), browserClock, events, new Awareness(doc));
    // What a tab that was killed had not sent.
    void fromDrawer(key).then((found) => {
      if (found === null || kept.get(key) !== this) return;
      this.#laidAway = true;
      applyUpdate(doc, found, "drawer");
    });
  }

  watch(watcher: LinkEvents): void {
    this.#watcher = watcher;
  }

  unwatch(): void {
    this.#watcher = null;
    this.link.flush();
    this.#letGo();
  }

  /** Throws away what the server would not take. */
  discard(): void {
    kept.delete(this.key);
    if (this.#laying !== null) clearTimeout(this.#laying);
    void outOfDrawer(this.key);
    this.link.close();
  }

  /** What is typed while the server does not answer is there after the browser was killed. */
  #layAway(): void {
    if (this.link.pending) {
      this.#laying ??= setTimeout(() => {
        this.#laying = null;
        if (!this.link.pending) return;
        this.#laidAway = true;
        void intoDrawer(this.key, encodeStateAsUpdate(this.link.doc));
      }, LAID_AWAY_WITHIN);
    } else if (this.#laidAway && this.link.keeping === "saved") {
      this.#laidAway = false;
      void outOfDrawer(this.key);
    }
  }

  /** Nobody looks and nothing is left to send. */
  #letGo(): void {
    if (this.#watcher !== null || this.link.pending || kept.get(this.key) !== this) return;
    kept.delete(this.key);
    this.link.close();
    this.link.doc.destroy();
  }
}

/** What one person typed never goes out under the name of another who signed in after them. */
function ownLine(account: string, meeting: string): OpenSyncLine {
  const open = minutesLine(meeting);
  return (events) => {
    if (currentSession()?.account.id === account) return open(events);
    events.closed();
    return { send: () => undefined, close: () => undefined };
  };
}

export function keptText(account: string, meeting: string): KeptText {
  const key = `${account} ${meeting}`;
  const found = kept.get(key) ?? new KeptText(key, account, meeting);
  kept.set(key, found);
  return found;
}

/** Whether closing the tab now would lose something typed. */
export function somethingUnkept(): boolean {
  return [...kept.values()].some((one) => one.link.pending);
}
