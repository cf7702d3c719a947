// Something a page needs from the server: loading, there, refused, or nobody answers (then it asks again by itself).

import { Refused, Unreachable } from "./ask";

const AGAIN_AFTER = 4000;

export class Load<T> {
  value = $state.raw<T | null>(null);
  refused = $state.raw<Refused | null>(null);
  unreachable = $state(false);
  loading = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(private readonly fetchIt: () => Promise<T>) {
    void this.again();
  }

  /** Asks (again). What was shown stays until the answer is there. */
  async again(): Promise<void> {
    clearTimeout(this.#timer);
    this.loading = true;
    try {
      const value = await this.fetchIt();
      if (this.#closed) return;
      this.value = value;
      this.refused = null;
      this.unreachable = false;
    } catch (error) {
      if (this.#closed) return;
      if (error instanceof Refused) {
        this.refused = error;
        this.unreachable = false;
      } else if (error instanceof Unreachable) {
        this.unreachable = true;
        this.#timer = setTimeout(() => void this.again(), AGAIN_AFTER);
      } else {
        throw error;
      }
    } finally {
      this.loading = false;
    }
  }

  /** No more questions: the page is gone. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }
}
