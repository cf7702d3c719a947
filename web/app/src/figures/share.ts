// Shares as they are read.

import { t } from "../i18n/language.svelte";

/** `98,6 %`, rounded down so that what is not all never reads as 100 %; a dash for a share of nothing. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return "–";
  const tenths = Math.floor((part * 1000) / whole);
  const number = tenths % 10 === 0 ? String(tenths / 10) : (tenths / 10).toFixed(1);
  return `${t().locale === "vi-VN" ? number.replace(".", ",") : number}%`;
}
