// Short messages over the picture; the newest last, gone by themselves unless they ask for something.

export interface RoomNotice {
  id: number;
  kind: "info" | "good" | "warn" | "bad";
  text: string;
  /** A later notice on the same topic replaces this one. */
  topic?: string;
  /** A stable code to name to the technician. */
  code?: string;
  action?: { text: string; act: () => void };
}

const SHOWN_FOR = 9_000;
/** More would cover the picture; the oldest goes. */
const MOST = 4;

export class Notices {
  list: RoomNotice[] = $state.raw([]);
  #next = 1;

  say(notice: Omit<RoomNotice, "id">): void {
    const id = this.#next++;
    // The same thing said again, or something newer on it, replaces what was said.
    const others = this.list.filter((other) => other.text !== notice.text && (notice.topic === undefined || other.topic !== notice.topic));
    this.list = [...others, { ...notice, id }].slice(-MOST);
    if (notice.action === undefined) setTimeout(() => this.dismiss(id), SHOWN_FOR);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }
}
