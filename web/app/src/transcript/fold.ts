// Vietnamese text for finding: with the marks somebody typed, or without any when they typed none.

/** Lower case, composed. */
export function exact(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

/** No tones, no hats, no horns, đ as d. */
export function folded(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/đ/g, "d");
}

/** Whether `text` contains `wanted`; marks count only when `wanted` has any. */
export function contains(text: string, wanted: string): boolean {
  const query = exact(wanted).trim().replace(/\s+/g, " ");
  if (query === "") return true;
  return query === folded(query) ? folded(text).includes(query) : exact(text).includes(query);
}
