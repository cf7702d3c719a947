import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { beforeEach, describe, expect, it } from "vitest";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";
import { TestClock } from "../room/testClock";
import type { MinutesMessage, MinutesState, RefusalText } from "../wire";
import { BEAT_EVERY, GATHER, MinutesLink, OPEN_WITHIN, type SyncLineEvents } from "./link";

/** The server's end of one line: answers as the sync protocol says, on a document of its own. */
class TestLine {
  closed = false;
  deaf = false;
  /** Takes updates but says nothing of it. */
  silent = false;
  updates = 0;
  constructor(
    readonly events: SyncLineEvents,
    readonly server: Y.Doc,
  ) {}

  open() {
    this.events.opened();
    this.#say((encoder) => sync.writeSyncStep1(encoder, this.server));
  }

  send(frame: Uint8Array) {
    if (this.deaf) return;
    const decoder = decoding.createDecoder(frame);
    expect(decoding.readVarUint(decoder)).toBe(0);
    const reply = encoding.createEncoder();
    encoding.writeVarUint(reply, 0);
    const kind = sync.readSyncMessage(decoder, reply, this.server, this);
    if (kind === sync.messageYjsSyncStep1) this.events.frame(encoding.toUint8Array(reply));
    else {
      this.updates += 1;
      if (!this.silent) this.tell({ type: "saved", count: this.updates });
    }
  }

  relay(update: Uint8Array) {
    this.#say((encoder) => sync.writeUpdate(encoder, update));
  }

  tell(message: MinutesMessage) {
    this.events.text(JSON.stringify(message));
  }

  close() {
    this.closed = true;
  }

  #say(write: (encoder: encoding.Encoder) => void) {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 0);
    write(encoder);
    this.events.frame(encoding.toUint8Array(encoder));
  }
}

const refusal = (code: RefusalText["code"]): RefusalText => ({ code, vi: "Không được.", en: "No." });

describe("the link of the minutes", () => {
  let clock: TestClock;
  let lines: TestLine[];
  let server: Y.Doc;
  let link: MinutesLink;
  let states: MinutesState[];
  let lost: boolean[];
  let sessionEnds: number;
  const last = () => lines.at(-1) as TestLine;
  const text = (doc: Y.Doc) => doc.getText("t").toString();
  const type = (words: string) => link.doc.getText("t").insert(link.doc.getText("t").length, words);

  beforeEach(() => {
    clock = new TestClock();
    lines = [];
    states = [];
    lost = [];
    sessionEnds = 0;
    server = new Y.Doc();
    server.getText("t").insert(0, "Dự thảo.");
    link = new MinutesLink(
      new Y.Doc(),
      (events) => {
        const line = new TestLine(events, server);
        lines.push(line);
        return line;
      },
      clock,
      {
        changed: () => undefined,
        state: (state) => states.push(state),
        sessionEnded: () => (sessionEnds += 1),
        lost: (everOpened) => lost.push(everOpened),
      },
    );
    link.start();
  });

  it("brings the server's text when a line opens", () => {
    expect(link.synced).toBe(false);
    expect(link.keeping).toBe("offline");
    last().open();
    expect(link.synced).toBe(true);
    expect(text(link.doc)).toBe("Dự thảo.");
    expect(link.keeping).toBe("saved");
    expect(last().updates).toBe(0);
  });

  it("sends keystrokes together and is saved only when the server says so", () => {
    last().open();
    last().silent = true;
    type(" Một");
    type(" hai");
    expect(link.keeping).toBe("saving");
    expect(last().updates).toBe(0);
    clock.advance(GATHER);
    expect(last().updates).toBe(1);
    expect(text(server)).toBe("Dự thảo. Một hai");
    expect(link.keeping).toBe("saving");
    last().tell({ type: "saved", count: 1 });
    expect(link.keeping).toBe("saved");
    expect(link.pending).toBe(false);
  });

  it("an old count does not pass for a newer update", () => {
    last().open();
    last().silent = true;
    type("a");
    clock.advance(GATHER);
    type("b");
    clock.advance(GATHER);
    last().tell({ type: "saved", count: 1 });
    expect(link.keeping).toBe("saving");
    last().tell({ type: "saved", count: 2 });
    expect(link.keeping).toBe("saved");
  });

  it("takes what others write without sending it back", () => {
    last().open();
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(server));
    other.on("update", (update: Uint8Array) => last().relay(update));
    other.getText("t").insert(0, "Mới. ");
    clock.advance(GATHER);
    expect(text(link.doc)).toBe("Mới. Dự thảo.");
    expect(last().updates).toBe(0);
    expect(link.keeping).toBe("saved");
  });

  it("what was typed without a line reaches the server when it comes back", () => {
    last().open();
    last().events.closed();
    type(" Gõ lúc mất mạng.");
    clock.advance(60_000);
    expect(link.keeping).toBe("offline");
    expect(link.pending).toBe(true);
    last().open();
    expect(text(server)).toBe("Dự thảo. Gõ lúc mất mạng.");
    expect(link.keeping).toBe("saved");
  });

  it("a deletion made without a line reaches the server too", () => {
    last().open();
    last().events.closed();
    link.doc.getText("t").delete(0, 3);
    clock.advance(500);
    last().open();
    expect(text(server)).toBe("thảo.");
    expect(link.pending).toBe(false);
  });

  it("an update whose answer was lost with the line is sent again and not taken for kept before the server says so", () => {
    last().open();
    last().silent = true;
    type(" x");
    clock.advance(GATHER);
    last().events.closed();
    clock.advance(500);
    last().silent = true;
    last().open();
    clock.advance(3 * BEAT_EVERY);
    expect(link.keeping).toBe("saving");
    last().tell({ type: "saved", count: 1 });
    expect(link.keeping).toBe("saved");
    expect(text(server)).toBe("Dự thảo. x");
  });

  it("never gives up on a server that is away for an hour", () => {
    last().events.closed();
    for (let step = 0; step < 3600; step += 1) {
      const before = lines.length;
      clock.advance(1000);
      if (lines.length > before) last().events.closed();
    }
    expect(lines.length).toBeGreaterThan(3600 / 6);
    expect(lost.every((opened) => !opened)).toBe(true);
    clock.advance(5000);
    last().open();
    expect(link.online).toBe(true);
  });

  it("opens another line when the server stops answering", () => {
    last().open();
    last().deaf = true;
    clock.advance(2 * BEAT_EVERY);
    expect(lines[0]?.closed).toBe(true);
    expect(lost).toEqual([true]);
    clock.advance(500);
    expect(lines).toHaveLength(2);
  });

  it("gives up a line that neither opens nor fails", () => {
    clock.advance(OPEN_WITHIN);
    expect(lines[0]?.closed).toBe(true);
    clock.advance(500);
    expect(lines).toHaveLength(2);
  });

  it("a refusal keeps the typed text and stops sending", () => {
    last().open();
    last().silent = true;
    type(" Quá hạn.");
    clock.advance(GATHER);
    last().tell({ type: "refused", refusal: refusal("minutes_issued") });
    expect(link.keeping).toBe("refused");
    expect(text(link.doc)).toBe("Dự thảo. Quá hạn.");
    const before = last().updates;
    type(" Nữa.");
    clock.advance(60_000);
    expect(last().updates).toBe(before);
    expect(link.pending).toBe(true);
    expect(link.refusal?.code).toBe("minutes_issued");
  });

  it("a trouble of the server that may pass is tried again on another line", () => {
    last().open();
    last().silent = true;
    type(" a");
    clock.advance(GATHER);
    last().tell({ type: "refused", refusal: refusal("disk_full") });
    expect(lines[0]?.closed).toBe(true);
    clock.advance(500);
    last().open();
    expect(link.keeping).toBe("saved");
    expect(link.refusal).toBeNull();
  });

  it("stops when the session ends and goes on with the text after signing in again", () => {
    last().open();
    type(" a");
    last().tell({ type: "refused", refusal: refusal("session_expired") });
    expect(sessionEnds).toBe(1);
    clock.advance(60_000);
    expect(lines).toHaveLength(1);
    link.start();
    last().open();
    expect(text(server)).toBe("Dự thảo. a");
  });

  it("passes on where the minutes stand, and leaves out what it does not know", () => {
    last().open();
    last().tell({ type: "state", state: "approved" });
    last().events.text("{nonsense");
    last().events.frame(new Uint8Array([1, 5, 5]));
    expect(states).toEqual(["approved"]);
    expect(link.online).toBe(true);
  });

  it("sends nothing more after it was closed", () => {
    last().open();
    link.close();
    type("x");
    clock.advance(60_000);
    expect(lines).toHaveLength(1);
    expect(last().updates).toBe(0);
  });
});
