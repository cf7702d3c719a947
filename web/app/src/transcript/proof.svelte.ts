// Going from doubtful word to doubtful word, typing over the wrong ones: what is typed is saved on the way.

import type { Utterance, UtteranceId } from "../wire";
import type { Correcting } from "./correcting.svelte";
import { doubtsOf, momentAt } from "./doubt";
import type { Player } from "./player.svelte";

/** Heard before a word, so that the ear is there in time, milliseconds. */
const LEAD = 600;

/** What came of a step: a word stands selected, none is left in that direction, or what was typed could not be saved. */
export type Step = "there" | "none" | "held";

export class Proofreading {
  /** Where the last step ended, for going on after the field was closed. */
  #last: UtteranceId | null = null;
  /** A step has led to a word that nobody has heard yet. */
  fresh = false;

  constructor(
    /** The sentences in order, as they stand now. */
    private readonly sentences: () => readonly Utterance[],
    private readonly correcting: Correcting,
    private readonly player: Player,
    private readonly playable: (one: Utterance) => boolean,
  ) {}

  /** How many doubtful words are left. */
  left(): number {
    return this.sentences().reduce((sum, one) => sum + (one.revision > 0 ? 0 : doubtsOf(one.written, one.words, one.t0, one.t1).length), 0);
  }

  /** To the next (1) or the previous (-1) doubtful word. */
  async step(step: 1 | -1): Promise<Step> {
    const all = this.sentences();
    const edited = all.find((one) => one.id === this.correcting.id);
    if (edited !== undefined) {
      const inside = this.#within(edited, step);
      if (inside !== undefined) {
        this.correcting.select(inside);
        this.#follow(edited, inside.t0);
        return "there";
      }
      if (!(await this.correcting.save(edited))) return "held";
    }
    const from = edited?.id ?? this.player.current ?? this.#last;
    const place = all.findIndex((one) => one.id === from);
    const rest = step === 1 ? all.slice(place + 1) : all.slice(0, Math.max(0, place)).reverse();
    for (const one of rest) {
      if (one.revision > 0) continue;
      const doubts = doubtsOf(one.written, one.words, one.t0, one.t1);
      const doubt = step === 1 ? doubts[0] : doubts.at(-1);
      if (doubt === undefined) continue;
      this.#last = one.id;
      this.correcting.begin(one, doubt);
      this.#follow(one, doubt.t0);
      return "there";
    }
    return "none";
  }

  /** Plays the sentence being corrected from the word at the cursor; false without one. */
  listen(): boolean {
    const edited = this.sentences().find((one) => one.id === this.correcting.id);
    this.fresh = false;
    if (edited === undefined || !this.playable(edited)) return false;
    const moment = momentAt(this.correcting.text, this.correcting.field?.selectionStart ?? 0, edited.words, edited.t0, edited.t1);
    this.player.play(edited, Math.max(0, moment - LEAD));
    return true;
  }

  #within(edited: Utterance, step: 1 | -1) {
    const field = this.correcting.field;
    if (field === null) return undefined;
    const doubts = doubtsOf(this.correcting.text, edited.words, edited.t0, edited.t1);
    return step === 1 ? doubts.find((one) => one.from >= Math.max(1, field.selectionEnd)) : doubts.reverse().find((one) => one.to <= field.selectionStart);
  }

  /** Whoever is listening hears the word at once. */
  #follow(one: Utterance, t0: number): void {
    this.fresh = this.player.state !== "playing";
    if (!this.fresh && this.playable(one)) this.player.play(one, Math.max(0, t0 - LEAD));
  }
}
