// Words that stand in the document itself (Decree 30/2020, form 1.9): always Vietnamese, whatever language the page speaks.

import type { Vote } from "../wire";

export const FORM = {
  country: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
  motto: "Độc lập - Tự do - Hạnh phúc",
  number: (number: string | null, sign: string) => `Số: ${number ?? "……"}/${sign}`,
  name: "BIÊN BẢN",
  draft: "DỰ THẢO",
  secretary: "THƯ KÝ",
  chair: "CHỦ TỌA",
  recipients: "Nơi nhận:",
} as const;

/** What the heading of the votes is told by, folded: "III. KẾT QUẢ BIỂU QUYẾT". */
export const VOTES_HEADING = "bieu quyet";

/** And that of the conclusion, before which votes stand when they have no part of their own. */
export const CONCLUSION_HEADING = "ket luan";

/** The line of the minutes that says how a vote went. */
export function voteLine(vote: Vote): string {
  const all = vote.in_favour + vote.against + vote.abstained;
  const of = (count: number) => (all === 0 ? "0" : `${count}/${all}`);
  const subject = vote.subject.trim().replace(/[.;:,]+$/u, "").normalize("NFC");
  return `Biểu quyết ${lowered(subject)}: tán thành ${of(vote.in_favour)}; không tán thành ${of(vote.against)}; không có ý kiến ${of(vote.abstained)}.`;
}

/** The first letter small, unless the word is a sign in capitals ("UBND"). */
function lowered(text: string): string {
  const [first = ""] = text.split(/\s/, 1);
  return first === first.toUpperCase() && first.length > 1 ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
