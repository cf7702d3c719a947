// Figures for the record: printed, and kept as JSON lines where the test run collects its reports.

import { appendFileSync } from "node:fs";
import { join } from "node:path";

import { REPORTS } from "./settings.ts";

/** Says a figure with its unit and how it was taken. */
export function measured(name: string, value: number, unit: string, method: string): void {
  const rounded = Math.round(value * 100) / 100;
  console.log(`measured: ${name} = ${rounded} ${unit} (${method})`);
  if (REPORTS) appendFileSync(join(REPORTS, "measured.jsonl"), `${JSON.stringify({ name, value: rounded, unit, method })}\n`);
}

/** The value below which `share` of the values lie (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = Math.max(0, Math.ceil(share * sorted.length) - 1);
  const value = sorted[at];
  if (value === undefined) throw new Error("no values");
  return value;
}
