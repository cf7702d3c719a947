// Shared texts of this browser tab, by account and meeting. Leaving the page does not throw away what the server has not kept yet:
// the text and its link stay until it has, and whoever opens the page again finds them.

import { Doc } from "yjs";
import { browserClock } from "../room/line";
import { currentSession } from "../session/session.svelte";
import { minutesLine } from "./line";
import { MinutesLink, type LinkEvents, type OpenSyncLine } from "./link";

const kept = new Map<string, KeptText>();

export class KeptText {
  readonly link: MinutesLink;
  #watcher: LinkEvents | null = null;

  constructor(
    private readonly key: string,
    account: string,
    meeting: string,
  ) {
    this.link = new MinutesLink(new Doc(), ownLine(account, meeting), browserClock, {
      changed: () => {
        this.#watcher?.changed();
        this.#letGo();
      },
      state: (state) => this.#watcher?.state(state),
      sessionEnded: () => this.#watcher?.sessionEnded(),
      lost: (everOpened) => this.#watcher?.lost(everOpened),
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
    this.link.close();
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
