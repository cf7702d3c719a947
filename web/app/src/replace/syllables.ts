// Finding words by whole syllables, whatever their capitals, and putting others in their place with the capitals they had. Pure.

/** Places in a text, UTF-16. */
export interface Place {
  from: number;
  to: number;
}

/** Where `wanted` stands in `text`: "An" is not in "Anh", "cam lộ" is in "xã Cam  Lộ,". Places do not overlap. */
export function places(text: string, wanted: string): Place[] {
  const syllables = words(wanted);
  if (syllables.length === 0) return [];
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}\\p{M}])${syllables.map(literally).join("\\s+")}(?![\\p{L}\\p{N}\\p{M}])`, "giu");
  return [...text.matchAll(pattern)].map((found) => ({ from: found.index, to: found.index + found[0].length }));
}

/** `wanted` with one blank between its words, composed. */
export function tidy(wanted: string): string {
  return words(wanted).join(" ");
}

/** `by` with the capitals of `found`: all of them, or the first; capitals that `by` has of its own stay. */
export function withCapitals(found: string, by: string): string {
  const letters = found.replace(/[^\p{L}]/gu, "");
  if (letters.length > 1 && letters === letters.toUpperCase() && letters !== letters.toLowerCase()) return by.toUpperCase();
  const [theirs, ours] = [words(found), words(by)];
  const small = ours.every((word) => word === word.toLowerCase());
  if (theirs.length === ours.length && theirs.length > 1 && small && theirs.every(capital)) return ours.map(raised).join(" ");
  return capital(found) ? raised(by) : by;
}

/** `text` with `by` at the places, each with the capitals that stood there. */
export function replaced(text: string, at: readonly Place[], by: string): string {
  let out = "";
  let done = 0;
  for (const { from, to } of at) {
    out += text.slice(done, from) + withCapitals(text.slice(from, to), by);
    done = to;
  }
  return out + text.slice(done);
}

function words(text: string): string[] {
  return text.normalize("NFC").split(/\s+/).filter((word) => word !== "");
}

function literally(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

function capital(word: string): boolean {
  const first = word.charAt(0);
  return first !== first.toLowerCase();
}

function raised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
