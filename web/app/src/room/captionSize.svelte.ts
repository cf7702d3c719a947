// How large captions are on this machine: a hall reads them from ten metres, an officer from half of one.

const KEPT = "giaoban.captionSize";
export const largest = 3;

let size = $state(kept());

function kept(): number {
  try {
    const value = Number(localStorage.getItem(KEPT) ?? "1");
    return Number.isInteger(value) && value >= 0 && value <= largest ? value : 1;
  } catch {
    return 1;
  }
}

export function captionSize(): number {
  return size;
}

export function resize(by: number): void {
  size = Math.min(largest, Math.max(0, size + by));
  try {
    localStorage.setItem(KEPT, String(size));
  } catch {
    // Kept until the page is closed.
  }
}
