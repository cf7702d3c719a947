// Names in the order an office lists them: by given name (the last word), then family name, then the middle.

const collator = new Intl.Collator("vi");

function key(name: string): [string, string, string] {
  const words = name.trim().split(/\s+/);
  return [words.at(-1) ?? "", words[0] ?? "", words.slice(1, -1).join(" ")];
}

export function byGivenName(a: { name: string }, b: { name: string }): number {
  const [left, right] = [key(a.name), key(b.name)];
  for (const part of [0, 1, 2] as const) {
    const order = collator.compare(left[part], right[part]);
    if (order !== 0) return order;
  }
  return 0;
}
