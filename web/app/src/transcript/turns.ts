// Sentences of one speaker in a row stand under one name.

import type { Speaker, Utterance } from "../wire";

export interface Turn {
  key: string;
  speaker: Speaker;
  beganAt: number;
  utterances: Utterance[];
}

export function byTime(a: Utterance, b: Utterance): number {
  return a.began_at - b.began_at || (a.id < b.id ? -1 : 1);
}

/** `utterances` by time; a pause of more than two minutes begins a new turn. */
export function turns(utterances: readonly Utterance[]): Turn[] {
  const out: Turn[] = [];
  for (const utterance of utterances) {
    const turn = out.at(-1);
    const last = turn?.utterances.at(-1);
    if (turn !== undefined && last !== undefined && turn.speaker.person === utterance.speaker.person && utterance.began_at - last.began_at < 120_000) {
      turn.utterances.push(utterance);
    } else {
      out.push({ key: utterance.id, speaker: utterance.speaker, beganAt: utterance.began_at, utterances: [utterance] });
    }
  }
  return out;
}
