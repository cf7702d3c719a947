// Word error rate as the speech set defines it: NFC, lower case, punctuation removed, tone placement unified (hoà = hòa).

/** Where the tone mark of oa, oe, uy may stand: old style on the first vowel, new style on the second. */
const PLACEMENT: readonly [string, string][] = ["oa", "oe", "uy"].flatMap(([first, second]) =>
  ["\u0300", "\u0301", "\u0303", "\u0309", "\u0323"].map((tone): [string, string] => [
    (first + second! + tone).normalize("NFC"),
    (first + tone + second!).normalize("NFC"),
  ]),
);

/** The words of a text, made comparable. */
export function words(text: string): string[] {
  let plain = text.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}\s]+/gu, " ");
  // Only at the end of a syllable: in "hoàn" the mark has one place.
  for (const [style, other] of PLACEMENT) plain = plain.replace(new RegExp(`${style}(?!\\p{L})`, "gu"), other);
  return plain.split(/\s+/u).filter((word) => word !== "");
}

/** Abbreviations a reader says in full: the text of a clip has the letters, the sound has the words. */
const READ_OUT: ReadonlyMap<string, string> = new Map([
  ["clb", "câu lạc bộ"],
  ["hlv", "huấn luyện viên"],
  ["psg", "paris saint germain"],
  ["tp", "thành phố"],
  ["ubnd", "ủy ban nhân dân"],
  ["uhd", "u hd"],
  ["vđv", "vận động viên"],
]);

/** The words of a text as a reader says them: a recogniser can only write what was said. */
export function wordsAsRead(text: string): string[] {
  return words(text).flatMap((word) => READ_OUT.get(word)?.split(" ") ?? [word]);
}

/** Substitutions, deletions and insertions that turn one list of words into the other. */
export function errors(reference: readonly string[], heard: readonly string[]): number {
  let row = heard.map((_, i) => i + 1);
  row.unshift(0);
  reference.forEach((wanted, i) => {
    const next = [i + 1];
    heard.forEach((word, j) => next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (word === wanted ? 0 : 1))));
    row = next;
  });
  return row[heard.length]!;
}
