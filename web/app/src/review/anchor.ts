// Where a remark stands in the text of now.

import type { Comment, Passage } from "../wire";

export function words(passage: Passage): string {
  return passage.runs.map((run) => run.text).join("");
}

/** The place of each remark: the nearest passage with its words (or the words that took their place), or null. */
export function anchor(comment: Comment, texts: string[]): number | null {
  const sought = comment.decision === "accepted" && comment.suggestion !== null ? comment.suggestion : comment.quote;
  let best: number | null = null;
  texts.forEach((text, place) => {
    if (sought === "" || !text.includes(sought)) return;
    if (best === null || Math.abs(place - comment.place) < Math.abs(best - comment.place)) best = place;
  });
  return best;
}

/** Remarks by the passage they stand at, and those whose words are gone. */
export function anchored(comments: Comment[], passages: Passage[]): { at: Map<number, Comment[]>; gone: Comment[] } {
  const texts = passages.map(words);
  const at = new Map<number, Comment[]>();
  const gone: Comment[] = [];
  for (const comment of comments) {
    const place = anchor(comment, texts);
    if (place === null) gone.push(comment);
    else at.set(place, [...(at.get(place) ?? []), comment]);
  }
  return { at, gone };
}
