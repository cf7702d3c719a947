// Making one passage of two, at the cursor. The editor's own way would forget what the second one rests on.

import type { Attrs } from "@tiptap/pm/model";
import type { EditorState, Transaction } from "@tiptap/pm/state";
import { joinedSources } from "./sources";

/** Null when the cursor does not stand between two passages. */
export function joinPassages(state: EditorState, backwards: boolean): Transaction | null {
  const { $from, empty } = state.selection;
  if (!empty || $from.depth !== 1) return null;
  if ($from.parentOffset !== (backwards ? 0 : $from.parent.content.size)) return null;
  const place = $from.index(0);
  const first = state.doc.maybeChild(backwards ? place - 1 : place);
  const second = state.doc.maybeChild(backwards ? place : place + 1);
  if (!first || !second) return null;
  const boundary = backwards ? $from.before(1) : $from.after(1);
  // An empty passage says nothing: it goes, and the other stays what it is.
  if (first.content.size === 0) return state.tr.delete(boundary - first.nodeSize, boundary);
  if (second.content.size === 0) return state.tr.delete(boundary, boundary + second.nodeSize);
  return state.tr.join(boundary).setNodeMarkup(boundary - first.nodeSize, undefined, {
    utterances: joinedSources(first.attrs["utterances"], second.attrs["utterances"]),
    proposal: (first.attrs["proposal"] as unknown) ?? second.attrs["proposal"],
    ...joinedOrigin(first.attrs, second.attrs),
  });
}

/** What is made of two waits to be checked when either did. */
function joinedOrigin(first: Attrs, second: Attrs): { origin: unknown; checked: unknown } {
  const waits = [first, second].some((attrs) => attrs["origin"] !== null && attrs["checked"] === null);
  const either = (name: string): unknown => (first[name] as unknown) ?? second[name];
  return { origin: either("origin"), checked: waits ? null : either("checked") };
}
