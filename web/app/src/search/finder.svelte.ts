// Asks while somebody types: after a short rest, at once on Enter, and only the latest answer is shown.

import { ask, Refused, Unreachable } from "../http/ask";
import type { Found } from "../wire";

/** Milliseconds without a key before it is asked. */
export const REST = 250;

export class Finder {
  found: Found | null = $state.raw(null);
  refused: Refused | null = $state.raw(null);
  unreachable = $state(false);
  searching = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #latest = 0;
  #request: string | null = null;

  constructor(private readonly fetchIt: (request: string) => Promise<Found> = (request) => ask<Found>("GET", request)) {}

  /** What is to be found now; null for nothing, which clears what was found. */
  want(request: string | null, now = false): void {
    if (request === this.#request && !now) return;
    this.#request = request;
    clearTimeout(this.#timer);
    this.#latest += 1;
    if (request === null) {
      this.found = null;
      this.refused = null;
      this.unreachable = false;
      this.searching = false;
    } else if (now) void this.#ask(request, this.#latest);
    else this.#timer = setTimeout(() => void this.#ask(request, this.#latest), REST);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#latest += 1;
  }

  async #ask(request: string, order: number): Promise<void> {
    this.searching = true;
    try {
      const found = await this.fetchIt(request);
      if (order !== this.#latest) return;
      this.found = found;
      this.refused = null;
      this.unreachable = false;
    } catch (error) {
      if (order !== this.#latest) return;
      if (error instanceof Refused) {
        this.refused = error;
        this.found = null;
        this.unreachable = false;
      } else if (error instanceof Unreachable) this.unreachable = true;
      else throw error;
    } finally {
      if (order === this.#latest) this.searching = false;
    }
  }
}
