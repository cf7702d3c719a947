import { beforeEach, describe, expect, it } from "vitest";
import type { ClientMessage, ServerMessage } from "../wire";
import { RoomSocket, type LineEvents } from "./socket";
import { TestClock } from "./testClock";

class TestLine {
  sent: ClientMessage[] = [];
  closed = false;
  constructor(readonly events: LineEvents) {}
  send(text: string) {
    this.sent.push(JSON.parse(text) as ClientMessage);
  }
  close() {
    this.closed = true;
  }
  say(message: ServerMessage) {
    this.events.message(JSON.stringify(message));
  }
}

describe("the room's socket", () => {
  let clock: TestClock;
  let lines: TestLine[];
  let heard: ServerMessage[];
  let lost: boolean[];
  let socket: RoomSocket;
  const last = () => lines[lines.length - 1] as TestLine;

  beforeEach(() => {
    clock = new TestClock();
    lines = [];
    heard = [];
    lost = [];
    socket = new RoomSocket(
      (events) => {
        const line = new TestLine(events);
        lines.push(line);
        return line;
      },
      clock,
      {
        opened: () => socket.send({ type: "join", take_over: false }),
        message: (message) => heard.push(message),
        lost: (everOpened) => lost.push(everOpened),
      },
    );
    socket.start();
  });

  it("joins as soon as a line stands", () => {
    expect(socket.send({ type: "ping" })).toBe(false);
    last().events.opened();
    expect(last().sent).toEqual([{ type: "join", take_over: false }]);
  });

  it("never gives up on a server that is away for an hour", () => {
    last().events.closed();
    for (let step = 0; step < 3600; step += 1) {
      const before = lines.length;
      clock.advance(1000);
      if (lines.length > before) last().events.closed();
    }
    expect(lines.length).toBeGreaterThan(3600 / 6);
    clock.advance(5000);
    last().events.opened();
    expect(socket.open).toBe(true);
    expect(lost.every((opened) => !opened)).toBe(true);
  });

  it("comes back within half a second after the first break and joins again", () => {
    last().events.opened();
    socket.settled();
    last().events.closed();
    expect(lost).toEqual([true]);
    clock.advance(500);
    expect(lines).toHaveLength(2);
    last().events.opened();
    expect(last().sent).toEqual([{ type: "join", take_over: false }]);
  });

  it("opens another line when no pong comes within ten seconds", () => {
    last().events.opened();
    clock.advance(5000);
    expect(last().sent.at(-1)).toEqual({ type: "ping" });
    clock.advance(9000);
    expect(lines).toHaveLength(1);
    clock.advance(1000);
    expect(lines[0]?.closed).toBe(true);
    expect(lost).toEqual([true]);
    clock.advance(500);
    expect(lines).toHaveLength(2);
  });

  it("gives up a line that neither opens nor fails", () => {
    clock.advance(8000);
    expect(lines[0]?.closed).toBe(true);
    expect(lost).toEqual([false]);
    clock.advance(500);
    expect(lines).toHaveLength(2);
  });

  it("keeps a line whose pongs come, and hides them from the room", () => {
    last().events.opened();
    for (let i = 0; i < 20; i += 1) {
      clock.advance(5000);
      last().say({ type: "pong" });
    }
    expect(lines).toHaveLength(1);
    expect(heard).toEqual([]);
  });

  it("ignores what a dropped line still says", () => {
    const first = last();
    first.events.opened();
    first.events.closed();
    clock.advance(500);
    first.say({ type: "speaking", participants: [] });
    first.events.closed();
    expect(heard).toEqual([]);
    expect(lost).toEqual([true]);
    clock.advance(5_000);
    expect(lines).toHaveLength(2);
  });

  it("leaves out a message that is not JSON", () => {
    last().events.opened();
    last().events.message("{nonsense");
    last().events.message("7");
    expect(heard).toEqual([]);
    expect(socket.open).toBe(true);
  });

  it("hurries when the network is back, but opens only one line", () => {
    last().events.closed();
    socket.hurry();
    socket.hurry();
    expect(lines).toHaveLength(2);
    clock.advance(5_000);
    expect(lines).toHaveLength(2);
  });

  it("stays closed after stop", () => {
    last().events.opened();
    socket.stop();
    clock.advance(60_000);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.closed).toBe(true);
    expect(lost).toEqual([]);
  });
});
