// Saying who spoke: kept on the server beside the recording, shown here at once.

import { ask, Refused } from "../http/ask";
import type { ChosenSpeaker, RefusalText, TurnChange, TurnEdge, TurnMark, TurnMarks, Utterance, UtteranceId } from "../wire";
import { byUtterance, edgesOf, type Turn } from "./turns";

export type SendTurns = (change: TurnChange) => Promise<TurnMarks>;

export function sendTurns(meeting: string): SendTurns {
  return (change) => ask<TurnMarks>("POST", `/api/meetings/${encodeURIComponent(meeting)}/turns`, change);
}

export class Naming {
  sending = $state(false);
  trouble: RefusalText | "unreachable" | null = $state.raw(null);
  /** Newer than what the page has loaded. */
  #made: TurnMark[] | null = $state.raw(null);

  constructor(
    private readonly send: SendTurns,
    private readonly loaded: () => readonly TurnMark[],
    /** Asks anew, after somebody else has named somebody. */
    private readonly reload: () => Promise<void>,
  ) {}

  readonly marks = $derived.by((): ReadonlyMap<UtteranceId, TurnMark> => byUtterance(this.#made ?? this.loaded()));
  readonly edges = $derived.by((): ReadonlyMap<UtteranceId, TurnEdge> => edgesOf(this.marks));

  /** The sentence with who spoke as it was said here. */
  applied(one: Utterance): Utterance {
    if (this.#made === null) return one;
    const mark = this.marks.get(one.id);
    return mark === undefined ? one : { ...one, speaker: mark.speaker ?? mark.recorded };
  }

  name(sentences: readonly Utterance[], speaker: ChosenSpeaker): Promise<boolean> {
    return this.#change(sentences, { speaker, edge: null });
  }

  split(sentence: Utterance): Promise<boolean> {
    return this.#change([sentence], { speaker: null, edge: "begins" });
  }

  /** The turn's sentences become those of whoever spoke before. */
  merge(turn: Turn, before: Turn): Promise<boolean> {
    const same = turn.speaker.person === before.speaker.person;
    return this.#change(turn.utterances, { speaker: same ? null : { is: "person", person: before.speaker.person }, edge: "joins" });
  }

  async #change(sentences: readonly Utterance[], change: Pick<TurnChange, "speaker" | "edge">): Promise<boolean> {
    if (this.sending) return false;
    this.sending = true;
    this.trouble = null;
    try {
      const named = sentences.map(({ id }) => ({ id, revision: this.marks.get(id)?.revision ?? 0 }));
      this.#made = (await this.send({ ...change, sentences: named })).turns;
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) {
        this.trouble = "unreachable";
        return false;
      }
      this.trouble = error.refusal;
      if (error.refusal.code === "changed_meanwhile") {
        await this.reload();
        this.#made = null;
      }
      return false;
    } finally {
      this.sending = false;
    }
  }
}
