// The words somebody has selected, to begin a replacement with.

/** One line at most; nothing when more is selected. */
const LONGEST = 100;

export function selectedWords(): string {
  const field = document.activeElement;
  const text = field instanceof HTMLTextAreaElement ? field.value.slice(field.selectionStart, field.selectionEnd) : (window.getSelection()?.toString() ?? "");
  const words = text.trim().replace(/\s+/g, " ");
  return words.length > LONGEST ? "" : words;
}
