// The rule that no address, name or transcript text is in a log above debug.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { RUN } from "./settings.ts";

const ADDRESSES: readonly RegExp[] = [
  /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\w)/,
  /(?<![\w:])(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}(?![\w:])/i,
  /(?<![\w:])(?:fe80|f[cd][0-9a-f]{2}|2[0-9a-f]{3})::[0-9a-f:]*/i,
  /\[::1\]/,
];

/** The lines of `log` that tell what they must not, each with what it tells. */
export function leaks(log: string, said: Iterable<string>): string[] {
  const names = JSON.parse(readFileSync(join(RUN, "names.json"), "utf8")) as string[];
  const texts = [...said].map((text) => text.trim()).filter((text) => text.length >= 12);
  return log.split("\n").flatMap((line) => {
    const told = [
      ...ADDRESSES.map((address) => address.exec(line)?.[0]),
      ...names.filter((name) => line.includes(name)),
      ...texts.filter((text) => line.includes(text)),
    ].find((found) => found !== undefined);
    return told === undefined ? [] : [`${told}: ${line}`];
  });
}
