// The sentence being corrected on the page: one at a time. What is typed stays until it is saved or left, whatever the list does.

import { ask, Refused } from "../http/ask";
import type { Corrected, RefusalText, Utterance, UtteranceId } from "../wire";

export type SendCorrection = (id: UtteranceId, written: string, revision: number) => Promise<Corrected>;

export const sendCorrection: SendCorrection = (id, written, revision) =>
  ask<Corrected>("POST", `/api/utterances/${encodeURIComponent(id)}/revision`, { written, revision });

/** Places in the text of the field, UTF-16. */
export interface Selected {
  from: number;
  to: number;
}

export type CorrectionTrouble = RefusalText | "empty" | "unreachable";

export class Correcting {
  /** The sentence being corrected. */
  id: UtteranceId | null = $state(null);
  text = $state("");
  sending = $state(false);
  trouble: CorrectionTrouble | null = $state.raw(null);
  /** Corrections made here, newer than what the page has loaded. */
  #made: Readonly<Record<UtteranceId, Corrected>> = $state.raw({});
  #revision = 0;
  /** Where the sentence is typed, while one is. */
  field: HTMLTextAreaElement | null = null;
  /** What is selected when the field opens; none: the cursor stands at the end. */
  #first: Selected | null = null;

  constructor(
    private readonly send: SendCorrection,
    /** Asks for the sentences anew, after somebody else has changed one. */
    private readonly reload: () => Promise<void>,
    /** A sentence was corrected here. */
    private readonly made?: (before: Utterance, written: string) => void,
  ) {}

  /** Corrections made elsewhere on the page (of many sentences at once). */
  take(made: readonly Corrected[]): void {
    this.#made = { ...this.#made, ...Object.fromEntries(made.map((one) => [one.id, one])) };
  }

  /** The sentence with what was corrected here. */
  applied(utterance: Utterance): Utterance {
    const made = this.#made[utterance.id];
    return made === undefined || made.revision <= utterance.revision
      ? utterance
      : { ...utterance, written: made.written, revision: made.revision, corrected_by: made.corrected_by };
  }

  begin(utterance: Utterance, selected: Selected | null = null): void {
    if (this.sending) return;
    this.#first = selected;
    this.id = utterance.id;
    this.text = utterance.written;
    this.trouble = null;
    this.#revision = utterance.revision;
  }

  /** The field is on the page. */
  opened(field: HTMLTextAreaElement): () => void {
    this.field = field;
    field.focus();
    this.select(this.#first ?? { from: field.value.length, to: field.value.length });
    return () => {
      if (this.field === field) this.field = null;
    };
  }

  select({ from, to }: Selected): void {
    this.field?.setSelectionRange(from, to);
  }

  leave(): void {
    if (this.sending) return;
    this.id = null;
    this.trouble = null;
  }

  /** Says whether it is saved. `shown` is the sentence as the page has it. */
  async save(shown: Utterance): Promise<boolean> {
    const written = this.text.trim().normalize("NFC");
    if (this.id !== shown.id || this.sending) return false;
    if (written === "") {
      this.trouble = "empty";
      return false;
    }
    if (written === shown.written && this.#revision === shown.revision) {
      this.leave();
      return true;
    }
    this.sending = true;
    try {
      const made = await this.send(shown.id, written, this.#revision);
      this.take([made]);
      this.made?.(shown, made.written);
      this.id = null;
      this.trouble = null;
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) {
        this.trouble = "unreachable";
        return false;
      }
      this.trouble = error.refusal;
      if (error.refusal.code === "changed_meanwhile") await this.reload();
      return false;
    } finally {
      this.sending = false;
    }
  }

  /** The text of somebody else stands beside the field: the next try is made from it. */
  seen(utterance: Utterance): void {
    if (this.id === utterance.id && utterance.revision > this.#revision) this.#revision = utterance.revision;
  }
}
