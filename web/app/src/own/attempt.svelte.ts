// Something asked of the server by a press: under way, refused, or done.

import { Refused } from "../http/ask";
import { say, t } from "../i18n/language.svelte";

export class Attempt {
  sending = $state(false);
  #trouble = $state.raw<Refused | "unreachable" | null>(null);

  /** What went wrong, as a sentence; null when nothing did. */
  get trouble(): string | null {
    if (this.#trouble === null) return null;
    return this.#trouble === "unreachable" ? `${t().trouble.unreachableTitle}. ${t().trouble.unreachableMore}` : say(this.#trouble.refusal);
  }

  /** Does it; true when it was done. */
  async make(act: () => Promise<void>): Promise<boolean> {
    if (this.sending) return false;
    this.sending = true;
    this.#trouble = null;
    try {
      await act();
      return true;
    } catch (error) {
      this.#trouble = error instanceof Refused ? error : "unreachable";
      return false;
    } finally {
      this.sending = false;
    }
  }
}
