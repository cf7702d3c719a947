// A paper as its form holds it, and what is sent.

import type { PaperPage, PaperText } from "../wire";

export interface PaperDraft {
  title: string;
  place: string;
  text: string;
  posts: string;
  name: string;
  recipients: string;
  tasks: boolean;
  attendance: boolean;
}

/** Fields that cannot be empty. */
export const NEEDED = ["title", "place", "text", "posts", "name", "recipients"] as const;
export type Needed = (typeof NEEDED)[number];

export function draftOf(page: PaperPage): PaperDraft {
  const { content } = page;
  return {
    title: content.title,
    place: content.place,
    text: page.text,
    posts: content.signer.posts.join("\n"),
    name: content.signer.name,
    recipients: content.recipients.join("\n"),
    tasks: content.tasks.length > 0,
    attendance: content.attendance.length > 0,
  };
}

export function sameDraft(one: PaperDraft, other: PaperDraft): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export function wrongs(draft: PaperDraft): Needed[] {
  return NEEDED.filter((field) => draft[field].trim() === "");
}

const lines = (text: string) => text.split("\n").map((line) => line.trim()).filter((line) => line !== "");

export function toText(draft: PaperDraft, revision: number): PaperText {
  return { ...draft, revision, posts: lines(draft.posts), recipients: lines(draft.recipients) };
}
