// Whether the room's socket can be reached, and how fast the server answers on it.

import type { Clock, OpenLine } from "../room/socket";

export type ConnectionCheck = { state: "asking" } | { state: "answered"; ms: number } | { state: "failed" };

const ANSWER_WITHIN = 6_000;
const AGAIN_AFTER = 3_000;
/** Slower than this and pictures will not be smooth. */
export const SLOW = 400;

/** Opens a line, pings, and goes on trying until an answer comes. The answer stops it. */
export class ConnectionProbe {
  result: ConnectionCheck = $state.raw({ state: "asking" });
  #stop: () => void = () => undefined;
  #closed = false;

  constructor(
    private readonly openLine: OpenLine,
    private readonly clock: Clock,
  ) {
    this.#try();
  }

  close(): void {
    this.#closed = true;
    this.#stop();
  }

  #try(): void {
    if (this.#closed) return;
    let asked = 0;
    const line = this.openLine({
      opened: () => {
        asked = this.clock.now();
        line.send(JSON.stringify({ type: "ping" }));
      },
      // Whatever the server says to a ping shows that it hears.
      message: () => {
        end();
        this.result = { state: "answered", ms: Math.round(this.clock.now() - asked) };
      },
      closed: () => fail(),
    });
    const cancel = this.clock.after(ANSWER_WITHIN, () => fail());
    const end = () => {
      cancel();
      line.close();
    };
    const fail = () => {
      end();
      this.result = { state: "failed" };
      this.#stop = this.clock.after(AGAIN_AFTER, () => this.#try());
    };
    this.#stop = end;
  }
}
