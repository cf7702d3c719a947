// Terms as they are typed, sizes as they are read.

/** Months: null for ever, undefined when it is no term. */
export function readMonths(text: string): number | null | undefined {
  const plain = text.trim();
  if (plain === "") return null;
  if (!/^\d{1,3}$/.test(plain)) return undefined;
  const months = Number(plain);
  return months >= 1 && months <= 600 ? months : undefined;
}

/** Bytes in the unit that fits, with the decimal comma of a Vietnamese office. */
export function bytesAsSize(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} KB`;
  if (bytes < 1_000_000_000) return `${Math.round(bytes / 1_000_000)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1).replace(".", ",")} GB`;
}
