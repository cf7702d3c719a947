// The stretch of a recording that is played for a sentence: from a little before it to a little after it.

import { paths } from "../shell/route";
import type { TrackId, UtteranceId } from "../wire";

/** Milliseconds before the sentence: one hears who is speaking and what it answers. */
const BEFORE = 3000;
/** Milliseconds after it, so that the last word is not cut. */
const AFTER = 1000;

/** A sentence that can be heard. */
export interface Spoken {
  utterance: UtteranceId;
  track: TrackId;
  /** Milliseconds in the recording. */
  t0: number;
  t1: number;
}

export interface Stretch {
  from: number;
  to: number;
}

export function stretchOf(spoken: Pick<Spoken, "t0" | "t1">): Stretch {
  return { from: Math.max(0, spoken.t0 - BEFORE), to: spoken.t1 + AFTER };
}

/** The transcript, opened at the sentence. */
export function inTranscript(meeting: string, utterance: UtteranceId): string {
  return `${paths.transcript(meeting)}?cau=${encodeURIComponent(utterance)}`;
}

/** The minutes, opened at the clause that rests on the sentence or words the proposal; without either at their beginning. */
export function inMinutes(meeting: string, clause: string | null): string {
  return `${paths.meeting(meeting)}/bien-ban${clause === null ? "" : `?muc=${encodeURIComponent(clause)}`}`;
}
