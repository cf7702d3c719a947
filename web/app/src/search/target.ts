// Where a hit leads, and its snippet cleared for drawing.

import { inMinutes, inTranscript } from "../directives/moment";
import { paths } from "../shell/route";
import type { Hit, Piece } from "../wire";

/** A directive without a state is a proposal nobody has decided on: it is decided among the proposals of its meeting. */
export function isProposal(hit: Pick<Hit, "kind" | "state">): boolean {
  return hit.kind === "directive" && hit.state === null;
}

export function target(hit: Hit): string {
  switch (hit.kind) {
    case "directive":
      return isProposal(hit) ? paths.proposals(hit.meeting_id) : paths.directive(hit.id);
    case "utterance":
      return inTranscript(hit.meeting_id, hit.id);
    case "minutes":
    case "document":
      return inMinutes(hit.meeting_id, hit.heard?.utterance ?? null);
  }
}

/** Marks that touch become one, so that a phrase that was found is marked as a phrase; empty pieces go. */
export function joined(snippet: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  for (const [n, piece] of snippet.entries()) {
    const last = out.at(-1);
    // A blank between two marks belongs to the phrase.
    const hit = piece.hit || (piece.text.trim() === "" && piece.text !== "" && (last?.hit ?? false) && (snippet[n + 1]?.hit ?? false));
    if (piece.text === "") continue;
    if (last !== undefined && last.hit === hit) last.text += piece.text;
    else out.push({ text: piece.text, hit });
  }
  return out;
}

/** The title with the marks of its snippet, when the snippet is of the title itself; then it is not said twice. */
export function markedTitle(title: string, snippet: readonly Piece[]): Piece[] | null {
  const said = snippet.map((piece) => piece.text).join("");
  const bare = said.replace(/^… /, "").replace(/ …$/, "");
  const at = title.indexOf(bare);
  if (bare.trim() === "" || at === -1) return null;
  const inside = snippet.filter((piece) => piece.hit || (piece.text !== "… " && piece.text !== " …"));
  return joined([{ text: title.slice(0, at), hit: false }, ...inside, { text: title.slice(at + bare.length), hit: false }]);
}
