// Words the engine guessed more than it heard, by their place in the written text. Pure.

import type { Word } from "../wire";
import { align } from "./align";

/** Below this a word is shaded. */
export const DOUBT = 0.5;

/** A doubtful word: its place in the text (UTF-16) and its beginning in the track, milliseconds. */
export interface Doubt {
  from: number;
  to: number;
  t0: number;
}

/** The doubtful words of `text`, which may be newer than what was heard. */
export function doubtsOf(text: string, words: readonly Word[], t0: number, t1: number): Doubt[] {
  if (!words.some((word) => word.p < DOUBT)) return [];
  const places = [...text.matchAll(/\S+/g)].map((found) => ({ from: found.index, to: found.index + found[0].length }));
  return align(text, words, t0, t1).flatMap((piece, n) => {
    const place = places[n];
    if (place === undefined || piece.p >= DOUBT) return [];
    return [{ ...withoutMarks(text, place.from, place.to), t0: piece.t0 }];
  });
}

/** The moment of the word at `place`. */
export function momentAt(text: string, place: number, words: readonly Word[], t0: number, t1: number): number {
  const before = text.slice(0, place).match(/\S+/g)?.length ?? 0;
  const inside = place > 0 && /\S/.test(text.charAt(place - 1));
  return align(text, words, t0, t1)[Math.max(0, inside ? before - 1 : before)]?.t0 ?? t0;
}

/** Only the word is typed over; the comma after it stays. */
function withoutMarks(text: string, from: number, to: number): { from: number; to: number } {
  const word = text.slice(from, to);
  const head = /^[^\p{L}\p{N}]*/u.exec(word)?.[0].length ?? 0;
  const tail = /[^\p{L}\p{N}%]*$/u.exec(word)?.[0].length ?? 0;
  return head + tail >= word.length ? { from, to } : { from: from + head, to: to - tail };
}
