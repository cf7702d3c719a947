// Sentences of one speaker in a row stand under one name.

import type { Speaker, TurnEdge, TurnMark, Utterance, UtteranceId } from "../wire";

export interface Turn {
  key: string;
  speaker: Speaker;
  beganAt: number;
  utterances: Utterance[];
}

export function byTime(a: Utterance, b: Utterance): number {
  return a.began_at - b.began_at || (a.id < b.id ? -1 : 1);
}

/** `utterances` by time; a pause of more than two minutes begins a new turn, and so does what a person says (`edges`). */
export function turns(utterances: readonly Utterance[], edges: ReadonlyMap<UtteranceId, TurnEdge> = new Map()): Turn[] {
  const out: Turn[] = [];
  for (const utterance of utterances) {
    const turn = out.at(-1);
    const last = turn?.utterances.at(-1);
    const edge = edges.get(utterance.id) ?? "as_recorded";
    const same = turn !== undefined && last !== undefined && turn.speaker.person === utterance.speaker.person;
    if (same && edge !== "begins" && (edge === "joins" || utterance.began_at - last.began_at < 120_000)) {
      turn.utterances.push(utterance);
    } else {
      out.push({ key: utterance.id, speaker: utterance.speaker, beganAt: utterance.began_at, utterances: [utterance] });
    }
  }
  return out;
}

export function byUtterance(marks: readonly TurnMark[]): ReadonlyMap<UtteranceId, TurnMark> {
  return new Map(marks.map((mark) => [mark.utterance, mark]));
}

export function edgesOf(marks: ReadonlyMap<UtteranceId, TurnMark>): ReadonlyMap<UtteranceId, TurnEdge> {
  return new Map([...marks].map(([id, mark]) => [id, mark.edge]));
}
