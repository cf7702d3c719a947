// Which moment of the recording each written word belongs to. The written form has digits, capitals and signs; times are known
// only for the words as they were spoken ("hai mươi lăm"), so both are laid side by side.

import type { Word } from "../wire";
import { folded } from "./fold";

export interface Piece {
  text: string;
  /** Milliseconds in the track. */
  t0: number;
  t1: number;
  /** How sure the engine was, the least of its words. */
  p: number;
}

/** The written words with times; without word times everything begins at the sentence. */
export function align(written: string, words: readonly Word[], t0: number, t1: number): Piece[] {
  const tokens = written.split(/\s+/).filter((token) => token !== "");
  if (words.length === 0) return tokens.map((text) => ({ text, t0, t1, p: 1 }));
  const pairs = matches(tokens.map(bare), words.map((word) => bare(word.text)));
  const pieces: Piece[] = [];
  let token = 0;
  let word = 0;
  for (const [nextToken, nextWord] of [...pairs, [tokens.length, words.length] as const]) {
    pieces.push(...between(tokens.slice(token, nextToken), words.slice(word, nextWord), pieces.at(-1)?.t1 ?? t0));
    const text = tokens[nextToken];
    const heard = words[nextWord];
    if (text !== undefined && heard !== undefined) pieces.push({ text, t0: heard.t0, t1: heard.t1, p: heard.p });
    token = nextToken + 1;
    word = nextWord + 1;
  }
  return pieces;
}

/** Written words that match no spoken word share the spoken words standing at the same place, evenly. */
function between(tokens: readonly string[], words: readonly Word[], after: number): Piece[] {
  return tokens.map((text, n) => {
    const from = Math.floor((n * words.length) / tokens.length);
    const to = Math.max(from + 1, Math.floor(((n + 1) * words.length) / tokens.length));
    const share = words.slice(from, to);
    const first = share[0];
    const last = share.at(-1);
    if (first === undefined || last === undefined) return { text, t0: after, t1: after, p: 1 };
    return { text, t0: first.t0, t1: last.t1, p: Math.min(...share.map((one) => one.p)) };
  });
}

function bare(text: string): string {
  return folded(text).replace(/[^\p{L}\p{N}]/gu, "");
}

/** Longest common subsequence, as pairs of places. Sentences are short: at most a few hundred words. */
function matches(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  const width = b.length + 1;
  const best = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => best[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      best[i * width + j] = a[i] !== "" && a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: (readonly [number, number])[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] !== "" && a[i] === b[j] && at(i, j) === at(i + 1, j + 1) + 1) {
      pairs.push([i, j]);
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      i += 1;
    } else {
      j += 1;
    }
  }
  return pairs;
}

/** The piece being spoken at `ms`, or -1 before the first; between two pieces it is the one before. */
export function pieceAt(pieces: readonly Piece[], ms: number): number {
  let found = -1;
  for (const [n, piece] of pieces.entries()) {
    if (piece.t0 > ms) break;
    found = n;
  }
  return found;
}
