// A correction of what was said, carried over to prose that words the same: which words became which, and where those stand. Pure.

import { places, withCapitals, type Place } from "./syllables";

/** Words that became others; `wider` is the same with a neighbour on each side, for when the words alone stand in several places. */
export interface Change {
  was: string;
  is: string;
  wider: { was: string; is: string };
}

/** What differs between two wordings of a sentence, without the marks around words. */
export function changes(before: string, after: string): Change[] {
  const [a, b] = [tokens(before), tokens(after)];
  const out: Change[] = [];
  let [i, j] = [0, 0];
  for (const [x, y] of [...common(a, b), [a.length, b.length] as const]) {
    if (i < x || j < y) out.push(...change(a, b, [i, x], [j, y]));
    i = x + 1;
    j = y + 1;
  }
  return out;
}

/** The one place of a change in `text`, with what is to stand there; none when it is not there, or more than once. */
export function placeOf(text: string, change: Change): { at: Place; by: string } | null {
  for (const { was, is } of [change, change.wider]) {
    const found = was === "" ? [] : places(text, was);
    const [at] = found;
    if (at !== undefined && found.length === 1) return { at, by: withCapitals(text.slice(at.from, at.to), is) };
  }
  return null;
}

function change(a: readonly string[], b: readonly string[], [i, x]: [number, number], [j, y]: [number, number]): Change[] {
  const text = (words: readonly string[], from: number, to: number) => words.slice(Math.max(0, from), to).join(" ");
  const wider = { was: text(a, i - 1, x + 1), is: text(b, j - 1, y + 1) };
  const own = { was: text(a, i, x), is: text(b, j, y) };
  // Words put in or taken out are told by their neighbours.
  const one = own.was === "" || own.is === "" ? wider : own;
  return one.was === "" || one.was === one.is ? [] : [{ ...one, wider }];
}

function tokens(text: string): string[] {
  return (text.normalize("NFC").match(/\S+/g) ?? []).map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}%]+$/gu, "")).filter((word) => word !== "");
}

/** Longest common subsequence, as pairs of places. A sentence has a few hundred words at most. */
function common(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  const width = b.length + 1;
  const best = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => best[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) best[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const pairs: (readonly [number, number])[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      pairs.push([i, j]);
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}
