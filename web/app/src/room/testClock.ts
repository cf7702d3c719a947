// For tests only: a clock that moves when told.

import type { Clock } from "./socket";

export class TestClock implements Clock {
  time = 0;
  #timers: { at: number; act: () => void }[] = [];

  now(): number {
    return this.time;
  }

  random(): number {
    return 0.5;
  }

  after(wait: number, act: () => void): () => void {
    const timer = { at: this.time + wait, act };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  advance(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const next = this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.time = next.at;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      next.act();
    }
    this.time = end;
  }
}
