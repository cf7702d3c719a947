// What is being typed in the form of a vote, and what is still wrong with it.

import type { Vote } from "../wire";

export interface VoteDraft {
  subject: string;
  in_favour: string;
  against: string;
  abstained: string;
}

export type VoteWrong = "subject" | "in_favour" | "against" | "abstained" | "nobody";

export const LONGEST_SUBJECT = 500;
export const MOST_VOICES = 9_999;

function count(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === "") return 0;
  return /^\d{1,4}$/.test(trimmed) ? Number(trimmed) : null;
}

/** In the order of the form. An empty count is none. */
export function voteWrongs(draft: VoteDraft): VoteWrong[] {
  const length = [...draft.subject.trim()].length;
  const counts = [count(draft.in_favour), count(draft.against), count(draft.abstained)];
  const checks: [VoteWrong, boolean][] = [
    ["subject", length < 3 || length > LONGEST_SUBJECT],
    ["in_favour", counts[0] === null],
    ["against", counts[1] === null],
    ["abstained", counts[2] === null],
    ["nobody", counts.every((one) => one === 0)],
  ];
  return checks.filter(([, bad]) => bad).map(([wrong]) => wrong);
}

/** What is sent, or null while something is wrong. */
export function voteToSend(draft: VoteDraft): Vote | null {
  if (voteWrongs(draft).length > 0) return null;
  return {
    subject: draft.subject.trim().normalize("NFC"),
    in_favour: count(draft.in_favour) ?? 0,
    against: count(draft.against) ?? 0,
    abstained: count(draft.abstained) ?? 0,
  };
}
