// One replacement: what is looked for, which places are chosen, doing it in both layers, and taking it back.

import { SvelteSet } from "svelte/reactivity";
import { ask, Refused } from "../http/ask";
import type { Block } from "../minutes/sources";
import type { Rewrite, TakeBack } from "../minutes/rewriting";
import type { Corrected, CorrectedTogether, RefusalText, SentenceCorrection, Utterance } from "../wire";
import { corrections, givenBack, minutesHits, MOST, rewrites, sentenceHits, sentencesOf, within } from "./hits";
import { tidy } from "./syllables";

export type SendCorrections = (sentences: SentenceCorrection[]) => Promise<CorrectedTogether>;

export function sendCorrections(meeting: string): SendCorrections {
  return (sentences) => ask<CorrectedTogether>("POST", `/api/meetings/${encodeURIComponent(meeting)}/revisions`, { sentences });
}

/** Both layers of a page, as they stand. */
export interface Layers {
  blocks(): readonly Block[];
  said(): readonly Utterance[];
  /** Writes into the minutes; null where nobody may. */
  rewrite(all: readonly Rewrite[]): TakeBack | null;
  /** Shows what was corrected. */
  take(made: readonly Corrected[]): void;
}

/** A replacement that was made. */
export interface Made {
  count: number;
  /** Sentences that somebody else had corrected meanwhile. */
  clashed: number;
  /** Answers how many places have their old words back. */
  undo(): Promise<number>;
}

export type ReplaceTrouble = RefusalText | "same" | "unreachable";

export class Replacing {
  wanted = $state("");
  by = $state("");
  sending = $state(false);
  trouble: ReplaceTrouble | null = $state.raw(null);
  /** Places that are not to be replaced. */
  readonly left = new SvelteSet<string>();
  readonly inMinutes = $derived.by(() => minutesHits(this.layers.blocks(), this.wanted, tidy(this.by)));
  readonly inTranscript = $derived.by(() => sentenceHits(this.layers.said(), this.wanted, tidy(this.by)));
  readonly all = $derived(this.inMinutes.length + this.inTranscript.length);
  readonly #passages = $derived.by(() => this.inMinutes.filter((hit) => !this.left.has(hit.key)));
  readonly #sentences = $derived.by(() => this.inTranscript.filter((hit) => !this.left.has(hit.key)));
  readonly chosen = $derived(this.#passages.length + this.#sentences.length);
  readonly tooMany = $derived(sentencesOf(this.#sentences) > MOST);

  constructor(
    private readonly layers: Layers,
    private readonly send: SendCorrections,
  ) {}

  tick(key: string, on: boolean): void {
    if (on) this.left.delete(key);
    else this.left.add(key);
  }

  tickAll(on: boolean): void {
    this.left.clear();
    if (!on) for (const hit of [...this.inMinutes, ...this.inTranscript]) this.left.add(hit.key);
  }

  /** Null when nothing was done, and `trouble` says why. */
  async replace(): Promise<Made | null> {
    if (this.sending || this.chosen === 0 || this.tooMany) return null;
    if (tidy(this.by) === "" || tidy(this.by) === tidy(this.wanted)) {
      this.trouble = "same";
      return null;
    }
    this.sending = true;
    this.trouble = null;
    try {
      const said = this.layers.said();
      const sentences = this.#sentences;
      const to = corrections(said, sentences, tidy(this.by));
      const done = to.length === 0 ? { made: [], clashed: [] } : await this.send(to);
      this.layers.take(done.made);
      // Others may have written while the server was asked: the minutes are taken as they are now.
      const passages = this.#passages;
      const back = passages.length === 0 ? null : this.layers.rewrite(rewrites(passages));
      return {
        count: within(sentences, done.made) + (back === null ? 0 : passages.length),
        clashed: done.clashed.length,
        undo: async () => {
          // First what can be refused, so that a second try does both.
          const returned = done.made.length === 0 ? [] : (await this.send(givenBack(said, done.made))).made;
          this.layers.take(returned);
          return within(sentences, returned) + (back?.() ?? 0);
        },
      };
    } catch (error) {
      this.trouble = error instanceof Refused ? error.refusal : "unreachable";
      return null;
    } finally {
      this.sending = false;
    }
  }
}
